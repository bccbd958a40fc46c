#include "fields/contact/weights.hpp"

#include <charconv>
#include <string>

namespace cvextract::fields::contact {

Weights::Weights(const models::Models& models, std::string_view name) {
    const auto bytes = models.member("weights/" + std::string(name) + ".tsv");
    text_ = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

double Weights::operator[](std::string_view feature) const {
    std::string_view rest = text_;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        if (line.size() > feature.size() && line.starts_with(feature) && line[feature.size()] == '\t') {
            double value = 0;
            std::from_chars(line.data() + feature.size() + 1, line.data() + line.size(), value);
            return value;
        }
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return 0;
}

}  // namespace cvextract::fields::contact

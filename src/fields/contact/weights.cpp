#include "fields/contact/weights.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace cvextract::fields::contact {

Weights::Weights(const models::Models& models, std::string_view name) {
    const auto bytes = models.member("weights/" + std::string(name) + ".tsv");
    std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        const std::size_t tab = line.find('\t');
        if (tab != std::string_view::npos) {
            double value = 0;
            std::from_chars(line.data() + tab + 1, line.data() + line.size(), value);
            values_.emplace_back(line.substr(0, tab), value);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

double Weights::operator[](std::string_view feature) const {
    const auto found = std::ranges::find(values_, feature, &std::pair<std::string_view, double>::first);
    return found == values_.end() ? 0 : found->second;
}

}  // namespace cvextract::fields::contact

#include "record/confidence.hpp"

#include <algorithm>
#include <charconv>
#include <type_traits>
#include <utility>

#include "record/visit.hpp"

namespace cvextract::record {

namespace {

double number_of(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

class Calibrator {
  public:
    explicit Calibrator(const Calibration& calibration) : calibration_(calibration) {}

    template <class T>
    void visit_part(T& part, const std::string& path) {
        visit(part, [&](std::string_view name, auto& member) {
            std::string field = path;
            if (!field.empty()) field += '.';
            field += name;
            apply(member, field);
        });
    }
    void apply(Value& value, const std::string& field) {
        if (value.empty()) return;
        value.confidence = calibration_.share(field, value.confidence);
        if (value.confidence < calibration_.least(field)) value = {};
    }

  private:
    void apply(Flag& flag, const std::string& field) {
        if (!flag.set) return;
        flag.confidence = calibration_.share(field, flag.confidence);
        if (flag.confidence < calibration_.least(field)) flag = {};
    }
    template <class T>
    void apply(std::vector<T>& list, const std::string& field) {
        for (T& item : list) apply(item, field);
    }
    template <class T>
    void apply(T& part, const std::string& field) {
        visit_part(part, field);
    }

    const Calibration& calibration_;
};

}  // namespace

Calibration::Calibration(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
        if (line.starts_with('#') || first == std::string_view::npos || second == std::string_view::npos) continue;
        const std::string_view raw = line.substr(first + 1, second - first - 1);
        Map& map = maps_[line.substr(0, first)];
        const double share = number_of(line.substr(second + 1));
        if (raw == "drop") {
            map.drop = share;
        } else {
            map.knots.emplace_back(number_of(raw), share);
        }
    }
}

const Calibration::Map* Calibration::find(std::string_view field) const {
    for (std::string_view path = field;;) {
        if (const auto found = maps_.find(path); found != maps_.end() && !found->second.knots.empty())
            return &found->second;
        const std::size_t dot = path.rfind('.');
        if (dot == std::string_view::npos) break;
        path = path.substr(0, dot);
    }
    std::string list(field.substr(0, field.find('.')));
    list += ".*";
    auto found = maps_.find(list);
    if (found == maps_.end()) found = maps_.find("*");
    return found == maps_.end() || found->second.knots.empty() ? nullptr : &found->second;
}

double Calibration::share(std::string_view field, double raw) const {
    const Map* map = find(field);
    if (map == nullptr) return raw;
    const auto& knots = map->knots;
    if (raw <= knots.front().first) return knots.front().second;
    for (std::size_t k = 1; k < knots.size(); ++k) {
        const auto& [x0, y0] = knots[k - 1];
        const auto& [x1, y1] = knots[k];
        if (raw <= x1) return x1 > x0 ? y0 + (y1 - y0) * (raw - x0) / (x1 - x0) : y1;
    }
    return knots.back().second;
}

double Calibration::least(std::string_view field) const {
    const auto found = maps_.find(field);
    return found == maps_.end() ? 0 : found->second.drop;
}

void calibrate(Record& record, const Calibration& calibration) {
    Calibrator calibrator(calibration);
    calibrator.visit_part(record, "");
    for (Section& section : record.sections)
        section.heading.confidence = calibration.share("sections.heading", section.heading.confidence);
}

}  // namespace cvextract::record

#include "fields/academic/labelled.hpp"

namespace cvextract::fields::academic {

std::vector<LabelledSpan> label(const Passage& passage, const learn::Crf& crf, const learn::Sequence& sequence,
                                std::span<const Emphasis> fixed) {
    std::vector<LabelledSpan> spans;
    if (crf.empty() || passage.units.empty()) return spans;
    const std::size_t outside = crf.label("O");
    std::vector<std::uint64_t> allowed;
    if (!fixed.empty() && outside < crf.labels().size()) {
        allowed.assign(passage.units.size(), 0);
        for (std::size_t i = 0; i < passage.units.size(); ++i) {
            for (const Emphasis& span : fixed) {
                if (passage.units[i].begin >= span.begin && passage.units[i].begin < span.end)
                    allowed[i] = std::uint64_t{1} << outside;
            }
        }
    }
    const learn::Labelling labelling = crf.decode(sequence, allowed);
    double sum = 0;
    const auto finish = [&] {
        if (!spans.empty() && sum > 0)
            spans.back().confidence = sum / static_cast<double>(spans.back().end_unit - spans.back().first_unit);
        sum = 0;
    };
    for (std::size_t i = 0; i < labelling.labels.size(); ++i) {
        const std::string_view name = crf.labels()[labelling.labels[i]];
        if (name == "O") {
            finish();
            continue;
        }
        const bool inside = name.starts_with("I-");
        const std::string_view label = name.substr(2);
        const bool goes_on = inside && !spans.empty() && spans.back().label == label && spans.back().end_unit == i;
        if (!goes_on) {
            finish();
            spans.push_back({label, passage.units[i].begin, 0, i, 0, 0});
        }
        spans.back().end = passage.units[i].end;
        spans.back().end_unit = i + 1;
        sum += labelling.confidence[i];
    }
    finish();
    return spans;
}

}  // namespace cvextract::fields::academic

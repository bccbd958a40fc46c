// Headings are found by a sequence model over lines, whose features are the document's own typography and the heading
// vocabulary; the document is cut there.

#include <algorithm>

#include "segment/candidates.hpp"
#include "segment/language.hpp"
#include "segment/outline.hpp"

namespace cvextract::segment {

namespace {

constexpr float kKnownHeading = 0.15F;

// Two lines of one heading ("PROFESSIONAL" / "EXPERIENCE").
bool continues(const Stretch& above, const Stretch& below, const layout::Document& document,
               const models::Lexicon& headings) {
    if (above.known || above.look != below.look ||
        document.lines[above.range.line].region != document.lines[below.range.line].region)
        return false;
    return headings.exact(above.text + ' ' + below.text).has_value();
}

}  // namespace

Outline cut(const layout::Document& document, const models::Models& models) {
    Outline outline;
    outline.language = detect_language(document, models);
    const auto stretches = cut_stretches(document, models);
    const learn::Crf crf(models.member("weights/headings.crf"));
    const auto labelling = crf.decode(heading_features(document, stretches));
    const std::size_t heading = crf.label("H");
    const models::Lexicon headings = models.lexicon("headings");
    const auto is_heading = [&](std::size_t i) {
        if (i >= labelling.labels.size() || stretches[i].text.empty()) return false;
        if (labelling.labels[i] == heading) return true;
        // A line that is a known heading and nothing else needs less evidence.
        const bool alone = stretches[i].form == Stretch::Form::line || stretches[i].form == Stretch::Form::cell;
        return stretches[i].known && alone && 1 - labelling.confidence[i] > kKnownHeading;
    };
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Stretch& s = stretches[i];
        if (is_heading(i)) {
            if (!outline.sections.empty() && i > 0 && is_heading(i - 1) && outline.sections.back().body.empty() &&
                continues(stretches[i - 1], s, document, headings)) {
                Section& section = outline.sections.back();
                section.heading.push_back(s.range);
                section.kind = section_kind(headings.exact(stretches[i - 1].text + ' ' + s.text)->payload);
                continue;
            }
            Section section;
            section.kind = s.kind;
            section.confidence = static_cast<double>(labelling.confidence[i]) * (s.known         ? 1
                                                                                 : s.covered > 0 ? 0.85
                                                                                                 : 0.6);
            section.heading.push_back(s.range);
            outline.sections.push_back(std::move(section));
            continue;
        }
        auto& body = outline.sections.empty() ? outline.header : outline.sections.back().body;
        // The parts of a line that was no heading after all belong together again.
        if (!body.empty() && body.back().line == s.range.line && body.back().end == s.range.begin) {
            body.back().end = s.range.end;
        } else {
            body.push_back(s.range);
        }
    }
    return outline;
}

}  // namespace cvextract::segment

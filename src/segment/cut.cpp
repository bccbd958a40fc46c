// Headings are found by a sequence model over lines, whose features are the document's own typography and the heading
// vocabulary; the document is cut there.

#include <algorithm>

#include "learn/agree.hpp"
#include "segment/candidates.hpp"
#include "segment/kinds.hpp"
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

namespace {

// Finds the headings; `known` gets the share of each heading that the vocabulary knows.
Outline find_sections(const layout::Document& document, const models::Models& models, std::vector<double>& known) {
    Outline outline;
    const auto stretches = cut_stretches(document, models);
    const learn::Crf crf(models.member("weights/headings.crf"));
    const std::size_t heading = crf.label("H");
    // Lines of one look agree on whether they are headings.
    std::vector<float> scores = crf.scores(heading_features(document, stretches));
    std::vector<std::uint64_t> looks;
    std::vector<std::uint32_t> owner;
    for (const Stretch& s : stretches) {
        owner.push_back(static_cast<std::uint32_t>(looks.size()));
        looks.push_back(s.form == Stretch::Form::rest ? 0 : s.look);
    }
    constexpr std::uint8_t kEach[] = {0, 1};
    constexpr float kLooksAgree = 0.7F;
    const std::vector<float> own = scores;
    learn::agree(scores, crf.decode(scores), looks, owner, kEach, kLooksAgree);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        // Words that name a section need no other line's support.
        if (stretches[i].known)
            std::copy_n(own.begin() + static_cast<std::ptrdiff_t>(2 * i), 2,
                        scores.begin() + static_cast<std::ptrdiff_t>(2 * i));
    }
    const auto labelling = crf.decode(scores);
    const models::Lexicon headings = models.lexicon("headings");
    const auto is_heading = [&](std::size_t i) {
        if (i >= labelling.labels.size() || stretches[i].text.empty()) return false;
        if (labelling.labels[i] == heading || stretches[i].table_head) return true;
        // A line that is a known heading and nothing else needs less evidence.
        const bool alone = stretches[i].form == Stretch::Form::line || stretches[i].form == Stretch::Form::cell;
        return stretches[i].known && alone && 1 - labelling.confidence[i] > kKnownHeading;
    };
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Stretch& s = stretches[i];
        // The second line of a heading in the margin, beside the second line of the text ("Contact" / "Information").
        if (!outline.sections.empty() && s.form == Stretch::Form::cell && i >= 2 &&
            stretches[i - 1].form == Stretch::Form::rest && stretches[i - 2].form == Stretch::Form::cell &&
            stretches[i - 2].range.line + 1 == s.range.line && is_heading(i - 2) &&
            outline.sections.back().heading.size() == 1 && stretches[i - 2].look == s.look) {
            const auto whole = headings.exact(stretches[i - 2].text + ' ' + s.text);
            if (whole) {
                outline.sections.back().heading.push_back(s.range);
                outline.sections.back().kind = section_kind(whole->payload);
                known.back() = 1;
                continue;
            }
        }
        if (is_heading(i)) {
            if (!outline.sections.empty() && i > 0 && is_heading(i - 1) && outline.sections.back().body.empty() &&
                continues(stretches[i - 1], s, document, headings)) {
                Section& section = outline.sections.back();
                section.heading.push_back(s.range);
                section.kind = section_kind(headings.exact(stretches[i - 1].text + ' ' + s.text)->payload);
                known.back() = 1;
                continue;
            }
            Section section;
            section.kind = s.kind;
            section.confidence = static_cast<double>(labelling.confidence[i]) * (s.known         ? 1
                                                                                 : s.covered > 0 ? 0.85
                                                                                                 : 0.6);
            section.heading.push_back(s.range);
            outline.sections.push_back(std::move(section));
            known.push_back(s.known ? 1 : std::min(s.covered, 0.99));
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

}  // namespace

Outline cut(const layout::Document& document, const models::Models& models) {
    std::vector<double> known;
    Outline outline = find_sections(document, models, known);
    outline.language = detect_language(document, models);
    settle_kinds(document, models, known, outline.sections);
    return outline;
}

std::vector<Section> said_sections(const layout::Document& document, const models::Models& models,
                                   std::vector<double>& known) {
    return find_sections(document, models, known).sections;
}

}  // namespace cvextract::segment

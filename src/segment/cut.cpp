// Headings are found by a sequence model over lines, whose features are the document's own typography and the heading
// vocabulary; the document is cut there.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "learn/agree.hpp"
#include "segment/candidates.hpp"
#include "segment/kinds.hpp"
#include "segment/language.hpp"
#include "segment/outline.hpp"

namespace cvextract::segment {

namespace {

constexpr float kKnownHeading = 0.15F;
constexpr std::size_t kDatedRows = 2;   // that make a list of jobs of the rest of a header
constexpr std::size_t kRowsOfHead = 2;  // of an entry above the row that holds its dates
constexpr float kLargeGap = 0.4F;       // above the first entry, in sizes of the body's type
constexpr double kUnnamed = 0.5;        // confidence of a section without heading
constexpr float kLargestType = 0.97F;   // of the page's largest type: as large
constexpr float kOwnSize = 1.15F;       // of a name against the headings above it
constexpr float kSmallerType = 0.95F;   // of a heading against the one that it stands under
constexpr std::size_t kRecurs = 3;      // times on its page that a text heads no section any more

/// The heading that two stretches print together.
std::optional<models::Lexicon::Match> known_together(const Stretch& above, const Stretch& below,
                                                     const models::Lexicon& headings) {
    if (above.units.empty() || below.units.empty()) return headings.exact(above.text + ' ' + below.text);
    std::vector<std::uint64_t> hashes;
    hashes.reserve(above.units.size() + below.units.size());
    for (const Stretch* stretch : {&above, &below}) {
        for (const Unit& unit : stretch->units) hashes.push_back(unit.hash);
    }
    return headings.exact(hashes);
}

// Two lines of one heading ("PROFESSIONAL" / "EXPERIENCE").
bool continues(const Stretch& above, const Stretch& below, const layout::Document& document,
               const models::Lexicon& headings) {
    if (above.known || above.look != below.look ||
        document.lines[above.range.line].region != document.lines[below.range.line].region)
        return false;
    return known_together(above, below, headings).has_value();
}

/// The largest type on the first page.
float largest_type(const layout::Document& document) {
    float size = 0;
    for (const layout::Line& line : document.lines) {
        if (line.page > 1) continue;
        for (const layout::Token& token : line.tokens) {
            if (token.role == layout::Role::text && token.text.size() > 1)
                size = std::max(size, document.styles.at(token.style).size);
        }
    }
    return size;
}

float type_of(const layout::Document& document, const layout::Range& range) {
    const layout::Line& line = document.lines.at(range.line);
    return range.begin < range.end ? document.styles.at(line.tokens.at(range.begin).style).size : 0;
}

/// A column of the first page that begins with its largest type begins with the name: what stands there belongs to the
/// header, also where a column of other sections is read first.
bool begins_header(const layout::Document& document, const Outline& outline, const layout::Range& range,
                   const layout::Range& before, float largest) {
    const layout::Line& line = document.lines.at(range.line);
    if (outline.sections.empty() || line.page != 1 || range.begin != 0 || document.lines.at(before.line).page != 1 ||
        document.lines.at(before.line).region == line.region)
        return false;
    const float size = type_of(document, range);
    if (size < kLargestType * largest) return false;
    return std::ranges::all_of(outline.sections, [&](const Section& section) {
        return section.heading.empty() || size >= kOwnSize * type_of(document, section.heading.front());
    });
}

/// Whether a line holds a range of dates: two years, or one and a word for the present.
bool holds_range(const layout::Document& document, const layout::Range& range, const models::Lexicon& dates) {
    std::string text;
    for (std::uint32_t t = range.begin; t < range.end; ++t) {
        const layout::Token& token = document.lines.at(range.line).tokens.at(t);
        if (token.role != layout::Role::text) continue;
        if (!text.empty()) text += ' ';
        text += token.text;
    }
    std::size_t years = 0, present = 0;
    for (const Unit& unit : cut_units(text)) {
        const std::string_view is = std::string_view(text).substr(unit.begin, unit.end - unit.begin);
        years += unit.kind == UnitClass::number && is.size() == 4 && (is.starts_with("19") || is.starts_with("20"));
        const auto word = dates.exact(std::span(&unit.hash, 1));
        present += word && word->payload.find("present") != std::string_view::npos;
    }
    return years >= 2 || (years == 1 && present > 0);
}

/// A CV that begins with its jobs and has no heading above them: the rest of the header, from its first entry on, is a
/// section without heading.
bool cut_jobs(const layout::Document& document, const models::Models& models, Outline& outline) {
    auto& header = outline.header;
    const models::Lexicon dates = models.lexicon("date_words");
    std::size_t first = header.size(), dated = 0;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (!holds_range(document, header[i], dates)) continue;
        first = std::min(first, i);
        ++dated;
    }
    const bool jobs =
        std::ranges::any_of(outline.sections, [](const Section& section) { return section.kind == SectionKind::work; });
    if (jobs || dated < kDatedRows || first == 0) return false;
    // The first entry begins with the row that its dates stand in, or above, where a gap is.
    std::size_t begin = first;
    for (std::size_t up = 0; up <= kRowsOfHead && up < first; ++up) {
        if (document.lines.at(header[first - up].line).space_above > kLargeGap * document.body_size) {
            begin = first - up;
            break;
        }
    }
    Section section;
    section.kind = SectionKind::work;
    section.confidence = kUnnamed;
    section.body.assign(header.begin() + static_cast<std::ptrdiff_t>(begin), header.end());
    header.resize(begin);
    outline.sections.insert(outline.sections.begin(), std::move(section));
    return true;
}

/// What recurs in one look on one page is the label of a part of each entry ("Technologies", "Role"), which heads no
/// section: for each stretch, whether it is one.
std::vector<bool> recurring(const layout::Document& document, const std::vector<Stretch>& stretches,
                            const std::vector<bool>& headings) {
    std::map<std::tuple<std::uint32_t, std::uint64_t, std::string_view>, std::size_t> times;
    const auto key = [&](std::size_t i) {
        const Stretch& s = stretches[i];
        return std::tuple(document.lines[s.range.line].page, s.look, std::string_view(s.text));
    };
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        if (headings[i]) ++times[key(i)];
    }
    std::set<std::pair<std::uint64_t, std::string_view>> labels;
    for (const auto& [is, count] : times) {
        if (count >= kRecurs) labels.emplace(std::get<1>(is), std::get<2>(is));
    }
    std::vector<bool> out(stretches.size(), false);
    if (labels.empty()) return out;
    for (std::size_t i = 0; i < stretches.size(); ++i)
        out[i] = headings[i] && labels.contains({stretches[i].look, std::string_view(stretches[i].text)});
    return out;
}

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
    // Two lines that are a known heading together, where neither needs to look like one by itself.
    const auto wraps = [&](std::size_t i) {
        if (i + 1 >= stretches.size()) return false;
        const Stretch &above = stretches[i], &below = stretches[i + 1];
        return above.form == Stretch::Form::line && below.form == Stretch::Form::line && !above.text.empty() &&
               !below.text.empty() && continues(above, below, document, headings);
    };
    const auto looks_like_one = [&](std::size_t i) {
        if (i >= labelling.labels.size() || stretches[i].text.empty()) return false;
        if (wraps(i) || (i > 0 && wraps(i - 1))) return true;
        if (labelling.labels[i] == heading || stretches[i].table_head) return true;
        // A line that is a known heading and nothing else needs less evidence.
        const bool alone = stretches[i].form == Stretch::Form::line || stretches[i].form == Stretch::Form::cell;
        return stretches[i].known && alone && 1 - labelling.confidence[i] > kKnownHeading;
    };
    std::vector<bool> heads(stretches.size());
    for (std::size_t i = 0; i < stretches.size(); ++i) heads[i] = looks_like_one(i);
    const std::vector<bool> labels = recurring(document, stretches, heads);
    // A CV opens with a name, below its title or none: words that name no section head none there.
    std::size_t opening = 0;
    while (opening < stretches.size() && (stretches[opening].title || stretches[opening].text.empty())) ++opening;
    const auto is_heading = [&](std::size_t i) {
        if (i >= heads.size() || !heads[i] || labels[i]) return false;
        return i != opening || stretches[i].known || stretches[i].covered > 0;
    };
    const float largest = largest_type(document);
    bool in_header = true;
    const Stretch* current = nullptr;
    // A known heading of the kind of the section that it stands in, in another and no larger type than the section's
    // own heading: a sub-heading, which stays inside.
    const auto nested = [&](std::size_t i) {
        const Stretch& s = stretches[i];
        if (current == nullptr || !s.known || !current->known || current->table_head || s.look == current->look)
            return false;
        // The courses of a degree, in smaller type, are no certificates.
        const float type = type_of(document, s.range), above = type_of(document, current->range);
        if (s.kind == SectionKind::certificates && current->kind == SectionKind::education)
            return !s.table_head && type < kSmallerType * above;
        return s.kind == current->kind && type <= above;
    };
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Stretch& s = stretches[i];
        if (i > 0 && !is_heading(i) && begins_header(document, outline, s.range, stretches[i - 1].range, largest))
            in_header = true;
        // The second line of a heading in the margin, beside the second line of the text ("Contact" / "Information").
        if (!outline.sections.empty() && s.form == Stretch::Form::cell && i >= 2 &&
            stretches[i - 1].form == Stretch::Form::rest && stretches[i - 2].form == Stretch::Form::cell &&
            stretches[i - 2].range.line + 1 == s.range.line && is_heading(i - 2) &&
            outline.sections.back().heading.size() == 1 && stretches[i - 2].look == s.look) {
            const auto whole = known_together(stretches[i - 2], s, headings);
            if (whole) {
                outline.sections.back().heading.push_back(s.range);
                outline.sections.back().kind = section_kind(whole->payload);
                known.back() = 1;
                continue;
            }
        }
        if (is_heading(i) && !nested(i)) {
            in_header = false;
            current = &s;
            if (!outline.sections.empty() && i > 0 && is_heading(i - 1) && outline.sections.back().body.empty() &&
                continues(stretches[i - 1], s, document, headings)) {
                Section& section = outline.sections.back();
                section.heading.push_back(s.range);
                section.kind = section_kind(known_together(stretches[i - 1], s, headings)->payload);
                known.back() = 1;
                continue;
            }
            Section section;
            section.kind = s.kind;
            section.named = s.named;
            section.confidence = static_cast<double>(labelling.confidence[i]) * (s.known         ? 1
                                                                                 : s.covered > 0 ? 0.85
                                                                                                 : 0.6);
            section.heading.push_back(s.range);
            outline.sections.push_back(std::move(section));
            known.push_back(s.known ? 1 : std::min(s.covered, 0.99));
            continue;
        }
        auto& body = in_header ? outline.header : outline.sections.back().body;
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
    if (cut_jobs(document, models, outline)) known.insert(known.begin(), 0);
    settle_kinds(document, models, known, outline.sections);
    return outline;
}

std::vector<Section> said_sections(const layout::Document& document, const models::Models& models,
                                   std::vector<double>& known) {
    return find_sections(document, models, known).sections;
}

}  // namespace cvextract::segment

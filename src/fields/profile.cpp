#include "fields/profile.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/url.hpp"
#include "fields/text.hpp"

// Paragraphs are told from contact data and headlines by how their lines read: many words, sentences that end. Lines
// are looked at cell by cell, since a header sets contact data and the profile side by side.

namespace cvextract::fields {

namespace {

constexpr std::size_t kFewestWords = 12;        // of a profile paragraph without a heading
constexpr std::size_t kEnoughWords = 30;        // of one that does not end like a sentence
constexpr std::size_t kWordsInLine = 5;         // of any line of a paragraph but its last
constexpr std::size_t kWordsBesideContact = 8;  // of a paragraph that shares its heading with contact data
constexpr std::size_t kHalfWordsInLine = 5;     // halves of words in the mean line of a paragraph in a narrow column
constexpr std::size_t kMostLines = 8;           // that the reading order has put elsewhere
constexpr double kDoubtful = 0.5;               // confidence of a section below which a surer one stands alone
constexpr double kSameTab = 1.5;                // points between the left edges of two cells
constexpr double kSameEdge = 4;                 // points between the left edges of two lines of one column
constexpr double kLineGap = 2.2;                // between the lines of a paragraph, in sizes of its type

/// How a line, or a cell of one, reads.
struct Reading {
    std::size_t words = 0;  // ideographs count as half a word
    bool contact = false;   // holds an address of mail or web or a telephone number, or is mostly numbers
    bool list = false;      // items between bars
    bool stop = false;      // ends like a sentence
};

Reading read_range(const Context& context, const layout::Range& range) {
    const Text text(context.document, std::span(&range, 1), Text::Lines::keep);
    const std::string_view s = text.str();
    Reading out;
    std::size_t numbers = 0, ideographs = 0, all = 0;
    for (const Unit& unit : cut_units(s)) {
        out.words += unit.kind == UnitClass::word ? 1 : 0;
        ideographs += unit.kind == UnitClass::ideograph ? 1 : 0;
        numbers += unit.kind == UnitClass::number ? 1 : 0;
        ++all;
    }
    out.words += ideographs / 2;
    const auto filled = [&](const auto& spans) {  // is the line little else?
        return std::ranges::any_of(spans, [&](const auto& span) { return 3 * (span.end - span.begin) > s.size(); });
    };
    out.contact = 3 * numbers > all || s.find('@') != std::string_view::npos ||
                  s.find("://") != std::string_view::npos || s.find("www.") != std::string_view::npos ||
                  filled(spans::find_urls(s, context.models)) || filled(spans::find_phones(s)) ||
                  context.models.lexicon("networks").exact(s).has_value();
    out.list = s.find('|') != std::string_view::npos;
    out.stop = s.ends_with('.') || s.ends_with('!') || s.ends_with('?') || s.ends_with("\xE3\x80\x82");
    return out;
}

/// Lines, or cells of lines one below the other, that read on.
struct Paragraph {
    std::vector<layout::Range> ranges;
    std::size_t words = 0;
    bool stopped = false;
    bool open = true;  // the next line may go on with it
    [[nodiscard]] bool is_prose(std::size_t fewest) const {
        return words >= fewest && words * 2 >= kHalfWordsInLine * ranges.size() && (stopped || words >= kEnoughWords);
    }
};

class Paragraphs {
  public:
    Paragraphs(const Context& context, std::span<const layout::Range> lines) : context_(context) {
        for (const layout::Range& range : lines) {
            for (std::uint32_t t = range.begin; t < range.end; ++t) {
                const layout::Token& token = token_at(range.line, t);
                if (token.tab_before) edges_.push_back({range.line, token.box.x0});
            }
        }
        for (const layout::Range& range : lines) add(range);
    }
    [[nodiscard]] std::vector<Paragraph> take() { return std::move(all_); }
    [[nodiscard]] bool any_contact() const { return contact_; }

  private:
    struct Edge {
        std::uint32_t line = 0;
        double x = 0;
    };
    [[nodiscard]] const layout::Token& token_at(std::uint32_t line, std::uint32_t token) const {
        return context_.document.lines.at(line).tokens.at(token);
    }
    // Where the lines around have a new cell, this one has too: an address that fills its column leaves no wide gap.
    [[nodiscard]] bool begins_cell(std::uint32_t line, std::uint32_t token) const {
        const layout::Token& here = token_at(line, token);
        if (here.tab_before) return true;
        if (!here.space_before) return false;
        return std::ranges::any_of(edges_, [&](const Edge& edge) {
            return edge.line + 2 >= line && edge.line <= line + 2 && std::abs(edge.x - here.box.x0) < kSameTab;
        });
    }
    void add(const layout::Range& range) {
        for (std::uint32_t begin = range.begin; begin < range.end;) {
            std::uint32_t end = begin + 1;
            while (end < range.end && !begins_cell(range.line, end)) ++end;
            add_cell({range.line, begin, end});
            begin = end;
        }
    }
    [[nodiscard]] bool goes_on(const Paragraph& paragraph, const layout::Range& range) const {
        const layout::Range& last = paragraph.ranges.back();
        const auto& lines = context_.document.lines;
        const layout::Line &above = lines.at(last.line), &here = lines.at(range.line);
        if (!paragraph.open || last.line == range.line || above.page != here.page) return false;
        const layout::Token& first = token_at(range.line, range.begin);
        const float size = context_.document.styles.at(first.style).size;
        // Words may be set off at the ends of a line, but the type keeps its size.
        const bool same_type = token_at(last.line, last.begin).style == first.style ||
                               token_at(last.line, last.end - 1).style == first.style;
        if (!same_type) return false;
        const bool whole =
            last.end - last.begin == above.tokens.size() && range.end - range.begin == here.tokens.size();
        const bool aligned = std::abs(token_at(last.line, last.begin).box.x0 - first.box.x0) < kSameEdge;
        const double step = here.box.y0 - above.box.y0;
        return ((whole && above.region == here.region) || aligned) &&
               (size <= 0 || here.box.height() <= 0 || (step > 0 && step < kLineGap * size));
    }
    void add_cell(const layout::Range& range) {
        const Reading reading = read_range(context_, range);
        if (reading.contact) contact_ = true;
        if (reading.contact || reading.list || reading.words == 0) return;
        for (Paragraph& paragraph : all_) {
            if (!goes_on(paragraph, range)) continue;
            paragraph.ranges.push_back(range);
            paragraph.words += reading.words;
            paragraph.stopped = reading.stop;
            return;
        }
        all_.push_back({{range}, reading.words, reading.stop, true});
    }

    const Context& context_;
    std::vector<Edge> edges_;
    std::vector<Paragraph> all_;
    bool contact_ = false;
};

/// What follows a run-in heading: "Objective: To obtain ..."; the whole range where none stands there.
std::optional<layout::Range> behind_heading(const Context& context, const layout::Range& range) {
    const Text text(context.document, std::span(&range, 1), Text::Lines::keep);
    const auto units = cut_units(text.str());
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    const auto match = context.models.lexicon("headings").longest(hashes, 0);
    if (!match || match->payload != "summary" || match->units + 1 >= units.size()) return std::nullopt;
    const Unit& colon = units[match->units];
    if (text.str().substr(colon.begin, colon.end - colon.begin) != ":") return std::nullopt;
    const std::size_t piece = text.piece_at(units[match->units + 1].begin);
    return layout::Range{range.line, text.pieces()[piece].token, range.end};
}

/// Lines of the document right below a paragraph of the header that breaks off in a sentence: the reading order has put
/// them elsewhere.
void complete(const Context& context, Paragraph& paragraph) {
    const auto& lines = context.document.lines;
    for (std::size_t more = 0; !paragraph.stopped && more < kMostLines; ++more) {
        const layout::Range last = paragraph.ranges.back();
        const layout::Line& above = lines.at(last.line);
        const layout::Token& first = above.tokens.at(last.begin);
        const double size = context.document.styles.at(first.style).size;
        const auto below = std::ranges::find_if(lines, [&](const layout::Line& line) {
            const layout::Token& token = line.tokens.front();
            const double step = line.box.y0 - above.box.y0;
            return line.page == above.page && token.style == first.style && step > 0.5 * size && step < 1.6 * size &&
                   std::abs(token.box.x0 - first.box.x0) < kSameEdge;
        });
        if (below == lines.end()) return;
        const layout::Range range{static_cast<std::uint32_t>(below - lines.begin()), 0,
                                  static_cast<std::uint32_t>(below->tokens.size())};
        const Reading reading = read_range(context, range);
        if (reading.contact || std::ranges::find(paragraph.ranges, range) != paragraph.ranges.end()) return;
        paragraph.ranges.push_back(range);
        paragraph.words += reading.words;
        paragraph.stopped = reading.stop;
    }
}

/// The profile that stands in the header block without a heading of its own: its longest paragraph, and those of the
/// same type below and above it.
std::vector<layout::Range> header_profile(const Context& context) {
    std::vector<layout::Range> lines;
    bool run_in = false;
    for (const layout::Range& range : context.outline.header) {
        if (range.begin == range.end) continue;
        if (const auto rest = behind_heading(context, range); rest && !run_in) {
            run_in = true;
            lines.assign(1, *rest);
        } else {
            lines.push_back(range);
        }
    }
    auto paragraphs = Paragraphs(context, lines).take();
    if (run_in && !paragraphs.empty()) return paragraphs.front().ranges;
    const auto style_of = [&](const Paragraph& p) {
        const layout::Range& range = p.ranges.back();
        return context.document.lines.at(range.line).tokens.at(range.begin).style;
    };
    std::size_t best = paragraphs.size();
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (paragraphs[i].words >= kWordsInLine) complete(context, paragraphs[i]);
        if (paragraphs[i].is_prose(kFewestWords) &&
            (best == paragraphs.size() || paragraphs[i].words > paragraphs[best].words))
            best = i;
    }
    std::vector<layout::Range> out;
    if (best == paragraphs.size()) return out;
    const auto goes_with = [&](std::size_t i) {
        return paragraphs[i].is_prose(kWordsBesideContact) && style_of(paragraphs[i]) == style_of(paragraphs[best]);
    };
    std::size_t first = best, last = best;
    while (first > 0 && goes_with(first - 1)) --first;
    while (last + 1 < paragraphs.size() && goes_with(last + 1)) ++last;
    for (std::size_t i = first; i <= last; ++i)
        out.insert(out.end(), paragraphs[i].ranges.begin(), paragraphs[i].ranges.end());
    return out;
}

/// The body of a summary section without the contact data that stands with it.
std::vector<layout::Range> without_contact(const Context& context, const std::vector<layout::Range>& body) {
    Paragraphs paragraphs(context, body);
    if (!paragraphs.any_contact()) return body;
    std::vector<layout::Range> prose;
    for (const Paragraph& paragraph : paragraphs.take()) {
        const bool sentences = paragraph.words >= kWordsBesideContact &&
                               (paragraph.stopped || paragraph.words >= kWordsInLine * paragraph.ranges.size());
        if (sentences) prose.insert(prose.end(), paragraph.ranges.begin(), paragraph.ranges.end());
    }
    return prose;
}

}  // namespace

std::vector<layout::Range> contact_beside_profile(const Context& context, const segment::Section& section) {
    if (section.kind != SectionKind::summary) return {};
    const auto prose = without_contact(context, section.body);
    if (prose == section.body) return {};
    std::vector<layout::Range> rest;
    for (const layout::Range& range : section.body) {
        const bool in_prose = std::ranges::any_of(prose, [&](const layout::Range& p) { return p.line == range.line; });
        if (!in_prose) rest.push_back(range);
    }
    return rest;
}

void collect_profile(const Context& context, Record& record) {
    double surest = 0;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind == SectionKind::summary) surest = std::max(surest, section.confidence);
    }
    std::vector<layout::Range> ranges;
    double confidence = 1;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::summary) continue;
        if (section.confidence < kDoubtful && surest >= kDoubtful) continue;
        const auto body = without_contact(context, section.body);
        ranges.insert(ranges.end(), body.begin(), body.end());
        confidence = std::min(confidence, section.confidence);
    }
    if (ranges.empty()) {
        ranges = header_profile(context);
        confidence = 0.6;
    }
    if (ranges.empty()) return;
    const Text text(context.document, ranges, Text::Lines::reflow);
    record.basics.summary = text.value(0, text.str().size(), confidence);
}

}  // namespace cvextract::fields

#include "fields/academic/research.hpp"

#include <algorithm>

#include "base/units.hpp"
#include "fields/academic/list.hpp"
#include "fields/text.hpp"

namespace cvextract::fields::academic {

namespace {

constexpr double kConfidence = 0.8;

bool has_marker(const layout::Document& document, const layout::Range& range) {
    return range.begin < range.end && document.lines.at(range.line).tokens.at(range.begin).role == layout::Role::bullet;
}

/// Cuts at separators outside brackets.
void add_parts(const Text& text, std::size_t begin, std::size_t end, std::string_view separators,
               std::vector<Value>& out) {
    const std::string_view words = text.str();
    int depth = 0;
    std::size_t from = begin;
    for (std::size_t i = begin; i <= end; ++i) {
        const char c = i < end ? words[i] : separators.front();
        if (c == '(' || c == '[') ++depth;
        if ((c == ')' || c == ']') && depth > 0) --depth;
        if (i < end && (depth > 0 || separators.find(c) == std::string_view::npos)) continue;
        std::size_t first = from, last = i;
        const std::string_view part = words.substr(from, i - from);
        const std::size_t lead = part.find_first_not_of(' ');
        if (lead != std::string_view::npos && part.substr(lead).starts_with("and ")) first += lead + 4;
        while (last > first && (words[last - 1] == '.' || words[last - 1] == ' ')) --last;
        if (Value value = text.value(first, last, kConfidence); !value.empty()) out.push_back(std::move(value));
        from = i + 1;
    }
}

/// Sentences rather than a list: long parts, or a full stop in the middle.
bool is_prose(std::string_view words) {
    const auto units = cut_units(words);
    std::size_t part = 0, longest = 0, stops = 0, depth = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char c = words[units[i].begin];
        if (c == '(') ++depth;
        if (c == ')' && depth > 0) --depth;
        if (depth > 0) continue;
        if (units[i].kind == UnitClass::punctuation && (c == ',' || c == ';' || c == '\n' || c == '\t' || c == '|')) {
            part = 0;
            continue;
        }
        if (units[i].kind == UnitClass::punctuation && c == '.' && i + 1 < units.size()) ++stops;
        if (units[i].kind == UnitClass::word) longest = std::max(longest, ++part);
    }
    return longest > 9 || stops > 0;
}

/// A short line without separators over one that has some: "AOS".
bool is_label(const Text& line, const Text& below) {
    constexpr std::size_t kLongest = 3;  // words
    const auto separates = [](char c) { return c == ',' || c == ';'; };
    std::size_t words = 0;
    for (const Unit& unit : cut_units(line.str())) words += unit.kind == UnitClass::word ? 1 : 0;
    return words <= kLongest && std::ranges::none_of(line.str(), separates) &&
           std::ranges::any_of(below.str(), separates);
}

void add_running(const Context& context, std::span<const layout::Range> ranges, std::vector<Value>& out) {
    if (ranges.size() > 1) {
        const Text line(context.document, ranges.first(1), Text::Lines::reflow);
        const Text below(context.document, ranges.subspan(1, 1), Text::Lines::reflow);
        if (is_label(line, below)) ranges = ranges.subspan(1);
    }
    const Text text(context.document, ranges, Text::Lines::reflow);
    const std::string_view words = text.str();
    if (words.empty()) return;
    if (is_prose(words)) {
        if (Value value = text.value(0, words.size(), kConfidence); !value.empty()) out.push_back(std::move(value));
        return;
    }
    // A label before the list ("Keywords:", "AOS") is none of its parts.
    std::size_t begin = 0;
    const std::size_t colon = words.find(": ");
    if (colon != std::string_view::npos && colon < 40) begin = colon + 2;
    const bool semicolons = words.find(';') != std::string_view::npos;
    add_parts(text, begin, words.size(), semicolons ? ";\t|" : ",;\t|", out);
}

}  // namespace

void read_research_interests(const Context& context, const segment::Section& section, std::vector<Value>& interests) {
    const bool marked =
        std::ranges::any_of(section.body, [&](const layout::Range& r) { return has_marker(context.document, r); });
    if (marked) {
        bool any = false;
        for (const ListItem& item : cut_list(context.document, section.body, context.models, {.nested = true})) {
            if (item.heading || item.ranges.empty()) continue;
            if (!has_marker(context.document, item.ranges.front())) continue;  // running text above the list
            const Text text(context.document, item.ranges, Text::Lines::reflow);
            if (Value value = text.value(0, text.str().size(), kConfidence); !value.empty()) {
                interests.push_back(std::move(value));
                any = true;
            }
        }
        if (any) return;
    }
    const std::vector<ListItem> items = cut_list(context.document, section.body, context.models);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].heading || items[i].ranges.empty()) continue;
        if (items[i].ranges.size() == 1 && i + 1 < items.size() && !items[i + 1].ranges.empty()) {
            const Text line(context.document, items[i].ranges, Text::Lines::reflow);
            const Text below(context.document, std::span(items[i + 1].ranges).first(1), Text::Lines::reflow);
            const auto units = cut_units(line.str());
            if (units.size() == 1 && units.front().all_caps && is_label(line, below)) continue;
        }
        add_running(context, items[i].ranges, interests);
    }
}

}  // namespace cvextract::fields::academic

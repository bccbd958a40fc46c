#include "fields/academic/publications.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>

#include "base/unicode.hpp"
#include "fields/academic/assemble.hpp"
#include "fields/academic/features.hpp"
#include "fields/academic/heading.hpp"
#include "fields/academic/labelled.hpp"
#include "fields/academic/list.hpp"
#include "fields/text.hpp"

namespace cvextract::fields {

namespace {

/// The number that a mark is: "12", "12.", "[12]". 0 for none.
int number_of(std::string_view mark) {
    constexpr std::string_view kAround = "()[].:";
    while (!mark.empty() && kAround.find(mark.front()) != std::string_view::npos) mark.remove_prefix(1);
    while (!mark.empty() && kAround.find(mark.back()) != std::string_view::npos) mark.remove_suffix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(mark.data(), mark.data() + mark.size(), number);
    return error == std::errc() && end == mark.data() + mark.size() && number > 0 ? number : 0;
}

/// Addresses that are printed as numbered notes, "12: https://...", at the foot of pages or in a list of links.
std::map<int, Value> numbered_links(const layout::Document& document) {
    constexpr double kNoted = 0.8;
    std::map<int, Value> links;
    for (const layout::Line& line : document.lines) {
        const layout::Token* mark = nullptr;
        for (const layout::Token& token : line.tokens) {
            if (token.text.empty()) continue;
            if (mark == nullptr) {
                if (number_of(token.text) == 0) break;
                mark = &token;
                continue;
            }
            if (token.text == ":" || token.text == "." || token.role == layout::Role::bullet) continue;
            if (token.text.starts_with("http")) {
                Value address;
                address.text =
                    token.link >= 0 ? document.links.at(static_cast<std::size_t>(token.link)).uri : token.text;
                address.confidence = kNoted;
                address.sources.push_back({line.page, token.box, token.text});
                links.emplace(number_of(mark->text), std::move(address));
            }
            break;
        }
    }
    return links;
}

/// What the first note to an entry leads to.
Value noted_link(const layout::Document& document, const std::map<int, Value>& links,
                 std::span<const layout::Range> ranges) {
    for (const layout::Range& range : ranges) {
        const layout::Line& line = document.lines.at(range.line);
        for (std::uint32_t t = range.begin; t < range.end; ++t) {
            const layout::Token& token = line.tokens.at(t);
            if (token.role != layout::Role::footnote_mark && !token.superscript) continue;
            const auto found = links.find(number_of(token.text));
            if (found != links.end()) return found->second;
        }
    }
    return {};
}

// A list that prints the numbers of its preprints says which works are preprints: links to the archive on the other
// works' titles lead the reader to a copy, and are no part of the reference.
void drop_unprinted_preprints(std::span<Publication> works, const std::vector<bool>& printed) {
    if (std::ranges::find(printed, true) == printed.end()) return;
    for (std::size_t i = 0; i < works.size(); ++i) {
        if (printed[i] || works[i].arxiv.empty()) continue;
        works[i].arxiv = {};
        if (works[i].url.text.find("arxiv.org") != std::string::npos) works[i].url = {};
    }
}

}  // namespace

std::vector<Publication> extract_publications(const Context& context, std::string_view owner) {
    using namespace academic;
    std::vector<Publication> works;
    const learn::Crf crf(context.models.member("weights/publications.crf"));
    const std::vector<std::uint64_t> owner_keys = name_keys(owner);
    const std::map<int, Value> links = numbered_links(context.document);
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::publications) continue;
        const std::vector<ListItem> items = cut_list(context.document, section.body, context.models);
        std::vector<Text> texts;
        std::vector<Passage> passages;
        std::vector<Heading> headings;
        std::vector<Value> notes;
        Heading heading = read_heading(Text(context.document, section.heading, Text::Lines::reflow), context.models);
        const bool mixed = heading.talks;  // "Publications and talks"
        heading.talks = false;
        const Heading outermost = heading;
        for (const ListItem& item : items) {
            Text text(context.document, item.ranges, Text::Lines::reflow);
            if (text.str().empty()) continue;
            if (item.heading) {
                heading = next_heading(heading, text, context.models);
                if (heading.type.empty()) heading.type = outermost.type;
                continue;
            }
            // collect_activities reads them
            if (heading.talks ||
                (mixed && tells_of_talk(Text(context.document, item.ranges, Text::Lines::keep), context.models)))
                continue;
            passages.push_back(make_passage(text, owner_keys, context.models));
            texts.push_back(std::move(text));
            headings.push_back(heading);
            notes.push_back(links.empty() ? Value() : noted_link(context.document, links, item.ranges));
        }
        const ListStyle style = list_style(passages);
        const Recurrence recurrence(passages);
        const std::size_t before = works.size();
        std::vector<bool> printed;  // whether each work's number in the archive is
        for (std::size_t i = 0; i < passages.size(); ++i) {
            const auto found = find_identifiers(passages[i].text);
            std::vector<Emphasis> fixed;
            for (const Identifier& id : found) fixed.push_back({id.end - std::min(id.end, id.value.size()), id.end});
            const auto spans = label(passages[i], crf, features(passages[i], style, recurrence), fixed);
            Publication work = assemble(texts[i], passages[i], spans, found, headings[i], context.models);
            if (work.url.empty()) work.url = std::move(notes[i]);
            if (work.name.empty()) continue;
            printed.push_back(!work.arxiv.empty() && passages[i].text.find(work.arxiv.text) != std::string::npos);
            works.push_back(std::move(work));
        }
        drop_unprinted_preprints(std::span(works).subspan(before), printed);
    }
    return works;
}

}  // namespace cvextract::fields

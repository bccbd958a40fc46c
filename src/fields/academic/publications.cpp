#include "fields/academic/publications.hpp"

#include <algorithm>
#include <optional>

#include "base/unicode.hpp"
#include "fields/academic/assemble.hpp"
#include "fields/academic/features.hpp"
#include "fields/academic/heading.hpp"
#include "fields/academic/labelled.hpp"
#include "fields/academic/list.hpp"
#include "fields/text.hpp"

namespace cvextract::fields {

std::vector<Publication> extract_publications(const Context& context, std::string_view owner) {
    using namespace academic;
    std::vector<Publication> works;
    const learn::Crf crf(context.models.member("weights/publications.crf"));
    const std::vector<std::uint64_t> owner_keys = name_keys(owner);
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::publications) continue;
        const std::vector<ListItem> items = cut_list(context.document, section.body, context.models);
        std::vector<Text> texts;
        std::vector<Passage> passages;
        std::vector<Heading> headings;
        Heading heading = read_heading(Text(context.document, section.heading, Text::Lines::reflow), context.models);
        heading.talks = false;  // "Publications and talks"
        const Heading outermost = heading;
        for (const ListItem& item : items) {
            Text text(context.document, item.ranges, Text::Lines::reflow);
            if (text.str().empty()) continue;
            if (item.heading) {
                heading = next_heading(heading, text, context.models);
                if (heading.type.empty()) heading.type = outermost.type;
                continue;
            }
            if (heading.talks) continue;  // collect_activities reads them
            passages.push_back(make_passage(text, owner_keys, context.models));
            texts.push_back(std::move(text));
            headings.push_back(heading);
        }
        const ListStyle style = list_style(passages);
        const Recurrence recurrence(passages);
        for (std::size_t i = 0; i < passages.size(); ++i) {
            const auto found = find_identifiers(passages[i].text);
            std::vector<Emphasis> fixed;
            for (const Identifier& id : found) fixed.push_back({id.end - std::min(id.end, id.value.size()), id.end});
            const auto spans = label(passages[i], crf, features(passages[i], style, recurrence), fixed);
            Publication work = assemble(texts[i], passages[i], spans, found, headings[i], context.models);
            if (!work.name.empty()) works.push_back(std::move(work));
        }
    }
    return works;
}

}  // namespace cvextract::fields

#include "fields/verbatim.hpp"

#include <span>

#include "fields/text.hpp"

namespace cvextract::fields {

namespace {

std::string print(const layout::Line& line, std::uint32_t begin, std::uint32_t end) {
    std::string out;
    for (std::uint32_t t = begin; t < end; ++t) {
        const layout::Token& token = line.tokens.at(t);
        if (t > begin && token.tab_before) {
            out += '\t';
        } else if (t > begin && (token.space_before || token.role != layout::Role::text)) {
            out += ' ';
        }
        out += token.text;
    }
    return out;
}

std::string print(const layout::Document& document, std::span<const layout::Range> ranges) {
    std::string out;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (i > 0) out += ranges[i].line == ranges[i - 1].line ? '\t' : '\n';
        out += print(document.lines.at(ranges[i].line), ranges[i].begin, ranges[i].end);
    }
    return out;
}

}  // namespace

void collect_verbatim(const Context& context, Record& record) {
    record.meta.header = print(context.document, context.outline.header);
    for (const layout::Line& line : context.document.furniture)
        record.meta.running_headers.push_back(print(line, 0, static_cast<std::uint32_t>(line.tokens.size())));
    for (const segment::Section& section : context.outline.sections) {
        const Text heading(context.document, section.heading, Text::Lines::reflow);
        Section out;
        out.heading = heading.value(0, heading.str().size(), section.confidence);
        out.kind = section.kind;
        out.text = print(context.document, section.body);
        record.sections.push_back(std::move(out));
    }
}

}  // namespace cvextract::fields

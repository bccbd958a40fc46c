// Lines that the heading lexicon knows; replaced by the segmenter when it lands: delete this file then.
#include <map>

#include "base/units.hpp"
#include "segment/outline.hpp"
namespace cvextract::segment {
Outline cut(const layout::Document& document, const models::Models& models) {
    Outline outline;
    const auto lexicon = models.lexicon("headings");
    const auto text_of = [](const layout::Line& line) {
        std::string text;
        for (const auto& token : line.tokens) {
            if (token.role != layout::Role::text) continue;
            if (!text.empty() && token.space_before) text += ' ';
            text += token.text;
        }
        while (!text.empty() && text.back() == ':') text.pop_back();
        return text;
    };
    std::map<std::uint32_t, int> styles;
    for (const auto& line : document.lines) {
        if (lexicon.exact(text_of(line))) ++styles[line.tokens[0].style];
    }
    for (std::uint32_t i = 0; i < document.lines.size(); ++i) {
        const auto& line = document.lines[i];
        const layout::Range range{i, 0, static_cast<std::uint32_t>(line.tokens.size())};
        const auto text = text_of(line);
        const auto match = lexicon.exact(text);
        if (match || (styles[line.tokens[0].style] >= 3 && text.size() < 40 && i > 3)) {
            outline.sections.push_back({match ? section_kind(match->payload) : SectionKind::other, 1, {range}, {}});
        } else if (outline.sections.empty()) {
            outline.header.push_back(range);
        } else {
            outline.sections.back().body.push_back(range);
        }
    }
    return outline;
}
}  // namespace cvextract::segment

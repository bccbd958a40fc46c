// Replaced by the segmenter when it lands: delete this file then.
#include "segment/outline.hpp"
namespace cvextract::segment {
Outline cut(const layout::Document& document, const models::Models&) {
    Outline outline;
    for (std::uint32_t i = 0; i < document.lines.size(); ++i)
        outline.header.push_back({i, 0, static_cast<std::uint32_t>(document.lines[i].tokens.size())});
    return outline;
}
}  // namespace cvextract::segment

#pragma once

#include <vector>

#include "layout/columns.hpp"

namespace cvextract::layout {

/// What furniture is looked for in: a page's segments and its size.
struct PageSegments {
    const std::vector<Segment>* segments = nullptr;
    double width = 0, height = 0;
};

/// Running headers, footers and page numbers: for each page, which of its segments they are. A row is one when it
/// stands at the top or the bottom of its page and the same text (but for numbers) stands at the same height of another
/// page, or when it is nothing but a page number. O(pages x rows at the edges).
[[nodiscard]] std::vector<std::vector<bool>> find_furniture(const std::vector<PageSegments>& pages,
                                                            const std::vector<const std::vector<Glyphs>*>& glyphs);

}  // namespace cvextract::layout

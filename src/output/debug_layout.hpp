#pragma once

#include <string>

#include "layout/document.hpp"
#include "segment/outline.hpp"

namespace cvextract::output {

/// One SVG image of all pages below each other as the program saw them: the text at its place, lines in the colour of
/// their section's kind and numbered in reading order, borders of columns, headings filled, cells of rows parted by
/// ticks, running headers grey, hidden text dashed red. Self-contained, valid XML. O(tokens).
[[nodiscard]] std::string debug_layout_svg(const layout::Document& document, const segment::Outline& outline);

}  // namespace cvextract::output

#pragma once

#include "layout/glyphs.hpp"
#include "pdf/document.hpp"

namespace cvextract::layout {

/// Pages of vertical text: letters stand below each other, columns are read from right to left. If the text of a page
/// is set so, turns the page by a quarter to the left, so that its columns are lines from top to bottom for all that
/// follows: letters of a column become words that lie, Latin words set on their side lie too, and what is set
/// horizontally goes to `turned`. Returns whether the page was turned. O(n log n).
[[nodiscard]] bool turn_vertical_text(PageGlyphs& glyphs, const pdf::Page& page);

}  // namespace cvextract::layout

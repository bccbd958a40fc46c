#pragma once

#include <string>
#include <vector>

namespace cvextract::layout {

/// Poppler gives the letters of a word from left to right as they stand on the page. For a word with right-to-left
/// letters this turns them into the order in which they are read; numbers and Latin inside keep theirs, marks stay
/// behind their base. `edges` (one more than code points) is permuted with them. Returns whether there was anything to
/// turn. O(n).
bool to_logical_order(std::string& text, std::vector<float>& edges);

}  // namespace cvextract::layout

#pragma once

#include <span>
#include <vector>

#include "layout/columns.hpp"
#include "layout/document.hpp"

namespace cvextract::layout {

/// A line of a region before it becomes tokens: glyphs in visual order, left to right.
struct RawLine {
    std::vector<std::uint32_t> glyphs;
    Box box;
    double size = 0;
};

/// Groups a region's segments into lines by their baselines; superscripts and subscripts belong to the line they sit
/// on.
[[nodiscard]] std::vector<RawLine> group_lines(const Region& region, const std::vector<Segment>& segments,
                                               const std::vector<Glyphs>& glyphs);

/// Joins letter-spaced letters ("E D U C A T I O N") to words: where most of a line's glyphs are single letters, the
/// smaller of its two kinds of gaps stands inside words. `glyphs` gets the joined ones appended.
void join_letter_spaced(RawLine& line, std::vector<Glyphs>& glyphs);

/// Logical order of a line in a right-to-left script; returns whether it is one.
bool order_right_to_left(RawLine& line, const std::vector<Glyphs>& glyphs);

}  // namespace cvextract::layout

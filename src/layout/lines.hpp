#pragma once

#include <optional>
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
    double baseline = 0;
    std::optional<double> left;  ///< edge that its indent counts from, where that is not its region's
};

/// Groups a region's segments into lines by their baselines; superscripts and subscripts belong to the line they sit
/// on. A cell of a margin that runs over several lines stands whole in the line that it starts or is centred with; an
/// upright bar between two dates becomes a dash there.
[[nodiscard]] std::vector<RawLine> group_lines(const Region& region, const std::vector<Segment>& segments,
                                               std::vector<Glyphs>& glyphs);

/// Joins letter-spaced letters ("E D U C A T I O N") to words: where most of a line's glyphs are single letters, the
/// smaller of its two kinds of gaps stands inside words. `glyphs` gets the joined ones appended.
void join_letter_spaced(RawLine& line, std::vector<Glyphs>& glyphs);

/// Whether most words of a page are in a right-to-left script.
[[nodiscard]] bool reads_right_to_left(const std::vector<Glyphs>& glyphs);

/// Logical order of a line in a right-to-left script; returns whether it is one. On a page that reads from right to
/// left (`page_does`) a line with any right-to-left word is one; elsewhere most of its words must be.
bool order_right_to_left(RawLine& line, std::vector<Glyphs>& glyphs, bool page_does);

}  // namespace cvextract::layout

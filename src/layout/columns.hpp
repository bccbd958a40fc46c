#pragma once

#include <vector>

#include "layout/glyphs.hpp"

namespace cvextract::layout {

/// A run of glyphs on one baseline without a wide gap.
struct Segment {
    std::vector<std::uint32_t> glyphs;  ///< indices, left to right
    Box box;
    double baseline = 0, size = 0;
};

/// A narrow margin beside the text of a region whose cells (dates, headings, places) may run over several lines: each
/// cell belongs to the line that it starts or is centred with.
struct Margin {
    double x = 0, top = 0, bottom = 0;  ///< the white strip between margin and text, and how far it reaches
    bool left = true;                   ///< the margin stands to the left of the strip
    bool lists = false;                 ///< cells at the right that are lists are read after the list beside them
};

/// A part of a page that is read from top to bottom.
struct Region {
    std::vector<std::uint32_t> segments;
    Box box;
    enum class Place { full, left, right } place = Place::full;
    double gutter = 0;  ///< x of the white strip that sets it apart, 0 for full
    std::vector<Margin> margins;
};

/// Runs of glyphs on one baseline, cut at gaps that are wide against the type size. O(n log n).
[[nodiscard]] std::vector<Segment> cut_segments(const std::vector<Glyphs>& glyphs);

/// The regions of a page in reading order. White strips (maximal white rectangles: Breuel 2002) are candidates for
/// gutters; one counts as a gutter when the lines on its sides do not belong together: baselines that drift apart, text
/// that flows on below on its own side. Dates, places or headings that share their baselines with the lines on the
/// other side stay in those lines. Recursive (XY-cut: Nagy and Seth 1984) to a small depth. `known_gutters` are those
/// of the pages before: pages of one document share their layout, so that less evidence is enough for them. On a page
/// that reads from right to left the right column comes first.
[[nodiscard]] std::vector<Region> find_regions(const std::vector<Segment>& segments, const std::vector<Glyphs>& glyphs,
                                               const std::vector<double>& known_gutters = {},
                                               bool right_to_left = false);

}  // namespace cvextract::layout

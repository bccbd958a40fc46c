#pragma once

#include <span>
#include <vector>

#include "fields/collect.hpp"

namespace cvextract::fields::academic {

/// Talks read from their lines alone: the title is what is quoted, or what stands before " at ", or the first sentence;
/// the date is the entry's date; the event and the place are what is left on either side of it.
[[nodiscard]] std::vector<Talk> read_talk_lines(const Context& context, std::span<const layout::Range> body);

/// The talks of a section of publications: what stands under its sub-headings for talks ("Presentations").
[[nodiscard]] std::vector<Talk> read_talks_among(const Context& context, const segment::Section& section);

}  // namespace cvextract::fields::academic

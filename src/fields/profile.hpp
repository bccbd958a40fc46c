#pragma once

#include <vector>

#include "fields/collect.hpp"

namespace cvextract::fields {

/// Fills basics.summary: the profile paragraphs of summary sections, joined by a space, without contact data that a
/// template sets under the same heading. Where no section is one, the paragraph of sentences in the header block.
void collect_profile(const Context& context, Record& record);

/// What stands in a summary section besides its paragraphs when contact data is there: that data. Else nothing.
[[nodiscard]] std::vector<layout::Range> contact_beside_profile(const Context& context,
                                                                const segment::Section& section);

}  // namespace cvextract::fields

#pragma once

#include <vector>

#include "fields/collect.hpp"

namespace cvextract::fields::academic {

/// Research interests: one per bullet or numbered line, with its whole text; without bullets the parts of a list on
/// running lines ("Robotics, computer vision; control"), or the paragraph where it is prose.
void read_research_interests(const Context& context, const segment::Section& section, std::vector<Value>& interests);

}  // namespace cvextract::fields::academic

#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Several roles at one employer, several degrees of one school: an entry that holds two positions with a date each is
/// parted, and a position without an employer belongs to the employer above it whose name leads its entry.
void part_roles(const Body& body, Cut& cut);

}  // namespace cvextract::fields::entries

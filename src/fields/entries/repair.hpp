#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Makes the fields of a cut section whole where units were labelled one by one: parts of a value between which only a
/// separator stands are one value, a value's brackets are closed, and an entry without a date has the one that stands
/// alone in its header lines.
void repair(const Body& body, const std::vector<RowLabel>& labels, Entry& entry);

}  // namespace cvextract::fields::entries

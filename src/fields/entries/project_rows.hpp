#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Mends the labels of the lines of projects: lines that begin with a recurring label ("Objective:") begin no project,
/// outer list items with items below them do, a lone date is followed by the name, and unmarked lines above the list
/// describe.
void settle_project_rows(const Body& body, std::vector<RowLabel>& labels);

/// Lines of short phrases between bars or commas are technologies, also where only some of them were found.
void mend_technologies(const Body& body, Cut& cut);

}  // namespace cvextract::fields::entries

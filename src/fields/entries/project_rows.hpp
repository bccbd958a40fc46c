#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Mends the labels of the lines of projects: lines that begin with a recurring label ("Objective:") begin no project,
/// outer list items with items below them do, a lone date is followed by the name, and unmarked lines above the list
/// describe.
void settle_project_rows(const Body& body, std::vector<RowLabel>& labels);

/// Lines of short phrases between bars or in cells are technologies, also where only some of them were found; every
/// project has a name.
void mend_projects(const Body& body, Cut& cut);

/// Under a heading that names jobs and projects, what nobody employs for is a project: those entries are taken out of
/// `cut`, named by their first words.
[[nodiscard]] Cut take_projects(const Body& body, Cut& cut);

/// The first words of an entry beside its date and brackets: its name where nothing else tells one.
[[nodiscard]] FieldSpan first_phrase(const Body& body, const Entry& entry);

}  // namespace cvextract::fields::entries

#pragma once

#include "fields/collect.hpp"
#include "fields/entries/entries.hpp"

namespace cvextract::fields {

/// Jobs, volunteering, degrees and projects: the lists whose entries have header lines, prose and highlights.
void collect_entries(const Context& context, Record& record);

/// Adds to the record what a cut section of one of these kinds holds.
void read_entries(const entries::Body& body, const entries::Cut& cut, Record& record);

}  // namespace cvextract::fields

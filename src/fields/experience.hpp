#pragma once

#include "fields/collect.hpp"

namespace cvextract::fields {

/// Jobs, volunteering, degrees and projects: the lists whose entries have header lines, prose and highlights.
void collect_entries(const Context& context, Record& record);

}  // namespace cvextract::fields

#pragma once

#include "fields/collect.hpp"

namespace cvextract::fields {

/// Fills teaching, talks, service, grants, patents, memberships, transcript and research interests.
void collect_activities(const Context& context, Record& record);

}  // namespace cvextract::fields

#pragma once

#include <vector>

#include "fields/collect.hpp"

namespace cvextract::fields::academic {

/// Service set as lists of organisations behind a role: "Reviewer: Journal A, Journal B; Conference C". One entry for
/// each organisation. False, and nothing added, where the section is set otherwise.
bool read_service_lists(const Context& context, const segment::Section& section, std::vector<Service>& out);

}  // namespace cvextract::fields::academic

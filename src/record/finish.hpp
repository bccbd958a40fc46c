#pragma once

#include "cvextract/record.hpp"

namespace cvextract::record {

/// Makes a record valid: white space and order normalised, URLs with a scheme, entries without content dropped.
[[nodiscard]] Record finish(Record record);

}  // namespace cvextract::record

#pragma once

#include "fields/collect.hpp"

namespace cvextract::fields::lists {

/// Awards and certificates. A section that mixes them goes by what each line is.
void collect_honours(const Context& context, Record& record);

}  // namespace cvextract::fields::lists

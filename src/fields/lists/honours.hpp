#pragma once

#include "fields/collect.hpp"

namespace cvextract::fields::lists {

/// Awards and certificates.
void collect_honours(const Context& context, Record& record);

/// The people of reference sections and what they say, or where they are.
void collect_references(const Context& context, Record& record);

}  // namespace cvextract::fields::lists

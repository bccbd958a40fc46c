#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Tells degree and subject apart in the fields of an entry of education, by the vocabulary of both.
void repair_degrees(const Body& body, std::vector<FieldSpan>& fields);

}  // namespace cvextract::fields::entries

#pragma once

#include <string_view>
#include <vector>

#include "fields/collect.hpp"

namespace cvextract::fields {

/// Reads the CV's publications: every section of that kind is cut into entries, the style of the whole list is
/// measured, and each entry's words are labelled by a conditional random field with that style as evidence.
/// `owner`: the name at the head of the CV, by which its owner is known among the authors; may be empty.
[[nodiscard]] std::vector<Publication> extract_publications(const Context& context, std::string_view owner);

}  // namespace cvextract::fields

#pragma once

#include <span>

#include "fields/academic/heading.hpp"
#include "fields/academic/identifiers.hpp"
#include "fields/academic/labelled.hpp"

namespace cvextract::fields::academic {

/// Makes a publication of a labelled entry. `text` and `passage` have the same offsets. Its name is empty when the
/// entry has no title: a legend or remark between the entries.
[[nodiscard]] Publication assemble(const Text& text, const Passage& passage, std::span<const LabelledSpan> spans,
                                   std::span<const Identifier> identifiers, const Heading& heading,
                                   const models::Models& models);

}  // namespace cvextract::fields::academic

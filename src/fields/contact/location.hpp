#pragma once

#include <span>

#include "fields/contact/cells.hpp"
#include "fields/contact/details.hpp"

namespace cvextract::fields::contact {

/// The postal address or the place of living, over as many cells as it takes: along a line, or down a column. Outside
/// the contact block only what is labelled as one.
[[nodiscard]] Location find_location(const Context& context, const Zone& zone);

}  // namespace cvextract::fields::contact

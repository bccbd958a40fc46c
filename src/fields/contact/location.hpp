#pragma once

#include <span>

#include "fields/contact/cells.hpp"
#include "fields/contact/details.hpp"

namespace cvextract::fields::contact {

/// A place of living and its country.
struct LocationFound {
    Location value;
    std::string likely_country;  ///< ISO 3166-1 alpha-2, printed or concluded from region or town; may be empty
};

/// The postal address or the place of living, over as many cells as it takes: along a line, or down a column. Outside
/// the contact block only what is labelled as one.
[[nodiscard]] LocationFound find_location(const Context& context, const Zone& zone);

}  // namespace cvextract::fields::contact

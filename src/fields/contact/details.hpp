#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "fields/collect.hpp"
#include "fields/contact/cells.hpp"
#include "fields/contact/name.hpp"
#include "fields/text.hpp"

/// The parts of the contact data whose form tells what they are.
namespace cvextract::fields::contact {

/// A text with its cells: the header and contact sections, or the whole document.
struct Zone {
    const Text& text;
    std::span<const Cell> cells;
    bool primary = true;  ///< the block where contact data belongs
};

/// The first e-mail address of the zone, printed or behind a link.
[[nodiscard]] Value read_email(const Context& context, const Zone& zone);

/// The first telephone number of the zone as printed; fax numbers and numbers with other labels are passed over.
[[nodiscard]] Value read_phone(const Context& context, const Zone& zone);

/// The personal home page: an address, printed or behind a link, that is no profile. Outside the contact block only one
/// that agrees with the owner's name.
[[nodiscard]] Value read_url(const Context& context, const Zone& zone, const NameHints& owner);
/// The home page that the profile speaks of: "My homepage is ...". Empty when there is none.
[[nodiscard]] Value told_url(const Context& context);

}  // namespace cvextract::fields::contact

#pragma once

#include <vector>

#include "fields/contact/details.hpp"

namespace cvextract::fields::contact {

/// Accounts in networks, by address, by link target, or as a name behind the network's label or icon. Outside the
/// contact block only accounts that agree with the owner's name, or that a label with a colon gives.
[[nodiscard]] std::vector<Profile> read_profiles(const Context& context, const Zone& zone, const NameHints& owner);

/// Accounts behind links anywhere in the document: under the network's name or an icon, in running headers and footers.
/// References and publications are left out, and so are networks of which several accounts are linked.
[[nodiscard]] std::vector<Profile> linked_profiles(const Context& context, const NameHints& owner);

/// Adds those of `more` whose network is not known yet.
void add_profiles(std::vector<Profile>& profiles, std::vector<Profile> more);

}  // namespace cvextract::fields::contact

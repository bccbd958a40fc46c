#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fields/collect.hpp"
#include "fields/contact/cells.hpp"
#include "fields/text.hpp"

namespace cvextract::fields::contact {

/// What is known about the owner; the rest of the contact data says much about the name, and the other way round.
struct NameHints {
    std::string name;                   ///< once it is chosen
    std::string email;                  ///< its local part is often made of the name
    std::vector<std::string> accounts;  ///< user names of profiles
};

/// The chosen name and where it stands.
struct NameFound {
    Value value;                                    ///< empty when nothing is a name
    std::size_t begin = 0, end = 0;                 ///< in the text
    std::uint32_t first_order = 0, last_order = 0;  ///< lines of the text (Cell::order)
};

/// Chooses the owner's name among the cells of the first page: large type near the top, in the form of a name, in
/// agreement with the e-mail address, the accounts and the document's metadata. Linear scores; models/weights/name.tsv.
[[nodiscard]] NameFound find_name(const Context& context, const Text& text, std::span<const Cell> cells,
                                  std::span<const std::uint32_t> header_lines, const NameHints& hints);

/// How much of the shorter of two strings the other explains, 0..1: "jdoe" and "Jane Doe" agree by initial and family
/// name. Letters only, folded.
[[nodiscard]] double name_agreement(std::string_view name, std::string_view account);

}  // namespace cvextract::fields::contact

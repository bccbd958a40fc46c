#pragma once

#include <span>

#include "fields/collect.hpp"
#include "fields/contact/cells.hpp"
#include "fields/contact/name.hpp"
#include "fields/text.hpp"

namespace cvextract::fields::contact {

/// The headline beside or under the name ("Senior Data Engineer"); empty when none is printed.
[[nodiscard]] Value find_headline(const Context& context, const Text& text, std::span<const Cell> cells,
                                  std::span<const std::uint32_t> header_lines, const NameFound& name);

}  // namespace cvextract::fields::contact

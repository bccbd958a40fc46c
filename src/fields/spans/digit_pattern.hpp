#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cvextract::fields::spans {

/// Where a pattern of a numbering plan can end in `digits` when it begins at the first: bit i is set when it matches
/// the first i of them. Patterns are regular expressions of digits, classes, "\d", groups, "|", "?", "{n}", "{n,m}" and
/// a "$" at the end of an alternative; nothing for any other and for more than 31 digits.
///
/// Nothing is compiled and nothing is tried twice: all places that a part can end at are found at once, so that the
/// cost is the pattern's length times the highest count of repetitions.
std::optional<std::uint32_t> ends_of(std::string_view pattern, std::string_view digits);

/// Whether the pattern matches all the digits.
std::optional<bool> matches(std::string_view pattern, std::string_view digits);

}  // namespace cvextract::fields::spans

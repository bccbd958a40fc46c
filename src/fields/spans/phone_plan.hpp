#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cvextract::fields::spans {

/// What libphonenumber would answer to spans::phone_e164 (see there), by the numbering plans that are compiled into it:
/// they are read where they lie, without setting it up. Nothing for the forms that only itself knows: prefixes of
/// carriers and of calls abroad, numbers that are rewritten, other signs than digits and what groups them.
std::optional<std::string> e164_by_plan(std::string_view printed, std::string_view country, bool guessed);

}  // namespace cvextract::fields::spans

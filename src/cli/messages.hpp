#pragma once

#include <string>
#include <string_view>

#include "cvextract/error.hpp"

namespace cvextract::cli {

/// A text fit for a terminal: valid UTF-8, control characters as '?'.
[[nodiscard]] std::string printable(std::string_view text);

/// "cvextract: MESSAGE (HINT)" on stderr, one line.
void complain(const Error& error);

}  // namespace cvextract::cli

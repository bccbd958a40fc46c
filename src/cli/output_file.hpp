#pragma once

#include <optional>
#include <string>

#include "cvextract/error.hpp"

namespace cvextract::cli {

/// Writes a file whole or not at all: to a temporary file beside it, flushed to the disk, then renamed.
[[nodiscard]] std::optional<Error> write_file(const std::string& path, const std::string& text);

/// Writes to standard output; a reader that went away (head) is no error.
[[nodiscard]] std::optional<Error> write_stdout(const std::string& text);

}  // namespace cvextract::cli

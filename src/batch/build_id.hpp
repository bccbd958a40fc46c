#pragma once

#include <string>

namespace cvextract::batch {

/// What the linker has named this very build of the program (its GNU build ID, in hexadecimal digits): other code or
/// other models give another one. "unknown" where the linker does not.
[[nodiscard]] std::string build_id();

}  // namespace cvextract::batch

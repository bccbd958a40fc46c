#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace cvextract::pdf {

/// Empty when the bytes can be a PDF ("%PDF-" within the first 1024 bytes, as readers accept it); else what they are
/// instead, for a message: "an empty file", "a Word document", "a PNG image". Looks at the first 4 kB only.
[[nodiscard]] std::string what_instead_of_pdf(std::span<const std::byte> bytes);

}  // namespace cvextract::pdf

#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "cvextract/options.hpp"
#include "cvextract/result.hpp"
#include "pdf/document.hpp"

namespace cvextract::pdf {

/// Reads all pages of a PDF in this process. Takes turns with other threads; whatever Poppler or QPDF print or throw
/// becomes an Error or a diagnostic. A malicious file can crash the process: see supervisor for protection.
[[nodiscard]] Result<Document> read(std::span<const std::byte> bytes, const Options& options);

}  // namespace cvextract::pdf

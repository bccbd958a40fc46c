#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "base/trail.hpp"
#include "cvextract/options.hpp"
#include "cvextract/result.hpp"
#include "pdf/document.hpp"

namespace cvextract::pdf {

/// Reads all pages of a PDF in this process. Takes turns with other threads; whatever Poppler or QPDF print or throw
/// becomes an Error or a diagnostic. A malicious file can crash the process: src/process protects from that. Where
/// earlier attempts died on a page, it is read without its fonts (Poppler breaks on those of some sound files), and
/// left out when that fails too; likewise the links.
[[nodiscard]] Result<Document> read(std::span<const std::byte> bytes, const Options& options, const Trail& trail = {});

}  // namespace cvextract::pdf

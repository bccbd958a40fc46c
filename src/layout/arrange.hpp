#pragma once

#include "layout/document.hpp"
#include "pdf/document.hpp"

namespace cvextract::layout {

/// Words to tokens, lines, columns and reading order. Deterministic; O(n log n) in the words of a page.
/// Every word of the PDF ends in exactly one token of lines, furniture or hidden.
[[nodiscard]] Document arrange(const pdf::Document& pdf);

}  // namespace cvextract::layout

#pragma once

#include <optional>

#include "pdf/document.hpp"

namespace cvextract::layout {

/// A page most of whose text is set on its side or upside down, turned so that this text is upright; none for other
/// pages. `quarters` becomes how often the page was turned to the left by a quarter. O(n).
[[nodiscard]] std::optional<pdf::Page> upright_page(const pdf::Page& page, int& quarters);

}  // namespace cvextract::layout

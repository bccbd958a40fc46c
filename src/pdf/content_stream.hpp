#pragma once

#include <string>
#include <string_view>

namespace cvextract::pdf {

/// Whether a content stream has operators that may hide text: invisible type, or type filled with white. A search for
/// bytes; says yes too often.
[[nodiscard]] bool may_hide_text(std::string_view content);

/// The content stream with the text that it does not show lifted off the page, empty where it hides none: text in the
/// invisible render mode, and white text while nothing has been painted on the page but white and thin rules. Places of
/// all other text stay as they are. O(n).
[[nodiscard]] std::string lift_hidden_text(std::string_view content);

}  // namespace cvextract::pdf

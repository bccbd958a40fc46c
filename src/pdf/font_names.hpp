#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pdf/document.hpp"

namespace cvextract::pdf {

/// What a PostScript font name says of its weight, slant and kind ("ABCDEF+Lato-BoldItalic", "CMBX10",
/// "FontAwesome5Free-Solid").
[[nodiscard]] Font font_from_name(std::string_view name);

/// "Medium" is a bold face beside a regular one of its family, and a text face where it is the lightest.
void settle_medium_weights(std::vector<Font>& fonts);

}  // namespace cvextract::pdf

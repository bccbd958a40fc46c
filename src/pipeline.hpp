#pragma once

#include <filesystem>
#include <string>

#include "cvextract/options.hpp"
#include "cvextract/result.hpp"

namespace cvextract {

/// The pages of a CV as an SVG with what the program saw on them: lines, columns, reading order, sections. Not part of
/// the public API. Errors as extract().
[[nodiscard]] Result<std::string> draw_layout(const std::filesystem::path& pdf, const Options& options);

}  // namespace cvextract

#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "base/trail.hpp"
#include "cvextract/options.hpp"
#include "cvextract/record.hpp"
#include "cvextract/result.hpp"

namespace cvextract {

/// As the public extract(), for a process that is watched: tells where it is, and avoids where earlier attempts died.
/// Throws std::bad_alloc where it is watched: what Poppler held is lost then, and the process is good for nothing more.
[[nodiscard]] Result<Record> extract(std::span<const std::byte> pdf, const Options& options, const Trail& trail);
[[nodiscard]] Result<Record> extract(const std::filesystem::path& pdf, const Options& options, const Trail& trail);

/// The pages of a CV as an SVG with what the program saw on them: lines, columns, reading order, sections. Not part of
/// the public API. Errors as extract().
[[nodiscard]] Result<std::string> draw_layout(const std::filesystem::path& pdf, const Options& options);

}  // namespace cvextract

#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "cvextract/options.hpp"
#include "cvextract/record.hpp"
#include "cvextract/result.hpp"

namespace cvextract {

/// Reads a CV and returns its record. Never throws; safe to call from several threads (Poppler itself is not, so calls
/// take turns while words are read from the PDF).
///
///     auto record = cvextract::extract("cv.pdf");
///     if (!record) std::cerr << record.error().message << '\n';
///     else std::cout << cvextract::to_json(*record) << '\n';
[[nodiscard]] Result<Record> extract(const std::filesystem::path& pdf, const Options& options = {});
[[nodiscard]] Result<Record> extract(std::span<const std::byte> pdf, const Options& options = {});

/// How a record is printed.
struct JsonStyle {
    bool pretty = true;     ///< indented by two spaces; otherwise one line
    bool evidence = false;  ///< adds meta.evidence: JSON Pointer -> {page, bbox, text, confidence}
};

/// The record as JSON (models/cv-record.schema.json): valid UTF-8, keys in a fixed order, no trailing newline.
[[nodiscard]] std::string to_json(const Record& record, const JsonStyle& style = {});

/// The JSON Schema of what to_json prints.
[[nodiscard]] std::string_view record_schema();

/// The program's version, "1.2.3".
[[nodiscard]] std::string_view version();

}  // namespace cvextract

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace cvextract {

/// Bounds on what one document may cost. Exceeding one gives ErrorCode::limit; nothing is silently cut.
struct Limits {
    std::uint64_t file_bytes = 64u << 20;    ///< size of the PDF file
    int pages = 200;                         ///< pages of the document
    std::uint32_t words = 500'000;           ///< words over all pages
    std::chrono::milliseconds time{10'000};  ///< wall-clock time
    std::uint64_t memory_bytes = 1u << 30;   ///< address space of the worker process (supervised reading only)
};

/// How to read a document. The defaults are right for a CV.
struct Options {
    Limits limits;
    std::string password;          ///< user or owner password, UTF-8; empty for none
    std::filesystem::path models;  ///< a compiled model file to use instead of the built-in one; empty for built-in
};

}  // namespace cvextract

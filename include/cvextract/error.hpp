#pragma once

#include <string>

namespace cvextract {

/// Why a document could not be turned into a record. The numbers are the exit codes of the command-line program and
/// never change; new ones are added at the end.
enum class ErrorCode : int {
    usage = 2,         ///< the caller's arguments make no sense
    cannot_read = 3,   ///< the input does not exist or cannot be read
    not_a_pdf = 4,     ///< not a PDF, or damaged beyond reading
    encrypted = 5,     ///< a password is needed, or the given one is wrong
    no_text = 6,       ///< no text layer (a scan)
    limit = 7,         ///< a limit on size, pages, words, memory or time was exceeded
    cannot_write = 8,  ///< the output could not be written
    internal = 70,     ///< a defect of this program
};

/// A failure, with a message for a person: `message` says what is wrong, `hint` what to do about it.
/// Both are single lines of valid UTF-8 without control characters. `hint` may be empty.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    std::string hint;
};

/// Something that was noticed while reading and did not stop the work. `id` is a stable kebab-case name
/// ("invisible-text", "pdf-syntax", ...); `page` counts from 1, 0 when it concerns the whole document.
struct Diagnostic {
    std::string id;
    std::string message;
    int page = 0;
};

}  // namespace cvextract

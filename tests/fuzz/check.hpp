#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/unicode.hpp"

namespace cvextract::fuzz {

/// The bytes of a fuzzer as a text: parsers of text are promised valid UTF-8.
inline std::string text_of(const std::uint8_t* data, std::size_t size) {
    return to_valid_utf8({reinterpret_cast<const char*>(data), size});
}

/// Ends the fuzzer's run with a finding.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Whether an offset lies between two code points.
inline bool between(std::string_view text, std::size_t offset) {
    return offset <= text.size() &&
           (offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

/// Spans lie in the text, on code points, in order and without overlaps; several may be readings of one place.
template <class Spans>
void require_in_order(std::string_view text, const Spans& spans) {
    std::size_t behind = 0, begin = 0;
    for (const auto& span : spans) {
        const bool twin = span.begin == begin && span.end == behind;
        require(twin || span.begin >= behind, "spans are in order and do not overlap");
        require(span.begin < span.end && span.end <= text.size(), "spans hold something and lie inside the text");
        require(between(text, span.begin) && between(text, span.end), "spans cut no code point");
        begin = span.begin;
        behind = span.end;
    }
}

}  // namespace cvextract::fuzz

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cvextract {

/// Reads the code point at `offset` and moves `offset` behind it. Ill-formed bytes give U+FFFD, one byte at a time.
[[nodiscard]] inline char32_t next_code_point(std::string_view text, std::size_t& offset);

/// Appends a code point as UTF-8; a surrogate or a number beyond Unicode becomes U+FFFD.
void append_code_point(std::string& text, char32_t code_point);

/// Replaces ill-formed bytes by U+FFFD, so that the result is valid UTF-8.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

/// Unicode NFC of valid UTF-8.
[[nodiscard]] std::string to_nfc(std::string_view text);

/// White space (any Unicode kind) at both ends removed, runs of it inside replaced by one space.
[[nodiscard]] std::string collapse_spaces(std::string_view text);

[[nodiscard]] inline bool is_space(char32_t c);   ///< White_Space, and the zero-width space
[[nodiscard]] inline bool is_letter(char32_t c);  ///< general category L or M
[[nodiscard]] inline bool is_digit(char32_t c);   ///< general category Nd
[[nodiscard]] inline bool is_upper(char32_t c);   ///< upper or title case
[[nodiscard]] inline bool is_lower(char32_t c);
/// Letters of scripts that are written without spaces between words: Han, Kana, Bopomofo, Thai, Lao, Khmer, Myanmar.
[[nodiscard]] bool is_unspaced(char32_t c);
/// Number of code points of valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

// Most of what is asked is ASCII and answered in line.
namespace beyond_ascii {
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset);
[[nodiscard]] bool is_space(char32_t c);
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_lower(char32_t c);
}  // namespace beyond_ascii

char32_t next_code_point(std::string_view text, std::size_t& offset) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    return byte < 0x80 ? (++offset, byte) : beyond_ascii::next_code_point(text, offset);
}
bool is_space(char32_t c) {
    return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) : beyond_ascii::is_space(c);
}
bool is_letter(char32_t c) {
    return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : beyond_ascii::is_letter(c);
}
bool is_digit(char32_t c) {
    return c < 0x80 ? c >= '0' && c <= '9' : beyond_ascii::is_digit(c);
}
bool is_upper(char32_t c) {
    return c < 0x80 ? c >= 'A' && c <= 'Z' : beyond_ascii::is_upper(c);
}
bool is_lower(char32_t c) {
    return c < 0x80 ? c >= 'a' && c <= 'z' : beyond_ascii::is_lower(c);
}

}  // namespace cvextract

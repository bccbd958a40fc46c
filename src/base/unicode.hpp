#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cvextract {

/// Reads the code point at `offset` and moves `offset` behind it. Ill-formed bytes give U+FFFD, one byte at a time.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset);

/// Appends a code point as UTF-8; a surrogate or a number beyond Unicode becomes U+FFFD.
void append_code_point(std::string& text, char32_t code_point);

/// Replaces ill-formed bytes by U+FFFD, so that the result is valid UTF-8.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

/// Unicode NFC of valid UTF-8.
[[nodiscard]] std::string to_nfc(std::string_view text);

/// White space (any Unicode kind) at both ends removed, runs of it inside replaced by one space.
[[nodiscard]] std::string collapse_spaces(std::string_view text);

[[nodiscard]] bool is_space(char32_t c);   ///< White_Space, and the zero-width space
[[nodiscard]] bool is_letter(char32_t c);  ///< general category L or M
[[nodiscard]] bool is_digit(char32_t c);   ///< general category Nd
[[nodiscard]] bool is_upper(char32_t c);   ///< upper or title case
[[nodiscard]] bool is_lower(char32_t c);
/// Letters of scripts that are written without spaces between words: Han, Kana, Bopomofo, Thai, Lao, Khmer, Myanmar.
[[nodiscard]] bool is_unspaced(char32_t c);
/// Number of code points of valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace cvextract

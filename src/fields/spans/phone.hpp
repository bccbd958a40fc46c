#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cvextract::fields::spans {

/// What looks like a telephone number at [begin, end) of a text.
struct PhoneSpan {
    std::size_t begin = 0, end = 0;
    std::string digits;          ///< its digits as ASCII, without the extension
    bool international = false;  ///< begins with + or 00
    double score = 0;            ///< 0..1 by its form alone
};

/// All candidates of a text in printed order: digits in groups, as people print telephone numbers. Dates, ranges of
/// years, amounts and identifiers are left out as far as their form tells. O(n).
[[nodiscard]] std::vector<PhoneSpan> find_phones(std::string_view text);

/// The number in E.164, "" when it is no valid number. `country` (ISO 3166-1 alpha-2, may be empty) says where a number
/// without country code belongs. A country that is `guessed` counts only when its numbering plan has the number.
[[nodiscard]] std::string phone_e164(std::string_view printed, std::string_view country, bool guessed = false);

/// The same asked of libphonenumber alone, whose first use costs some milliseconds.
[[nodiscard]] std::string e164_by_library(std::string_view printed, std::string_view country, bool guessed);

}  // namespace cvextract::fields::spans

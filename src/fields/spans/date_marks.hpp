#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "models/models.hpp"

/// What each unit of a text can be in a date: the alphabet of the date grammar.
namespace cvextract::fields::spans {

/// Classes of models/lexicon/date_words.tsv.
enum DateClass : std::uint32_t {
    kRangeWord = 1u << 0,     ///< "to", "bis": between two dates
    kPresent = 1u << 1,       ///< "present", "heute"
    kSince = 1u << 2,         ///< before a date that begins something
    kFrom = 1u << 3,          ///< before a range; says nothing about a single date
    kOnwards = 1u << 4,       ///< behind a date that begins something
    kUntil = 1u << 5,         ///< before a date that ends something
    kUntilSuffix = 1u << 6,   ///< behind a date that ends something
    kExpected = 1u << 7,      ///< the date lies ahead
    kCompleted = 1u << 8,     ///< "graduated", "date:": belongs to the date and changes nothing
    kFiller = 1u << 9,        ///< between the parts of a date: "of", "de"
    kYearWord = 1u << 10,     ///< behind a year
    kMonthSuffix = 1u << 11,  ///< behind the number of a month
    kDaySuffix = 1u << 12,    ///< behind the number of a day
    kOrdinal = 1u << 13,      ///< behind an ordinal number
    kTerm = 1u << 14,         ///< a season, term or quarter
    kDuration = 1u << 15,     ///< units of time
    kMoney = 1u << 16,        ///< what makes a number beside it no year
    kDash = 1u << 17,         ///< punctuation between two dates
};

struct Mark {
    std::uint32_t classes = 0;
    std::uint8_t length = 1;        ///< units that the phrase of `classes` spans
    std::uint8_t month_length = 1;  ///< units that the month's name spans
    std::uint8_t month = 0;         ///< 1..12 for the name of a month
    bool persian_month = false;
    bool native_digits = false;  ///< a number in Persian or Arabic digits
    std::uint8_t digits = 0;     ///< of a number; 0 for none
    std::int16_t value = -1;     ///< of a number of at most four digits
    std::int16_t han = -1;       ///< numeric value of an ideograph
    std::int16_t era = 0;        ///< what is added to a year behind the name of an era
    char32_t punctuation = 0;
    [[nodiscard]] bool is(std::uint32_t any_of) const { return (classes & any_of) != 0; }
    [[nodiscard]] bool number(unsigned least, unsigned most) const { return digits >= least && digits <= most; }
};

/// One mark per unit. `language` decides between months that share a name. O(n).
[[nodiscard]] std::vector<Mark> mark_units(std::string_view text, std::span<const Unit> units,
                                           const models::Models& models, std::string_view language);

}  // namespace cvextract::fields::spans

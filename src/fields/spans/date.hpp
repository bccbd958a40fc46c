#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "models/models.hpp"

/// Dates and ranges of dates in any language: "Sept. 2019 - heute", "09/2019", "Fall 2021", "since 2018" ...
/// The vocabulary is models/lexicon/months.tsv and date_words.tsv.
namespace cvextract::fields::spans {

enum class Precision : std::uint8_t { year, month, day };

/// A printed date, range of dates or list of terms.
struct DateSpan {
    std::size_t begin = 0, end = 0;  ///< bytes of the text, with what belongs to it: "since", "(expected)", "(2 yrs)"
    std::size_t core_begin = 0, core_end = 0;  ///< the date or the range alone
    std::string first, last;  ///< YYYY, YYYY-MM or YYYY-MM-DD; a single date is in `first`, `last` then empty
    bool ongoing = false;     ///< up to now: "2018 - present", "since 2018", "2018 -"
    bool single = false;      ///< one date, no range
    bool since = false;       ///< a single date that is a beginning
    bool until = false;       ///< a single date that is an end
    bool expected = false;    ///< "expected", "anticipated": lies ahead
    bool term = false;        ///< a season, term or quarter: only its year counts
    bool list = false;        ///< several terms or years: `first` is the earliest, `last` the latest
    Precision precision = Precision::year;  ///< of `first`
    double score = 0;  ///< 0..1: how sure it is that this is a date at all; a bare year in running text is below 0.5
};

/// What a document does with forms that can be read in two ways.
struct DateStyle {
    enum class Order : std::uint8_t { unknown, day_first, month_first };
    enum class Second : std::uint8_t { unknown, month, year };
    std::string language;             ///< BCP 47 or empty
    Order order = Order::unknown;     ///< 04/05/2019
    Second second = Second::unknown;  ///< 2011-12, 2011/12
};

/// Collects the evidence in a text for its ambiguous forms; best over the whole document. O(n).
[[nodiscard]] DateStyle date_style(std::string_view text, const models::Models& models, std::string_view language = {});

/// All dates of a text in printed order, without overlaps. Evidence inside the text completes what `style` leaves open.
/// Numbers in phone numbers, addresses of the web, identifiers, amounts and page ranges are no dates. O(n).
[[nodiscard]] std::vector<DateSpan> find_dates(std::string_view text, const models::Models& models,
                                               const DateStyle& style = {});
/// The same for a text that is cut into units already.
[[nodiscard]] std::vector<DateSpan> find_dates(std::string_view text, std::span<const Unit> units,
                                               const models::Models& models, const DateStyle& style = {});

/// The fields of an entry that a date fills.
struct DateRange {
    std::string start, end;
    bool ongoing = false;
};
/// A single date on a job or a degree is its end; "since" and open ranges have a start and are ongoing.
[[nodiscard]] DateRange assign_range(const DateSpan& span);

}  // namespace cvextract::fields::spans

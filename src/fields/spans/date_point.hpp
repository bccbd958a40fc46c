#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "fields/spans/date.hpp"
#include "fields/spans/date_marks.hpp"

namespace cvextract::fields::spans {

/// One date, complete or not: "9 May" has no year and is only good as the beginning of a range.
struct DatePoint {
    int year = 0, month = 0, day = 0;  ///< 0 where not printed
    std::size_t begin = 0, next = 0;   ///< units [begin, next)
    int last_year = 0;                 ///< of "2019/20": 2020
    int last_month = 0;                ///< of "Sept/Oct 2019": 10
    int short_number = -1;             ///< of "Sep 19": 19, a day or a year of two digits
    bool term = false;
    bool weak = false;                  ///< needs a partner in a range: "09/19"
    bool since = false, until = false;  ///< said by a suffix
    bool numeric = false;               ///< made of numbers alone
};

/// Reads single dates at given units. Holds references: use it within the life of its arguments.
class DatePointParser {
  public:
    DatePointParser(std::string_view text, std::span<const Unit> units, std::span<const Mark> marks,
                    const DateStyle& style);

    /// The date that begins at unit i. `continued`: a dash or word of a range stands before it, so that its left
    /// neighbour says nothing against it.
    [[nodiscard]] std::optional<DatePoint> at(std::size_t i, bool continued) const;

    [[nodiscard]] bool is_year(std::size_t i) const;  ///< a number of four digits that can be a year
    [[nodiscard]] bool tight(std::size_t i) const;    ///< unit i follows the one before without a space
    [[nodiscard]] bool same_line(std::size_t a, std::size_t b) const;  ///< no line break between units a and b
    [[nodiscard]] bool same_cell(std::size_t a, std::size_t b) const;  ///< neither a line break nor a tab
    [[nodiscard]] bool ends_badly(std::size_t next) const;  ///< what follows tightly makes the number no date
    [[nodiscard]] const Mark& mark(std::size_t i) const;    ///< an empty mark behind the end
    [[nodiscard]] std::size_t size() const { return units_.size(); }
    [[nodiscard]] const Unit& unit(std::size_t i) const { return units_[i]; }

  private:
    using Result = std::optional<DatePoint>;
    [[nodiscard]] Result number_first(std::size_t i, bool continued) const;
    [[nodiscard]] Result year_first(std::size_t i, bool continued) const;
    [[nodiscard]] Result year_with_units(std::size_t i, std::size_t behind_year, int year) const;
    [[nodiscard]] Result day_or_month_first(std::size_t i) const;
    [[nodiscard]] Result day_and_name(std::size_t i) const;
    [[nodiscard]] Result month_first(std::size_t i) const;
    [[nodiscard]] Result term_first(std::size_t i) const;
    [[nodiscard]] Result era_first(std::size_t i) const;
    [[nodiscard]] Result han_year(std::size_t i) const;
    [[nodiscard]] Result short_year(std::size_t i) const;
    [[nodiscard]] bool is_form_row(std::size_t i) const;
    [[nodiscard]] bool starts_badly(std::size_t i) const;
    [[nodiscard]] bool beside_number(std::size_t i, std::size_t next) const;
    [[nodiscard]] std::optional<std::pair<int, std::size_t>> small_number(std::size_t i, int most) const;
    [[nodiscard]] std::optional<std::pair<int, std::size_t>> year_at(std::size_t i) const;
    [[nodiscard]] int academic_second(std::size_t& next, int year) const;
    [[nodiscard]] int plain_year(std::size_t i) const;

    std::string_view text_;
    std::span<const Unit> units_;
    std::span<const Mark> marks_;
    const DateStyle* style_;
    bool thai_ = false, persian_ = false;
    bool form_ = false;  // rows begin with a year and a month in columns
};

}  // namespace cvextract::fields::spans

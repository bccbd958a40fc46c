#include "fields/spans/date_point.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace cvextract::fields::spans {

namespace {

constexpr int kFirstYear = 1880, kLastYear = 2059;
constexpr std::size_t kFormRows = 2;
constexpr int kShortYearPivot = 50;  // '49 is 2049, '50 is 1950

int expand_short_year(int yy) {
    return yy < kShortYearPivot ? 2000 + yy : 1900 + yy;
}

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == '`' || c == 0x00B4;
}

// Between the numbers of one date; the same one twice in a full date.
bool is_separator(char32_t c) {
    return c == '.' || c == '/' || c == '-' || c == 0x2010 || c == 0x2011 || c == 0xFF0E || c == 0xFF0F ||
           c == 0xFF0D || c == 0x2212;
}

bool is_slash(char32_t c) {
    return c == '/' || c == 0xFF0F;
}

// A letter of a script that sets words apart: "2019px" is no year, but Han letters stand beside one freely.
bool is_word_letter(char32_t c) {
    return is_letter(c) && !is_unspaced(c);
}

char32_t code_point_before(std::string_view text, std::size_t offset) {
    if (offset == 0) return 0;
    std::size_t begin = offset - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return next_code_point(text, begin);
}

}  // namespace

DatePointParser::DatePointParser(std::string_view text, std::span<const Unit> units, std::span<const Mark> marks,
                                 const DateStyle& style)
    : text_(text), units_(units), marks_(marks), style_(&style) {
    persian_ = style.language.starts_with("fa") || style.language.starts_with("ps");
    thai_ = style.language.starts_with("th");
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].persian_month || (marks[i].number(4, 4) && marks[i].native_digits)) persian_ = true;
        if (marks[i].era < 0 || (marks[i].month != 0 && units[i].kind == UnitClass::ideograph && marks[i].han < 0))
            thai_ = true;
    }
    std::size_t rows = 0;
    for (std::size_t i = 0; i < marks.size() && rows < kFormRows; ++i) rows += is_form_row(i) ? 1 : 0;
    form_ = rows >= kFormRows;
}

// "2019 | 4 | what happened": a row of a Japanese or Chinese form with columns for years and months.
// In such a form what happened may be written in Latin letters, too.
bool DatePointParser::is_form_row(std::size_t i) const {
    if (plain_year(i) == 0 || (i > 0 && same_line(i - 1, i)) || i + 2 >= units_.size()) return false;
    const Mark& month = mark(i + 1);
    if (!month.number(1, 2) || month.value < 1 || month.value > 12 || tight(i + 1) || !same_line(i, i + 2))
        return false;
    std::size_t offset = units_[i + 2].begin;
    return !tight(i + 2) && (form_ || is_unspaced(next_code_point(text_, offset)));
}

const Mark& DatePointParser::mark(std::size_t i) const {
    static const Mark nothing;
    return i < marks_.size() ? marks_[i] : nothing;
}

bool DatePointParser::tight(std::size_t i) const {
    return i < units_.size() && !units_[i].space_before;
}

bool DatePointParser::same_line(std::size_t a, std::size_t b) const {
    if (a >= units_.size() || b >= units_.size()) return false;
    return text_.substr(units_[a].end, units_[b].begin - units_[a].end).find('\n') == std::string_view::npos;
}

bool DatePointParser::same_cell(std::size_t a, std::size_t b) const {
    if (a >= units_.size() || b >= units_.size()) return false;
    return text_.substr(units_[a].end, units_[b].begin - units_[a].end).find_first_of("\n\t") == std::string_view::npos;
}

// The year that a number of four digits names, 0 for none. Buddhist years become Gregorian ones; Persian years stay.
int DatePointParser::plain_year(std::size_t i) const {
    const Mark& m = mark(i);
    if (!m.number(4, 4)) return 0;
    if (m.value >= kFirstYear && m.value <= kLastYear) return m.value;
    if (thai_ && m.value >= 2440 && m.value <= 2610) return m.value - 543;
    if (persian_ && m.value >= 1300 && m.value <= 1450) return m.value;
    return 0;
}

bool DatePointParser::is_year(std::size_t i) const {
    return plain_year(i) != 0;
}

bool DatePointParser::starts_badly(std::size_t i) const {
    const std::size_t begin = units_[i].begin;
    const char32_t before = code_point_before(text_, begin);
    if (before == 0 || is_space(before)) return false;
    if (is_word_letter(before)) return !(i > 0 && mark(i - 1).is(kSince | kUntil | kFrom | kRangeWord | kCompleted));
    if (is_digit(before)) return true;
    switch (before) {
        case '_':
        case '#':
        case '@':
        case '=':
        case '%':
        case '$':
        case '+':
        case '^':
        case '\\':
        case '&':
        case 0x20AC:
        case 0xA3:
        case 0xA5:
        case 0xFFE5:
            return true;
        default:
            break;
    }
    if (i == 0) return false;
    const char32_t earlier = code_point_before(text_, units_[i - 1].begin);
    if (before == ',' || before == ':') return is_digit(earlier) || (before == ':' && earlier == ')');
    if (before == '.' || before == '/' || is_separator(before) || before == 0x2013 || before == 0x2014) {
        return earlier != 0 && (is_word_letter(earlier) || is_digit(earlier) || earlier == '/' || earlier == ':');
    }
    return false;
}

bool DatePointParser::ends_badly(std::size_t next) const {
    if (!tight(next)) return false;
    const Mark& m = mark(next);
    const Unit& u = units_[next];
    if (u.kind == UnitClass::number) return true;
    if (u.kind == UnitClass::word) {
        return !m.is(kYearWord | kMonthSuffix | kDaySuffix | kOnwards | kUntilSuffix | kRangeWord | kPresent | kTerm) &&
               m.month == 0;
    }
    if (u.kind != UnitClass::punctuation) return false;
    switch (m.punctuation) {
        case '%':
        case '@':
        case '=':
        case '_':
        case '+':
        case 0xFF05:
            return true;
        default:
            break;
    }
    if (!tight(next + 1)) return false;
    const Mark& after = mark(next + 1);
    if (m.punctuation == '.' || m.punctuation == ',')
        return after.digits > 0 && !(after.number(4, 4) && is_year(next + 1));
    if (m.punctuation == ':') return after.digits > 0;
    if (is_slash(m.punctuation)) return after.digits > 0 && !is_year(next + 1);
    if (m.punctuation == '-' || m.punctuation == 0x2010 || m.punctuation == 0x2011) {
        return after.digits > 4 || (after.number(3, 4) && !is_year(next + 1));
    }
    return false;
}

// A bare year beside another number is part of a phone number, a postcode or a code.
bool DatePointParser::beside_number(std::size_t i, std::size_t next) const {
    if (i > 0) {
        std::size_t p = i - 1;
        if (p > 0 && units_[p].kind == UnitClass::punctuation &&
            (mark(p).punctuation == '-' || mark(p).punctuation == ')' || mark(p).punctuation == '.') &&
            mark(p - 1).digits > 2 && same_cell(p - 1, i)) {
            if (mark(p).punctuation != '.' || tight(i)) --p;
        }
        if (p > 0 && mark(p).punctuation == '.' && tight(p) && mark(p - 1).is(kMoney)) --p;
        if (mark(p).digits > 2 && !is_year(p) && same_cell(p, i)) return true;
        if (mark(p).is(kMoney) && same_cell(p, i)) return true;
    }
    if (next < units_.size() && same_cell(next - 1, next)) {
        if (mark(next).digits > 2 && !is_year(next)) return true;
        if (mark(next).is(kMoney) && !mark(next).is(kRangeWord | kYearWord) &&
            units_[next].kind != UnitClass::ideograph)
            return true;
    }
    return false;
}

// A number written in digits or as a Han numeral up to 39: value and the unit behind it.
std::optional<std::pair<int, std::size_t>> DatePointParser::small_number(std::size_t i, int most) const {
    const Mark& m = mark(i);
    int value = -1;
    std::size_t next = i + 1;
    if (m.number(1, 2)) {
        value = m.value;
    } else if (m.han > 0 && i < units_.size() && units_[i].kind == UnitClass::ideograph) {
        value = m.han;
        if (value == 10) {
            if (mark(next).han > 0 && mark(next).han < 10) value += mark(next++).han;
        } else if (mark(next).han == 10) {
            value *= 10;
            ++next;
            if (mark(next).han > 0 && mark(next).han < 10) value += mark(next++).han;
        }
    }
    if (value < 1 || value > most) return std::nullopt;
    return std::pair{value, next};
}

// A year of four digits, or an apostrophe and two.
std::optional<std::pair<int, std::size_t>> DatePointParser::year_at(std::size_t i) const {
    if (const int year = plain_year(i)) return std::pair{year, i + 1};
    if (is_apostrophe(mark(i).punctuation) && tight(i + 1) && mark(i + 1).number(2, 2) && !ends_badly(i + 2)) {
        return std::pair{expand_short_year(mark(i + 1).value), i + 2};
    }
    if (mark(i).era != 0 && i + 1 < units_.size()) {
        if (const auto era = era_first(i)) return std::pair{era->year, era->next};
    }
    return std::nullopt;
}

// "/20", "-20", "/2020" behind a year of an academic year or a term: the second year, 0 for none.
int DatePointParser::academic_second(std::size_t& next, int year) const {
    const char32_t c = mark(next).punctuation;
    if ((!is_slash(c) && !mark(next).is(kDash)) || !tight(next) || !tight(next + 1)) return 0;
    const Mark& second = mark(next + 1);
    if (ends_badly(next + 2)) return 0;
    if ((second.number(2, 2) && second.value == (year + 1) % 100) ||
        (second.number(4, 4) && second.value == year + 1)) {
        next += 2;
        return year + 1;
    }
    return 0;
}

std::optional<DatePoint> DatePointParser::at(std::size_t i, bool continued) const {
    const Mark& m = mark(i);
    if (m.digits > 0) return number_first(i, continued);
    if (i >= units_.size()) return std::nullopt;
    if (is_apostrophe(m.punctuation)) return short_year(i);
    if (m.era != 0) {
        if (auto point = era_first(i)) return point;
    }
    if (m.month != 0) {
        if (auto point = month_first(i)) return point;
    }
    if (m.is(kTerm)) {
        if (auto point = term_first(i)) return point;
    }
    if (m.han >= 0 && units_[i].kind == UnitClass::ideograph) return han_year(i);
    return std::nullopt;
}

std::optional<DatePoint> DatePointParser::number_first(std::size_t i, bool continued) const {
    if (!continued && starts_badly(i)) return std::nullopt;
    if (is_year(i)) return year_first(i, continued);
    if (mark(i).number(1, 2)) {
        if (auto point = day_or_month_first(i)) return point;
        return day_and_name(i);
    }
    return std::nullopt;
}

// Behind "2019" with a word for "year", or without one: "9" with a word for "month", a month's name, a season.
std::optional<DatePoint> DatePointParser::year_with_units(std::size_t i, std::size_t behind_year, int year) const {
    DatePoint point;
    point.begin = i;
    point.year = year;
    std::size_t k = behind_year;
    const bool said_year = mark(k).is(kYearWord) && same_cell(k - 1, k);
    if (said_year) {
        point.since = mark(k).is(kOnwards);
        point.until = mark(k).is(kUntilSuffix);
        k += mark(k).length;
        if (mark(k).punctuation == '.' && tight(k)) ++k;
    }
    point.next = k;
    if (k >= units_.size() || !same_cell(k - 1, k)) return said_year ? std::optional(point) : std::nullopt;
    if (const auto month = small_number(k, 12); month && mark(month->second).is(kMonthSuffix)) {
        point.month = month->first;
        k = month->second;
        point.since = mark(k).is(kOnwards);
        point.until = mark(k).is(kUntilSuffix);
        k += mark(k).length;
        if (const auto day = small_number(k, 31); day && mark(day->second).is(kDaySuffix)) {
            point.day = day->first;
            k = day->second;
            point.since = mark(k).is(kOnwards);
            point.until = mark(k).is(kUntilSuffix);
            k += mark(k).length;
        }
        point.next = k;
        return point;
    }
    std::size_t name = k;
    if (mark(name).punctuation == '.' || mark(name).punctuation == ',') ++name;
    if (mark(name).is(kFiller) && mark(name).month == 0) name += mark(name).length;
    const Mark& m = mark(name);
    if (m.month != 0 && same_cell(name - 1, name)) {
        std::size_t behind = name + m.month_length;
        if (mark(behind).punctuation == '.' && tight(behind)) ++behind;
        // "2018, May 2019": the month belongs to the next year.
        std::size_t peek = behind;
        if (mark(peek).punctuation == ',') ++peek;
        const bool next_year = year_at(peek) && same_line(name, peek);
        const bool day_and_year =
            mark(behind).number(1, 2) && mark(behind + 1).punctuation == ',' && is_year(behind + 2);
        const bool clear = said_year || units_[name].capital || units_[name].kind == UnitClass::ideograph ||
                           mark(behind).digits > 0 || mark(behind).is(kDash) || behind >= units_.size() ||
                           !same_cell(behind - 1, behind) || style_->language != "en";
        if (!next_year && !day_and_year && clear) {
            point.month = m.month;
            if (mark(behind).number(1, 2) && mark(behind).value >= 1 && mark(behind).value <= 31 &&
                same_cell(behind - 1, behind) && !ends_badly(behind + 1) && !is_slash(mark(behind + 1).punctuation)) {
                point.day = mark(behind).value;
                ++behind;
                if (mark(behind).is(kDaySuffix | kOrdinal) && mark(behind).length == 1) ++behind;
                if (mark(behind).punctuation == '.' && tight(behind)) ++behind;
            }
            point.next = behind;
            return point;
        }
    }
    if (mark(k).is(kTerm) && same_cell(k - 1, k) &&
        (said_year || units_[k].capital || units_[k].kind == UnitClass::ideograph)) {
        std::size_t behind = k;
        while (mark(behind).is(kTerm) && same_cell(behind - 1, behind)) behind += mark(behind).length;
        if (mark(behind).number(1, 1) && (tight(behind) || mark(behind - 1).is(kTerm)) && same_cell(behind - 1, behind))
            ++behind;
        if (!year_at(behind)) {
            point.term = true;
            point.next = behind;
            return point;
        }
    }
    return said_year ? std::optional(point) : std::nullopt;
}

std::optional<DatePoint> DatePointParser::year_first(std::size_t i, bool continued) const {
    const int year = plain_year(i);
    DatePoint point;
    point.begin = i;
    point.year = year;
    point.next = i + 1;
    point.numeric = true;
    if (form_ && is_form_row(i)) {
        point.month = mark(i + 1).value;
        point.next = i + 2;
        return point;
    }
    const char32_t separator = mark(i + 1).punctuation;
    const bool chained = is_separator(separator) && tight(i + 1);
    const Mark& second = mark(i + 2);
    if (chained && second.number(1, 2) && (tight(i + 2) || separator == '.')) {
        const bool month = second.value >= 1 && second.value <= 12;
        const bool spaced = !tight(i + 2);
        // "2019. 9. 15." is Korean or Hungarian; a number after a full stop is not always a month.
        const bool spaced_month =
            spaced && month && same_cell(i + 1, i + 2) && (mark(i + 3).punctuation == '.' || mark(i + 3).is(kDash));
        const bool next_year = second.number(2, 2) && second.value == (year + 1) % 100;
        const bool academic = next_year && separator != '.' &&
                              (second.value > 12 || second.value == 0 || style_->second == DateStyle::Second::year);
        if (academic && !ends_badly(i + 3)) {
            point.last_year = year + 1;
            point.next = i + 3;
            return point;
        }
        const Mark& third = mark(i + 4);
        if (month && mark(i + 3).punctuation == separator && tight(i + 3) && third.number(1, 2) && third.value >= 1 &&
            third.value <= 31 && (tight(i + 4) || spaced) && !ends_badly(i + 5)) {
            point.month = second.value;
            point.day = third.value;
            point.next = i + 5;
            if (mark(point.next).punctuation == '.' && tight(point.next) && spaced) ++point.next;
            return point;
        }
        if (month && (!spaced || spaced_month) && (spaced || !ends_badly(i + 3))) {
            point.month = second.value;
            point.next = i + 3;
            if (mark(point.next).punctuation == '.' && tight(point.next) && separator == '.') {
                const bool sentence_end = !spaced && style_->language != "ko" && style_->language != "hu";
                if (!sentence_end) ++point.next;
            }
            return point;
        }
        if (separator == '.' && !spaced) return std::nullopt;  // 2019.55 is no date
    }
    if (auto named = year_with_units(i, i + 1, year)) return named;
    if (is_slash(separator) && tight(i + 1) && tight(i + 2) && second.number(4, 4) && second.value == year + 1 &&
        !ends_badly(i + 3)) {
        point.last_year = year + 1;
        point.next = i + 3;
        return point;
    }
    if (ends_badly(i + 1)) return std::nullopt;
    if (!continued && beside_number(i, i + 1)) return std::nullopt;
    return point;
}

std::optional<DatePoint> DatePointParser::day_or_month_first(std::size_t i) const {
    const Mark& first = mark(i);
    DatePoint point;
    point.begin = i;
    point.numeric = true;
    if (form_ && is_form_row(i)) {
        point.month = mark(i + 1).value;
        point.next = i + 2;
        return point;
    }
    const char32_t separator = mark(i + 1).punctuation;
    const Mark& second = mark(i + 2);
    if (mark(i + 1).is(kMonthSuffix) && first.value >= 1 && first.value <= 12) {  // "9" with a word for "month"
        point.month = first.value;
        std::size_t k = i + 1 + mark(i + 1).length;
        if (const auto day = small_number(k, 31); day && mark(day->second).is(kDaySuffix)) {
            point.day = day->first;
            k = day->second + mark(day->second).length;
        }
        point.next = k;
        return point;
    }
    if (!is_separator(separator) || i + 2 >= units_.size() || !same_cell(i, i + 2)) return std::nullopt;
    const bool spaced = !tight(i + 1) || !tight(i + 2);
    if (spaced && separator != '.' && !is_slash(separator)) return std::nullopt;
    if (second.number(1, 2) && mark(i + 3).punctuation == separator && same_cell(i + 2, i + 4) &&
        (spaced || (tight(i + 3) && tight(i + 4)))) {
        const int year = plain_year(i + 4);
        const bool short_form = !spaced && year == 0 && first.number(2, 2) && second.number(2, 2) &&
                                mark(i + 4).number(2, 2) && separator != '-';
        if ((year != 0 || short_form) && !ends_badly(i + 5)) {
            int day = first.value, month = second.value;
            const bool swap = month > 12 || (day <= 12 && style_->order == DateStyle::Order::month_first) ||
                              (day <= 12 && style_->order == DateStyle::Order::unknown && separator != '.' &&
                               style_->language.starts_with("en") && style_->language != "en-GB");
            if (swap) std::swap(day, month);
            if (day < 1 || day > 31 || month < 1 || month > 12) return std::nullopt;
            point.year = year != 0 ? year : expand_short_year(mark(i + 4).value);
            point.month = month;
            point.day = day;
            point.weak = year == 0;
            point.next = i + 5;
            return point;
        }
    }
    if (first.value < 1 || first.value > 12) return std::nullopt;
    if (const int year = plain_year(i + 2)) {
        const bool list_number = spaced && separator == '.' && !style_->language.starts_with("cs") &&
                                 !style_->language.starts_with("sk") && !style_->language.starts_with("hr") &&
                                 !style_->language.starts_with("sl");
        if (list_number || ends_badly(i + 3) ||
            (mark(i + 3).punctuation == separator && tight(i + 3) && tight(i + 4) && mark(i + 4).digits > 0))
            return std::nullopt;
        point.month = first.value;
        point.year = year;
        point.next = i + 3;
        return point;
    }
    if (is_slash(separator) && !spaced && first.number(2, 2) && second.number(2, 2) && !ends_badly(i + 3)) {
        point.month = first.value;
        point.year = expand_short_year(second.value);
        point.weak = true;
        point.next = i + 3;
        return point;
    }
    return std::nullopt;
}

// "15 September 2019", "15th of September", "1st semester 2019".
std::optional<DatePoint> DatePointParser::day_and_name(std::size_t i) const {
    const int number = mark(i).value;
    if (number < 1 || number > 31) return std::nullopt;
    std::size_t k = i + 1;
    if (mark(k).punctuation == '.' && tight(k)) ++k;
    if (mark(k).is(kOrdinal) && tight(k)) k += mark(k).length;
    if ((mark(k).punctuation == '-' || is_slash(mark(k).punctuation)) && tight(k) && tight(k + 1)) ++k;
    if (mark(k).is(kTerm) && number <= 4 && same_cell(k - 1, k)) {
        auto term = term_first(k);
        if (term && term->year != 0) {
            term->begin = i;
            return term;
        }
    }
    while (mark(k).is(kFiller) && mark(k).month == 0 && same_cell(i, k) && k < i + 4) k += mark(k).length;
    if (mark(k).month == 0 || !same_cell(i, k)) return std::nullopt;
    auto point = month_first(k);
    if (!point || point->day != 0 || point->last_month != 0) return std::nullopt;
    if (point->short_number >= 0) {  // "15 Sep 19"
        point->year = expand_short_year(point->short_number);
        point->short_number = -1;
        point->weak = true;
        ++point->next;
    }
    point->begin = i;
    point->day = number;
    return point;
}

std::optional<DatePoint> DatePointParser::month_first(std::size_t i) const {
    DatePoint point;
    point.begin = i;
    point.month = mark(i).month;
    std::size_t k = i + mark(i).month_length;
    if (mark(k).punctuation == '.' && tight(k)) ++k;
    point.next = k;
    // "Sept/Oct 2019", "Sept & Oct 2019"
    if ((is_slash(mark(k).punctuation) || mark(k).punctuation == '&') && mark(k + 1).month != 0 &&
        same_cell(i, k + 1)) {
        const std::size_t behind = k + 1 + mark(k + 1).month_length;
        std::size_t y = behind;
        if (mark(y).punctuation == '.' && tight(y)) ++y;
        if (const auto year = year_at(y); year && same_cell(i, y)) {
            point.last_month = mark(k + 1).month;
            point.year = year->first;
            point.next = year->second;
            return point;
        }
    }
    // "September 15, 2019", "Sept 15th"
    if (mark(k).number(1, 2) && mark(k).value >= 1 && mark(k).value <= 31 && same_cell(k - 1, k)) {
        std::size_t d = k + 1;
        if (mark(d).is(kOrdinal) && tight(d)) d += mark(d).length;
        std::size_t y = d;
        if (mark(y).punctuation == ',' || mark(y).punctuation == '.') ++y;
        while (mark(y).is(kFiller) && y < d + 3) y += mark(y).length;
        const auto year = year_at(y);
        if (year && (same_cell(i, y) || (y > d && mark(d).punctuation == ',' && same_line(i, d))) &&
            !ends_badly(year->second)) {
            point.day = mark(k).value;
            point.year = year->first;
            point.next = year->second;
            return point;
        }
        if (ends_badly(k + 1) && d == k + 1) return point;
        if (mark(k).number(2, 2) && d == k + 1) {
            point.short_number = mark(k).value;  // the next unit: a day or a year, the range will tell
            return point;
        }
        point.day = mark(k).value;
        point.next = d;
        return point;
    }
    std::size_t y = k;
    const char32_t c = mark(y).punctuation;
    const bool joined = c == ',' || c == '/' || c == 0xFF0F || c == '-' || c == 0x2010 || c == 0x2011 || c == '.';
    if (joined) ++y;
    if (joined && (c == '-' || is_slash(c)) && tight(k) && tight(y) && mark(y).number(2, 2) && !ends_badly(y + 1)) {
        point.year = expand_short_year(mark(y).value);  // "Sep-19"
        point.next = y + 1;
        point.weak = is_slash(c);
        return point;
    }
    if (!joined) {
        while (mark(y).is(kFiller) && y < k + 3 && same_line(i, y)) y += mark(y).length;
    }
    if (const auto year = year_at(y)) {
        const bool near = same_line(i, y) || (!joined && y == k);
        const bool dash_between = joined && c == '-' && !(tight(k) && tight(y));
        if (near && !dash_between && !ends_badly(year->second)) {
            point.year = year->first;
            point.next = year->second;
            if (mark(point.next).is(kYearWord) && same_cell(i, point.next)) {
                point.since = mark(point.next).is(kOnwards);
                point.until = mark(point.next).is(kUntilSuffix);
                point.next += mark(point.next).length;
                if (mark(point.next).punctuation == '.' && tight(point.next)) ++point.next;
            }
        }
    }
    return point;
}

std::optional<DatePoint> DatePointParser::term_first(std::size_t i) const {
    DatePoint point;
    point.begin = i;
    point.term = true;
    std::size_t k = i;
    for (int words = 0; words < 4 && mark(k).is(kTerm); ++words) {
        k += mark(k).length;
        const char32_t c = mark(k).punctuation;
        const bool joins =
            is_slash(c) || c == '&' || mark(k).is(kDash) || c == ',' || mark(k).is(kDuration) || mark(k).is(kFiller);
        if (joins && mark(k + 1).is(kTerm) && same_line(i, k + 1)) ++k;
    }
    const bool abbreviation = units_[i].all_caps || units_[i].end - units_[i].begin <= 2;
    if (mark(k).number(1, 1) && same_cell(k - 1, k)) {
        if (mark(k).value < 1 || mark(k).value > 4) return std::nullopt;
        ++k;  // "Q3", "Semester 1"
        if (mark(k).is(kOrdinal) && tight(k)) k += mark(k).length;
    } else if (abbreviation && mark(k).number(2, 2) && (tight(k) || is_slash(mark(k + 1).punctuation))) {
        point.year = expand_short_year(mark(k).value);  // "WS19", "SS 19/20"
        point.next = k + 1;
        static_cast<void>(academic_second(point.next, point.year));  // the term's year is its first
        if (ends_badly(point.next)) return std::nullopt;
        return point;
    } else if (units_[i].end - units_[i].begin == 1 && units_[i].kind == UnitClass::word) {
        return std::nullopt;  // "Q" and "H" only with their number
    }
    const char32_t c = mark(k).punctuation;
    if (c == ',' || c == '-' || c == '.' || is_slash(c) || c == 0x2010) ++k;
    while (mark(k).is(kFiller | kYearWord | kSince | kFrom) && !mark(k).is(kTerm) && k < i + 8 && same_line(i, k))
        k += mark(k).length;
    if (mark(k).month != 0 && same_cell(i, k)) {  // "early May 2019"
        auto month = month_first(k);
        if (!month || month->year == 0) return std::nullopt;
        month->begin = i;
        return month;
    }
    const auto year = year_at(k);
    if (!year || !same_line(i, k)) return std::nullopt;
    point.year = year->first;
    point.next = year->second;
    static_cast<void>(academic_second(point.next, point.year));  // the term's year is its first
    if (ends_badly(point.next)) return std::nullopt;
    if (mark(point.next).is(kYearWord) && same_cell(point.next - 1, point.next)) point.next += mark(point.next).length;
    return point;
}

// The name of an era and the year in it: Japanese eras, the Republic of China, Buddhist years.
std::optional<DatePoint> DatePointParser::era_first(std::size_t i) const {
    const std::size_t k = i + mark(i).length;
    if (k >= units_.size() || !same_cell(i, k)) return std::nullopt;
    int year = 0;
    std::size_t next = k + 1;
    if (mark(k).number(1, mark(i).era < 0 ? 4 : 3)) {
        year = mark(k).value;
    } else if (mark(k).han == 1 && units_[k].kind == UnitClass::ideograph && mark(k + 1).is(kYearWord)) {
        year = 1;
    } else if (const auto number = small_number(k, 99)) {
        year = number->first;
        next = number->second;
    }
    if (year < 1) return std::nullopt;
    year += mark(i).era;
    if (year < kFirstYear - 60 || year > kLastYear) return std::nullopt;
    if (auto point = year_with_units(i, next, year)) return point;
    if (is_separator(mark(next).punctuation) && tight(next) && tight(next + 1) && mark(next + 1).number(1, 2) &&
        mark(next + 1).value >= 1 && mark(next + 1).value <= 12 && !ends_badly(next + 2)) {
        DatePoint point;
        point.begin = i;
        point.year = year;
        point.month = mark(next + 1).value;
        point.next = next + 2;
        return point;
    }
    DatePoint point;
    point.begin = i;
    point.year = year;
    point.next = next;
    return point;
}

// Four Han numerals and the word for "year".
std::optional<DatePoint> DatePointParser::han_year(std::size_t i) const {
    if (i + 4 >= units_.size() || !mark(i + 4).is(kYearWord)) {
        const auto month = small_number(i, 12);
        if (!month || !mark(month->second).is(kMonthSuffix)) return std::nullopt;
        DatePoint point;
        point.begin = i;
        point.month = month->first;
        point.next = month->second + mark(month->second).length;
        return point;
    }
    int year = 0;
    for (std::size_t k = i; k < i + 4; ++k) {
        if (mark(k).han < 0 || mark(k).han > 9) return std::nullopt;
        year = year * 10 + mark(k).han;
    }
    if (year < kFirstYear || year > kLastYear) return std::nullopt;
    return year_with_units(i, i + 4, year);
}

std::optional<DatePoint> DatePointParser::short_year(std::size_t i) const {
    if (i > 0 && tight(i) && units_[i - 1].kind != UnitClass::punctuation) return std::nullopt;  // "ICML'19"
    if (!tight(i + 1) || !mark(i + 1).number(2, 2) || ends_badly(i + 2)) return std::nullopt;
    DatePoint point;
    point.begin = i;
    point.next = i + 2;
    point.year = expand_short_year(mark(i + 1).value);
    point.weak = true;
    point.last_year = academic_second(point.next, point.year);
    return point;
}

}  // namespace cvextract::fields::spans

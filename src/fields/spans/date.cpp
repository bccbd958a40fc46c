#include "fields/spans/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/unicode.hpp"
#include "fields/spans/date_marks.hpp"
#include "fields/spans/date_point.hpp"

// Points (date_point.cpp) are joined to ranges and lists here, and get their modifiers: words before ("since",
// "Expected:") and behind ("onwards", "(expected)", "(2 years 3 months)").

namespace cvextract::fields::spans {

namespace {

constexpr int kLongestRange = 70;          // years
constexpr std::size_t kLongestPrefix = 3;  // modifiers before a date
constexpr std::size_t kLongestList = 24;   // terms in one list
constexpr int kFewestOnes = 2;             // dates on the first day of a month that tell how days are written

struct Found {
    DatePoint first;
    std::optional<DatePoint> last;
    bool ongoing = false;
    bool open = false;  // ongoing by a dash alone
    bool list = false;
    std::size_t next = 0;
};

std::string iso(int year, int month, int day) {
    if (month == 0) return fmt::format("{:04}", year);
    if (day == 0) return fmt::format("{:04}-{:02}", year, month);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string iso(const DatePoint& p) {
    return p.term ? iso(p.year, 0, 0) : iso(p.year, p.month, p.day);
}

std::string last_iso(const DatePoint& p) {
    if (p.last_year != 0) return iso(p.last_year, 0, 0);
    if (p.last_month != 0) return iso(p.year, p.last_month, 0);
    return iso(p);
}

long order_key(const DatePoint& p, bool late) {
    const int year = late && p.last_year != 0 ? p.last_year : p.year;
    return (year * 13L + (p.month != 0 ? p.month : (late ? 12 : 0))) * 32L + (p.day != 0 ? p.day : (late ? 31 : 0));
}

bool is_opening(char32_t c) {
    return c == '(' || c == '[' || c == 0xFF08 || c == 0x3010 || c == '{' || c == '<' || c == 0x3008;
}

bool is_closing(char32_t c) {
    return c == ')' || c == ']' || c == 0xFF09 || c == 0x3011 || c == '}' || c == '>' || c == 0x3009;
}

class DateParser {
  public:
    DateParser(std::string_view text, std::span<const Unit> units, std::span<const Mark> marks, const DateStyle& style)
        : text_(text), units_(units), points_(text, units, marks, style) {}

    [[nodiscard]] std::vector<DateSpan> all() const;

  private:
    [[nodiscard]] const Mark& mark(std::size_t i) const { return points_.mark(i); }
    [[nodiscard]] bool may_start(std::size_t i) const;
    [[nodiscard]] std::optional<DateSpan> with_prefix(std::size_t i) const;
    [[nodiscard]] std::optional<Found> range(std::size_t i, bool continued, bool between) const;
    [[nodiscard]] bool complete(Found& found, bool between) const;
    [[nodiscard]] bool fills_cell(Found& found) const;
    [[nodiscard]] bool begins_cell(std::size_t i) const { return i == 0 || !points_.same_cell(i - 1, i); }
    [[nodiscard]] bool range_sign(std::size_t i, std::size_t& behind, bool between) const;
    [[nodiscard]] std::size_t present(std::size_t i) const;
    [[nodiscard]] bool second_part(const DatePoint& first, std::size_t i, std::size_t sign, DatePoint& second) const;
    [[nodiscard]] bool lend_year(DatePoint& first, DatePoint& second) const;
    [[nodiscard]] bool open_end(std::size_t sign, std::size_t behind) const;
    void extend_list(Found& found) const;
    void suffixes(DateSpan& span, std::size_t& next) const;
    [[nodiscard]] std::size_t duration(std::size_t i) const;
    [[nodiscard]] DateSpan span_of(const Found& found) const;
    [[nodiscard]] double score(const Found& found, const DateSpan& span) const;
    [[nodiscard]] bool alone(std::size_t begin, std::size_t end) const;

    std::string_view text_;
    std::span<const Unit> units_;
    DatePointParser points_;
};

bool DateParser::may_start(std::size_t i) const {
    const Mark& m = mark(i);
    return m.digits > 0 || m.month != 0 || m.era != 0 || m.han >= 0 ||
           m.is(kSince | kFrom | kUntil | kExpected | kCompleted | kTerm | kFiller | kPresent) ||
           m.punctuation == '\'' || m.punctuation == 0x2019 || m.punctuation == 0x2018;
}

// Is unit i a sign of a range? `behind` becomes the unit behind it. "and" joins only what "between" has opened.
bool DateParser::range_sign(std::size_t i, std::size_t& behind, bool between) const {
    const Mark& m = mark(i);
    if (m.is(kDash)) {
        behind = i + 1;
        while (mark(behind).is(kDash) && points_.tight(behind) && behind < i + 4) ++behind;  // "--", "->"
        if (mark(behind).punctuation == '>' && points_.tight(behind)) ++behind;
        if (mark(behind).is(kRangeWord) && mark(behind).is(kUntil)) {  // "- until"
            std::size_t after = behind + mark(behind).length;
            if (mark(after).digits > 0 || mark(after).month != 0 || mark(after).is(kPresent)) behind = after;
        }
        return true;
    }
    if (m.is(kRangeWord)) {
        behind = i + m.length;
        if (mark(behind).is(kRangeWord | kFiller) && !mark(behind).is(kPresent) && mark(behind).month == 0)
            behind += mark(behind).length;  // "jusqu'a la", "bis zum"
        return true;
    }
    if (between && (m.is(kDuration) || m.is(kFiller) || m.punctuation == '&')) {
        behind = i + m.length;
        return true;
    }
    return false;
}

// Units of a word for "now" at i, with what belongs to it; 0 for none.
std::size_t DateParser::present(std::size_t i) const {
    std::size_t k = i;
    while (mark(k).is(kFiller | kRangeWord) && !mark(k).is(kPresent) && k < i + 2) k += mark(k).length;
    if (is_opening(mark(k).punctuation) && mark(k + 1).is(kPresent)) {
        std::size_t behind = k + 1 + mark(k + 1).length;
        return is_closing(mark(behind).punctuation) ? behind + 1 - i : 0;
    }
    if (mark(k).is(kPresent)) {
        const std::size_t behind = k + mark(k).length;
        if (k < units_.size() && units_[k].kind == UnitClass::word && points_.tight(behind) &&
            (units_[behind].kind == UnitClass::number || mark(behind).punctuation == '@'))
            return 0;
        return behind - i;
    }
    std::size_t dots = k;
    while (mark(dots).punctuation == '.' || mark(dots).punctuation == 0x2026 || mark(dots).punctuation == '?') ++dots;
    return dots >= k + 2 || (dots == k + 1 && mark(k).punctuation != '.') ? dots - i : 0;
}

// A dash at the end of a cell leaves the range open.
bool DateParser::open_end(std::size_t sign, std::size_t behind) const {
    if (!mark(sign).is(kDash)) return false;
    if (behind >= units_.size()) return true;
    if (is_closing(mark(behind).punctuation)) return true;
    if ((mark(behind).punctuation == ',' || mark(behind).punctuation == ':' || mark(behind).punctuation == ';') &&
        points_.tight(behind))
        return points_.tight(sign);
    if (!points_.same_cell(sign, behind)) return true;
    return points_.tight(sign) && !points_.tight(behind) && mark(behind).digits == 0 && mark(behind).month == 0;
}

// Year (and month) that stand only at one end of a range count for both.
bool DateParser::lend_year(DatePoint& first, DatePoint& second) const {
    if (first.year == 0 && second.year == 0) {
        // "Sep 13 - Mar 14": the numbers are years when both ends have one and they rise so.
        if (first.short_number < 0 || second.short_number < 0) return false;
        const int a = first.short_number, b = second.short_number;
        if (a > b || (a == b && first.month > second.month) || b - a > 40) return false;
        first.year = a < 50 ? 2000 + a : 1900 + a;
        second.year = b < 50 ? 2000 + b : 1900 + b;
        first.short_number = second.short_number = -1;
        ++second.next;
        return true;
    }
    if (first.year == 0) {
        if (first.short_number >= 0) {
            first.day = first.short_number;
            first.short_number = -1;
            if (first.day > 31) return false;
        }
        first.year = second.year;
        if (first.month > second.month) --first.year;
    } else if (second.year == 0) {
        if (second.short_number >= 0) {
            second.day = second.short_number;
            second.short_number = -1;
            ++second.next;
        }
        second.year = first.year;
        if (first.month == 0 || second.month < first.month) return false;
    }
    return true;
}

// What only makes sense as the end of a range: "-21", "-9", "-15, 2019".
bool DateParser::second_part(const DatePoint& first, std::size_t i, std::size_t sign, DatePoint& second) const {
    const Mark& m = mark(i);
    if (!m.number(1, 2) || !points_.same_cell(sign, i)) return false;
    second = {};
    second.begin = i;
    second.next = i + 1;
    const bool close = points_.tight(sign) && points_.tight(i);
    const bool after_year = first.year != 0 && first.month == 0;
    if (points_.ends_badly(i + 1)) return false;
    if (after_year && m.number(2, 2) && (close || units_[sign].kind == UnitClass::punctuation)) {
        const int year = first.year - first.year % 100 + m.value;
        second.year = year >= first.year ? year : year + 100;
        return second.year - first.year <= 40 && mark(i + 1).month == 0;
    }
    if (first.year != 0 && first.month != 0 && first.day == 0 && m.value >= 1 && m.value <= 12 && first.numeric &&
        m.value > first.month) {
        second.year = first.year;  // "2019.09-12"
        second.month = m.value;
        std::size_t k = i + 1;
        if (mark(k).is(kMonthSuffix)) k += mark(k).length;
        second.next = k;
        return true;
    }
    if (first.year == 0 && first.month != 0 && (first.day != 0 || first.short_number >= 0) && m.value <= 31) {
        std::size_t y = i + 1;  // "Sept 5-9, 2019"
        if (mark(y).is(kOrdinal) && points_.tight(y)) y += mark(y).length;
        if (mark(y).punctuation == ',') ++y;
        if (mark(y).is(kFiller)) y += mark(y).length;
        if (points_.is_year(y) && points_.same_cell(i, y)) {
            second.day = m.value;
            second.month = first.month;
            second.year = mark(y).value;
            second.next = y + 1;
            return true;
        }
    }
    return false;
}

// Two dates of one form that fill a cell are the ends of a range, whichever stands first: set below each other in a
// margin they need no sign.
bool DateParser::fills_cell(Found& found) const {
    const DatePoint& first = found.first;
    if (first.year == 0 || first.day != 0 || first.weak || first.short_number >= 0 || !begins_cell(first.begin))
        return false;
    if (!points_.same_cell(first.next - 1, first.next)) return false;
    const auto second = points_.at(first.next, true);
    if (!second || second->year == 0 || second->day != 0 || second->weak || !begins_cell(second->next)) return false;
    if (second->term || first.term || (first.month == 0) != (second->month == 0) || first.last_year != 0 ||
        second->last_year != 0 || std::abs(first.year - second->year) > kLongestRange)
        return false;
    DatePoint last = *second;
    found.next = last.next;
    if (order_key(last, true) < order_key(first, false)) {
        last.begin = first.begin;
        std::swap(found.first, last);
    }
    found.last = last;
    return true;
}

// Gives `found`, which has its first point, its end. False when the first point needs an end and has none.
bool DateParser::complete(Found& found, bool between) const {
    DatePoint& first = found.first;
    std::size_t sign = first.next;
    if (first.short_number >= 0) ++sign;  // the number behind the month
    found.next = first.next;
    const auto without_range = [&] {
        if (first.short_number >= 0 || first.year == 0) return false;
        return !first.weak;
    };
    if (sign >= units_.size()) return without_range();
    const bool comma = mark(sign).punctuation == ',' && mark(sign + 1).is(kDash);  // "May 2019, - present"
    if (comma) ++sign;
    // "2018 present" without a sign
    if (mark(sign).is(kPresent) && first.year != 0 && points_.same_line(sign - 1, sign) && !first.weak &&
        (units_[sign].capital || units_[sign].kind == UnitClass::ideograph || points_.tight(sign) ||
         mark(sign).length > 1 || (begins_cell(first.begin) && begins_cell(sign + 1)))) {
        if (const std::size_t now = present(sign)) {
            found.ongoing = true;
            found.next = sign + now;
            return true;
        }
    }
    std::size_t behind = 0;
    if (!range_sign(sign, behind, between)) {
        if (fills_cell(found)) return true;
        // "Mar/2018 a Abr/2019" is a range word; "2019/2020" and "01/2019/12/2019" come here.
        return without_range();
    }
    const bool near = points_.same_line(sign - 1, sign) || mark(sign).is(kDash);
    if (!near) return without_range();
    std::size_t k = behind;
    while (mark(k).is(kFiller | kExpected | kFrom | kCompleted) && mark(k).month == 0 && !mark(k).is(kPresent) &&
           k < behind + 3)
        k += mark(k).length;
    if (is_opening(mark(k).punctuation) && mark(k + 1).is(kExpected)) k += 1 + mark(k + 1).length;
    if (const std::size_t now = present(behind); now != 0) {
        const bool word = mark(behind).punctuation == 0 || mark(behind).is(kPresent);
        if (first.short_number >= 0) {
            first.year = first.short_number < 50 ? 2000 + first.short_number : 1900 + first.short_number;
            first.short_number = -1;
        }
        if (first.year != 0 && (word || points_.same_line(sign, behind))) {
            found.ongoing = true;
            found.next = behind + now;
            return true;
        }
    }
    DatePoint second;
    bool ok = false;
    if (auto point = points_.at(k, true)) {
        second = *point;
        const bool years_agree = second.year == 0 || first.year == 0 || second.year - first.year <= kLongestRange;
        // A date without a year in the next line is another thing; so is a lone month behind a full first date.
        const bool here = points_.same_line(sign, k) || second.year != 0;
        const bool shapes = !(second.weak && !first.weak && second.month != 0 && first.month == 0);
        DatePoint lent = first;
        if (years_agree && here && shapes && lend_year(lent, second)) {
            ok = true;
            // A bare year behind a spaced dash in running text that falls before the first date is no end.
            if (order_key(second, true) < order_key(lent, false)) {
                // Right-to-left text prints the later year first; anything else that runs backwards is no range.
                ok = lent.month == 0 && second.month == 0 && lent.year - second.year <= 15 && !lent.weak;
                if (ok) {
                    std::swap(lent.year, second.year);
                    std::swap(lent.last_year, second.last_year);
                }
            }
            if (ok) first = lent;
        }
    }
    if (!ok && second_part(first, k, sign, second)) {
        ok = true;
        if (first.year == 0) {
            first.year = second.year;
            if (first.short_number >= 0) first.day = std::exchange(first.short_number, -1);
        }
    }
    if (ok && first.year != 0 && second.year - first.year <= kLongestRange) {
        found.last = second;
        found.next = second.next;
        return true;
    }
    if (first.year != 0 && !first.weak && first.short_number < 0 && open_end(sign, behind)) {
        found.ongoing = found.open = true;
        found.next = behind;
        return true;
    }
    return without_range();
}

std::optional<Found> DateParser::range(std::size_t i, bool continued, bool between) const {
    // "15-20 September 2019", "9-12/2019": a number and a dash before a date.
    if (mark(i).number(1, 2) && mark(i + 1).is(kDash) && !points_.mark(i + 2).number(4, 4)) {
        const auto second = points_.at(i + 2, true);
        if (second && second->year != 0 && !second->weak && points_.same_cell(i, i + 2)) {
            Found found;
            found.first = *second;
            found.first.begin = i;
            found.first.short_number = -1;
            const int number = mark(i).value;
            const bool day = second->day != 0 && number < second->day && number >= 1;
            const bool month = second->day == 0 && second->numeric && number >= 1 && number < second->month;
            const bool clean = i == 0 || !points_.tight(i) || units_[i - 1].kind == UnitClass::ideograph ||
                               is_opening(mark(i - 1).punctuation);
            if ((day || month) && clean) {
                (day ? found.first.day : found.first.month) = number;
                found.last = second;
                found.next = second->next;
                return found;
            }
        }
    }
    if (mark(i).is(kPresent) && !mark(i).is(kRangeWord) &&
        (units_[i].capital || units_[i].kind == UnitClass::ideograph || begins_cell(i))) {
        std::size_t behind = i + mark(i).length;
        const bool dash = mark(behind).is(kDash);
        if (dash) ++behind;
        const auto start = points_.at(behind, true);  // "Present - 2018"; "Present" above "2018" in a margin
        if (!start || start->year == 0 || start->weak || !points_.same_cell(i, behind)) return std::nullopt;
        if (dash ? mark(start->next).is(kDash) : !begins_cell(i) || !begins_cell(start->next)) return std::nullopt;
        Found found;
        found.first = *start;
        found.first.begin = i;
        found.ongoing = true;
        found.next = start->next;
        return found;
    }
    const auto point = points_.at(i, continued);
    if (!point) return std::nullopt;
    Found found;
    found.first = *point;
    if (!complete(found, between)) return std::nullopt;
    return found;
}

// "Fall 2022, 2023; Spring 2024" and "2019, 2020 and 2022".
void DateParser::extend_list(Found& found) const {
    if (found.ongoing) return;
    const auto is_item = [](const DatePoint& p) { return p.term || (p.month == 0 && p.year != 0 && !p.weak); };
    if (!is_item(found.first)) return;
    for (std::size_t items = 1; items < kLongestList; ++items) {
        std::size_t k = found.next;
        const char32_t c = mark(k).punctuation;
        const bool comma = c == ',' || c == ';' || c == '&' || c == '+' || c == 0x3001 || c == 0xFF0C ||
                           (c == '/' && found.first.term);
        const bool word = mark(k).is(kDuration) || (mark(k).is(kFiller) && mark(k).length == 1);  // "and", "e"
        if (!comma && !word) return;
        k += word ? mark(k).length : 1;
        if (comma && (mark(k).is(kDuration) || mark(k).punctuation == '&') && mark(k).digits == 0) k += mark(k).length;
        if (k >= units_.size() || !points_.same_line(found.next - 1, k)) return;
        if (word && !mark(k).number(4, 4) && !mark(k).is(kTerm)) return;
        auto item = range(k, false, false);
        if (!item || item->ongoing || !is_item(item->first)) return;
        if (item->last && !is_item(*item->last)) return;
        const DatePoint& late = item->last ? *item->last : item->first;
        DatePoint end = found.last ? *found.last : found.first;
        if (order_key(late, true) > order_key(end, true)) end = late;
        if (order_key(item->first, false) < order_key(found.first, false)) {
            const std::size_t begin = found.first.begin;
            found.first = item->first;
            found.first.begin = begin;
        }
        found.last = end;
        found.list = true;
        found.next = item->next;
    }
}

// "(2 yrs 3 mos)", "2 years": the unit behind it, or i.
std::size_t DateParser::duration(std::size_t i) const {
    std::size_t k = i;
    const bool bracket = is_opening(mark(k).punctuation);
    const bool dot = mark(k).punctuation == 0x00B7 || mark(k).punctuation == 0x2022;
    if (bracket || dot) ++k;
    if (!bracket && !dot) return i;
    std::size_t parts = 0;
    for (; parts < 3; ++parts) {
        std::size_t n = k;
        if (parts > 0 && (mark(n).punctuation == ',' || (mark(n).is(kDuration) && mark(n).digits == 0)))
            n += mark(n).length;
        if (!mark(n).number(1, 2)) break;
        std::size_t unit = n + 1;
        if (mark(unit).punctuation == '.' || mark(unit).punctuation == ',') {  // "1.5 years"
            if (mark(unit + 1).number(1, 2)) unit += 2;
        }
        if (mark(unit).punctuation == '+') ++unit;
        if (!mark(unit).is(kDuration)) return i;
        k = unit + mark(unit).length;
        if (mark(k).punctuation == '.' && points_.tight(k)) ++k;
    }
    if (parts == 0) {
        if (!bracket || !mark(k).is(kDuration) || mark(k).length < 2) return i;
        k += mark(k).length;  // "(less than a year)"
    }
    if (!bracket) return k;
    return is_closing(mark(k).punctuation) ? k + 1 : i;
}

void DateParser::suffixes(DateSpan& span, std::size_t& next) const {
    for (int round = 0; round < 3; ++round) {
        std::size_t k = next;
        if (k >= units_.size() || !points_.same_line(k - 1, k)) return;
        if (mark(k).punctuation == '-' && points_.tight(k) && points_.tight(k + 1) &&
            mark(k + 1).is(kOnwards | kUntilSuffix))
            ++k;
        const bool bracket = is_opening(mark(k).punctuation);
        if (bracket && mark(k + 1).is(kExpected | kPresent)) {
            const std::size_t behind = k + 1 + mark(k + 1).length;
            if (!is_closing(mark(behind).punctuation)) return;
            if (mark(k + 1).is(kExpected)) {
                span.expected = true;
            } else {
                span.ongoing = true;
            }
            next = behind + 1;
        } else if (mark(k).is(kExpected) && points_.same_cell(k - 1, k)) {
            const std::size_t behind = k + mark(k).length;
            if (mark(behind).digits > 0 || mark(behind).month != 0) return;  // it belongs to the next date
            span.expected = true;
            next = behind;
        } else if (mark(k).punctuation == ',' && mark(k + 1).is(kExpected) && points_.same_cell(k, k + 1)) {
            const std::size_t behind = k + 1 + mark(k + 1).length;
            if (mark(behind).digits > 0 || mark(behind).month != 0) return;
            span.expected = true;
            next = behind;
        } else if (span.single && mark(k).is(kOnwards) && points_.same_cell(k - 1, k)) {
            span.since = span.ongoing = true;
            next = k + mark(k).length;
        } else if (mark(k).is(kUntilSuffix) && points_.same_cell(k - 1, k) &&
                   (!span.single || units_[k].kind == UnitClass::ideograph || points_.tight(k))) {
            if (span.single) span.until = true;
            next = k + mark(k).length;
        } else if (mark(k).is(kYearWord) && points_.same_cell(k - 1, k) && units_[k].kind == UnitClass::word) {
            next = k + mark(k).length;
            if (mark(next).punctuation == '.' && points_.tight(next)) ++next;
        } else if (const std::size_t behind = duration(k); behind != k) {
            next = behind;
            span.end = units_[next - 1].end;
            return;
        } else {
            return;
        }
        span.end = units_[next - 1].end;
    }
}

DateSpan DateParser::span_of(const Found& found) const {
    DateSpan span;
    const DatePoint& first = found.first;
    span.begin = span.core_begin = units_[first.begin].begin;
    span.end = span.core_end = units_[found.next - 1].end;
    span.first = iso(first);
    span.term = first.term;
    span.list = found.list;
    span.ongoing = found.ongoing;
    span.precision = first.term || first.month == 0 ? Precision::year
                     : first.day == 0               ? Precision::month
                                                    : Precision::day;
    if (found.last) {
        span.last = last_iso(*found.last);
        if (found.last->until || found.last->since) span.since = false;
    } else if (!found.ongoing && (first.last_year != 0 || first.last_month != 0) && !first.term) {
        span.last = last_iso(first);
    } else if (!found.ongoing) {
        span.single = true;
        span.since = first.since;
        span.until = first.until;
        span.ongoing = first.since;
    }
    return span;
}

// Does it fill its cell, its line or a pair of brackets? Then it is no number in a sentence.
bool DateParser::alone(std::size_t begin, std::size_t end) const {
    const auto boundary = [](char c) { return c == '\n' || c == '\t'; };
    std::size_t a = begin, b = end;
    while (a > 0 && text_[a - 1] == ' ') --a;
    while (b < text_.size() && (text_[b] == ' ' || text_[b] == '.' || text_[b] == ',')) ++b;
    const bool left = a == 0 || boundary(text_[a - 1]), right = b >= text_.size() || boundary(text_[b]);
    const bool brackets = a > 0 && b < text_.size() && (text_[a - 1] == '(' || text_[a - 1] == '[') &&
                          (text_[b] == ')' || text_[b] == ']');
    return (left && right) || brackets;
}

double DateParser::score(const Found& found, const DateSpan& span) const {
    const bool whole = alone(span.begin, span.end);
    if (!span.single) {
        if (found.open) return whole ? 0.8 : 0.65;
        if (found.list) return 0.7;
        const bool far = span.first < "1940" && !found.first.numeric;
        if (found.ongoing || span.precision != Precision::year || span.term) return far ? 0.7 : 0.95;
        return found.first.weak ? 0.7 : 0.85;
    }
    if (span.expected || span.since || span.until) return 0.85;
    if (span.precision != Precision::year || span.term) return whole ? 0.95 : 0.85;
    if (found.first.next > found.first.begin + 1) return 0.85;  // a year with its word
    const bool likely = span.first >= "1940" && span.first <= "2040";
    return (whole ? 0.75 : 0.4) - (likely ? 0.0 : 0.25);
}

// The date at unit i with the modifiers before it.
std::optional<DateSpan> DateParser::with_prefix(std::size_t i) const {
    std::uint32_t said = 0;
    std::size_t k = i, words = 0;
    std::optional<Found> found = range(i, false, false);
    bool dashed = false;
    while (!found) {
        const Mark& m = mark(k);
        if (!m.is(kSince | kFrom | kUntil | kExpected | kCompleted | kFiller) || ++words > kLongestPrefix)
            return std::nullopt;
        said |= m.classes;
        k += m.length;
        if (mark(k).punctuation == ':' || mark(k).punctuation == 0xFF1A || is_opening(mark(k).punctuation)) ++k;
        if (mark(k).punctuation == '.' && points_.tight(k)) ++k;
        if (k >= units_.size() || !points_.same_line(i, k)) return std::nullopt;
        if (!points_.same_cell(i, k) && (said & kCompleted) == 0) return std::nullopt;
        if (mark(k).punctuation == '-') dashed = true;
        if (!may_start(k)) return std::nullopt;
        found = range(k, false, (said & kFrom) != 0);
    }
    if (dashed) return std::nullopt;
    extend_list(*found);
    DateSpan span = span_of(*found);
    std::size_t next = found->next;
    suffixes(span, next);
    const bool fillers_only = (said & ~static_cast<std::uint32_t>(kFiller | kFrom)) == 0;
    const bool range_from = (said & (kFrom | kSince)) != 0 && !span.single;
    if (said != 0 && (!fillers_only || range_from)) span.begin = units_[i].begin;
    if (span.single && (said & kExpected) != 0) span.expected = true;
    if (span.single && !span.until && !span.since) {
        if ((said & kSince) != 0) {
            span.since = span.ongoing = true;
        } else if ((said & kUntil) != 0) {
            span.until = true;
        }
    }
    if (!span.single && (said & kExpected) != 0) span.expected = true;
    span.score = score(*found, span);
    return span;
}

std::vector<DateSpan> DateParser::all() const {
    std::vector<DateSpan> spans;
    std::size_t last_number = 0;
    // Units that lie too far before any number cannot begin a date.
    constexpr std::size_t kReach = 12;
    for (std::size_t i = 0; i < units_.size();) {
        if (!may_start(i)) {
            ++i;
            continue;
        }
        if (last_number <= i && mark(i).digits == 0) {
            last_number = std::max(last_number, i);
            while (last_number < units_.size() && last_number <= i + kReach && mark(last_number).digits == 0 &&
                   mark(last_number).han < 0)
                ++last_number;
        }
        if (mark(i).digits == 0 && mark(i).han < 0 && (last_number >= units_.size() || last_number > i + kReach)) {
            ++i;
            continue;
        }
        auto span = with_prefix(i);
        if (!span) {
            ++i;
            continue;
        }
        spans.push_back(*span);
        while (i < units_.size() && units_[i].begin < span->end) ++i;
    }
    return spans;
}

// Takes what the text says about ambiguous forms into `style`.
void learn(DateStyle& style, std::span<const Unit> units, std::span<const Mark> marks) {
    int day_first = 0, month_first = 0, month_second = 0, year_second = 0;
    int one_first = 0, one_second = 0, others = 0;  // dates that can be read both ways
    for (std::size_t i = 0; i + 2 < units.size(); ++i) {
        if (marks[i].digits == 0 || units[i + 1].space_before || units[i + 2].space_before) continue;
        const char32_t c = marks[i + 1].punctuation;
        if (c != '/' && c != '-' && c != '.') continue;
        const Mark& a = marks[i];
        const Mark& b = marks[i + 2];
        if (a.number(4, 4) && a.value >= 1900 && a.value < 2100 && b.number(2, 2) && c != '.') {
            const bool chained = i + 4 < units.size() && marks[i + 3].punctuation == c && marks[i + 4].digits > 0;
            if (chained || b.value == 0) continue;
            if (b.value > 12) {
                year_second += b.value == (a.value + 1) % 100 ? 1 : 0;
            } else if (b.value != (a.value + 1) % 100) {
                ++month_second;
            }
        }
        if (a.number(1, 2) && b.number(1, 2) && i + 4 < units.size() && marks[i + 3].punctuation == c &&
            marks[i + 4].number(4, 4)) {
            if (a.value > 12 && a.value <= 31 && b.value <= 12) ++day_first;
            if (b.value > 12 && b.value <= 31 && a.value <= 12) ++month_first;
            if (std::max(a.value, b.value) <= 12 && a.value != b.value)
                ++(a.value == 1 ? one_first : b.value == 1 ? one_second : others);
        }
    }
    // Forms that ask for a day get the first of the month again and again; nobody begins everything in January.
    if (day_first == 0 && month_first == 0) {
        day_first = one_first >= kFewestOnes && one_first > 2 * (one_second + others) ? 1 : 0;
        month_first = one_second >= kFewestOnes && one_second > 2 * (one_first + others) ? 1 : 0;
    }
    if (style.order == DateStyle::Order::unknown && day_first != month_first) {
        style.order = day_first > month_first ? DateStyle::Order::day_first : DateStyle::Order::month_first;
    }
    if (style.second == DateStyle::Second::unknown && month_second != year_second) {
        style.second = month_second > year_second ? DateStyle::Second::month : DateStyle::Second::year;
    }
}

}  // namespace

DateStyle date_style(std::string_view text, const models::Models& models, std::string_view language) {
    const auto units = cut_units(text);
    const auto marks = mark_units(text, units, models, language);
    DateStyle style;
    style.language = language;
    learn(style, units, marks);
    return style;
}

std::vector<DateSpan> find_dates(std::string_view text, const models::Models& models, const DateStyle& style) {
    return find_dates(text, cut_units(text), models, style);
}

std::vector<DateSpan> find_dates(std::string_view text, std::span<const Unit> units, const models::Models& models,
                                 const DateStyle& style) {
    if (std::ranges::none_of(
            units, [](const Unit& u) { return u.kind == UnitClass::number || u.kind == UnitClass::ideograph; }))
        return {};
    const auto marks = mark_units(text, units, models, style.language);
    DateStyle known = style;
    learn(known, units, marks);
    return DateParser(text, units, marks, known).all();
}

DateRange assign_range(const DateSpan& span) {
    if (!span.single) return {span.first, span.last, span.ongoing};
    if (span.since) return {span.first, "", true};
    return {"", span.first, span.ongoing};
}

}  // namespace cvextract::fields::spans

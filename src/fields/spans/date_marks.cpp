#include "fields/spans/date_marks.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/unicode.hpp"

namespace cvextract::fields::spans {

namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 17> kClassNames{{
    {"range", kRangeWord},
    {"present", kPresent},
    {"since", kSince},
    {"from", kFrom},
    {"onwards", kOnwards},
    {"until", kUntil},
    {"untilsuffix", kUntilSuffix},
    {"expected", kExpected},
    {"completed", kCompleted},
    {"filler", kFiller},
    {"year", kYearWord},
    {"month_suffix", kMonthSuffix},
    {"day_suffix", kDaySuffix},
    {"ordinal", kOrdinal},
    {"term", kTerm},
    {"duration", kDuration},
    {"money", kMoney},
}};

int to_int(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// Calls `use` with each blank-separated word of a payload.
template <class Use>
void each_word(std::string_view payload, Use use) {
    while (!payload.empty()) {
        const std::size_t blank = payload.find(' ');
        use(payload.substr(0, blank));
        if (blank == std::string_view::npos) break;
        payload.remove_prefix(blank + 1);
    }
}

// "11 hr=10": the month, and the languages in which it is another one.
void set_month(Mark& mark, std::string_view payload, std::string_view language, std::size_t length) {
    mark.month_length = static_cast<std::uint8_t>(std::min<std::size_t>(length, 255));
    constexpr std::string_view kPersian = "persian:";
    if (payload.starts_with(kPersian)) {
        mark.persian_month = true;
        mark.month = static_cast<std::uint8_t>(to_int(payload.substr(kPersian.size())));
        return;
    }
    const std::string_view primary = language.substr(0, language.find('-'));
    each_word(payload, [&](std::string_view word) {
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos) {
            mark.month = static_cast<std::uint8_t>(to_int(word));
        } else if (word.substr(0, equals) == primary) {
            mark.month = static_cast<std::uint8_t>(to_int(word.substr(equals + 1)));
        }
    });
}

void set_classes(Mark& mark, const models::Lexicon::Match& match) {
    mark.length = static_cast<std::uint8_t>(std::min<std::size_t>(match.units, 255));
    each_word(match.payload, [&](std::string_view word) {
        const std::size_t colon = word.find(':');
        if (colon == std::string_view::npos) {
            for (const auto& [name, bit] : kClassNames) {
                if (word == name) mark.classes |= bit;
            }
            return;
        }
        const std::string_view key = word.substr(0, colon);
        const int number = to_int(word.substr(colon + 1));
        if (key == "month" && mark.month == 0) {
            mark.month = static_cast<std::uint8_t>(number);
            mark.month_length = mark.length;
        } else if (key == "era") {
            mark.era = static_cast<std::int16_t>(number);
        } else if (key == "minus") {
            mark.era = static_cast<std::int16_t>(-number);
        } else if (key == "han") {
            mark.han = static_cast<std::int16_t>(number);
        }
    });
}

void set_number(Mark& mark, std::string_view digits) {
    std::size_t i = 0, count = 0;
    int value = 0;
    while (i < digits.size()) {
        const char32_t c = next_code_point(digits, i);
        ++count;
        if (c >= 0x0660 && c <= 0x06F9) mark.native_digits = true;
        if (count <= 4) value = value * 10 + u_charDigitValue(static_cast<UChar32>(c));
    }
    mark.digits = static_cast<std::uint8_t>(std::min<std::size_t>(count, 255));
    if (count <= 4) mark.value = static_cast<std::int16_t>(value);
}

bool is_dash(char32_t c) {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == '~' || c == 0xFF5E || c == 0x301C ||
           c == 0x223C || c == 0x2192 || c == 0x27F6 || c == 0x21D2 || c == 0xFF0D || c == 0x30FC || c == 0x4E00 ||
           c == 0x2E3A || c == 0x2E3B || c == 0x2500;
}

}  // namespace

std::vector<Mark> mark_units(std::string_view text, std::span<const Unit> units, const models::Models& models,
                             std::string_view language) {
    const models::Lexicon months = models.lexicon("months");
    const models::Lexicon words = models.lexicon("date_words");
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    std::vector<Mark> marks(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        Mark& mark = marks[i];
        const std::string_view printed = text.substr(unit.begin, unit.end - unit.begin);
        if (unit.kind == UnitClass::number) {
            set_number(mark, printed);
            continue;
        }
        if (unit.kind == UnitClass::punctuation) {
            std::size_t offset = 0;
            mark.punctuation = next_code_point(printed, offset);
            if (is_dash(mark.punctuation)) mark.classes |= kDash;
            if (const auto match = words.longest(hashes, i)) set_classes(mark, *match);
            continue;
        }
        if (const auto month = months.longest(hashes, i)) set_month(mark, month->payload, language, month->units);
        if (const auto match = words.longest(hashes, i)) set_classes(mark, *match);
        if (unit.kind == UnitClass::ideograph) {
            std::size_t offset = 0;
            const char32_t c = next_code_point(printed, offset);
            const double numeric = u_getNumericValue(static_cast<UChar32>(c));
            if (numeric >= 0 && numeric <= 10) mark.han = static_cast<std::int16_t>(numeric);
            if (is_dash(c)) mark.classes |= kDash;  // the long-vowel mark and Han "one" are typed for a dash
        }
    }
    return marks;
}

}  // namespace cvextract::fields::spans

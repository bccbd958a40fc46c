#include "fields/spans/phone.hpp"

#include <phonenumbers/phonenumberutil.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "base/unicode.hpp"
#include "fields/spans/phone_plan.hpp"

namespace cvextract::fields::spans {

namespace {

constexpr std::size_t kFewestDigits = 7, kMostDigits = 15;
constexpr int kLongestGap = 3;  // signs between two groups of digits

bool is_gap(char32_t c) {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == 0xA0 || c == 0x202F ||
           c == 0x2009 || (c >= 0x2010 && c <= 0x2014) || c == 0x2212 || c == 0xFF08 || c == 0xFF09 || c == 0xFF0D ||
           c == 0x200B || c == 0xAD || c == 0xB7;
}

struct Group {
    std::string digits;
    std::u32string before;  // the signs between it and the group before
};

bool is_year(const std::string& digits) {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

// Dates and ranges of dates are groups of digits too: years with months and days and nothing else.
bool is_date(const std::vector<Group>& groups) {
    bool year = false;
    for (const Group& group : groups) {
        if (is_year(group.digits)) {
            year = true;
        } else if (group.digits.size() > 2) {
            return false;
        }
    }
    return year;
}

double score_form(const std::vector<Group>& groups, std::size_t digits, bool plus, bool brackets) {
    if (plus) return 0.95;
    std::size_t slashes = 0, dots = 0, longest = 0, years = 0;
    for (const Group& group : groups) {
        longest = std::max(longest, group.digits.size());
        slashes += group.before.find(U'/') != std::u32string::npos ? 1 : 0;
        dots += group.before == U"." ? 1 : 0;
        years += is_year(group.digits) ? 1 : 0;
    }
    double score = 0.5;
    if (brackets) score += 0.3;
    if (digits == 10 || digits == 11) score += 0.2;
    if (groups.size() >= 3) score += 0.15;
    if (digits < 9) score -= 0.2;
    // "9123 0468", as numbers of eight digits are printed
    if (digits == 8 && groups.size() == 2 && longest == 4 && years == 0) score += 0.15;
    if (groups.size() == 1) score -= longest >= 9 && groups.front().digits[0] == '0' ? 0.0 : 0.15;
    if (slashes > 1) score -= 0.3;
    if (slashes == 1 && groups.front().digits[0] != '0') score -= 0.2;  // a house number
    if (dots == 1 && groups.size() == 2) score -= 0.4;
    if (years > 0 && years == groups.size()) score -= 0.5;
    if (digits > 12) score -= 0.3;
    return std::clamp(score, 0.0, 0.9);
}

}  // namespace

std::vector<PhoneSpan> find_phones(std::string_view text) {
    std::vector<PhoneSpan> found;
    std::size_t i = 0;
    char32_t previous = ' ';
    while (i < text.size()) {
        const std::size_t begin = i;
        char32_t c = next_code_point(text, i);
        const bool plus = c == '+' || c == 0xFF0B;
        const bool opens = c == '(' || c == 0xFF08;
        const bool free = !is_digit(previous) && (!is_letter(previous) || is_unspaced(previous)) && previous != '_' &&
                          previous != '#' && previous != '$' && previous != '=' && previous != '%';
        const bool after_path = previous == '/' || previous == '-' || previous == '.' || previous == '@';
        previous = c;
        if (!plus && !opens && !is_digit(c)) continue;
        if (!free || (after_path && !plus)) {
            while (i < text.size()) {  // the rest of this number belongs to something else
                std::size_t next = i;
                const char32_t d = next_code_point(text, next);
                if (!is_digit(d)) break;
                previous = d;
                i = next;
            }
            continue;
        }
        std::vector<Group> groups;
        std::u32string gap;
        std::size_t k = is_digit(c) ? begin : i, end = begin, digits = 0;
        bool brackets = opens, sign = plus;
        if (opens) {
            std::size_t next = k;
            if (next < text.size() && next_code_point(text, next) == '+') {
                sign = true;
                k = next;
            }
        }
        while (k < text.size() && digits <= kMostDigits + 4) {
            std::size_t next = k;
            const char32_t d = next_code_point(text, next);
            if (is_digit(d)) {
                // "17318052665 / 17611009159": two numbers
                if (digits >= kFewestDigits && gap == U" / ") break;
                if (groups.empty() || !gap.empty()) groups.push_back({{}, gap});
                gap.clear();
                groups.back().digits += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(d)));
                ++digits;
                end = next;
            } else if (is_gap(d) && gap.size() < static_cast<std::size_t>(kLongestGap)) {
                if (d == '(' || d == 0xFF08) {
                    if (digits >= kFewestDigits && gap.find(U' ') != std::u32string::npos) break;  // "(office)"
                    brackets = true;
                }
                gap += d;
            } else {
                break;
            }
            k = next;
        }
        std::size_t after = end;
        const char32_t follower = after < text.size() ? next_code_point(text, after) : U' ';
        const bool glued = (!sign && is_letter(follower) && !is_unspaced(follower) && follower != 'x') ||
                           follower == '%' || follower == '@';
        if (digits >= kFewestDigits && digits <= kMostDigits && !glued && !(is_date(groups) && !sign)) {
            PhoneSpan span;
            span.begin = begin;
            span.end = end;
            for (const Group& group : groups) span.digits += group.digits;
            span.international = sign || span.digits.starts_with("00");
            span.score = score_form(groups, digits, sign, brackets);
            if (span.score > 0) found.push_back(std::move(span));
        }
        if (end > begin) {
            i = end;
            previous = '0';
        }
    }
    return found;
}

std::string e164_by_library(std::string_view printed, std::string_view country, bool guessed) {
    using i18n::phonenumbers::PhoneNumber;
    using i18n::phonenumbers::PhoneNumberUtil;
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const std::string text(printed);
    const std::string region = country.empty() ? std::string("ZZ") : std::string(country);
    if (util.Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return {};
    if (!util.IsPossibleNumber(number) || (guessed && !util.IsValidNumber(number))) return {};
    std::string out;
    util.Format(number, PhoneNumberUtil::E164, &out);
    return out;
}

std::string phone_e164(std::string_view printed, std::string_view country, bool guessed) {
    // Without a country code, printed or known, there is no answer.
    if (country.empty() && printed.find('+') == std::string_view::npos &&
        printed.find("\xEF\xBC\x8B") == std::string_view::npos)
        return {};
    if (auto planned = e164_by_plan(printed, country, guessed)) return *planned;
    return e164_by_library(printed, country, guessed);
}

}  // namespace cvextract::fields::spans

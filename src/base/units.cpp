#include "base/units.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include "base/unicode.hpp"

namespace cvextract {

namespace {

constexpr std::size_t kLongestAbbreviation = 5;  // letters before a full stop that may be an abbreviation's

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018;
}

constexpr char32_t kDotlessI = 0x131;

// Soft hyphen and the joiners that Persian and Indic words hold: "x<joiner>y" is one word, printed with it or without.
bool joins_letters(char32_t c) {
    return c == 0xAD || c == 0x200C || c == 0x200D;
}

// The letters whose marks are dropped: elsewhere (Arabic, Hindi, Thai) marks carry meaning.
bool drops_marks(char32_t c) {
    return (c >= 'A' && c <= 0x052F) || (c >= 0x1E00 && c <= 0x1FFF);
}

// Folds what is pure ASCII without asking ICU: most of what is read.
bool fold_ascii(std::string_view text, std::string& out) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
    for (const char c : text) {
        if (c == '.' || c == '\'') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return true;
}

}  // namespace

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
    std::uint64_t h = 0xCBF29CE484222325ull ^ (seed * 0x9E3779B97F4A7C15ull);
    for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
    return h == 0 ? 1 : h;
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    if (fold_ascii(text, out)) return out;
    out.clear();
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return std::string(text);
    std::string folded, decomposed;
    icu::StringByteSink<std::string> folded_sink(&folded), decomposed_sink(&decomposed);
    casefold->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), folded_sink,
                            nullptr, status);
    nfd->normalizeUTF8(0, folded, decomposed_sink, nullptr, status);
    if (U_FAILURE(status)) return std::string(text);
    char32_t base = 0;
    std::string kept;
    for (std::size_t i = 0; i < decomposed.size();) {
        const std::size_t begin = i;
        const char32_t c = next_code_point(decomposed, i);
        const bool mark = (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_MN_MASK) != 0;
        if (!mark) base = c;
        if ((mark && drops_marks(base)) || c == '.' || is_apostrophe(c)) continue;
        if (c == kDotlessI) {  // its capital folds to "i"
            kept += 'i';
            continue;
        }
        kept.append(decomposed, begin, i - begin);
    }
    return to_nfc(kept);
}

std::vector<Unit> cut_units(std::string_view text) {
    std::vector<Unit> units;
    units.reserve(text.size() / 4 + 1);
    bool space = false;
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t begin = i;
        const char32_t first = next_code_point(text, i);
        if (is_space(first)) {
            space = true;
            continue;
        }
        Unit unit;
        unit.begin = static_cast<std::uint32_t>(begin);
        unit.space_before = space;
        space = false;
        if (is_digit(first)) {
            unit.kind = UnitClass::number;
            while (i < text.size()) {
                std::size_t next = i;
                if (!is_digit(next_code_point(text, next))) break;
                i = next;
            }
        } else if (is_unspaced(first)) {
            unit.kind = UnitClass::ideograph;
            // Marks (Thai vowels, Kana voicing) stay with their letter.
            while (i < text.size()) {
                std::size_t next = i;
                const char32_t c = next_code_point(text, next);
                if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) == 0) break;
                i = next;
            }
        } else if (is_letter(first)) {
            unit.kind = UnitClass::word;
            unit.capital = is_upper(first);
            std::size_t letters = 1, lower = is_lower(first) ? 1 : 0, since_stop = 1, upper = unit.capital ? 1 : 0;
            bool stops = false;
            while (i < text.size()) {
                std::size_t next = i;
                const char32_t c = next_code_point(text, next);
                if (joins_letters(c)) {
                    // Kept with the word; folding drops it.
                } else if (is_letter(c) && !is_unspaced(c)) {
                    ++letters;
                    ++since_stop;
                    lower += is_lower(c) ? 1 : 0;
                    upper += is_upper(c) ? 1 : 0;
                } else if (c == '.' || is_apostrophe(c)) {
                    // Inside a word the mark belongs to it; at the end only a full stop of an abbreviation does.
                    std::size_t after = next;
                    const char32_t follower = after < text.size() ? next_code_point(text, after) : U' ';
                    const bool inside = is_letter(follower) && !is_unspaced(follower) &&
                                        (c != '.' || since_stop <= kLongestAbbreviation);
                    const bool abbreviation =
                        c == '.' && (stops || (since_stop <= kLongestAbbreviation && unit.capital));
                    if (!inside && !abbreviation) break;
                    stops = stops || c == '.';
                    since_stop = 0;
                    i = next;
                    if (!inside) break;
                    continue;
                } else {
                    break;
                }
                i = next;
            }
            unit.all_caps = letters >= 2 && lower == 0 && upper > 0;
        } else {
            unit.kind = UnitClass::punctuation;
        }
        unit.end = static_cast<std::uint32_t>(i);
        unit.hash = unit.kind == UnitClass::punctuation && i - begin == 1 ? hash64(text.substr(begin, 1))
                                                                          : hash64(fold(text.substr(begin, i - begin)));
        units.push_back(unit);
    }
    return units;
}

}  // namespace cvextract

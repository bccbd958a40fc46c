#include "base/units.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <array>
#include <atomic>

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

// What a code point folds to when what stands beside it has no part in that: its bytes, the first of which is their
// number and one. Filled as texts ask for it; 0: not asked yet, kNotAlone: its form is too long.
constexpr char32_t kAloneEnd = 0x530;
constexpr std::uint64_t kNotAlone = 0xFF;
constinit std::array<std::atomic<std::uint64_t>, kAloneEnd> alone{};

// Latin, Greek and Cyrillic letters and signs, but for marks that join the letter before.
bool folds_alone(char32_t c) {
    return c < 0x300 || (c >= 0x370 && c < 0x483) || (c >= 0x48A && c < kAloneEnd);
}
// Ideographs and Hangul syllables are their own folded form where no single parts of syllables follow, which are none
// of these either.
bool folds_to_itself(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

std::string fold_any(std::string_view text);

std::uint64_t fold_alone(char32_t c) {
    std::uint64_t form = alone[c].load(std::memory_order_relaxed);
    if (form != 0) return form;
    std::string letter;
    append_code_point(letter, c);
    const std::string folded = fold_any(letter);
    form = kNotAlone;
    if (folded.size() < sizeof form) {
        form = folded.size() + 1;
        for (std::size_t i = 0; i < folded.size(); ++i)
            form |= std::uint64_t{static_cast<unsigned char>(folded[i])} << (8 * (i + 1));
    }
    alone[c].store(form, std::memory_order_relaxed);
    return form;
}

// Gives the bytes of the folded text one by one, without asking ICU; false when that cannot be done.
template <class Sink>
bool fold_quickly(std::string_view text, Sink&& sink) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            ++i;
            if (byte != '.' && byte != '\'')
                sink(static_cast<unsigned char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
            continue;
        }
        const std::size_t begin = i;
        const char32_t c = next_code_point(text, i);
        if (folds_to_itself(c)) {
            for (std::size_t k = begin; k < i; ++k) sink(static_cast<unsigned char>(text[k]));
        } else if (folds_alone(c)) {
            const std::uint64_t form = fold_alone(c);
            if (form == kNotAlone) return false;
            for (std::uint64_t k = 1; k < (form & 0xFF); ++k) sink(static_cast<unsigned char>(form >> (8 * k)));
        } else if (!is_apostrophe(c)) {
            return false;
        }
    }
    return true;
}

constexpr std::uint64_t hash_start(std::uint64_t seed) {
    return 0xCBF29CE484222325ull ^ (seed * 0x9E3779B97F4A7C15ull);
}
constexpr std::uint64_t hash_byte(std::uint64_t h, unsigned char byte) {
    return (h ^ byte) * 0x100000001B3ull;
}
constexpr std::uint64_t hash_end(std::uint64_t h) {
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
    return h == 0 ? 1 : h;
}

// hash64(fold(text)) without the string.
std::uint64_t folded_hash(std::string_view text) {
    std::uint64_t h = hash_start(0);
    return fold_quickly(text, [&](unsigned char byte) { h = hash_byte(h, byte); }) ? hash_end(h)
                                                                                   : hash64(fold_any(text));
}

}  // namespace

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
    std::uint64_t h = hash_start(seed);
    for (const char c : bytes) h = hash_byte(h, static_cast<unsigned char>(c));
    return hash_end(h);
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    if (fold_quickly(text, [&](unsigned char byte) { out += static_cast<char>(byte); })) return out;
    return fold_any(text);
}

namespace {

std::string fold_any(std::string_view text) {
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

}  // namespace

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
                std::size_t behind = i;
                if (!is_digit(next_code_point(text, behind))) break;
                i = behind;
            }
        } else if (is_unspaced(first)) {
            unit.kind = UnitClass::ideograph;
            // Marks (Thai vowels, Kana voicing) stay with their letter.
            while (i < text.size()) {
                std::size_t behind = i;
                const char32_t c = next_code_point(text, behind);
                if (c < 0x80 || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) == 0) break;
                i = behind;
            }
        } else if (is_letter(first)) {
            unit.kind = UnitClass::word;
            unit.capital = is_upper(first);
            std::size_t letters = 1, lower = is_lower(first) ? 1 : 0, since_stop = 1, upper = unit.capital ? 1 : 0;
            bool stops = false;
            while (i < text.size()) {
                std::size_t behind = i;
                const char32_t c = next_code_point(text, behind);
                if (joins_letters(c)) {
                    // Kept with the word; folding drops it.
                } else if (is_letter(c) && !is_unspaced(c)) {
                    ++letters;
                    ++since_stop;
                    lower += is_lower(c) ? 1 : 0;
                    upper += is_upper(c) ? 1 : 0;
                } else if (c == '.' || is_apostrophe(c)) {
                    // Inside a word the mark belongs to it; at the end only a full stop of an abbreviation does.
                    std::size_t after = behind;
                    const char32_t follower = after < text.size() ? next_code_point(text, after) : U' ';
                    const bool inside = is_letter(follower) && !is_unspaced(follower) &&
                                        (c != '.' || since_stop <= kLongestAbbreviation);
                    const bool abbreviation =
                        c == '.' && (stops || (since_stop <= kLongestAbbreviation && unit.capital));
                    if (!inside && !abbreviation) break;
                    stops = stops || c == '.';
                    since_stop = 0;
                    i = behind;
                    if (!inside) break;
                    continue;
                } else {
                    break;
                }
                i = behind;
            }
            unit.all_caps = letters >= 2 && lower == 0 && upper > 0;
        } else {
            unit.kind = UnitClass::punctuation;
        }
        unit.end = static_cast<std::uint32_t>(i);
        unit.hash = unit.kind == UnitClass::punctuation && i - begin == 1 ? hash64(text.substr(begin, 1))
                                                                          : folded_hash(text.substr(begin, i - begin));
        units.push_back(unit);
    }
    return units;
}

}  // namespace cvextract

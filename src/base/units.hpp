#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cvextract {

/// What a unit is made of.
enum class UnitClass : std::uint8_t { word, number, punctuation, ideograph };

/// The smallest piece of text that vocabulary and sequence models look at: a run of letters and marks, a run of digits,
/// one punctuation character, or one Han, Kana, Thai ... character (scripts without spaces).
struct Unit {
    std::uint64_t hash = 0;            ///< of the folded form
    std::uint32_t begin = 0, end = 0;  ///< byte offsets into the text
    UnitClass kind = UnitClass::word;
    bool capital = false;       ///< first letter is upper (or title) case
    bool all_caps = false;      ///< two letters or more, all upper case
    bool space_before = false;  ///< white space stands before it
};

/// Cuts a text into units. Full stops and apostrophes inside or at the end of an abbreviation belong to its word
/// ("Ph.D." is one unit, folded "phd"; "Univ." folds to "univ"; a full stop that ends a sentence after a long word is a
/// punctuation unit). O(n).
[[nodiscard]] std::vector<Unit> cut_units(std::string_view text);

/// The folded form that Unit::hash is made of: NFKC, case folded, marks of Latin, Greek and Cyrillic letters removed,
/// full stops and apostrophes dropped.
[[nodiscard]] std::string fold(std::string_view text);

/// FNV-1a with a final mix, never 0. Stable over platforms and versions: compiled models depend on it.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace cvextract

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fields/entries/body.hpp"

/// The pieces that a list is made of. A list is never parted inside a word or at a plain space between two words: only
/// at separators, at the ends of rows and cells, at wide gaps, at marks, brackets and changes of style. What lies
/// between two such places is an atom; which places part the items of this list is a question about its atoms.
namespace cvextract::fields::lists {

/// What stands between two atoms; several may.
using Breaks = std::uint32_t;

inline constexpr Breaks kRow = 1U << 0;
inline constexpr Breaks kBullet = 1U << 1;  ///< a list marker, an icon or an ornament, at the start of a row or in it
inline constexpr Breaks kCell = 1U << 2;
inline constexpr Breaks kGap = 1U << 3;    ///< wider than the spaces between the section's words
inline constexpr Breaks kStyle = 1U << 4;  ///< from or to bold, italics or another size
inline constexpr Breaks kComma = 1U << 5;
inline constexpr Breaks kSemicolon = 1U << 6;
inline constexpr Breaks kBar = 1U << 7;
inline constexpr Breaks kDot = 1U << 8;       ///< a dot at half height
inline constexpr Breaks kTightDot = 1U << 9;  ///< without spaces
inline constexpr Breaks kSlash = 1U << 10;
inline constexpr Breaks kTightSlash = 1U << 11;
inline constexpr Breaks kColon = 1U << 12;
inline constexpr Breaks kDash = 1U << 13;
inline constexpr Breaks kStop = 1U << 14;   ///< of a sentence
inline constexpr Breaks kAnd = 1U << 15;    ///< "and" in any language, "&", "+"
inline constexpr Breaks kOpen = 1U << 16;   ///< the atom is what stands between brackets
inline constexpr Breaks kClose = 1U << 17;  ///< a bracket ends before it
inline constexpr Breaks kName = 1U << 18;   ///< the name of a language begins or ends here

inline constexpr Breaks kDate = 1U << 19;  ///< a date begins or ends here
inline constexpr Breaks kWord = 1U << 20;  ///< a word such as "by" or "at" that a name may follow

struct Atom {
    std::size_t first = 0, last = 0;              ///< units [first, last)
    std::size_t outer_first = 0, outer_last = 0;  ///< with the brackets around it
    std::size_t row = 0;                          ///< of its first unit
    Breaks breaks = 0;                            ///< what stands before it
    bool language = false;                        ///< begins with the name of a language
    bool only_language = false;                   ///< is one
};

/// What else parts atoms than separators, rows, cells, gaps and marks.
enum class Grain {
    items,   ///< names of languages; what stands in brackets is one atom
    phrases  ///< dates, words such as "by", and the separators in brackets
};

/// Cuts a section. O(units).
[[nodiscard]] std::vector<Atom> cut_atoms(const entries::Body& body, Grain grain = Grain::items);

/// What is printed at units [first, last), joined over the ends of lines as the text flows; outer separators trimmed.
[[nodiscard]] Value printed_value(const entries::Body& body, std::size_t first, std::size_t last, double confidence);

/// The section with its grids read down their columns where these are lists of their own ("English | French" above
/// "fluent | native"); tables whose rows belong together stay as they are.
[[nodiscard]] segment::Section read_columns(const Context& context, const segment::Section& section);

}  // namespace cvextract::fields::lists

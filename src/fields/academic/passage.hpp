#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "fields/text.hpp"
#include "models/models.hpp"

namespace cvextract::fields::academic {

/// What stands before a unit.
enum class Break : std::uint8_t {
    none,
    line,    ///< a line begins that the running text filled
    tab,     ///< a new cell of the row
    hard,    ///< a line begins although there was room on the one before
    bullet,  ///< a line begins with a bullet, inside the entry
};

/// The form of a unit.
enum class Shape : std::uint8_t {
    initial,     ///< one capital letter
    short_caps,  ///< two or three capitals
    caps,
    capital,  ///< capital first
    lower,
    year,
    digits,  ///< other number
    han,
    comma,
    stop,
    colon,
    semicolon,
    quote,
    open,
    close,
    dash,
    ampersand,
    slash,
    mark,  ///< * and other marks
    other,
};

/// What is known about one unit of a passage.
struct Mark {
    Shape shape = Shape::other;
    Break before = Break::none;
    bool bold = false, italic = false;
    bool quoted = false;        ///< between quotation marks
    bool dotted = false;        ///< the unit ends in a full stop
    bool owner = false;         ///< a part of the CV owner's name
    bool cue_inside = false;    ///< not the first unit of its cue
    bool linked = false;        ///< a link lies on it
    bool told = false;          ///< behind the first bullet inside the entry: what tells more of it
    bool given = false;         ///< a name of models/lexicon/person_names.tsv
    std::uint8_t depth = 0;     ///< of brackets
    std::uint8_t digits = 0;    ///< of a number
    std::uint64_t cue = 0;      ///< class of models/lexicon/reference_words.tsv, as learn::name; 0 for none
    std::uint64_t phrase = 0;   ///< the cue itself
    std::uint32_t segment = 0;  ///< sentences, cells, quoted and emphasised runs
    std::uint32_t chunk = 0;    ///< what commas, semicolons and "and" divide segments into
};

/// A run of units [begin, end).
struct Stretch {
    std::size_t begin = 0, end = 0;
    bool person = false;  ///< a chunk that reads as a person's name
    double people = 0;    ///< share of a segment's chunks that read as persons' names
    bool owner = false;   ///< holds the owner's name
    bool venue = false;   ///< holds a word for proceedings, journals, meetings, publishers or universities
    bool year = false;
    bool identifier = false;
};

/// The words of one entry of a list, with all that the labeller looks at.
struct Passage {
    std::string text;  ///< '\t' before cells, '\n' before hard breaks; in: '\v' before bullets
    std::vector<Unit> units;
    std::vector<Mark> marks;  ///< one per unit
    std::vector<Stretch> segments, chunks;
};

/// Typography of a stretch of bytes.
struct Emphasis {
    std::size_t begin = 0, end = 0;
    bool bold = false, italic = false, linked = false;
};

/// The words of a name by which its owner can be known in any abbreviation: folded, longer than one letter.
[[nodiscard]] std::vector<std::uint64_t> name_keys(std::string_view name);

/// `lines`: offsets at which printed lines begin. O(n).
[[nodiscard]] Passage make_passage(std::string text, std::span<const Emphasis> emphasis,
                                   std::span<const std::size_t> lines, std::span<const std::uint64_t> owner,
                                   const models::Models& models);
/// From the page: line breaks become hard where the line before left room for the next word.
[[nodiscard]] Passage make_passage(const Text& text, std::span<const std::uint64_t> owner,
                                   const models::Models& models);

}  // namespace cvextract::fields::academic

#pragma once

#include <cstdint>
#include <vector>

#include "base/units.hpp"
#include "fields/collect.hpp"
#include "fields/spans/date.hpp"
#include "fields/text.hpp"
#include "learn/crf.hpp"

namespace cvextract::fields::entries {

/// What the vocabulary and the form say about a unit; several may hold.
enum UnitFlag : std::uint32_t {
    kOrganisation = 1u << 0,  ///< part of a phrase of lexicon/organisations
    kJobTitle = 1u << 1,
    kDegree = 1u << 2,
    kCountry = 1u << 3,
    kPlace = 1u << 4,  ///< city, region or country
    kInDate = 1u << 5,
    kUrl = 1u << 6,
    kPhraseStart = 1u << 7,  ///< first unit of an organisation's, job's, degree's or place's phrase
    kLowerWord = 1u << 8,    ///< a word in lower case of a script that has capitals
    kBracketed = 1u << 9,    ///< between ( and ) or [ and ]
    kQuoted = 1u << 10,
    kCity = 1u << 11,        ///< a city of lexicon/cities
    kPersonName = 1u << 12,  ///< a given or family name
    kStudyField = 1u << 13,  ///< part of a field of study
    kSchoolName = 1u << 14,  ///< part of the name of a university or school
    kCompany = 1u << 15,     ///< part of the name of a company or brand
};
inline constexpr std::uint32_t kUnitFlags = 16;  ///< how many there are

/// A line of a section's body.
struct Row {
    layout::Range range;
    std::size_t begin = 0, end = 0;             ///< bytes of Body::text
    std::size_t first_unit = 0, last_unit = 0;  ///< units [first, last)
    bool bullet = false;                        ///< begins with a list marker
    std::uint64_t mark = 0;                     ///< stands for the marker's text, its font and where it is; 0: none
    double left = 0, right = 0;                 ///< of the text, points
    double indent = 0;                          ///< against the leftmost text of its column in the section, points
    double space_above = 0;                     ///< to the line above in the section over the section's usual gap
    double fill = 0;                            ///< right edge over the column's width, 0..1
    bool breaks = false;                        ///< first line of a page or a region
    std::uint64_t signature = 0;  ///< style, indentation, cells and marker: lines that look alike share it
};

/// A section's body, prepared once for all that looks at it. O(n) in its units.
struct Body {
    Body(const Context& context, const segment::Section& section);

    const Context* context;
    SectionKind kind;
    Text text;
    std::vector<Unit> units;
    std::vector<std::uint32_t> flags;     ///< of units
    std::vector<std::uint64_t> sorts;     ///< what sort of phrase a unit is part of: a school, a head of a title ...; 0
    std::vector<std::uint64_t> suffixes;  ///< stands for the last letters of a word; 0 for other units
    std::vector<std::uint64_t> senses;    ///< what an English word mostly means (lexicon/word_senses); 0: not listed
    std::vector<std::uint32_t> piece;     ///< index into text.pieces() of each unit
    std::vector<std::uint16_t> cell;      ///< number of the cell in its row
    std::vector<std::int32_t> date;       ///< index into dates, -1 outside
    std::vector<spans::DateSpan> dates;
    std::vector<Row> rows;

    /// Index of the row that a unit stands in. O(log n).
    [[nodiscard]] std::size_t row_of(std::size_t unit) const;
    /// Whether a cell that ends with the unit `last` does so although the word of `next`, on another line, would have
    /// fitted behind it: then the break is meant.
    [[nodiscard]] bool breaks_early(std::size_t last, std::size_t next) const;
    /// Whether a row does not go on with what stands above it.
    [[nodiscard]] bool stands_alone(std::size_t row) const;
    [[nodiscard]] const Box& box(std::size_t unit) const { return text.token(text.pieces()[piece[unit]]).box; }
    [[nodiscard]] const layout::Style& style(std::size_t unit) const { return text.style(text.pieces()[piece[unit]]); }
};

/// Features of the rows for the model that cuts a section into entries.
[[nodiscard]] learn::Sequence row_features(const Body& body);

}  // namespace cvextract::fields::entries

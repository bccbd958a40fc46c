#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fields/entries/body.hpp"

namespace cvextract::fields::entries {

/// What a row of a section is. The names are the labels of weights/rows.crf.
enum class RowLabel : std::uint8_t {
    begin,   ///< "B": first line of an entry
    role,    ///< "R": first line of a further role at the same organisation
    header,  ///< "H": further line with fields of the entry
    item,    ///< "L": begins a highlight
    prose,   ///< "P": begins running text
    more,    ///< "C": goes on with the item or prose above
    other,   ///< "X": no part of any field (a sub-heading, a note)
};
inline constexpr const char* kRowLabels[] = {"B", "R", "H", "L", "P", "C", "X"};

/// Whether a row with this label begins an entry.
constexpr bool begins(RowLabel label) {
    return label == RowLabel::begin || label == RowLabel::role;
}

/// What a unit of an entry's header lines is. weights/fields.crf tells the first unit of a value ("B-ORG") from the
/// others ("I-ORG"): its labels are those of field_labels().
enum class Field : std::uint8_t {
    none,
    organisation,
    position,
    location,
    date,
    url,
    degree,
    area,
    score,
    advisor,
    thesis,
    course,
    keyword,
    title,
    note,
    description
};
inline constexpr const char* kFields[] = {"O",     "ORG", "POS",  "LOC",  "DATE", "URL",   "DEG",  "AREA",
                                          "SCORE", "ADV", "THES", "COUR", "KEYW", "TITLE", "NOTE", "DESC"};

[[nodiscard]] std::vector<std::string> field_labels();
/// Index into field_labels().
constexpr std::uint8_t field_label(Field field, bool starts) {
    const int f = static_cast<int>(field);
    return static_cast<std::uint8_t>(f == 0 ? 0 : starts ? 2 * f - 1 : 2 * f);
}
constexpr Field labelled_field(std::uint8_t label) {
    return static_cast<Field>((label + 1) / 2);
}
constexpr bool starts_value(std::uint8_t label) {
    return label % 2 == 1;
}

/// A run of units with one field.
struct FieldSpan {
    Field field = Field::none;
    std::size_t begin = 0, end = 0;  ///< bytes of Body::text
    std::size_t first_unit = 0, last_unit = 0;
    double confidence = 0;
};

/// An entry of a section: rows [first, last) of the body.
struct Entry {
    std::size_t first = 0, last = 0;
    bool same_organisation = false;  ///< a further role at the organisation of the entry before
    std::vector<FieldSpan> fields;   ///< in printed order
    bool opens = false;              ///< its date is that of its beginning; `until` and `goes_on` tell its end
    std::int32_t until = -1;         ///< index into Body::dates of its end, -1 for none
    bool goes_on = false;            ///< until now
    double confidence = 0;           ///< that it begins where it does

    [[nodiscard]] bool has(Field field) const {
        return std::ranges::find(fields, field, &FieldSpan::field) != fields.end();
    }
};

/// A cut section: a label for each row, and the entries.
struct Cut {
    std::vector<RowLabel> labels;
    std::vector<float> confidence;
    std::vector<Entry> entries;
};

/// Cuts a section into entries and finds their fields: rows first, then the units of the header rows.
/// Methods: linear-chain CRFs over rows and over units (Lafferty et al. 2001) whose features compare each line and slot
/// with the others of the section (record boundaries by repetition, as in MDR and DEPTA).
[[nodiscard]] Cut cut_entries(const Body& body);

/// The entries that row labels make, without fields.
[[nodiscard]] std::vector<Entry> group_rows(const std::vector<RowLabel>& labels);

/// Rows whose units are looked at for fields.
[[nodiscard]] bool holds_fields(SectionKind kind, RowLabel label);

/// The units of an entry that are looked at, and their features.
struct EntryUnits {
    std::vector<std::size_t> units;
    learn::Sequence features;
    std::vector<std::uint64_t> slots;  ///< of each unit: its place in the pattern that the section's entries share
};
[[nodiscard]] std::vector<EntryUnits> unit_features(const Body& body, const std::vector<RowLabel>& labels,
                                                    const std::vector<Entry>& entries);

}  // namespace cvextract::fields::entries

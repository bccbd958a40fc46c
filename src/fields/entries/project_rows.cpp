#include "fields/entries/project_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace cvextract::fields::entries {

namespace {

using learn::mix;

constexpr std::size_t kLongestLabel = 5;  // units before the colon

std::string_view unit_text(const Body& body, std::size_t u) {
    return body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
}

bool begins(RowLabel label) {
    return label == RowLabel::begin || label == RowLabel::role;
}

bool is_colon(std::string_view text) {
    return text == ":" || text == "\xEF\xBC\x9A";
}

/// The colon that ends a label at the start of a row; the row's end where there is none.
std::size_t colon_of(const Body& body, const Row& row) {
    for (std::size_t u = row.first_unit + 1; u < row.last_unit && u <= row.first_unit + kLongestLabel; ++u)
        if (is_colon(unit_text(body, u))) return u;
    return row.last_unit;
}

std::uint64_t hash_of(const Body& body, std::size_t first, std::size_t last) {
    std::uint64_t hash = 1;
    for (std::size_t u = first; u < last; ++u) hash = mix(hash, body.units[u].hash);
    return hash;
}

/// Labels that recur begin no entry; alone in their line they are no text either.
void hear_labels(const Body& body, std::vector<RowLabel>& labels) {
    std::map<std::uint64_t, std::size_t> recurs;
    for (const Row& row : body.rows) {
        const std::size_t colon = colon_of(body, row);
        if (colon < row.last_unit) ++recurs[hash_of(body, row.first_unit, colon)];
    }
    bool entry = false;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const Row& row = body.rows[r];
        const std::size_t colon = colon_of(body, row);
        const bool label = colon < row.last_unit && recurs[hash_of(body, row.first_unit, colon)] >= 2;
        if (label && entry) {
            if (colon + 1 == row.last_unit)
                labels[r] = RowLabel::other;
            else if (begins(labels[r]) || labels[r] == RowLabel::other)
                labels[r] = RowLabel::header;
        }
        entry = entry || begins(labels[r]);
    }
}

long level(const Row& row) {
    return std::lround(row.indent / 4);
}

/// List items that have items below them, all of them, are the projects.
void raise_outer_items(const Body& body, std::vector<RowLabel>& labels) {
    std::map<long, std::size_t> levels;
    for (std::size_t r = 0; r < labels.size(); ++r)
        if (body.rows[r].bullet) ++levels[level(body.rows[r])];
    if (levels.size() != 2) return;
    const long outer = levels.begin()->first;
    std::size_t outers = 0, parents = 0, begun = 0;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        begun += begins(labels[r]) ? 1 : 0;
        if (!body.rows[r].bullet || level(body.rows[r]) != outer) continue;
        ++outers;
        parents += r + 1 < labels.size() && body.rows[r + 1].bullet && level(body.rows[r + 1]) != outer ? 1 : 0;
    }
    if (outers < 3 || parents < outers || begun >= outers) return;
    for (std::size_t r = 0; r < labels.size(); ++r)
        if (body.rows[r].bullet && level(body.rows[r]) == outer) labels[r] = RowLabel::begin;
}

bool only_date(const Body& body, const Row& row) {
    for (std::size_t u = row.first_unit; u < row.last_unit; ++u)
        if (body.date[u] < 0 && body.units[u].kind != UnitClass::punctuation) return false;
    return true;
}

/// Below a line that is a date stands the name.
void name_dated(const Body& body, std::vector<RowLabel>& labels) {
    for (std::size_t r = 0; r + 1 < labels.size(); ++r) {
        if (!begins(labels[r]) || !only_date(body, body.rows[r]) || body.rows[r + 1].bullet) continue;
        if (labels[r + 1] != RowLabel::begin) labels[r + 1] = RowLabel::header;
    }
}

/// Unmarked lines above a list of marked ones describe.
void describe(const Body& body, std::vector<RowLabel>& labels) {
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (!begins(labels[r])) continue;
        std::size_t first = r + 1;
        while (first < labels.size() && labels[first] == RowLabel::header) ++first;
        std::size_t end = first;
        while (end < labels.size() && !begins(labels[end]) && !body.rows[end].bullet && labels[end] != RowLabel::header)
            ++end;
        if (end == first || end >= labels.size() || !body.rows[end].bullet || labels[end] != RowLabel::item) continue;
        if (labels[first] == RowLabel::other && is_colon(unit_text(body, body.rows[first].last_unit - 1))) continue;
        if (labels[first] != RowLabel::item && labels[first] != RowLabel::other) continue;
        labels[first] = RowLabel::prose;
        for (std::size_t k = first + 1; k < end; ++k)
            if (labels[k] == RowLabel::item) labels[k] = RowLabel::more;
    }
}

}  // namespace

void settle_project_rows(const Body& body, std::vector<RowLabel>& labels) {
    if (body.kind != SectionKind::projects) return;
    hear_labels(body, labels);
    raise_outer_items(body, labels);
    name_dated(body, labels);
    describe(body, labels);
}

void mend_technologies(const Body& body, Cut& cut) {
    if (body.kind != SectionKind::projects) return;
    for (Entry& entry : cut.entries) {
        for (std::size_t r = entry.first + 1; r < entry.last; ++r) {
            const Row& row = body.rows[r];
            if (cut.labels[r] == RowLabel::other || only_date(body, row)) continue;
            std::size_t bars = 0, longest = 0, words = 0;
            for (std::size_t u = row.first_unit; u < row.last_unit; ++u) {
                const std::string_view text = unit_text(body, u);
                if (text == "|" || text == "\xC2\xB7" || text == "\xE2\x80\xA2") {
                    ++bars;
                    words = 0;
                } else if (body.units[u].kind != UnitClass::punctuation) {
                    longest = std::max(longest, ++words);
                }
            }
            if (bars < 2 || longest > 3) continue;
            std::erase_if(entry.fields, [&](const FieldSpan& f) {
                return f.first_unit >= row.first_unit && f.last_unit <= row.last_unit;
            });
            FieldSpan all{Field::keyword,
                          body.units[row.first_unit].begin,
                          body.units[row.last_unit - 1].end,
                          row.first_unit,
                          row.last_unit,
                          0.7};
            entry.fields.push_back(all);
            cut.labels[r] = RowLabel::header;
        }
        std::ranges::stable_sort(entry.fields, {}, &FieldSpan::first_unit);
    }
}

}  // namespace cvextract::fields::entries

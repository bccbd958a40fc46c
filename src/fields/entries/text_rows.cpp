#include "fields/entries/text_rows.hpp"

#include <algorithm>
#include <string_view>

#include "fields/entries/unit_text.hpp"

namespace cvextract::fields::entries {

namespace {

/// Hyphens without a space and numbers that count begin highlights.
void hear_marks(const Body& body, std::vector<RowLabel>& labels) {
    const auto hyphen = [&](std::size_t r) { return mark_units(body, body.rows[r]) == 1; };
    const auto counted = [&](std::size_t r) -> std::size_t {
        if (mark_units(body, body.rows[r]) != 2) return 0;
        return static_cast<std::size_t>(unit_text(body, body.rows[r].first_unit)[0] - '0');
    };
    for (std::size_t r = 0; r < labels.size();) {
        std::size_t end = r + 1;
        while (end < labels.size() && !begins(labels[end])) ++end;
        std::size_t hyphens = 0, number = 0, numbers = 0;
        for (std::size_t k = r; k < end; ++k) {
            hyphens += hyphen(k) ? 1 : 0;
            if (const std::size_t n = counted(k); n == number + 1) number = ++numbers;
        }
        number = 0;
        for (std::size_t k = r; k < end; ++k) {
            const bool text =
                labels[k] == RowLabel::item || labels[k] == RowLabel::more || labels[k] == RowLabel::prose;
            const bool next = counted(k) == number + 1;
            if (next) ++number;
            if (text && ((hyphens >= 2 && hyphen(k)) || (numbers >= 2 && next))) labels[k] = RowLabel::item;
        }
        r = end;
    }
}

/// Entries whose text is one paragraph each, without marks and mostly of several lines: prose.
void join_prose(const Body& body, std::vector<RowLabel>& labels) {
    std::size_t single = 0, marked = 0, several = 0, wrapped = 0, items = 0;  // entries with one; with more
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (begins(labels[r])) items = 0;
        if (labels[r] != RowLabel::item) continue;
        marked += body.rows[r].bullet ? 1 : 0;
        ++items;
        if (items == 1) ++single;
        if (items == 2) --single, ++several;
        if (items == 1 && r + 1 < labels.size() && labels[r + 1] == RowLabel::more) ++wrapped;
    }
    if (marked > 0 || single < 2 || several * 4 > single || wrapped * 2 < single) return;
    for (std::size_t r = 0; r < labels.size(); ++r)
        if (labels[r] == RowLabel::item) labels[r] = RowLabel::prose;
}

// Sentences that end in rows [first, last).
std::size_t sentences(const Body& body, std::size_t first, std::size_t last) {
    constexpr std::string_view kIdeographicStop = "\xE3\x80\x82";
    const std::size_t end = body.rows[last - 1].last_unit;
    std::size_t out = 0;
    for (std::size_t u = body.rows[first].first_unit; u < end; ++u) {
        const std::string_view unit = unit_text(body, u);
        const bool stop = unit == "." || unit == "!" || unit == "?";
        const bool over =
            u + 1 == end || !same_row(body, u, u + 1) || (body.units[u + 1].space_before && body.units[u + 1].capital);
        out += unit == kIdeographicStop || (stop && over) ? 1 : 0;
    }
    return out;
}

// Whether a row is a date, with a place and marks around it at most.
bool is_date_row(const Body& body, const Row& row) {
    constexpr std::size_t kPlaceWords = 4;
    std::size_t other = 0;
    bool dated = false;
    for (std::size_t u = row.first_unit; u < row.last_unit; ++u) {
        if (body.date[u] >= 0) {
            dated = true;
        } else if (body.units[u].kind != UnitClass::punctuation) {
            if ((body.flags[u] & kPlace) == 0 || ++other > kPlaceWords) return false;
        }
    }
    return dated;
}

}  // namespace

std::size_t mark_units(const Body& body, const Row& row) {
    if (row.bullet || row.last_unit < row.first_unit + 3 || body.date[row.first_unit] >= 0) return 0;
    const std::string_view first = unit_text(body, row.first_unit), second = unit_text(body, row.first_unit + 1);
    if (first == "-" || first == "\xE2\x80\x93" || first == "\xC2\xB7")
        return body.date[row.first_unit + 1] < 0 ? 1 : 0;
    const bool sign = second == "." || second == ")" || second == "\xE3\x80\x81" || second == "\xEF\xBC\x8E";
    return first.size() == 1 && first[0] >= '1' && first[0] <= '9' && sign ? 2 : 0;
}

void settle_text_rows(const Body& body, std::vector<RowLabel>& labels) {
    switch (body.kind) {
        case SectionKind::work:
        case SectionKind::volunteer:
        case SectionKind::education:
        case SectionKind::projects:
            break;
        default:
            return;
    }
    hear_marks(body, labels);
    if (body.kind != SectionKind::education) join_prose(body, labels);
}

void find_date_rows(const Body& body, std::vector<RowLabel>& labels, const std::vector<Entry>& entries) {
    if (body.kind == SectionKind::projects) return;
    for (const Entry& entry : entries) {
        for (std::size_t r = entry.first; r < entry.last; ++r) {
            const Row& row = body.rows[r];
            const bool head = begins(labels[r]) || labels[r] == RowLabel::header;
            const bool date = is_date_row(body, row);
            if (head) {
                const auto first = body.date.begin() + static_cast<std::ptrdiff_t>(row.first_unit);
                const auto last = body.date.begin() + static_cast<std::ptrdiff_t>(row.last_unit);
                if (std::any_of(first, last, [](std::int32_t d) { return d >= 0; })) break;
            } else if (date) {
                if (r + 1 < entry.last && labels[r + 1] == RowLabel::more) labels[r + 1] = RowLabel::item;
                labels[r] = RowLabel::header;
                break;
            }
        }
    }
}

void tell_prose(const Body& body, std::vector<RowLabel>& labels) {
    // Education keeps all of its text as highlights.
    if (body.kind == SectionKind::education) return;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (labels[r] != RowLabel::item || body.rows[r].bullet) continue;
        std::size_t end = r + 1;
        while (end < labels.size() && labels[end] == RowLabel::more) ++end;
        if (end >= r + 2 && sentences(body, r, end) >= 2) labels[r] = RowLabel::prose;
    }
}

}  // namespace cvextract::fields::entries

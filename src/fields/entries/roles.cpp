#include "fields/entries/roles.hpp"

#include <algorithm>

namespace cvextract::fields::entries {

namespace {

std::size_t row_of(const Body& body, std::size_t unit) {
    const auto row = std::upper_bound(body.rows.begin(), body.rows.end(), unit,
                                      [](std::size_t u, const Row& r) { return u < r.first_unit; });
    return static_cast<std::size_t>(row - body.rows.begin()) - 1;
}

// Where a further role begins: the row of the second position, when both it and the first have a date of their own.
// npos when the entry is one role.
std::size_t second_role(const Body& body, const Entry& entry, Field main) {
    bool has_main = false, has_date = false;
    for (std::size_t k = 0; k < entry.fields.size(); ++k) {
        const FieldSpan& span = entry.fields[k];
        const std::size_t row = row_of(body, span.first_unit);
        if (has_main && has_date && span.field == main && row > entry.first) {
            // What stands on the same line before it is part of the further role; an employer there would be its own.
            std::size_t first = k;
            while (first > 0 && row_of(body, entry.fields[first - 1].first_unit) == row) --first;
            bool dated = false, led = true;
            for (std::size_t j = first; j < entry.fields.size(); ++j) {
                if (j > k && entry.fields[j].field == main) break;
                dated = dated || entry.fields[j].field == Field::date;
            }
            for (std::size_t j = 0; j < first; ++j) {
                // The first role's date must not stand behind the place where the second begins.
                led = led && entry.fields[j].last_unit <= entry.fields[first].first_unit;
            }
            bool before = false;
            for (std::size_t j = 0; j < first; ++j) before = before || entry.fields[j].field == Field::date;
            const bool main_before =
                std::any_of(entry.fields.begin(), entry.fields.begin() + static_cast<std::ptrdiff_t>(first),
                            [&](const FieldSpan& s) { return s.field == main; });
            if (dated && led && before && main_before) return row;
        }
        has_main = has_main || span.field == main;
        has_date = has_date || span.field == Field::date;
    }
    return std::string::npos;
}

bool has(const Entry& entry, Field field) {
    return std::any_of(entry.fields.begin(), entry.fields.end(), [&](const FieldSpan& s) { return s.field == field; });
}

// The employer stands on a line above the entry's position.
bool organisation_leads(const Body& body, const Entry& entry, Field main) {
    std::size_t organisation = std::string::npos, role = std::string::npos;
    for (const FieldSpan& span : entry.fields) {
        if (span.field == Field::organisation) organisation = std::min(organisation, row_of(body, span.first_unit));
        if (span.field == main) role = std::min(role, row_of(body, span.first_unit));
    }
    return organisation != std::string::npos && role != std::string::npos && organisation < role;
}

// A head that was cut in two: what comes first has neither date nor text, and what comes next, right below, has a date
// but none of the fields that name an entry.
bool is_rest_of_head(const Cut& cut, const Entry& head, const Entry& rest, Field main) {
    if (has(head, Field::date) || !has(rest, Field::date)) return false;
    if (!has(head, main) && !has(head, Field::organisation)) return false;
    for (std::size_t r = head.first; r < head.last; ++r) {
        const RowLabel label = cut.labels[r];
        if (label == RowLabel::item || label == RowLabel::prose || label == RowLabel::more) return false;
    }
    const auto clashes = [&](Field field) { return has(rest, field) && (field == main || has(head, field)); };
    return !clashes(main) && !clashes(Field::organisation) && !clashes(Field::location);
}

void join_heads(Cut& cut, Field main) {
    for (std::size_t e = 0; e + 1 < cut.entries.size();) {
        Entry &head = cut.entries[e], &rest = cut.entries[e + 1];
        if (!is_rest_of_head(cut, head, rest, main)) {
            ++e;
            continue;
        }
        cut.labels[rest.first] = RowLabel::header;
        head.last = rest.last;
        head.fields.insert(head.fields.end(), rest.fields.begin(), rest.fields.end());
        cut.entries.erase(cut.entries.begin() + static_cast<std::ptrdiff_t>(e) + 1);
    }
}

}  // namespace

void part_roles(const Body& body, Cut& cut) {
    const bool jobs = body.kind == SectionKind::work || body.kind == SectionKind::volunteer;
    if (!jobs && body.kind != SectionKind::education) return;
    const Field main = jobs ? Field::position : Field::degree;
    join_heads(cut, main);
    for (std::size_t e = 0; e < cut.entries.size(); ++e) {
        const std::size_t row = second_role(body, cut.entries[e], main);
        if (row == std::string::npos) continue;
        Entry further = cut.entries[e];
        Entry& own = cut.entries[e];
        own.last = further.first = row;
        const auto before = [&](const FieldSpan& span) { return row_of(body, span.first_unit) < row; };
        std::erase_if(further.fields, before);
        std::erase_if(own.fields, [&](const FieldSpan& span) { return !before(span); });
        further.same_organisation = !has(further, Field::organisation);
        cut.labels[row] = further.same_organisation ? RowLabel::role : RowLabel::begin;
        cut.entries.insert(cut.entries.begin() + static_cast<std::ptrdiff_t>(e) + 1, std::move(further));
    }
    bool leads = false;
    for (Entry& entry : cut.entries) {
        if (has(entry, Field::organisation)) {
            leads = organisation_leads(body, entry, main);
        } else if (leads && has(entry, main)) {
            entry.same_organisation = true;
            cut.labels[entry.first] = RowLabel::role;
        }
    }
}

}  // namespace cvextract::fields::entries

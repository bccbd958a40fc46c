#include "fields/entries/roles.hpp"

#include <algorithm>

namespace cvextract::fields::entries {

namespace {

// Where a further role begins: the row of the second position, when both it and the first have a date of their own.
// npos when the entry is one role. The fields are in printed order.
std::size_t second_role(const Body& body, const Entry& entry, Field main) {
    const auto& fields = entry.fields;
    const auto holds = [&](std::size_t first, std::size_t last, Field field) {
        return std::any_of(fields.begin() + static_cast<std::ptrdiff_t>(first),
                           fields.begin() + static_cast<std::ptrdiff_t>(last),
                           [&](const FieldSpan& span) { return span.field == field; });
    };
    for (std::size_t k = 0; k < fields.size(); ++k) {
        const std::size_t row = body.row_of(fields[k].first_unit);
        if (fields[k].field != main || row <= entry.first) continue;
        // What stands before it on its line is part of the further role.
        std::size_t first = k, last = k + 1;
        while (first > 0 && body.row_of(fields[first - 1].first_unit) == row) --first;
        while (last < fields.size() && fields[last].field != main) ++last;
        if (holds(0, first, main) && holds(0, first, Field::date) && holds(first, last, Field::date)) return row;
    }
    return std::string::npos;
}

// The employer stands on a line above the entry's position.
bool organisation_leads(const Body& body, const Entry& entry, Field main) {
    std::size_t organisation = std::string::npos, role = std::string::npos;
    for (const FieldSpan& span : entry.fields) {
        if (span.field == Field::organisation) organisation = std::min(organisation, body.row_of(span.first_unit));
        if (span.field == main) role = std::min(role, body.row_of(span.first_unit));
    }
    return organisation != std::string::npos && role != std::string::npos && organisation < role;
}

// A head that was cut in two: what comes first has neither date nor text, and what comes next, right below, has a date
// but none of the fields that name an entry.
bool is_rest_of_head(const Cut& cut, const Entry& head, const Entry& rest, Field main) {
    if (head.has(Field::date) || !rest.has(Field::date)) return false;
    if (!head.has(main) && !head.has(Field::organisation)) return false;
    for (std::size_t r = head.first; r < head.last; ++r) {
        const RowLabel label = cut.labels[r];
        if (label == RowLabel::item || label == RowLabel::prose || label == RowLabel::more) return false;
    }
    const auto clashes = [&](Field field) { return rest.has(field) && (field == main || head.has(field)); };
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
        const auto before = [&](const FieldSpan& span) { return body.row_of(span.first_unit) < row; };
        std::erase_if(further.fields, before);
        std::erase_if(own.fields, [&](const FieldSpan& span) { return !before(span); });
        further.same_organisation = !further.has(Field::organisation);
        cut.labels[row] = further.same_organisation ? RowLabel::role : RowLabel::begin;
        cut.entries.insert(cut.entries.begin() + static_cast<std::ptrdiff_t>(e) + 1, std::move(further));
    }
    bool leads = false;
    for (Entry& entry : cut.entries) {
        if (entry.has(Field::organisation)) {
            leads = organisation_leads(body, entry, main);
        } else if (leads && entry.has(main)) {
            entry.same_organisation = true;
            cut.labels[entry.first] = RowLabel::role;
        }
    }
}

}  // namespace cvextract::fields::entries

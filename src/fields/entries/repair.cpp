#include "fields/entries/repair.hpp"

#include <algorithm>

namespace cvextract::fields::entries {

namespace {

std::string_view unit_text(const Body& body, std::size_t u) {
    return body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
}

// Fields that an entry prints once, at one place.
bool single(Field field) {
    switch (field) {
        case Field::organisation:
        case Field::position:
        case Field::location:
        case Field::degree:
        case Field::area:
            return true;
        default:
            return false;
    }
}

bool same_row(const Body& body, std::size_t a, std::size_t b) {
    return body.text.pieces()[body.piece[a]].line == body.text.pieces()[body.piece[b]].line;
}

bool opens(const Body& body, std::size_t u) {
    return unit_text(body, u) == "(" || unit_text(body, u) == "\xEF\xBC\x88";
}

bool closes(const Body& body, std::size_t u) {
    return unit_text(body, u) == ")" || unit_text(body, u) == "\xEF\xBC\x89";
}

// "Department of Physics, Lund University", "Lund, Sweden"; not over bars and dashes, which separate more often.
void join_parts(const Body& body, std::vector<FieldSpan>& fields) {
    static constexpr std::string_view kApart[] = {"|", ";", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
    for (std::size_t k = 0; k + 1 < fields.size();) {
        FieldSpan &own = fields[k], &next = fields[k + 1];
        bool join = own.field == next.field && single(own.field) && next.first_unit <= own.last_unit + 1 &&
                    same_row(body, own.last_unit - 1, next.first_unit) &&
                    body.cell[own.last_unit - 1] == body.cell[next.first_unit];
        for (std::size_t u = own.last_unit; join && u < next.first_unit; ++u) {
            join = body.units[u].kind == UnitClass::punctuation &&
                   std::find(std::begin(kApart), std::end(kApart), unit_text(body, u)) == std::end(kApart);
        }
        if (!join) {
            ++k;
            continue;
        }
        own.end = next.end;
        own.last_unit = next.last_unit;
        own.confidence = std::min(own.confidence, next.confidence);
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(k) + 1);
    }
}

// "University of California, Irvine (UCI)", "Developer (C++)": a bracket right behind a value is a part of it, unless
// it holds another field or a date.
void close_brackets(const Body& body, std::vector<FieldSpan>& fields) {
    for (std::size_t k = 0; k < fields.size(); ++k) {
        FieldSpan& own = fields[k];
        if (!single(own.field)) continue;
        int depth = 0;
        for (std::size_t u = own.first_unit; u < own.last_unit; ++u)
            depth += opens(body, u) ? 1 : closes(body, u) ? -1 : 0;
        const std::size_t limit = k + 1 < fields.size() ? fields[k + 1].first_unit : body.units.size();
        if (depth < 0 || (depth == 0 && (own.last_unit >= limit || !opens(body, own.last_unit)))) continue;
        for (std::size_t u = own.last_unit; u < limit && same_row(body, own.first_unit, u) && body.date[u] < 0; ++u) {
            depth += opens(body, u) ? 1 : closes(body, u) ? -1 : 0;
            if (depth > 0) continue;
            own.last_unit = u + 1;
            own.end = body.units[u].end;
            break;
        }
    }
}

void find_date(const Body& body, const std::vector<RowLabel>& labels, Entry& entry) {
    const auto dated = [](const FieldSpan& span) { return span.field == Field::date; };
    if (std::any_of(entry.fields.begin(), entry.fields.end(), dated)) return;
    std::int32_t only = -1;
    std::size_t first = 0, last = 0;
    for (std::size_t r = entry.first; r < entry.last; ++r) {
        const bool header =
            labels[r] == RowLabel::begin || labels[r] == RowLabel::role || labels[r] == RowLabel::header;
        if (!header) continue;
        for (std::size_t u = body.rows[r].first_unit; u < body.rows[r].last_unit; ++u) {
            if (body.date[u] < 0) continue;
            if (only >= 0 && body.date[u] != only) return;
            if (only < 0) first = u;
            only = body.date[u];
            last = u + 1;
        }
    }
    const bool taken = std::any_of(entry.fields.begin(), entry.fields.end(), [&](const FieldSpan& span) {
        return span.first_unit < last && first < span.last_unit;
    });
    if (only < 0 || taken) return;
    constexpr double kAlone = 0.5;  // how sure that the only date is the entry's
    const auto at = std::find_if(entry.fields.begin(), entry.fields.end(),
                                 [&](const FieldSpan& s) { return s.first_unit > first; });
    entry.fields.insert(at, {Field::date, body.units[first].begin, body.units[last - 1].end, first, last, kAlone});
}

}  // namespace

void repair(const Body& body, const std::vector<RowLabel>& labels, Entry& entry) {
    join_parts(body, entry.fields);
    close_brackets(body, entry.fields);
    find_date(body, labels, entry);
}

}  // namespace cvextract::fields::entries

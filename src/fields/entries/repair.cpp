#include "fields/entries/repair.hpp"

#include <algorithm>

#include "fields/entries/degrees.hpp"
#include "fields/entries/unit_text.hpp"

namespace cvextract::fields::entries {

namespace {

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

// "Department of Physics, Lund University", "Lund, Sweden"; not over bars and dashes, which separate more often, except
// between positions: someone is two things in one job.
void join_parts(const Body& body, std::vector<FieldSpan>& fields) {
    static constexpr std::string_view kApart[] = {"|", ";", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
    for (std::size_t k = 0; k + 1 < fields.size();) {
        FieldSpan &own = fields[k], &next = fields[k + 1];
        bool join = own.field == next.field && single(own.field) && next.first_unit <= own.last_unit + 1 &&
                    same_row(body, own.last_unit - 1, next.first_unit) &&
                    body.cell[own.last_unit - 1] == body.cell[next.first_unit];
        const bool bars = own.field == Field::position;
        for (std::size_t u = own.last_unit; join && u < next.first_unit; ++u) {
            join = body.units[u].kind == UnitClass::punctuation &&
                   (bars || std::find(std::begin(kApart), std::end(kApart), unit_text(body, u)) == std::end(kApart));
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

// What the vocabulary says in favour of a field.
std::uint32_t evidence(Field field) {
    switch (field) {
        case Field::organisation:
            return kOrganisation | kSchoolName | kCompany;
        case Field::position:
            return kJobTitle;
        case Field::location:
            return kPlace;
        case Field::degree:
            return kDegree;
        case Field::area:
            return kStudyField;
        default:
            return 0;
    }
}

// A value goes on in the next line where the first is full; otherwise these are two things, and the field is the one
// that the vocabulary speaks for, or the first.
void part_lines(const Body& body, std::vector<FieldSpan>& fields) {
    for (FieldSpan& own : fields) {
        if (!single(own.field)) continue;
        struct Part {
            std::size_t first, last;
        };
        std::vector<Part> parts{{own.first_unit, own.last_unit}};
        for (std::size_t u = own.first_unit + 1; u < own.last_unit; ++u) {
            if (same_row(body, u - 1, u) || !body.breaks_early(u - 1, u)) continue;
            parts.back().last = u;
            parts.push_back({u, own.last_unit});
        }
        if (parts.size() == 1) continue;
        const auto share = [&](const Part& part) {
            std::size_t hits = 0;
            for (std::size_t u = part.first; u < part.last; ++u) hits += (body.flags[u] & evidence(own.field)) != 0;
            return static_cast<double>(hits) / static_cast<double>(part.last - part.first);
        };
        const auto best = std::max_element(parts.begin(), parts.end(),
                                           [&](const Part& a, const Part& b) { return share(a) < share(b); });
        own.first_unit = best->first;
        own.last_unit = best->last;
        own.begin = body.units[own.first_unit].begin;
        own.end = body.units[own.last_unit - 1].end;
    }
}

// "Utrecht University, The Netherlands" that was taken for a place as a whole where the entry has no organisation: what
// is before the first comma is one when the vocabulary says so.
void part_organisation(const Body& body, Entry& entry) {
    std::vector<FieldSpan>& fields = entry.fields;
    if (entry.has(Field::organisation)) return;
    const auto own = std::ranges::find(fields, Field::location, &FieldSpan::field);
    if (own == fields.end()) return;
    std::size_t comma = own->first_unit;
    bool organisation = false;
    while (comma < own->last_unit && !is_comma(unit_text(body, comma))) {
        organisation = organisation || (body.flags[comma] & evidence(Field::organisation)) != 0;
        ++comma;
    }
    if (!organisation || comma == own->first_unit || comma + 1 >= own->last_unit) return;
    const FieldSpan whole = *own;
    *own = piece_of(body, whole, Field::organisation, whole.first_unit, comma);
    fields.insert(own + 1, piece_of(body, whole, Field::location, comma + 1, whole.last_unit));
}

// "Leiden University, The Netherlands", "Georgetown University (USA)" where the entry has no other place: the tail is
// one, unless it belongs to a name that is listed ("University of California, Irvine").
void part_places(const Body& body, Entry& entry) {
    std::vector<FieldSpan>& fields = entry.fields;
    if (entry.has(Field::location)) return;
    for (std::size_t k = 0; k < fields.size(); ++k) {
        FieldSpan& own = fields[k];
        if (own.field != Field::organisation && own.field != Field::position) continue;
        std::size_t end = own.last_unit;
        const bool bracket = end > own.first_unit && closes(body, end - 1);
        if (own.field == Field::position && !bracket) continue;
        if (bracket) --end;
        std::size_t first = end;
        while (first > own.first_unit && body.units[first - 1].kind != UnitClass::punctuation) --first;
        if (first == end || first < own.first_unit + 2) continue;
        const std::string_view mark = unit_text(body, first - 1);
        const bool comma = !bracket && is_comma(mark);
        if (!comma && !(bracket && opens(body, first - 1))) continue;
        bool place = true;
        for (std::size_t u = first; u < end; ++u) {
            place = place && (body.flags[u] & kPlace) != 0 &&
                    (body.flags[u] & (evidence(Field::organisation) | kJobTitle)) == 0;
        }
        if (!place) continue;
        const FieldSpan tail = piece_of(body, own, Field::location, first, end);
        own.last_unit = first - 1;
        own.end = body.units[first - 2].end;
        fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(k) + 1, tail);
        return;
    }
}

// "Department of Physics, Quillow University": what stands before an organisation's comma and is one by its words is a
// part of its name, also where the subject in it was taken for one more field of study.
void join_houses(const Body& body, std::vector<FieldSpan>& fields) {
    for (std::size_t k = 0; k < fields.size(); ++k) {
        if (fields[k].field != Field::organisation) continue;
        const std::size_t at = fields[k].first_unit;
        if (at < 2 || !is_comma(unit_text(body, at - 1)) || !same_cell(body, at - 2, at)) continue;
        std::size_t first = at - 1;
        bool house = false, clear = true;
        while (first > 0 && same_cell(body, first - 1, at) &&
               !(body.units[first - 1].kind == UnitClass::punctuation && unit_text(body, first - 1) != "&")) {
            --first;
            house = house || (body.flags[first] & kOrganisation) != 0;
            clear = clear && body.date[first] < 0;
        }
        if (!house || !clear) continue;
        std::size_t areas = std::ranges::count(fields, Field::area, &FieldSpan::field);
        std::size_t j = k;
        while (j > 0 && fields[j - 1].last_unit > first) {
            --j;
            if (fields[j].field != Field::area || areas < 2 || fields[j].first_unit < first) clear = false;
        }
        if (!clear) continue;
        fields[k].first_unit = first;
        fields[k].begin = body.units[first].begin;
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(j), fields.begin() + static_cast<std::ptrdiff_t>(k));
        return;
    }
}

// "Director, Laboratory for Tides" where the employer stands on another line: what follows the position on its own line
// is a part of it, whether it was taken for an employer or for nothing.
void extend_position(const Body& body, std::vector<FieldSpan>& fields) {
    constexpr std::size_t kLongest = 9;  // units that are added; more is running text
    static constexpr std::string_view kLinks[] = {",", "-", "\xE2\x80\x93", "\xE2\x80\x94", "&", "|", "/", ";"};
    const auto own = std::ranges::find(fields, Field::position, &FieldSpan::field);
    if (own == fields.end()) return;
    const bool employed = std::ranges::any_of(fields, [&](const FieldSpan& span) {
        return span.field == Field::organisation && !same_row(body, span.first_unit, own->first_unit);
    });
    if (!employed || own->last_unit >= body.units.size() || !same_cell(body, own->last_unit - 1, own->last_unit))
        return;
    const std::size_t rest = own->last_unit;
    if (std::ranges::find(kLinks, unit_text(body, rest)) == std::end(kLinks)) return;
    const auto next = own + 1;
    std::size_t end = rest;
    if (next != fields.end() && next->field == Field::organisation && same_cell(body, next->first_unit, rest) &&
        next->first_unit == rest + 1) {
        end = next->last_unit;
    } else {
        while (end < body.units.size() && same_cell(body, rest, end)) ++end;
        while (end > rest && body.units[end - 1].kind == UnitClass::punctuation && !closes(body, end - 1)) --end;
        const bool clear = next == fields.end() || next->first_unit >= end;
        if (!clear || end <= rest + 1 || end > rest + kLongest) return;
        for (std::size_t u = rest; u < end; ++u) {
            if (body.date[u] >= 0 || (body.flags[u] & kPlace) != 0) return;
        }
    }
    own->last_unit = end;
    own->end = body.units[end - 1].end;
    if (next != fields.end() && next->first_unit < end) fields.erase(next);
}

void find_date(const Body& body, const std::vector<RowLabel>& labels, Entry& entry) {
    if (entry.has(Field::date)) return;
    std::int32_t only = -1;
    std::size_t first = 0, last = 0;
    for (std::size_t r = entry.first; r < entry.last; ++r) {
        const bool header = begins(labels[r]) || labels[r] == RowLabel::header;
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
    part_lines(body, entry.fields);
    join_parts(body, entry.fields);
    close_brackets(body, entry.fields);
    part_organisation(body, entry);
    part_places(body, entry);
    if (body.kind == SectionKind::education) repair_degrees(body, entry.fields);
    join_houses(body, entry.fields);
    extend_position(body, entry.fields);
    find_date(body, labels, entry);
}

}  // namespace cvextract::fields::entries

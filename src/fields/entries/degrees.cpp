#include "fields/entries/degrees.hpp"

#include <algorithm>

#include "fields/entries/unit_text.hpp"

namespace cvextract::fields::entries {

namespace {

// "in", "en", "of" between a degree and its subject; words of scripts without capitals are looked up.
bool is_function_word(const Body& body, std::size_t u) {
    return body.units[u].kind == UnitClass::word && !body.units[u].capital &&
           body.context->models.lexicon("function_words").exact(unit_text(body, u)).has_value();
}

bool is_link(const Body& body, std::size_t u) {
    return (body.flags[u] & kLowerWord) != 0 || is_function_word(body, u);
}

// Where the degree that a span begins with ends; its first unit when it begins with none.
std::size_t degree_end(const Body& body, const FieldSpan& span) {
    std::size_t end = span.first_unit;
    while (end < span.last_unit && (body.flags[end] & kDegree) != 0) ++end;
    return end;
}

bool studied(const Body& body, std::size_t first, std::size_t last) {
    for (std::size_t u = first; u < last; ++u) {
        if ((body.flags[u] & kStudyField) != 0 && (body.flags[u] & kDegree) == 0) return true;
    }
    return false;
}

// A school that was taken for the subject of a degree that says its own ("Doctor of finance, school of banking", as it
// is printed in Chinese: the subject before the degree, in one word).
void drop_false_subject(const Body& body, std::vector<FieldSpan>& fields) {
    const auto degree = std::ranges::find(fields, Field::degree, &FieldSpan::field);
    if (degree == fields.end() || std::ranges::count(fields, Field::area, &FieldSpan::field) != 1) return;
    const std::size_t first = degree->first_unit;
    if (body.units[first].kind != UnitClass::ideograph || !studied(body, first, first + 1)) return;
    if ((body.flags[degree->last_unit - 1] & kDegree) == 0) return;
    const auto area = std::ranges::find(fields, Field::area, &FieldSpan::field);
    for (std::size_t u = area->first_unit; u < area->last_unit; ++u) {
        if ((body.flags[u] & kOrganisation) == 0) continue;
        fields.erase(area);
        return;
    }
}

// "B.Sc. Geology" that was taken for a degree or for a subject as a whole, where the entry has only one of them: the
// vocabulary tells where one ends. In Chinese and Japanese the subject stands first.
void part_degrees(const Body& body, std::vector<FieldSpan>& fields) {
    const auto count = [&](Field field) { return std::ranges::count(fields, field, &FieldSpan::field); };
    if (count(Field::degree) + count(Field::area) != 1) return;
    const auto own = std::ranges::find_if(
        fields, [](const FieldSpan& s) { return s.field == Field::degree || s.field == Field::area; });
    const std::size_t first = own->first_unit, last = own->last_unit;
    const auto degree = [&](std::size_t u) { return (body.flags[u] & kDegree) != 0; };
    const auto subject = [&](std::size_t u) { return (body.flags[u] & kStudyField) != 0 && !degree(u); };
    std::size_t cut = first;
    if (degree(first)) {
        cut = degree_end(body, *own);
        std::size_t begin = cut;
        while (begin < last && !subject(begin) && is_link(body, begin)) ++begin;
        if (begin == last || !subject(begin)) {
            const bool open = begin == last || (cut == begin && (body.flags[cut - 1] & kLowerWord) != 0);
            if (open || !studied(body, begin, last)) return;
        }
        const FieldSpan whole = *own;
        *own = piece_of(body, whole, Field::degree, first, cut);
        fields.insert(own + 1, piece_of(body, whole, Field::area, begin, last));
    } else if (degree(last - 1)) {
        while (cut < last && !degree(cut)) {
            if (!subject(cut)) return;
            ++cut;
        }
        const FieldSpan whole = *own;
        *own = piece_of(body, whole, Field::area, first, cut);
        fields.insert(own + 1, piece_of(body, whole, Field::degree, cut, last));
    }
}

// "Master in Information Systems and" before the line's end, "Computing" behind it: the subject begins behind the small
// word that follows the degree.
void extend_subject(const Body& body, std::vector<FieldSpan>& fields) {
    const auto area = std::ranges::find(fields, Field::area, &FieldSpan::field);
    if (area == fields.end() || area == fields.begin() || (area - 1)->field != Field::degree) return;
    std::size_t u = (area - 1)->last_unit;
    if (u >= area->first_unit) return;
    const std::size_t link = u;
    while (u < area->first_unit && u < link + 2 && (body.flags[u] & kLowerWord) != 0) ++u;
    if (u == link || u == area->first_unit || body.units[u].kind == UnitClass::punctuation) return;
    for (std::size_t k = u; k < area->first_unit; ++k) {
        const bool joins = unit_text(body, k) == "&" || unit_text(body, k) == "-";
        if (body.date[k] >= 0 || (body.units[k].kind == UnitClass::punctuation && !joins)) return;
        if (body.flags[k] & kDegree) return;
    }
    area->first_unit = u;
    area->begin = body.units[u].begin;
}

// "Bachelor in" before the subject.
void drop_links(const Body& body, std::vector<FieldSpan>& fields) {
    for (FieldSpan& own : fields) {
        if (own.field != Field::degree) continue;
        while (own.last_unit > own.first_unit + 1 && is_function_word(body, own.last_unit - 1)) --own.last_unit;
        own.end = body.units[own.last_unit - 1].end;
    }
}

}  // namespace

void repair_degrees(const Body& body, std::vector<FieldSpan>& fields) {
    drop_false_subject(body, fields);
    part_degrees(body, fields);
    extend_subject(body, fields);
    drop_links(body, fields);
}

}  // namespace cvextract::fields::entries

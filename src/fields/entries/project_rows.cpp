#include "fields/entries/project_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string_view>

#include "fields/entries/unit_text.hpp"

namespace cvextract::fields::entries {

namespace {

using learn::mix;

constexpr std::size_t kLongestLabel = 5;  // units before the colon

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

/// "Stack: Kotlin, Go": technologies are no highlight.
void drop_technologies(const Body& body, std::vector<RowLabel>& labels) {
    const models::Lexicon known = body.context->models.lexicon("field_labels");
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : body.units) hashes.push_back(unit.hash);
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const Row& row = body.rows[r];
        if (labels[r] != RowLabel::item && labels[r] != RowLabel::more) continue;
        const std::size_t colon = colon_of(body, row);
        if (colon + 3 >= row.last_unit) continue;
        const auto label = known.exact(std::span(hashes).subspan(row.first_unit, colon - row.first_unit));
        if (!label || label->payload != "keywords") continue;
        std::size_t parts = 1, lower = 0;
        for (std::size_t u = colon + 1; u < row.last_unit; ++u) {
            const std::string_view text = unit_text(body, u);
            parts += text == "," || text == "|" || text == "\xE3\x80\x81" ? 1 : 0;
            lower += (body.flags[u] & kLowerWord) != 0 ? 1 : 0;
        }
        if (parts < 2 || lower > parts) continue;
        labels[r] = body.kind == SectionKind::projects ? RowLabel::header : RowLabel::other;
        for (++r; r < labels.size() && labels[r] == RowLabel::more; ++r) labels[r] = labels[r - 1];
        --r;
    }
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

/// A line that space parts from the list below it, entry for entry, describes.
void describe_apart(const Body& body, std::vector<RowLabel>& labels) {
    std::vector<std::size_t> apart;
    std::size_t entries = 0;
    for (std::size_t r = 0; r + 2 < labels.size(); ++r) {
        if (!begins(labels[r])) continue;
        ++entries;
        const Row &line = body.rows[r + 1], &next = body.rows[r + 2];
        const double size = std::max(1.0F, body.style(line.first_unit).size);
        if (!line.bullet && !begins(labels[r + 1]) && !begins(labels[r + 2]) &&
            next.space_above > line.space_above + 0.5 * size && labels[r + 2] == RowLabel::item)
            apart.push_back(r + 1);
    }
    if (apart.size() < 2 || apart.size() * 4 < entries * 3) return;
    for (const std::size_t r : apart)
        if (labels[r] == RowLabel::item) labels[r] = RowLabel::prose;
}

/// Where no line begins a project, those in bold type do.
void begin_bold(const Body& body, std::vector<RowLabel>& labels) {
    std::size_t bold = 0;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (begins(labels[r])) return;
        bold += body.style(body.rows[r].first_unit).bold ? 1 : 0;
    }
    if (bold == 0 || bold * 2 > labels.size()) return;
    for (std::size_t r = 0; r < labels.size(); ++r)
        if (body.style(body.rows[r].first_unit).bold && !body.rows[r].bullet) labels[r] = RowLabel::begin;
}

}  // namespace

void settle_project_rows(const Body& body, std::vector<RowLabel>& labels) {
    if (body.kind == SectionKind::work || body.kind == SectionKind::projects) drop_technologies(body, labels);
    if (body.kind != SectionKind::projects) return;
    begin_bold(body, labels);
    hear_labels(body, labels);
    raise_outer_items(body, labels);
    name_dated(body, labels);
    describe(body, labels);
    describe_apart(body, labels);
}

namespace {

/// Lines of short phrases between bars, or in cells, are technologies.
void mend_technologies(const Body& body, Cut& cut, Entry& entry) {
    for (std::size_t r = entry.first + 1; r < entry.last; ++r) {
        const Row& row = body.rows[r];
        if (cut.labels[r] == RowLabel::other || only_date(body, row)) continue;
        const std::size_t colon = colon_of(body, row);
        const std::size_t first = colon + 1 < row.last_unit ? colon + 1 : row.first_unit;
        std::size_t bars = 0, longest = 0, words = 0;
        for (std::size_t u = first; u < row.last_unit; ++u) {
            const std::string_view text = unit_text(body, u);
            const bool bar = text == "|" || text == "\xC2\xB7" || text == "\xE2\x80\xA2";
            if (bar || (u > first && body.cell[u] != body.cell[u - 1])) {
                ++bars;
                words = 0;
            }
            if (!bar && body.units[u].kind != UnitClass::punctuation) longest = std::max(longest, ++words);
        }
        const auto in_row = [&](const FieldSpan& f) {
            return f.first_unit >= row.first_unit && f.last_unit <= row.last_unit;
        };
        const bool some = std::ranges::any_of(
            entry.fields, [&](const FieldSpan& f) { return f.field == Field::keyword && in_row(f); });
        if (bars < (some ? 1U : 2U) || longest > 3) continue;
        std::erase_if(entry.fields, in_row);
        entry.fields.push_back({Field::keyword, body.units[first].begin, row.end, first, row.last_unit, 0.7});
        cut.labels[r] = RowLabel::header;
    }
    std::ranges::stable_sort(entry.fields, {}, &FieldSpan::first_unit);
}

/// "Name: what it is", on one line with nothing else below.
void tell_description(const Body& body, const Cut& cut, Entry& entry) {
    const auto title = std::ranges::find(entry.fields, Field::title, &FieldSpan::field);
    if (title == entry.fields.end() || entry.has(Field::description)) return;
    for (std::size_t r = entry.first; r < entry.last; ++r)
        if (cut.labels[r] == RowLabel::prose) return;
    const Row& row = body.rows[body.row_of(title->first_unit)];
    const std::size_t colon = title->last_unit;
    if (colon + 4 >= row.last_unit || !is_colon(unit_text(body, colon))) return;
    std::size_t end = colon + 1, lower = 0;
    while (end < row.last_unit && body.date[end] < 0 && body.cell[end] == body.cell[colon]) {
        lower += (body.flags[end] & kLowerWord) != 0 || body.units[end].kind == UnitClass::ideograph ? 1 : 0;
        ++end;
    }
    const auto taken = [&](const FieldSpan& f) { return f.first_unit < end && f.last_unit > colon; };
    if (lower * 2 < end - colon ||
        std::ranges::any_of(entry.fields, [&](const FieldSpan& f) { return taken(f) && f.field != Field::keyword; }))
        return;
    std::erase_if(entry.fields, taken);
    entry.fields.push_back(
        {Field::description, body.units[colon + 1].begin, body.units[end - 1].end, colon + 1, end, 0.6});
    std::ranges::stable_sort(entry.fields, {}, &FieldSpan::first_unit);
}

/// A date inside the words of a name, where another is the project's, belongs to the name.
void join_date(const Body& body, Entry& entry) {
    const auto title = std::ranges::find(entry.fields, Field::title, &FieldSpan::field);
    if (title == entry.fields.end()) return;
    const std::size_t u = title->last_unit;
    const Row& row = body.rows[body.row_of(title->first_unit)];
    const auto date = std::ranges::find_if(
        entry.fields, [&](const FieldSpan& f) { return f.field == Field::date && f.first_unit == u; });
    if (u >= row.last_unit || body.date[u] < 0 || body.units[u].space_before) return;
    std::size_t end = u;
    while (end < row.last_unit && body.date[end] >= 0) ++end;
    const bool another = std::ranges::any_of(
        entry.fields, [&](const FieldSpan& f) { return f.field == Field::date && f.last_unit <= title->first_unit; });
    if (!another || end >= row.last_unit || body.units[end].space_before) return;
    while (end < row.last_unit && body.cell[end] == body.cell[u]) ++end;
    title->last_unit = end;
    title->end = body.units[end - 1].end;
    if (date != entry.fields.end()) entry.fields.erase(date);
}

}  // namespace

FieldSpan first_phrase(const Body& body, const Entry& entry) {
    for (std::size_t r = entry.first; r < std::min(entry.last, entry.first + 2); ++r) {
        const Row& row = body.rows[r];
        std::size_t first = row.first_unit;
        while (first < row.last_unit && (body.date[first] >= 0 || body.units[first].kind == UnitClass::punctuation))
            ++first;
        std::size_t last = first;
        while (last < row.last_unit && body.date[last] < 0 && body.cell[last] == body.cell[first] &&
               ((body.flags[last] & (kUrl | kBracketed)) == 0 || last == first))
            ++last;
        while (last > first && body.units[last - 1].kind == UnitClass::punctuation &&
               (body.flags[last - 1] & kBracketed) == 0 &&
               (body.units[last - 1].space_before ||
                std::string_view(",;:|").find(unit_text(body, last - 1)) != std::string_view::npos))
            --last;
        if (first < last) return {Field::title, body.units[first].begin, body.units[last - 1].end, first, last, 0.5};
    }
    return {};
}

Cut take_projects(const Body& body, Cut& cut) {
    Cut out{cut.labels, cut.confidence, {}};
    const auto employs = [](const Entry& entry) { return entry.has(Field::organisation) || entry.same_organisation; };
    if (std::ranges::none_of(cut.entries, employs)) return out;
    for (const Entry& entry : cut.entries) {
        if (employs(entry)) continue;
        const FieldSpan name = first_phrase(body, entry);
        if (name.field == Field::none) continue;
        Entry& project = out.entries.emplace_back(entry);
        std::erase_if(project.fields, [](const FieldSpan& f) { return f.field != Field::date; });
        project.fields.push_back(name);
    }
    std::erase_if(cut.entries, [&](const Entry& entry) { return !employs(entry); });
    return out;
}

void mend_projects(const Body& body, Cut& cut) {
    if (body.kind != SectionKind::projects) return;
    for (Entry& entry : cut.entries) {
        mend_technologies(body, cut, entry);
        join_date(body, entry);
        tell_description(body, cut, entry);
        const RowLabel label = cut.labels[entry.first];
        if (entry.has(Field::title) || !begins(label)) continue;
        const FieldSpan title = first_phrase(body, entry);
        if (title.field == Field::none) continue;
        std::erase_if(entry.fields, [&](const FieldSpan& f) {
            return f.first_unit < title.last_unit && f.last_unit > title.first_unit;
        });
        entry.fields.push_back(title);
        std::ranges::stable_sort(entry.fields, {}, &FieldSpan::first_unit);
    }
}

}  // namespace cvextract::fields::entries

#include "fields/entries/form_events.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

namespace cvextract::fields::entries {

namespace {

constexpr std::size_t kFewestEvents = 2;
constexpr std::size_t kLongestEvent = 16;  // units of the words for an event

enum class Event : std::uint8_t { none, begin, end, present, close };

struct EventRow {
    Event event = Event::none;
    std::size_t first = 0;  // unit where the words for the event begin
    std::int32_t date = -1;
    std::string what;  // what stands between the date and the event
};

Event event_of(std::string_view payload) {
    if (payload == "begin") return Event::begin;
    if (payload == "end") return Event::end;
    if (payload == "present") return Event::present;
    return payload == "close" ? Event::close : Event::none;
}

EventRow read_row(const Body& body, const models::Lexicon& words, const std::vector<std::uint64_t>& hashes,
                  const Row& row) {
    EventRow out;
    std::size_t begin = row.first_unit;
    while (begin < row.last_unit && body.date[begin] >= 0) out.date = body.date[begin++];
    const std::size_t length = row.last_unit - begin;
    for (std::size_t n = std::min(length, kLongestEvent); n > 0 && out.event == Event::none; --n) {
        const std::size_t first = row.last_unit - n;
        if (const auto match = words.exact(std::span(hashes).subspan(first, n))) {
            out.event = event_of(match->payload);
            out.first = first;
        }
    }
    for (std::size_t u = begin; u < row.last_unit && (out.event == Event::none || u < out.first); ++u) {
        if (body.units[u].kind == UnitClass::punctuation) continue;
        out.what += body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
    }
    return out;
}

// The fields that were found in a row, without the words for its event.
std::vector<FieldSpan> fields_in(const Body& body, const std::vector<Entry>& entries, const Row& row,
                                 const EventRow& event) {
    const std::size_t last = event.event == Event::none ? row.last_unit : event.first;
    std::vector<FieldSpan> out;
    for (const Entry& entry : entries) {
        for (FieldSpan span : entry.fields) {
            span.first_unit = std::max(span.first_unit, row.first_unit);
            span.last_unit = std::min(span.last_unit, last);
            if (span.first_unit >= span.last_unit) continue;
            span.begin = body.units[span.first_unit].begin;
            span.end = body.units[span.last_unit - 1].end;
            out.push_back(span);
        }
    }
    return out;
}

}  // namespace

void join_form_events(const Body& body, Cut& cut) {
    const models::Lexicon words = body.context->models.lexicon("form_events");
    if (words.empty() || body.kind == SectionKind::projects) return;
    std::vector<std::uint64_t> hashes;
    hashes.reserve(body.units.size());
    for (const Unit& unit : body.units) hashes.push_back(unit.hash);
    std::vector<EventRow> rows;
    std::size_t events = 0, dated = 0;
    for (const Row& row : body.rows) {
        rows.push_back(read_row(body, words, hashes, row));
        const bool bounds = rows.back().event == Event::begin || rows.back().event == Event::end;
        events += bounds && rows.back().date >= 0 ? 1 : 0;
        dated += rows.back().date >= 0 ? 1 : 0;
    }
    if (events < kFewestEvents || 2 * events < dated) return;
    std::vector<Entry> entries;
    std::vector<std::size_t> open;  // entries that have begun
    std::vector<std::string> named;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const EventRow& row = rows[r];
        if (row.event == Event::present && !open.empty()) entries[open.back()].goes_on = true;
        if (row.event == Event::present || row.event == Event::close) {
            cut.labels[r] = RowLabel::other;
            continue;
        }
        if (row.event == Event::end) {
            const auto known = std::ranges::find_if(open, [&](std::size_t e) { return named[e] == row.what; });
            if (known != open.end()) {
                entries[*known].until = row.date;
                open.erase(known);
                cut.labels[r] = RowLabel::other;
                continue;
            }
        }
        if (row.date < 0 && row.event == Event::none) {
            if (!entries.empty() && entries.back().last == r) ++entries.back().last;
            continue;
        }
        Entry entry;
        entry.first = r;
        entry.last = r + 1;
        entry.confidence = cut.confidence[r];
        entry.fields = fields_in(body, cut.entries, body.rows[r], row);
        entry.opens = row.event == Event::begin;
        cut.labels[r] = RowLabel::begin;
        if (entry.opens) open.push_back(entries.size());
        named.push_back(row.what);
        entries.push_back(std::move(entry));
    }
    cut.entries = std::move(entries);
}

}  // namespace cvextract::fields::entries

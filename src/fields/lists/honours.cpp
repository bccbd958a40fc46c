#include "fields/lists/honours.hpp"

#include <algorithm>

#include "fields/entries/assemble.hpp"
#include "fields/lists/awards.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Assembler;
using entries::Body;
using entries::Cut;
using entries::Entry;
using entries::Field;

/// Another piece of a value, behind a space.
void append(Value& value, Value more) {
    if (more.empty()) return;
    if (!value.empty()) {
        more.text = value.text + ' ' + more.text;
        more.confidence = std::min(more.confidence, value.confidence);
        more.sources.insert(more.sources.begin(), value.sources.begin(), value.sources.end());
    }
    value = std::move(more);
}

/// The last date in an entry whose date no model has found.
Value any_date(const Body& body, const Entry& entry) {
    for (std::size_t u = body.rows[entry.last - 1].last_unit; u > body.rows[entry.first].first_unit; --u) {
        if (body.date[u - 1] < 0) continue;
        const spans::DateSpan& span = body.dates[static_cast<std::size_t>(body.date[u - 1])];
        return body.text.value_as(span.last.empty() ? span.first : span.last, span.begin, span.end,
                                  std::min(0.5, span.score));
    }
    return {};
}

/// What the words of an entry say it is: more words of awards than of certificates, or fewer; 0 where they say nothing.
int says(const Body& body, const Entry& entry) {
    const models::Lexicon words = body.context->models.lexicon("list_words");
    std::vector<std::uint64_t> hashes;
    for (std::size_t u = body.rows[entry.first].first_unit; u < body.rows[entry.last - 1].last_unit; ++u)
        hashes.push_back(body.units[u].hash);
    int out = 0;
    for (std::size_t u = 0; u < hashes.size();) {
        const auto match = words.longest(hashes, u);
        if (match && (match->payload == "award" || match->payload == "rank")) ++out;
        if (match && match->payload == "certificate") --out;
        u += match ? match->units : 1;
    }
    return out;
}

/// Entries of a section that names both, each by its words; those whose words say nothing are what the one before is.
std::vector<bool> certificates_among(const Body& body, const std::vector<Entry>& entries,
                                     const segment::Section& section) {
    std::vector<bool> out(entries.size(), section.kind == SectionKind::certificates);
    const auto bit = [](SectionKind kind) { return 1U << static_cast<unsigned>(kind); };
    const std::uint32_t both = bit(SectionKind::awards) | bit(SectionKind::certificates);
    if ((section.named & both) != both) return out;
    for (std::size_t e = 0; e < entries.size(); ++e) {
        const int said = says(body, entries[e]);
        if (said != 0)
            out[e] = said < 0;
        else if (e > 0)
            out[e] = out[e - 1];
    }
    return out;
}

}  // namespace

void collect_honours(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::awards && section.kind != SectionKind::certificates) continue;
        const Body body(context, section);
        const Cut cut = entries::cut_entries(body);
        const Assembler read(body, cut);
        const auto parts = read_parts(body, cut);
        const std::vector<bool> certificates = certificates_among(body, cut.entries, section);
        for (std::size_t e = 0; e < cut.entries.size(); ++e) {
            const Entry& entry = cut.entries[e];
            Value title, giver, note, date;
            for (const PartSpan& span : parts[e]) {
                Value value = printed_value(body, span.first, span.last, std::min(span.confidence, entry.confidence));
                if (span.part == Part::title && title.empty())
                    title = std::move(value);
                else if (span.part == Part::giver && giver.empty())
                    giver = std::move(value);
                else if (span.part == Part::note)
                    append(note, std::move(value));
            }
            read.set_date(entry, date);
            if (date.empty()) date = any_date(body, entry);
            if (title.empty()) continue;
            if (!certificates[e])
                record.awards.push_back({title, date, giver, note});
            else
                record.certificates.push_back({title, date, giver, read.first(entry, Field::url)});
        }
    }
}

}  // namespace cvextract::fields::lists

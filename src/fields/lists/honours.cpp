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

}  // namespace

void collect_honours(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::awards && section.kind != SectionKind::certificates) continue;
        const Body body(context, section);
        const Cut cut = entries::cut_entries(body);
        const Assembler read(body, cut);
        const auto parts = read_parts(body, cut.entries);
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
            if (title.empty()) continue;
            if (section.kind == SectionKind::awards)
                record.awards.push_back({title, date, giver, note});
            else
                record.certificates.push_back({title, date, giver, read.first(entry, Field::url)});
        }
    }
}

}  // namespace cvextract::fields::lists

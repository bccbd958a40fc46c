#include "fields/academic/features.hpp"

#include <algorithm>

namespace cvextract::fields::academic {

namespace {

using learn::Feature;
using learn::mix;
using learn::name;

std::uint64_t bucket(double share) {
    return share < 0.15 ? 0 : share < 0.5 ? 1 : share < 0.85 ? 2 : 3;
}

std::uint64_t length_bucket(std::size_t n) {
    return n <= 4 ? n : n <= 6 ? 5 : n <= 10 ? 6 : n <= 16 ? 7 : n <= 30 ? 8 : 9;
}

/// Two units together, and the number of digits of short numbers.
std::uint64_t shape_code(const Mark& mark) {
    std::uint64_t code = static_cast<std::uint64_t>(mark.shape) * 2 + (mark.dotted ? 1 : 0);
    if (mark.shape == Shape::digits) code = 1000 + std::min<std::uint64_t>(mark.digits, 5);
    return code;
}

std::uint64_t stretch_code(const Stretch& s, bool segment) {
    const std::uint64_t people = segment ? bucket(s.people) : s.person ? 3u : 0u;
    return people + 4u * (s.venue ? 1u : 0u) + 8u * (s.year ? 1u : 0u) + 16u * (s.owner ? 1u : 0u) +
           32u * (s.identifier ? 1u : 0u);
}

}  // namespace

Recurrence::Recurrence(std::span<const Passage> entries) : entries_(entries.size()) {
    std::uint32_t number = 0;
    for (const Passage& p : entries) {
        ++number;
        for (std::size_t i = 0; i < p.units.size(); ++i) {
            const Shape shape = p.marks[i].shape;
            if (shape != Shape::capital && shape != Shape::caps && shape != Shape::short_caps) continue;
            Count& count = counts_[p.units[i].hash];
            if (count.last == number) continue;
            count.last = number;
            ++count.entries;
            if (i * 5 < p.units.size() * 2) ++count.early;
        }
    }
}

std::uint64_t Recurrence::of(std::uint64_t hash) const {
    const auto it = counts_.find(hash);
    if (it == counts_.end() || it->second.entries < 2) return 0;
    const Count& c = it->second;
    const std::uint64_t often = c.entries * 3 >= entries_ && c.entries > 2 ? 2 : 1;
    return often * 2 + (c.early * 3 >= c.entries * 2 ? 1u : 0u);
}

ListStyle list_style(std::span<const Passage> entries) {
    ListStyle style;
    if (entries.empty()) return style;
    const double one = 1.0 / static_cast<double>(entries.size());
    for (const Passage& p : entries) {
        bool quotes = false, italics = false, bold = false, lines = false, cells = false;
        for (const Mark& mark : p.marks) {
            quotes = quotes || mark.quoted;
            italics = italics || mark.italic;
            bold = bold || (mark.bold && !mark.owner && mark.shape != Shape::initial && mark.shape != Shape::stop &&
                            mark.shape != Shape::comma);
            lines = lines || mark.before == Break::hard || mark.before == Break::bullet;
            cells = cells || mark.before == Break::tab;
        }
        style.quotes += quotes ? one : 0;
        style.italics += italics ? one : 0;
        style.bold += bold ? one : 0;
        style.lines += lines ? one : 0;
        style.cells += cells ? one : 0;
        if (p.segments.empty()) continue;
        if (p.segments.front().people > 0.5 || (!p.chunks.empty() && p.chunks.front().person))
            style.people_first += one;
        if (!p.marks.empty() && p.marks.front().shape == Shape::year) style.date_first += one;
        const std::size_t third = p.units.size() / 3;
        for (std::size_t i = 1; i < third; ++i) {
            if (p.marks[i].shape != Shape::year || p.marks[i].quoted) continue;
            style.early_year += one;
            break;
        }
    }
    return style;
}

learn::Sequence features(const Passage& passage, const ListStyle& style, const Recurrence& recurrence, Feature kind) {
    learn::Sequence sequence;
    const auto& marks = passage.marks;
    const std::size_t n = marks.size();
    static const Mark kOutside;
    const auto at = [&](std::size_t i, int k) -> const Mark& {
        const auto j = static_cast<std::ptrdiff_t>(i) + k;
        return j < 0 || j >= static_cast<std::ptrdiff_t>(n) ? kOutside : marks[static_cast<std::size_t>(j)];
    };
    const auto code = [&](std::size_t i, int k) -> std::uint64_t {
        const auto j = static_cast<std::ptrdiff_t>(i) + k;
        if (j < 0) return 9001;
        if (j >= static_cast<std::ptrdiff_t>(n)) return 9002;
        return shape_code(marks[static_cast<std::size_t>(j)]);
    };
    // Where the first year, the first and the last quotation stand.
    std::size_t first_year = n, first_quote = n, last_quote = n, first_venue = n;
    for (std::size_t i = 0; i < n; ++i) {
        if (marks[i].shape == Shape::year && !marks[i].quoted) first_year = std::min(first_year, i);
        if (marks[i].quoted) {
            first_quote = std::min(first_quote, i);
            last_quote = i;
        }
        if (first_venue == n && passage.segments[marks[i].segment].venue) first_venue = i;
    }
    const std::uint64_t list = bucket(style.quotes) + 4 * bucket(style.people_first);
    const std::uint64_t look = bucket(style.italics) + 4 * bucket(style.bold);
    const std::uint64_t rows = bucket(style.lines) + 4 * bucket(style.cells) + 16 * bucket(style.date_first);
    std::uint64_t hard = 0;
    for (std::size_t i = 0; i < n; ++i) {
        sequence.next();
        const Mark& mark = marks[i];
        if (mark.before == Break::hard || mark.before == Break::tab || mark.before == Break::bullet) ++hard;
        const auto add = [&](Feature f) {
            sequence.add(f);
            if (kind != 0) sequence.add(mix(f, kind));
        };
        const auto plain = [&](Feature f) { sequence.add(f); };
        add(name("bias"));
        for (int k = -3; k <= 3; ++k) {
            const auto here = static_cast<std::uint64_t>(k + 8);
            plain(mix(mix(name("shape"), here), code(i, k)));
            if (at(i, k).cue != 0) add(mix(mix(name("cue"), here), at(i, k).cue));
        }
        if (mark.phrase != 0) add(mix(name("phrase"), mark.phrase));
        if (at(i, -1).phrase != 0) plain(mix(name("phrase-"), at(i, -1).phrase));
        if (at(i, 1).phrase != 0) plain(mix(name("phrase+"), at(i, 1).phrase));
        plain(mix(mix(name("pair-"), code(i, -1)), code(i, 0)));
        plain(mix(mix(name("pair+"), code(i, 0)), code(i, 1)));
        plain(mix(mix(mix(name("triple"), code(i, -1)), code(i, 0)), code(i, 1)));
        plain(mix(mix(mix(name("triple-"), code(i, -2)), code(i, -1)), code(i, 0)));
        plain(mix(mix(mix(name("triple+"), code(i, 0)), code(i, 1)), code(i, 2)));
        plain(mix(mix(mix(name("cueshape"), at(i, -1).cue), code(i, 0)), at(i, 1).cue));
        // Typography, and where it changes.
        const auto look_of = [](const Mark& m) {
            return (m.bold ? 1u : 0u) + (m.italic ? 2u : 0u) + (m.quoted ? 4u : 0u);
        };
        const std::uint64_t here = look_of(mark), before = look_of(at(i, -1)), behind = look_of(at(i, 1));
        add(mix(name("look"), here));
        add(mix(mix(mix(name("lookchange"), before), here), behind));
        plain(mix(mix(mix(name("looklist"), here), look), list));
        plain(mix(mix(name("lookshape"), here), code(i, 0)));
        const std::uint64_t quote = first_quote == n ? 0 : i < first_quote ? 1 : i <= last_quote + 1 ? 2 : 3;
        add(mix(mix(name("quote"), quote), list));
        plain(mix(mix(name("quoteshape"), quote), code(i, 0)));
        // Place in the entry.
        const Stretch& segment = passage.segments[mark.segment];
        const Stretch& chunk = passage.chunks[mark.chunk];
        const std::uint64_t segment_index = std::min<std::uint64_t>(mark.segment, 5);
        const std::uint64_t seg = stretch_code(segment, true), chk = stretch_code(chunk, false);
        const std::uint64_t seg_length = length_bucket(segment.end - segment.begin);
        const std::uint64_t chunk_length = length_bucket(chunk.end - chunk.begin);
        add(mix(name("segment"), segment_index));
        plain(mix(mix(name("segmentlist"), segment_index), list));
        add(mix(mix(name("segcode"), seg), segment_index));
        plain(mix(mix(name("segcodelength"), seg), seg_length));
        plain(mix(mix(mix(name("segcodelist"), seg), segment_index), list));
        plain(mix(mix(name("chunkcode"), chk), chunk_length));
        plain(mix(mix(mix(name("chunkseg"), chk), seg), code(i, 0)));
        if (mark.chunk > 0) {
            plain(mix(mix(name("chunk-"), stretch_code(passage.chunks[mark.chunk - 1], false)), chk));
        }
        if (mark.chunk + 1 < passage.chunks.size()) {
            plain(mix(mix(name("chunk+"), stretch_code(passage.chunks[mark.chunk + 1], false)), chk));
        }
        if (mark.segment > 0) {
            plain(mix(mix(name("segment-"), stretch_code(passage.segments[mark.segment - 1], true)), seg));
        }
        if (mark.segment + 1 < passage.segments.size()) {
            plain(mix(mix(name("segment+"), stretch_code(passage.segments[mark.segment + 1], true)), seg));
        } else {
            plain(mix(name("lastsegment"), seg));
        }
        const std::uint64_t in_segment = i == segment.begin ? 1 : i + 1 == segment.end ? 2 : 0;
        const std::uint64_t in_chunk = i == chunk.begin ? 1 : i + 1 == chunk.end ? 2 : 0;
        add(mix(mix(mix(name("edge"), in_segment), in_chunk), seg));
        plain(mix(mix(mix(name("edgeshape"), in_segment), in_chunk), code(i, 0)));
        const std::uint64_t year = first_year == n ? 0 : i < first_year ? 1 : i == first_year ? 2 : 3;
        add(mix(name("year"), year));
        plain(mix(mix(mix(name("yearlist"), year), bucket(style.early_year)), list));
        plain(mix(mix(name("yearshape"), year), code(i, 0)));
        plain(mix(mix(name("venue"), first_venue == n ? 0u : i < first_venue ? 1u : 2u), year));
        plain(mix(name("place"), i * 8 / n));
        plain(mix(mix(name("placeshape"), i * 4 / n), code(i, 0)));
        plain(mix(mix(name("depth"), mark.depth), code(i, 0)));
        plain(mix(mix(mix(name("depthcue"), mark.depth), at(i, -1).cue), chk));
        add(mix(name("break"), static_cast<std::uint64_t>(mark.before)));
        add(mix(mix(name("row"), std::min<std::uint64_t>(hard, 4)), rows));
        plain(mix(mix(mix(name("rowseg"), std::min<std::uint64_t>(hard, 4)), rows), seg));
        if (mark.told && kind == 0) {
            plain(name("told"));
            plain(mix(name("toldseg"), seg));
            plain(mix(name("toldshape"), code(i, 0)));
        }
        if (mark.owner) add(name("owner"));
        if (mark.linked) add(name("linked"));
        const std::uint64_t recurs = recurrence.of(passage.units[i].hash);
        if (mark.given) plain(name("given"));
        plain(mix(mix(mix(name("recurs"), recurs), mark.given), code(i, 0)));
        plain(mix(mix(name("recursbefore"), i > 0 ? recurrence.of(passage.units[i - 1].hash) : 9), recurs));
        // What the chunk knows of names.
        std::uint64_t known = 0;
        for (std::size_t k = chunk.begin; k < std::min(chunk.end, chunk.begin + 6); ++k) {
            known |= marks[k].given ? 1u : 0u;
            known |= marks[k].owner ? 2u : 0u;
            known |= recurrence.of(passage.units[k].hash) % 2 == 1 ? 4u : 0u;
        }
        plain(mix(mix(name("chunknames"), known), chk));
        plain(mix(mix(mix(name("chunknameslist"), known), chunk_length), list));
    }
    return sequence;
}

}  // namespace cvextract::fields::academic

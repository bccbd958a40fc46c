// Features of the units in the header lines of entries. A chunk is what stands between separators; a slot is a place in
// the pattern that all entries of a section share (line of the entry, cell, chunk). What the chunks of one slot look
// like over all entries is evidence for each of them: one clear entry decides the unclear ones.

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>

#include "fields/entries/entries.hpp"
#include "fields/entries/value_labels.hpp"

namespace cvextract::fields::entries {

namespace {

using learn::Feature;
using learn::mix;
using learn::name;

struct Chunk {
    std::size_t first = 0, last = 0;  // indices into the entry's units
    std::uint32_t flags = 0;
    std::uint32_t whole = 0;            ///< flags that all of its words have
    int row = 0, cell = 0, number = 0;  // number within its row
    int numbers = 0;                    // of its units that are numbers
    int words = 0, lowers = 0;          // of its units that are words, and those in lower case
    Feature before = 0, after = 0;      // separators
    std::uint64_t slot = 0;
};

int capped(std::size_t n, int cap) {
    return static_cast<int>(std::min<std::size_t>(n, static_cast<std::size_t>(cap)));
}

bool separates(std::string_view unit) {
    static constexpr std::string_view kAscii = ",;|()[]/:-";
    if (unit.size() == 1) return kAscii.find(unit[0]) != std::string_view::npos;
    // En and em dash, middle dot, bullet, full-width comma, ideographic comma, full-width bar and brackets.
    static constexpr std::string_view kOthers[] = {
        "\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xB7",     "\xE2\x80\xA2", "\xEF\xBC\x8C", "\xE3\x80\x81", "\xEF\xBD\x9C",
        "\xEF\xBC\x88", "\xEF\xBC\x89", "\xEF\xBC\x9A", "\xE2\x80\xA6", "\xE2\x97\x8F", "\xE2\x97\x86"};
    return std::find(std::begin(kOthers), std::end(kOthers), unit) != std::end(kOthers);
}

constexpr std::uint32_t kAnchors[] = {kOrganisation, kJobTitle, kDegree, kPlace, kStudyField};
// Phrases that may be all that a chunk holds: a whole chunk that is listed is what the list says.
constexpr std::uint32_t kWhole[] = {kOrganisation, kJobTitle,   kDegree,     kPlace,
                                    kPersonName,   kStudyField, kSchoolName, kCompany};

constexpr std::uint32_t kEvidence[] = {kOrganisation, kJobTitle, kDegree, kPlace, kInDate, kStudyField};

/// The chunks of a section that stand at one place of their entries: how many, and how many with each evidence.
struct Slot {
    std::size_t chunks = 0;
    std::array<std::size_t, std::size(kEvidence)> hits{};
};

class EntryReader {
  public:
    EntryReader(const Body& body, const std::vector<ValueLabel>& named, const std::vector<RowLabel>& labels,
                const Entry& entry)
        : body_(body), named_(named) {
        int header = 0;
        for (std::size_t r = entry.first; r < entry.last; ++r) {
            if (!holds_fields(body.kind, labels[r])) continue;
            for (std::size_t u = body.rows[r].first_unit; u < body.rows[r].last_unit; ++u) {
                units.push_back(u);
                row_.push_back(r);
                header_.push_back(header);
                label_.push_back(labels[r]);
            }
            ++header;
        }
        cut_chunks();
    }

    std::vector<std::size_t> units;
    std::vector<Chunk> chunks;

    void features(learn::Sequence& out, const std::map<std::uint64_t, Slot>& slots, std::size_t entries) const;

    /// The slot of each unit's chunk; none for what separates chunks.
    [[nodiscard]] std::vector<std::uint64_t> unit_slots() const;

  private:
    void cut_chunks();
    // A full stop that ends a sentence parts what is before it from what comes, as in "Tutor, City School. Taught ...".
    [[nodiscard]] bool ends_sentence(std::size_t i) const {
        const std::size_t u = units[i];
        if (str(i) != "." || i == 0 || i + 1 >= units.size() || units[i + 1] != u + 1) return false;
        const Unit &before = body_.units[u - 1], &after = body_.units[u + 1];
        return !body_.units[u].space_before && after.space_before && before.end - before.begin > 2 &&
               (body_.flags[u + 1] & kLowerWord) == 0;
    }
    [[nodiscard]] std::string_view str(std::size_t i) const {
        const Unit& unit = body_.units[units[i]];
        return body_.text.str().substr(unit.begin, unit.end - unit.begin);
    }
    const Body& body_;
    const std::vector<ValueLabel>& named_;
    [[nodiscard]] std::size_t first_with(const Chunk& chunk, std::uint32_t bit) const {
        std::size_t i = chunk.first;
        while (i + 1 < chunk.last && (body_.flags[units[i]] & bit) == 0) ++i;
        return i;
    }
    [[nodiscard]] std::size_t last_with(const Chunk& chunk, std::uint32_t bit) const {
        std::size_t i = chunk.last - 1;
        while (i > chunk.first && (body_.flags[units[i]] & bit) == 0) --i;
        return i;
    }
    std::vector<std::size_t> row_;
    std::vector<int> header_;
    std::vector<RowLabel> label_;
    std::vector<std::size_t> chunk_of_;
};

void EntryReader::cut_chunks() {
    chunk_of_.assign(units.size(), 0);
    int number = 0;
    Feature separator = name("row");
    bool open = false;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::size_t u = units[i];
        const bool new_row = i == 0 || row_[i] != row_[i - 1];
        const bool new_cell = !new_row && body_.cell[u] != body_.cell[units[i - 1]];
        // A hyphen inside a word ("Co-op", "2019-2021") separates nothing.
        // Nor does the comma of "1,4".
        const bool in_number = i > 0 && i + 1 < units.size() && units[i + 1] == u + 1 && units[i - 1] + 1 == u &&
                               body_.units[u - 1].kind == UnitClass::number &&
                               body_.units[u + 1].kind == UnitClass::number && !body_.units[u].space_before &&
                               !body_.units[u + 1].space_before;
        const bool mark = !in_number && body_.date[u] < 0 && (body_.flags[u] & kUrl) == 0 &&
                          (separates(str(i)) || ends_sentence(i)) && !(str(i) == "-" && !body_.units[u].space_before) &&
                          !(str(i) == "/" && !body_.units[u].space_before);
        const bool new_look = !new_row && !mark &&
                              (body_.style(u).bold != body_.style(units[i - 1]).bold ||
                               body_.style(u).italic != body_.style(units[i - 1]).italic);
        const bool dates = !new_row && (body_.date[u] >= 0) != (body_.date[units[i - 1]] >= 0);
        if (new_row) number = 0;
        if (mark) {
            if (open) chunks.back().after = body_.units[u].hash;
            open = false;
            separator = body_.units[u].hash;
            chunk_of_[i] = chunks.empty() ? 0 : chunks.size() - 1;
            continue;
        }
        if (!open || new_row || new_cell || new_look || dates) {
            if (new_row) separator = name("row");
            if (new_cell) separator = name("cell");
            if (open) chunks.back().after = new_row ? name("row") : new_cell ? name("cell") : name("look");
            if (open && (new_look || dates) && !new_row && !new_cell) separator = name("look");
            Chunk chunk;
            chunk.first = i;
            chunk.row = header_[i];
            chunk.cell = body_.cell[u];
            chunk.number = number++;
            chunk.before = separator;
            chunks.push_back(chunk);
            open = true;
        }
        chunk_of_[i] = chunks.size() - 1;
        Chunk& chunk = chunks.back();
        chunk.last = i + 1;
        chunk.flags |= body_.flags[u];
        chunk.numbers += body_.units[u].kind == UnitClass::number ? 1 : 0;
        chunk.words += body_.units[u].kind == UnitClass::word ? 1 : 0;
        chunk.lowers += (body_.flags[u] & kLowerWord) != 0 ? 1 : 0;
    }
    if (open) chunks.back().after = name("row");
    for (Chunk& chunk : chunks) {
        chunk.whole = ~0U;
        for (std::size_t i = chunk.first; i < chunk.last; ++i) {
            const Unit& unit = body_.units[units[i]];
            if (unit.kind != UnitClass::punctuation) chunk.whole &= body_.flags[units[i]];
        }
    }
    for (Chunk& chunk : chunks) {
        const auto& style = body_.style(units[chunk.first]);
        chunk.slot = mix(mix(mix(static_cast<Feature>(std::min(chunk.row, 4)), static_cast<Feature>(chunk.cell)),
                             static_cast<Feature>(std::min(chunk.number, 5))),
                         static_cast<Feature>((style.bold ? 1 : 0) | (style.italic ? 2 : 0)));
    }
}

std::vector<std::uint64_t> EntryReader::unit_slots() const {
    std::vector<std::uint64_t> out(units.size(), 0);
    for (const Chunk& chunk : chunks) {
        for (std::size_t i = chunk.first; i < chunk.last; ++i) {
            if (chunk_of_[i] < chunks.size() && &chunks[chunk_of_[i]] == &chunk) out[i] = chunk.slot;
        }
    }
    return out;
}

// What is worth knowing of the neighbours.
constexpr std::uint32_t kBeside = kOrganisation | kJobTitle | kDegree | kPlace | kInDate | kUrl | kPhraseStart |
                                  kLowerWord | kPersonName | kStudyField;

void EntryReader::features(learn::Sequence& out, const std::map<std::uint64_t, Slot>& slots,
                           std::size_t entries) const {
    const auto kind = static_cast<Feature>(body_.kind);
    const double body_size = body_.context->document.body_size;
    for (std::size_t i = 0; i < units.size(); ++i) {
        out.next();
        const std::size_t u = units[i];
        const Unit& unit = body_.units[u];
        const std::uint32_t flags = body_.flags[u];
        const auto& style = body_.style(u);
        const auto shape =
            static_cast<Feature>(static_cast<int>(unit.kind) * 4 + (unit.capital ? 1 : 0) + (unit.all_caps ? 2 : 0));
        const auto look = static_cast<Feature>((style.bold ? 1 : 0) | (style.italic ? 2 : 0) |
                                               (style.size > body_size + 0.4 ? 4 : 0));
        out.add(mix(name("unit"), unit.hash));
        out.add(mix(mix(name("unit+kind"), unit.hash), kind));
        out.add(mix(mix(name("shape"), shape), kind));
        const Feature left = i > 0 ? body_.units[units[i - 1]].hash : 0,
                      right = i + 1 < units.size() ? body_.units[units[i + 1]].hash : 0;
        out.add(mix(name("left"), left));
        out.add(mix(name("right"), right));
        out.add(mix(mix(name("left+unit"), left), unit.hash));
        out.add(mix(mix(name("unit+right"), right), unit.hash));
        for (std::uint32_t bit = 0; bit < kUnitFlags; ++bit) {
            if (flags >> bit & 1) out.add(mix(mix(name("flag"), bit), kind));
        }
        if (body_.sorts[u] != 0) out.add(mix(mix(name("sort"), body_.sorts[u]), kind));
        if (body_.suffixes[u] != 0) {
            out.add(mix(mix(name("suffix"), body_.suffixes[u]), kind));
            out.add(mix(mix(name("suffix+capital"), body_.suffixes[u]), shape));
        }
        if (body_.senses[u] != 0) out.add(mix(mix(name("sense"), body_.senses[u]), kind));
        if (const ValueLabel& named = named_[u]; named.sort != 0) {
            const Feature label = mix(mix(named.sort, named.strength), named.label ? 1 : 0);
            out.add(mix(mix(name("named"), label), kind));
            out.add(mix(mix(name("named+distance"), label), named.distance));
        }
        for (const bool before : {true, false}) {
            const bool there = before ? i > 0 : i + 1 < units.size();
            if (!there) continue;
            const std::size_t beside = units[before ? i - 1 : i + 1];
            const Feature side = mix(name(before ? "left flags" : "right flags"), body_.flags[beside] & kBeside);
            out.add(mix(side, kind));
            out.add(mix(mix(side, shape), flags & kBeside));
            if (flags & kLowerWord) out.add(mix(side, unit.hash));
            if (body_.senses[beside] != 0)
                out.add(mix(name(before ? "left sense" : "right sense"), body_.senses[beside]));
            if (body_.sorts[beside] != 0)
                out.add(mix(mix(name(before ? "left sort" : "right sort"), body_.sorts[beside]), kind));
        }
        const auto row_label = static_cast<Feature>(label_[i]);
        const Feature place = mix(mix(row_label, static_cast<Feature>(std::min(header_[i], 4))),
                                  static_cast<Feature>(std::min<int>(body_.cell[u], 3)));
        out.add(mix(mix(name("place"), place), kind));
        out.add(mix(mix(mix(name("place+look"), place), look), kind));
        out.add(mix(mix(name("look"), look), kind));
        const Chunk& chunk = chunks.empty() ? Chunk{} : chunks[chunk_of_[i]];
        const bool inside = i >= chunk.first && i < chunk.last;
        out.add(mix(mix(name("inside"), inside), kind));
        if (!inside) {
            out.add(mix(mix(name("separator"), unit.hash), kind));
        }
        const std::size_t c = chunks.empty() ? 0 : chunk_of_[i];
        // Where a value may begin: after what, and how a line begins against the line above.
        const bool opens = inside && i == chunk.first;
        out.add(mix(mix(name("opens"), opens ? chunk.before : 0), shape));
        if (opens && i > 0 && row_[i] != row_[i - 1]) {
            const auto& above_style = body_.style(units[i - 1]);
            const Row& above = body_.rows[row_[i - 1]];
            const Feature step = (above_style.bold != style.bold ? 1U : 0U) |
                                 (above_style.italic != style.italic ? 2U : 0U) |
                                 (std::abs(above_style.size - style.size) > 0.4 ? 4U : 0U) |
                                 (above.fill > 0.85 ? 8U : 0U) | (row_[i] != row_[i - 1] + 1 ? 16U : 0U);
            out.add(mix(mix(name("line opens"), step), kind));
            out.add(mix(mix(name("line opens+shape"), step), shape));
        }
        const std::uint32_t before = c > 0 ? chunks[c - 1].flags : 0,
                            after = c + 1 < chunks.size() ? chunks[c + 1].flags : 0;
        const std::uint32_t mask = kOrganisation | kJobTitle | kDegree | kPlace | kInDate | kUrl | kStudyField;
        out.add(mix(mix(name("chunk"), chunk.flags & mask), kind));
        out.add(mix(mix(mix(name("chunk+place"), chunk.flags & mask), place), kind));
        out.add(mix(mix(mix(name("chunk+before"), chunk.flags & mask), before & mask), kind));
        out.add(mix(mix(mix(name("chunk+after"), chunk.flags & mask), after & mask), kind));
        out.add(mix(mix(mix(name("separators"), chunk.before), chunk.after), kind));
        out.add(mix(mix(name("before"), chunk.before), mix(static_cast<Feature>(chunk.number), kind)));
        out.add(mix(mix(name("length"), static_cast<Feature>(capped(chunk.last - chunk.first, 8))),
                    mix(kind, static_cast<Feature>(std::min(chunk.numbers, 2)))));
        out.add(mix(mix(name("running"), static_cast<Feature>(capped(chunk.lowers, 6) * 4 + (chunk.words > 12  ? 3
                                                                                             : chunk.words > 6 ? 2
                                                                                             : chunk.words > 3 ? 1
                                                                                                               : 0))),
                    mix(kind, opens ? 1 : 0)));
        if (!chunks.empty()) {
            const std::size_t first = units[chunk.first], last = units[chunk.last - 1];
            out.add(mix(mix(name("chunk first"), body_.units[first].hash), kind));
            out.add(mix(mix(name("chunk last"), body_.units[last].hash), kind));
            // The cell's and the row's first words name what follows ("GPA:", "Thesis:", "Advisor:").
            out.add(mix(name("row first"), body_.units[body_.rows[row_[i]].first_unit].hash));
            if (c > 0) out.add(mix(name("chunk above last"), body_.units[units[chunks[c - 1].last - 1]].hash));
        }
        // Where the unit stands against the phrases of its chunk: what follows a degree is its subject, what follows an
        // organisation's word may still be its name.
        if (inside) {
            for (const std::uint32_t bit : kWhole) {
                if (chunk.whole & bit) out.add(mix(mix(name("whole"), bit), kind));
            }
            for (const std::uint32_t bit : kAnchors) {
                if ((chunk.flags & bit) == 0) continue;
                const std::size_t first = first_with(chunk, bit), last = last_with(chunk, bit);
                const Feature where = (flags & bit) != 0 ? 0U
                                      : i < first        ? (first - i > 2 ? 1U : 2U)
                                      : i > last         ? (i - last > 2    ? 3U
                                                            : i - last == 1 ? 4U
                                                                            : 5U)
                                                         : 6U;
                const Feature f = mix(mix(name("anchor"), bit), where);
                out.add(mix(f, kind));
                out.add(mix(mix(f, kind), flags & kBeside));
                if (flags & kLowerWord) out.add(mix(f, unit.hash));
            }
            out.add(mix(mix(name("from start"), static_cast<Feature>(std::min<std::size_t>(i - chunk.first, 4))),
                        mix(static_cast<Feature>(std::min<std::size_t>(chunk.last - i, 4)), chunk.flags & mask)));
        }
        // Evidence of the slot over all entries of the section.
        if (const auto it = slots.find(chunk.slot); it != slots.end() && inside) {
            Feature evidence = 0;
            const Slot& slot = it->second;
            for (std::size_t e = 0; e < std::size(kEvidence); ++e) {
                const double share = static_cast<double>(slot.hits[e]) / static_cast<double>(slot.chunks);
                const auto level = static_cast<Feature>(share > 0.75 ? 3 : share > 0.35 ? 2 : share > 0.05 ? 1 : 0);
                out.add(mix(mix(mix(name("slot"), kEvidence[e]), level), kind));
                evidence = evidence * 4 + level;
            }
            out.add(mix(mix(name("slot all"), evidence), kind));
            out.add(mix(mix(mix(name("slot all+place"), evidence), place), kind));
            out.add(
                mix(mix(name("slot common"), static_cast<Feature>(4 * slot.chunks / std::max<std::size_t>(entries, 1))),
                    kind));
        }
        // What the entry has elsewhere: a chunk that looks like a job title leaves the other one to be the employer.
        std::uint32_t others = 0;
        for (std::size_t k = 0; k < chunks.size() && k < 12; ++k) others |= k == c ? 0 : chunks[k].flags & mask;
        out.add(mix(mix(mix(name("others"), others), chunk.flags & mask), kind));
    }
}

}  // namespace

std::vector<EntryUnits> unit_features(const Body& body, const std::vector<RowLabel>& labels,
                                      const std::vector<Entry>& entries) {
    std::vector<EntryReader> readers;
    readers.reserve(entries.size());
    const std::vector<ValueLabel> named = find_value_labels(body);
    for (const Entry& entry : entries) readers.emplace_back(body, named, labels, entry);
    std::map<std::uint64_t, Slot> slots;
    for (const EntryReader& reader : readers) {
        for (const Chunk& chunk : reader.chunks) {
            Slot& slot = slots[chunk.slot];
            ++slot.chunks;
            for (std::size_t e = 0; e < std::size(kEvidence); ++e)
                slot.hits[e] += (chunk.flags & kEvidence[e]) != 0 ? 1 : 0;
        }
    }
    std::vector<EntryUnits> out;
    out.reserve(readers.size());
    for (EntryReader& reader : readers) {
        EntryUnits units;
        reader.features(units.features, slots, entries.size());
        units.slots = reader.unit_slots();
        units.units = std::move(reader.units);
        out.push_back(std::move(units));
    }
    return out;
}

}  // namespace cvextract::fields::entries

// Features of the lines of a section. The strongest ones compare a line with the section's other lines: entries of a
// section look alike, so what the first line looks like is what the other entries begin with.

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/unicode.hpp"
#include "fields/entries/body.hpp"
#include "fields/entries/value_labels.hpp"

namespace cvextract::fields::entries {

namespace {

using learn::Feature;
using learn::mix;
using learn::name;

int bucket(double value, std::initializer_list<double> bounds) {
    int b = 0;
    for (const double bound : bounds) b += value > bound ? 1 : 0;
    return b;
}

/// What is known of a row by itself, as small numbers; neighbours use it as well.
struct Facts {
    int date = 0;   ///< 0 none, 1 all of it, 2 at its start, 3 at its end, 4 inside
    int style = 0;  ///< bold, italic, size against the body, capitals of the first unit
    int indent = 0;
    int gap = 0;
    int cells = 0;
    int words = 0;
    int fill = 0;
    int lower = 0;  ///< begins in lower case
    int stop = 0;   ///< ends like a sentence
    bool bullet = false;
    std::uint32_t any = 0, lead = 0;  ///< unit flags over the row, and over its first units
    int label = 0;                    ///< has a colon within its first units
    Feature first = 0;
    Feature named = 0;  ///< the sort of the label that it begins with, and how clearly
    int lowers = 0;     ///< share of its words that are in lower case: running text has many
};

Facts facts(const Body& body, const std::vector<ValueLabel>& labels, const Row& row, double body_size) {
    Facts f;
    const std::size_t n = row.last_unit - row.first_unit;
    const auto& first = body.units[row.first_unit];
    const auto& style = body.style(row.first_unit);
    std::size_t dated = 0, words = 0, lowers = 0;
    for (std::size_t i = row.first_unit; i < row.last_unit; ++i) {
        words += body.units[i].kind == UnitClass::word ? 1 : 0;
        lowers += (body.flags[i] & kLowerWord) != 0 ? 1 : 0;
        f.any |= body.flags[i];
        if (i < row.first_unit + 4) f.lead |= body.flags[i];
        dated += body.date[i] >= 0 ? 1 : 0;
    }
    if (dated > 0) {
        const bool starts = body.date[row.first_unit] >= 0,
                   ends = body.date[row.last_unit - 1] >= 0 || (n > 1 && body.date[row.last_unit - 2] >= 0);
        f.date = dated + 2 >= n && starts ? 1 : starts ? 2 : ends ? 3 : 4;
    }
    f.style = (style.bold ? 1 : 0) | (style.italic ? 2 : 0) | (first.all_caps ? 4 : 0) |
              bucket(style.size - body_size, {-0.6, 0.4, 1.6}) << 3;
    f.indent = bucket(row.indent, {1.5, 6, 14, 24, 40, 80, 140});
    f.gap = bucket(row.space_above, {-1, 0.7, 2, 4.5, 9});
    f.cells = std::min<int>(body.cell[row.last_unit - 1], 3);
    f.words = bucket(static_cast<double>(n), {1, 2, 4, 7, 12, 20});
    f.fill = bucket(row.fill, {0.3, 0.6, 0.8, 0.92});
    f.lower = first.kind == UnitClass::word && !first.capital ? 1
              : first.kind == UnitClass::number               ? 2
              : first.kind == UnitClass::ideograph            ? 3
              : first.kind == UnitClass::punctuation          ? 4
                                                              : 0;
    const char last = body.text.str()[row.end - 1];
    f.stop = last == '.' ? 1 : last == ',' || last == ';' ? 2 : last == ':' ? 3 : 0;
    f.bullet = row.bullet;
    for (std::size_t i = row.first_unit; i < std::min(row.last_unit, row.first_unit + 5); ++i) {
        if (body.text.str()[body.units[i].begin] == ':') f.label = 1;
    }
    f.first = first.hash;
    const ValueLabel& label = labels[row.first_unit];
    if (label.label || label.strength == 3) f.named = mix(label.sort, label.strength);
    f.lowers =
        words == 0 ? 0 : 1 + bucket(static_cast<double>(lowers) / static_cast<double>(words), {0.01, 0.34, 0.6, 0.85});
    return f;
}

constexpr Feature kTemplate[] = {name("date"),  name("style"),  name("indent"), name("gap"),
                                 name("cells"), name("words"),  name("fill"),   name("lower"),
                                 name("stop"),  name("bullet"), name("label")};

void add_all(learn::Sequence& out, Feature position, const Facts& f) {
    const int values[] = {f.date,  f.style, f.indent,         f.gap,  f.cells, f.words, f.fill,
                          f.lower, f.stop,  f.bullet ? 1 : 0, f.label};
    for (std::size_t i = 0; i < std::size(values); ++i)
        out.add(mix(mix(position, kTemplate[i]), static_cast<Feature>(values[i])));
    if (f.named != 0) out.add(mix(mix(position, name("named")), f.named));
    out.add(mix(mix(position, name("lowers")), static_cast<Feature>(f.lowers * 8 + f.words)));
    for (std::uint32_t bit = 0; bit < kUnitFlags; ++bit) {
        if (f.any >> bit & 1) out.add(mix(mix(position, name("any")), bit));
        if (f.lead >> bit & 1) out.add(mix(mix(position, name("lead")), bit));
    }
}

}  // namespace

learn::Sequence row_features(const Body& body) {
    learn::Sequence out;
    const std::size_t n = body.rows.size();
    const double size = body.context->document.body_size;
    std::vector<Facts> all;
    all.reserve(n);
    const std::vector<ValueLabel> labels = find_value_labels(body);
    std::unordered_map<std::uint64_t, int> seen;
    std::unordered_map<std::uint64_t, std::size_t> marks;
    std::size_t dated = 0, bullets = 0, bold = 0;
    for (const Row& row : body.rows) {
        all.push_back(facts(body, labels, row, size));
        ++seen[row.signature];
        if (row.bullet) ++marks[row.mark];
        dated += all.back().date > 0;
        bullets += all.back().bullet;
        bold += all.back().style & 1;
    }
    const auto kind = static_cast<Feature>(body.kind);
    for (std::size_t i = 0; i < n; ++i) {
        out.next();
        const Facts& f = all[i];
        const Row& row = body.rows[i];
        out.add(mix(name("kind"), kind));
        add_all(out, name("this"), f);
        add_all(out, mix(name("this+kind"), kind), f);
        if (i > 0) add_all(out, name("above"), all[i - 1]);
        if (i + 1 < n) add_all(out, name("below"), all[i + 1]);
        out.add(mix(name("first unit"), f.first));
        if (body.senses[row.first_unit] != 0) out.add(mix(mix(name("first sense"), body.senses[row.first_unit]), kind));
        out.add(mix(mix(name("position"), i == 0 ? 0 : i == 1 ? 1 : i + 1 == n ? 3 : 2), row.breaks ? 1 : 0));
        // The section as a whole.
        const bool like_first = row.signature == body.rows[0].signature;
        const int repeats = bucket(static_cast<double>(seen[row.signature]), {1, 2, 4, 8});
        out.add(mix(mix(name("like first"), like_first), kind));
        out.add(mix(mix(mix(name("like first+"), like_first), static_cast<Feature>(repeats)),
                    static_cast<Feature>(f.date * 2 + (f.bullet ? 1 : 0))));
        out.add(mix(mix(name("repeats"), static_cast<Feature>(repeats)), static_cast<Feature>(f.gap)));
        const Facts& lead = all[0];
        const int alike = (f.date == lead.date ? 1 : 0) | (f.style == lead.style ? 2 : 0) |
                          (f.indent == lead.indent ? 4 : 0) | (f.cells == lead.cells ? 8 : 0) |
                          (f.bullet == lead.bullet ? 16 : 0);
        out.add(mix(name("alike"), static_cast<Feature>(alike)));
        out.add(mix(mix(name("alike+kind"), static_cast<Feature>(alike)), kind));
        const Feature section =
            static_cast<Feature>(bucket(static_cast<double>(dated) / static_cast<double>(n), {0.01, 0.15, 0.35, 0.6})) *
                64 +
            static_cast<Feature>(
                bucket(static_cast<double>(bullets) / static_cast<double>(n), {0.01, 0.3, 0.7, 0.99})) *
                8 +
            static_cast<Feature>(bucket(static_cast<double>(bold) / static_cast<double>(n), {0.01, 0.3, 0.7}));
        out.add(mix(mix(name("section+date"), section), static_cast<Feature>(f.date)));
        out.add(mix(mix(name("section+bullet"), section), static_cast<Feature>(f.bullet ? 1 : 0)));
        out.add(mix(mix(name("section+style"), section), static_cast<Feature>(f.style)));
        // A line that is wrapped goes on below: the line above reaches the right edge, this one does not begin anew.
        if (i > 0) {
            const Facts& above = all[i - 1];
            out.add(mix(name("wrap"), static_cast<Feature>(above.fill * 100 + f.lower * 10 + above.stop)));
            out.add(mix(name("indent step"),
                        static_cast<Feature>(bucket(row.left - body.rows[i - 1].left, {-30, -8, -1.5, 1.5, 8, 30}) * 8 +
                                             f.gap)));
            out.add(mix(name("style step"), static_cast<Feature>(above.style * 64 + f.style)));
            out.add(mix(name("date step"), static_cast<Feature>(above.date * 8 + f.date)));
            out.add(mix(name("bullet step"), static_cast<Feature>((above.bullet ? 2 : 0) + (f.bullet ? 1 : 0)) * 8 +
                                                 static_cast<Feature>(f.gap)));
        }
        // A section may have markers of several kinds: those of entries, of items, icons before dates and places.
        if (row.bullet) {
            const auto own = static_cast<double>(marks[row.mark]);
            const Feature share =
                static_cast<Feature>(bucket(own / static_cast<double>(bullets), {0.1, 0.3, 0.6, 0.95}));
            out.add(mix(name("mark"), row.mark));
            out.add(mix(mix(name("mark share"), share), static_cast<Feature>(f.date * 4 + std::min<int>(f.gap, 3))));
            out.add(mix(mix(name("mark rows"), share),
                        static_cast<Feature>(bucket(own / static_cast<double>(n), {0.1, 0.25, 0.5, 0.9}))));
            const bool new_mark = i > 0 && body.rows[i - 1].bullet && body.rows[i - 1].mark != row.mark;
            out.add(mix(mix(name("new mark"), new_mark), share));
            // Items nest: this marker stands further in than the section's first one.
            out.add(mix(mix(name("mark indent"), share), static_cast<Feature>(f.indent)));
        }
        // Lines since one that looks like the first, and since a bullet.
        std::size_t since = 0;
        while (since < i && since < 6 && body.rows[i - 1 - since].signature != body.rows[0].signature) ++since;
        out.add(mix(mix(name("since lead"), since), static_cast<Feature>(f.date * 2 + (f.style & 1))));
    }
    return out;
}

}  // namespace cvextract::fields::entries

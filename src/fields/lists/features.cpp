#include <algorithm>

#include "fields/lists/keywords.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::Row;
using learn::Feature;
using learn::mix;
using learn::name;

int bucket(double value, std::initializer_list<double> bounds) {
    int b = 0;
    for (const double bound : bounds) b += value > bound ? 1 : 0;
    return b;
}

/// Classes of separators, so that all scripts' commas are one.
int separator_class(std::string_view unit) {
    if (unit == "," || unit == "\xEF\xBC\x8C" || unit == "\xE3\x80\x81" || unit == "\xD8\x8C") return 1;
    if (unit == ";" || unit == "\xEF\xBC\x9B") return 2;
    if (unit == "|" || unit == "\xEF\xBD\x9C") return 3;
    if (unit == "/" || unit == "\\") return 4;
    if (unit == ":" || unit == "\xEF\xBC\x9A") return 5;
    if (unit == "\xC2\xB7" || unit == "\xE2\x80\xA2" || unit == "\xE2\x97\x8F" || unit == "\xE2\x8B\x85" ||
        unit == "\xE2\x88\x99" || unit == "*")
        return 6;
    if (unit == "-" || unit == "\xE2\x80\x93" || unit == "\xE2\x80\x94") return 7;
    if (unit == "(" || unit == "[" || unit == "\xEF\xBC\x88") return 8;
    if (unit == ")" || unit == "]" || unit == "\xEF\xBC\x89") return 9;
    if (unit == "." || unit == "\xE3\x80\x82") return 10;
    if (unit == "&" || unit == "+") return 11;
    return 0;
}

}  // namespace

learn::Sequence list_features(const Body& body) {
    learn::Sequence out;
    const std::size_t n = body.units.size();
    const auto kind = static_cast<Feature>(body.kind);
    const std::string_view text = body.text.str();
    std::vector<int> separator(n), row_of(n), colon_of_row(body.rows.size(), -1);
    std::vector<std::uint8_t> language(n, 0);
    const models::Lexicon languages = body.context->models.lexicon("languages");
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : body.units) hashes.push_back(unit.hash);
    double counts[12] = {};
    std::size_t labelled = 0, bullets = 0, celled = 0;
    for (std::size_t r = 0; r < body.rows.size(); ++r) {
        const Row& row = body.rows[r];
        for (std::size_t u = row.first_unit; u < row.last_unit; ++u) {
            row_of[u] = static_cast<int>(r);
            separator[u] = separator_class(text.substr(body.units[u].begin, body.units[u].end - body.units[u].begin));
            // The comma of "3,2" and the stop of "2.0" separate nothing.
            const bool in_number = u > row.first_unit && u + 1 < row.last_unit &&
                                   body.units[u - 1].kind == UnitClass::number &&
                                   body.units[u + 1].kind == UnitClass::number && !body.units[u].space_before &&
                                   !body.units[u + 1].space_before;
            if (in_number) separator[u] = 0;
            counts[separator[u]] += 1;
            if (separator[u] == 5 && colon_of_row[r] < 0 && u < row.first_unit + 9)
                colon_of_row[r] = static_cast<int>(u);
        }
        labelled += colon_of_row[r] >= 0;
        bullets += row.bullet;
        celled += body.cell[row.last_unit - 1] > 0;
    }
    for (std::size_t i = 0; i < n;) {
        const auto match = languages.longest(hashes, i);
        for (std::size_t k = 0; match && k < match->units; ++k) language[i + k] = 1;
        i += match ? match->units : 1;
    }
    const auto rows = static_cast<double>(std::max<std::size_t>(body.rows.size(), 1));
    const auto share = [&](double count) {
        return static_cast<Feature>(bucket(count / rows, {0.05, 0.35, 0.75, 1.5, 4}));
    };
    const Feature profile = mix(mix(share(counts[1]), share(static_cast<double>(labelled))),
                                mix(share(static_cast<double>(bullets)), share(counts[3] + counts[6])));
    const Feature dense = share(static_cast<double>(n) / 6);
    const auto separator_at = [&](std::size_t i) -> Feature { return i < n ? static_cast<Feature>(separator[i]) : 15; };
    std::size_t since = 0;
    for (std::size_t u = 0; u < n; ++u) {
        out.next();
        const Unit& unit = body.units[u];
        const Row& row = body.rows[static_cast<std::size_t>(row_of[u])];
        const bool row_start = u == row.first_unit, cell_start = row_start || body.cell[u] != body.cell[u - 1];
        since = row_start || separator[u] != 0 ? 0 : since + 1;
        const auto& style = body.style(u);
        const Feature look = static_cast<Feature>((style.bold ? 1 : 0) | (style.italic ? 2 : 0));
        const Feature look_before =
            u > 0 ? static_cast<Feature>((body.style(u - 1).bold ? 1 : 0) | (body.style(u - 1).italic ? 2 : 0)) : 4;
        const int colon = colon_of_row[static_cast<std::size_t>(row_of[u])];
        const Feature side = colon < 0 ? 0 : static_cast<int>(u) < colon ? 1 : static_cast<int>(u) == colon ? 2 : 3;
        const Feature here = static_cast<Feature>(separator[u]);
        const Feature start = static_cast<Feature>((row_start ? 1 : 0) | (cell_start ? 2 : 0) | (row.bullet ? 4 : 0));
        const bool bracket = (body.flags[u] & entries::kBracketed) != 0;
        const Feature shape =
            static_cast<Feature>(static_cast<int>(unit.kind) * 4 + (unit.capital ? 1 : 0) + (unit.all_caps ? 2 : 0));
        const Feature before = u > 0 ? separator_at(u - 1) : 15, after = separator_at(u + 1);
        // A row that begins in lower case below a full one goes on with what stands above.
        const std::size_t r = static_cast<std::size_t>(row_of[u]);
        const Feature wraps = row_start && r > 0
                                  ? 1 + static_cast<Feature>(bucket(body.rows[r - 1].fill, {0.6, 0.85})) * 2 +
                                        (row.bullet ? 8 : 0) + (u > 0 ? separator_at(u - 1) * 16 : 0)
                                  : 0;
        out.add(mix(mix(name("unit"), unit.hash), kind));
        out.add(mix(mix(name("left"), u > 0 ? hashes[u - 1] : 0), kind));
        out.add(mix(mix(name("right"), u + 1 < n ? hashes[u + 1] : 0), kind));
        out.add(mix(mix(name("left+unit"), u > 0 ? hashes[u - 1] : 0), unit.hash));
        out.add(mix(mix(name("separators"), here), mix(before, after)));
        out.add(mix(mix(name("separators+kind"), here), mix(mix(before, after), kind)));
        out.add(mix(mix(name("separator+profile"), here), mix(profile, bracket ? 1 : 0)));
        out.add(mix(mix(name("before+profile"), before), mix(profile, start)));
        out.add(mix(mix(name("start"), start), mix(kind, side)));
        out.add(mix(mix(name("start+profile"), start), mix(profile, kind)));
        out.add(mix(mix(name("side"), side), mix(kind, here)));
        out.add(mix(mix(name("side+look"), side), mix(look, kind)));
        out.add(mix(mix(name("side+profile"), side), mix(profile, here)));
        out.add(mix(mix(name("look"), look), mix(look_before, start)));
        out.add(mix(mix(name("look+kind"), look), mix(kind, dense)));
        out.add(mix(mix(name("bracket"), bracket ? 1 : 0), mix(here, kind)));
        out.add(mix(mix(name("bracket+before"), bracket ? 1 : 0), mix(before, here)));
        out.add(mix(mix(name("shape"), shape), mix(before, start)));
        out.add(mix(mix(name("wraps"), wraps), mix(profile, shape)));
        out.add(mix(mix(name("since"), std::min<std::size_t>(since, 6)), mix(profile, kind)));
        out.add(mix(mix(name("cell"), std::min<std::uint16_t>(body.cell[u], 3)),
                    mix(kind, static_cast<Feature>(bucket(static_cast<double>(celled) / rows, {0.1, 0.5, 0.9})))));
        out.add(mix(mix(name("cell+look"), std::min<std::uint16_t>(body.cell[u], 3)), mix(look, side)));
        out.add(mix(mix(name("space"), unit.space_before ? 1 : 0), mix(here, before)));
        out.add(mix(mix(name("language"), language[u]), mix(kind, u > 0 ? language[u - 1] : 0)));
        out.add(mix(mix(name("flags"), body.flags[u] & (entries::kInDate | entries::kUrl)), kind));
        out.add(mix(mix(name("dense"), dense), mix(kind, here)));
        if (u > 1) out.add(mix(mix(name("two before"), separator_at(u - 2)), mix(before, here)));
        out.add(mix(
            mix(name("row length"),
                static_cast<Feature>(bucket(static_cast<double>(row.last_unit - row.first_unit), {1, 3, 6, 12, 20}))),
            mix(start, profile)));
    }
    return out;
}

}  // namespace cvextract::fields::lists

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "fields/lists/keywords.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::Row;
using learn::Feature;
using learn::mix;
using learn::name;

Feature bucket(double value, std::initializer_list<double> bounds) {
    Feature b = 0;
    for (const double bound : bounds) b += value > bound ? 1 : 0;
    return b;
}

constexpr std::uint32_t kListing = kComma | kSemicolon | kBar | kDot;

// The sign that parts two atoms, if any, the strongest of them where there are more.
std::uint32_t sign_of(std::uint32_t breaks) {
    for (const std::uint32_t b : {kOpen, kColon, kSemicolon, kBar, kDot, kComma, kSlash, kDash, kAnd, kStop,
                                  kTightSlash, kTightDot, kBullet, kName, kStyle, kClose})
        if ((breaks & b) != 0) return b;
    return 0;
}

std::uint32_t place_of(std::uint32_t breaks) {
    for (const std::uint32_t b : {kRow, kCell, kGap})
        if ((breaks & b) != 0) return b;
    return 0;
}

/// What an atom looks like by itself.
struct Look {
    Feature whole = 0, first = 0, last = 0;
    std::size_t words = 0;
    Feature shape = 0;
    Feature level = 0;  // 0: no word of it tells a level, 1: some do, 2: all do
    Feature heading = 0;
    Feature style = 0;
    bool lower = false, number = false;
};

class Features {
  public:
    Features(const Body& body, const std::vector<Atom>& atoms) : body_(body), atoms_(atoms) {
        const auto& models = body.context->models;
        words_ = models.lexicon("list_words");
        headings_ = models.lexicon("headings");
        for (const Unit& unit : body.units) hashes_.push_back(unit.hash);
        for (const Atom& atom : atoms) looks_.push_back(look(atom));
        measure();
    }

    learn::Sequence all();

  private:
    [[nodiscard]] Look look(const Atom& atom) const;
    void measure();

    const Body& body_;
    const std::vector<Atom>& atoms_;
    models::Lexicon words_, headings_;
    std::vector<std::uint64_t> hashes_;
    std::vector<Look> looks_;
    std::vector<std::uint32_t> row_breaks_;       // of each row: what stands in it, behind its start
    std::vector<std::size_t> row_atoms_, order_;  // atoms in each row; number of each atom in its row
    std::vector<std::size_t> first_of_row_;
    std::vector<int> colons_;   // number of the atom behind the first colon of a row, or -1
    std::vector<double> room_;  // points left at the end of each row
    Feature profile_ = 0, layout_ = 0;
    std::uint32_t present_ = 0;  // what parts atoms in this section more than now and then
    bool bold_labels_ = false;
};

Look Features::look(const Atom& atom) const {
    Look out;
    out.whole = name("atom");
    std::size_t levels = 0, words = 0;
    for (std::size_t u = atom.first; u < atom.last;) {
        const auto match = words_.longest(hashes_, u);
        const bool level =
            match && (match->payload == "level" || match->payload == "part") && u + match->units <= atom.last;
        const std::size_t n = level ? match->units : 1;
        for (std::size_t k = u; k < u + n; ++k) {
            out.whole = mix(out.whole, hashes_[k]);
            const bool word = body_.units[k].kind != UnitClass::punctuation;
            words += word ? 1 : 0;
            levels += word && level ? 1 : 0;
            out.number = out.number || body_.units[k].kind == UnitClass::number;
        }
        u += n;
    }
    out.level = levels == 0 ? 0 : levels == words ? 2 : 1;
    out.words = words;
    const Unit& first = body_.units[atom.first];
    out.first = first.hash;
    out.last = hashes_[atom.last - 1];
    out.lower = (body_.flags[atom.first] & entries::kLowerWord) != 0;
    out.shape = static_cast<Feature>(first.kind) * 4 + (first.capital ? 1 : 0) + (first.all_caps ? 2 : 0);
    const auto heading = headings_.exact(std::span(hashes_).subspan(atom.first, atom.last - atom.first));
    if (heading) out.heading = name(heading->payload);
    const auto& style = body_.style(atom.first);
    out.style = static_cast<Feature>((style.bold ? 1 : 0) | (style.italic ? 2 : 0));
    return out;
}

void Features::measure() {
    const std::size_t n = body_.rows.size();
    row_breaks_.assign(n, 0);
    row_atoms_.assign(n, 0);
    first_of_row_.assign(n, atoms_.size());
    colons_.assign(n, -1);
    room_.assign(n, 0);
    double counts[32] = {};
    std::size_t rows = 0, labelled = 0, bullets = 0, bold = 0, plain = 0;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
        const Atom& atom = atoms_[i];
        const std::size_t r = atom.row;
        if (row_atoms_[r] == 0) {
            first_of_row_[r] = i;
            ++rows;
            bullets += (atom.breaks & kBullet) != 0 ? 1 : 0;
        } else {
            row_breaks_[r] |= atom.breaks;
            if ((atom.breaks & kColon) != 0 && colons_[r] < 0) {
                colons_[r] = static_cast<int>(row_atoms_[r]);
                labelled += row_atoms_[r] < 3 ? 1 : 0;
            }
        }
        // What ends the row before stands in that row.
        if ((atom.breaks & kRow) != 0 && i > 0)
            row_breaks_[atoms_[i - 1].row] |= atom.breaks & (kListing | kAnd | kSlash | kDash);
        order_.push_back(row_atoms_[r]++);
        for (int b = 0; b < 32; ++b) counts[b] += (atom.breaks >> b) & 1U;
        (body_.style(atom.first).bold ? bold : plain) += 1;
    }
    std::map<std::pair<int, int>, double> edge;
    for (const Row& row : body_.rows) {
        const auto& line = body_.context->document.lines.at(row.range.line);
        double& right = edge[{line.page, line.region}];
        right = std::max(right, row.right);
    }
    for (std::size_t r = 0; r < n; ++r) {
        const auto& line = body_.context->document.lines.at(body_.rows[r].range.line);
        room_[r] = edge[{line.page, line.region}] - body_.rows[r].right;
    }
    const double all = static_cast<double>(std::max<std::size_t>(rows, 1));
    const auto share = [&](double count) { return bucket(count / all, {0.05, 0.35, 0.75, 1.5, 4}); };
    const auto count = [&](std::uint32_t b) { return counts[std::countr_zero(b)]; };
    profile_ = mix(mix(share(count(kComma)), share(static_cast<double>(labelled))),
                   mix(share(static_cast<double>(bullets)), share(count(kBar) + count(kDot) + count(kSemicolon))));
    layout_ = mix(share(count(kGap) + count(kCell)), mix(share(static_cast<double>(bullets)), bold > 0 && plain > 0));
    for (const std::uint32_t b : {kComma, kSemicolon, kBar, kDot, kSlash, kDash, kGap, kCell, kColon})
        if (count(b) >= 2 && count(b) >= 0.3 * all) present_ |= b;
    bold_labels_ = bold > 0 && plain > 0;
}

learn::Sequence Features::all() {
    learn::Sequence out;
    const auto kind = static_cast<Feature>(body_.kind);
    const Look none;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
        out.next();
        const Atom& atom = atoms_[i];
        const Look& here = looks_[i];
        const Look& before = i > 0 ? looks_[i - 1] : none;
        const Look& after = i + 1 < atoms_.size() ? looks_[i + 1] : none;
        const std::uint32_t next = i + 1 < atoms_.size() ? atoms_[i + 1].breaks : kRow | kStop;
        const std::uint32_t past = i > 0 ? atoms_[i - 1].breaks : 0;
        const Feature sign = sign_of(atom.breaks), place = place_of(atom.breaks);
        const Feature next_sign = sign_of(next), next_place = place_of(next);
        const Feature broken = mix(sign, place), next_broken = mix(next_sign, next_place);
        const bool bullet = (atom.breaks & kBullet) != 0, wraps = (atom.breaks & kRow) != 0 && i > 0;
        const std::size_t r = atom.row;
        const Row& row = body_.rows[r];
        const Feature in_row = (row_breaks_[r] & kListing) | ((row_breaks_[r] & kColon) != 0 ? 1U << 30 : 0U);
        const Feature side = colons_[r] < 0 ? 0 : static_cast<int>(order_[i]) < colons_[r] ? 1 : 2;
        const Feature order = std::min<std::size_t>(order_[i], 3);
        const Feature atoms = bucket(static_cast<double>(row_atoms_[r]), {1, 2, 4});
        const Feature words = bucket(static_cast<double>(here.words), {1, 2, 3, 5, 9});
        const Feature name_here = (atom.language ? 1 : 0) | (atom.only_language ? 2 : 0);
        const Feature name_before =
            i > 0 ? (atoms_[i - 1].language ? 1 : 0) | (atoms_[i - 1].only_language ? 2 : 0) : 4;
        const Feature restyled = i == 0 ? 4 : here.style != before.style ? 1 : 0;
        const auto add = [&](const char* what, Feature value) { out.add(mix(name(what), value)); };

        add("bias", kind);
        add("whole", mix(here.whole, kind));
        add("first", mix(here.first, kind));
        add("last", mix(here.last, kind));
        add("before last", mix(before.last, broken));
        add("first+broken", mix(here.first, broken));
        add("broken", broken);
        add("broken+kind", mix(broken, kind));
        add("broken+next", mix(broken, next_broken));
        add("breaks", atom.breaks);
        add("broken+profile", mix(broken, profile_));
        add("broken+layout", mix(broken, layout_));
        add("sign+present", mix(sign, present_));
        add("broken+in row", mix(broken, in_row));
        add("broken+in row+present", mix(mix(broken, in_row), present_));
        add("next+kind", mix(next_broken, mix(kind, place)));
        add("next+words", mix(next_broken, mix(words, place)));
        add("side", mix(side, mix(kind, order)));
        add("side+look", mix(side, mix(here.style, restyled)));
        add("side+broken", mix(side, broken));
        add("order", mix(order, mix(atoms, kind)));
        add("order+look", mix(order, mix(here.style, mix(kind, bold_labels_ ? 1 : 0))));
        add("row", mix(mix(order, atoms), mix(in_row, place)));
        add("look", mix(here.style, mix(restyled, broken)));
        add("look+next", mix(here.style, mix(i + 1 < atoms_.size() ? after.style : 4, mix(next_broken, place))));
        add("shape", mix(here.shape, broken));
        add("shape+words", mix(here.shape, mix(words, kind)));
        add("words", mix(words, mix(broken, kind)));
        add("words+next", mix(words, mix(next_broken, kind)));
        add("words around", mix(bucket(static_cast<double>(before.words), {1, 3, 6}), mix(words, broken)));
        add("level", mix(here.level, mix(kind, broken)));
        add("level+before", mix(here.level, mix(name_before, mix(kind, broken))));
        add("level+words", mix(here.level, mix(words, broken)));
        add("level after level", mix(here.level, mix(before.level, broken)));
        add("level+next", mix(here.level, mix(next_broken, kind)));
        add("next level", mix(after.level, mix(next_broken, broken)));
        add("number", mix(here.number ? 1 : 0, mix(words, mix(broken, kind))));
        add("name", mix(name_here, mix(kind, broken)));
        add("name+before", mix(name_here, mix(name_before, broken)));
        add("name+next", mix(name_here, mix(next_broken, kind)));
        add("heading", mix(here.heading, mix(next_broken, place)));
        add("heading+style", mix(here.heading != 0 ? 1 : 0, mix(here.style, mix(restyled, atoms))));
        add("past", mix(sign_of(past), mix(place_of(past), broken)));
        add("bullet", mix(bullet ? 1 : 0, mix(place, layout_)));
        add("date", mix(body_.date[atom.first] >= 0 ? 1 : 0, kind));
        add("url", mix(body_.flags[atom.first] & entries::kUrl, kind));
        if (wraps) {
            const Row& above = body_.rows[atoms_[i - 1].row];
            const auto& token = body_.text.token(body_.text.pieces()[body_.piece[atom.first]]);
            const double size = std::max(1.0F, body_.style(atom.first).size);
            const double room = room_[atoms_[i - 1].row] - (token.box.x1 - token.box.x0) - 0.2 * size;
            const Feature fits = bucket(room / size, {0, 2, 6});
            const Feature hang = bucket((row.left - above.left) / size, {-0.6, 0.6});
            const Feature space = bucket(row.space_above / size, {0.15, 0.6});
            const Feature above_row = row_breaks_[atoms_[i - 1].row] & kListing;
            const Feature mark = (row.bullet ? 1 : 0) | (above.bullet ? 2 : 0) | (row.breaks ? 4 : 0);
            const Feature single = (row_atoms_[r] == 1 ? 1 : 0) | (row_atoms_[atoms_[i - 1].row] == 1 ? 2 : 0);
            add("wraps", mix(sign, mix(fits, mark)));
            add("wraps+lower", mix(sign, mix(fits, mix(here.lower ? 1 : 0, mark))));
            add("wraps+hang", mix(sign, mix(hang, mix(space, mark))));
            add("wraps+look", mix(restyled, mix(here.style, mix(fits, mark))));
            add("wraps+lists", mix(sign, mix(above_row, mix(in_row, fits))));
            add("wraps+single", mix(single, mix(sign, mix(fits, here.lower ? 1 : 0))));
            add("wraps+space", mix(space, mix(restyled, single)));
            add("wraps+profile", mix(profile_, mix(sign, mix(fits, here.lower ? 1 : 0))));
            add("wraps+kind", mix(kind, mix(sign, mix(fits, mark))));
        }
        if ((atom.breaks & kRow) != 0 && r + 1 < body_.rows.size()) {
            // What stands alone above a list, or in another style, may name it.
            const Row& below = body_.rows[r + 1];
            const bool other =
                below.first_unit < below.last_unit && body_.style(below.first_unit) != body_.style(atom.first);
            const Feature single = row_atoms_[r] == 1 ? 1 : 0;
            const Feature lists = row_breaks_[r + 1] & kListing;
            add("above", mix(single, mix(lists, mix(other ? 1 : 0, kind))));
            add("above+atoms", mix(single, mix(bucket(static_cast<double>(row_atoms_[r + 1]), {0, 1, 3}),
                                               mix(other ? 1 : 0, bullet ? 1 : 0))));
            add("above+bullet", mix(single, mix(below.bullet ? 1 : 0, mix(bullet ? 1 : 0, here.style))));
        }
    }
    return out;
}

}  // namespace

learn::Sequence list_features(const Body& body, const std::vector<Atom>& atoms) {
    return Features(body, atoms).all();
}

}  // namespace cvextract::fields::lists

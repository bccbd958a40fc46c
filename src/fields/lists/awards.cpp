#include "fields/lists/awards.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "fields/entries/list_rows.hpp"
#include "fields/lists/honour_rules.hpp"
#include "learn/agree.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::Entry;
using learn::Feature;
using learn::mix;
using learn::name;

constexpr float kAgreement = 1.0F;
constexpr std::size_t kNoEntry = static_cast<std::size_t>(-1);

/// Where an atom stands in its entry.
struct Place {
    std::size_t entry = kNoEntry;
    std::size_t row = 0;               // of the entry
    std::size_t order = 0;             // in the row, dates not counted
    std::size_t before = 0;            // atoms of the entry before it, dates not counted
    bool date = false, dated = false;  // is a date; a date stands before it in the entry
    bool bracket = false;
    Feature slot = 0;
};

std::uint32_t sign_of(std::uint32_t breaks) {
    for (const std::uint32_t b : {kOpen, kColon, kSemicolon, kBar, kDot, kWord, kComma, kSlash, kDash, kAnd, kStop,
                                  kTightSlash, kTightDot, kClose, kBullet, kStyle})
        if ((breaks & b) != 0) return b;
    return breaks & kDate;
}

std::uint32_t place_of(std::uint32_t breaks) {
    for (const std::uint32_t b : {kRow, kCell, kGap})
        if ((breaks & b) != 0) return b;
    return 0;
}

std::vector<Place> places_of(const Body& body, const std::vector<Atom>& atoms, const std::vector<Entry>& entries) {
    std::vector<Place> out(atoms.size());
    std::size_t e = 0;
    bool bracket = false;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        Place& place = out[i];
        const Atom& atom = atoms[i];
        while (e < entries.size() && entries[e].last <= atom.row) ++e;
        if (e < entries.size() && atom.row >= entries[e].first) {
            place.entry = e;
            place.row = atom.row - entries[e].first;
        }
        place.date = body.date[atom.first] >= 0;
        if ((atom.breaks & kClose) != 0) bracket = false;
        if ((atom.breaks & kOpen) != 0) bracket = true;
        place.bracket = bracket;
        if (i > 0 && out[i - 1].entry == place.entry) {
            const Place& last = out[i - 1];
            const std::size_t step = last.date ? 0 : 1;
            place.before = last.before + step;
            place.dated = last.dated || last.date;
            place.order = atoms[i - 1].row == atom.row ? last.order + step : 0;
        }
        place.slot = mix(mix(std::min<std::size_t>(place.row, 3), std::min<std::size_t>(place.order, 3)),
                         mix(sign_of(atom.breaks), mix(place.bracket ? 1 : 0, place.date ? 1 : 0)));
    }
    return out;
}

}  // namespace

learn::Sequence part_features(const Body& body, const std::vector<Atom>& atoms, const std::vector<Entry>& entries) {
    learn::Sequence out;
    const auto kind = static_cast<Feature>(body.kind);
    const models::Lexicon words = body.context->models.lexicon("list_words");
    const std::vector<Place> places = places_of(body, atoms, entries);
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : body.units) hashes.push_back(unit.hash);
    std::map<Feature, std::size_t> repeated;
    struct Slot {
        double atoms = 0, organisations = 0, ranks = 0, awards = 0;
    };
    std::map<Feature, Slot> slots;
    std::map<std::size_t, std::size_t> sizes, rows;
    struct Look {
        Feature whole = 0, sorts = 0, classes = 0;
        bool organisation = false, person = false, place = false, job = false;
        std::size_t words = 0, lower = 0, numbers = 0;
        bool money = false;
    };
    std::vector<Look> looks;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        Look look;
        std::size_t placed = 0;
        for (std::size_t u = atoms[i].first; u < atoms[i].last; ++u) {
            look.whole = mix(look.whole, hashes[u]);
            const std::uint32_t flags = body.flags[u];
            look.organisation = look.organisation || (flags & entries::kOrganisation) != 0;
            look.person = look.person || (flags & entries::kPersonName) != 0;
            look.job = look.job || (flags & entries::kJobTitle) != 0;
            const bool word = body.units[u].kind == UnitClass::word || body.units[u].kind == UnitClass::ideograph;
            placed += word && (flags & entries::kPlace) != 0 ? 1 : 0;
            look.words += word ? 1 : 0;
            look.lower += (flags & entries::kLowerWord) != 0 ? 1 : 0;
            look.numbers += body.units[u].kind == UnitClass::number ? 1 : 0;
            const std::string_view text =
                body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
            look.money = look.money || text == "$" || text == "\xE2\x82\xAC" || text == "\xC2\xA3" ||
                         text == "\xC2\xA5" || text == "%";
            if (const auto match = words.longest(hashes, u); match && u + match->units <= atoms[i].last) {
                if (match->payload == "rank") look.classes |= 1;
                if (match->payload == "award") look.classes |= 2;
                if (match->payload == "certificate") look.classes |= 4;
            }
        }
        look.place = look.words > 0 && placed == look.words;
        ++repeated[look.whole];
        Slot& slot = slots[places[i].slot];
        slot.atoms += 1;
        slot.organisations += look.organisation ? 1 : 0;
        slot.ranks += (look.classes & 1) != 0 ? 1 : 0;
        slot.awards += (look.classes & 6) != 0 ? 1 : 0;
        if (!places[i].date) ++sizes[places[i].entry];
        rows[places[i].entry] = std::max(rows[places[i].entry], places[i].row + 1);
        looks.push_back(look);
    }
    double widest = 0;
    for (const auto& row : body.rows) widest = std::max(widest, row.right);
    const auto share = [](double part, double all) -> Feature {
        return all < 2 ? 4 : part == 0 ? 0 : part < 0.34 * all ? 1 : part < 0.67 * all ? 2 : 3;
    };
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        out.next();
        const Atom& atom = atoms[i];
        const Place& place = places[i];
        const Look& look = looks[i];
        const std::uint32_t next = i + 1 < atoms.size() ? atoms[i + 1].breaks : kRow;
        const bool last = i + 1 >= atoms.size() || places[i + 1].entry != place.entry;
        const bool next_date = !last && places[i + 1].date;
        const Feature broken = mix(sign_of(atom.breaks), place_of(atom.breaks));
        const Feature next_broken = last ? 99 : mix(sign_of(next), place_of(next));
        const Feature in = place.entry == kNoEntry ? 0 : 1;
        const Feature size = std::min<std::size_t>(sizes[place.entry], 5),
                      tall = std::min<std::size_t>(rows[place.entry], 3);
        const Feature where = mix(std::min<std::size_t>(place.row, 3), std::min<std::size_t>(place.order, 3));
        const auto& style = body.style(atom.first);
        const Feature face = static_cast<Feature>((style.bold ? 1 : 0) | (style.italic ? 2 : 0));
        const auto& style_before = body.style(i > 0 ? atoms[i - 1].first : atom.first);
        const Feature changed = style.bold != style_before.bold || style.italic != style_before.italic ? 1 : 0;
        const Feature word_before = (atom.breaks & kWord) != 0 && atom.first > 0 ? hashes[atom.first - 1] : 0;
        const Feature flags =
            (look.organisation ? 1 : 0) | (look.person ? 2 : 0) | (look.place ? 4 : 0) | (look.job ? 8 : 0);
        const Feature count = std::min<std::size_t>(look.words, 7);
        const Feature odd = (place.date ? 1 : 0) | (place.bracket ? 2 : 0) | (look.money ? 4 : 0) |
                            (look.numbers > 0 ? 8 : 0) | (in != 0 ? 16 : 0);
        const Slot& slot = slots[place.slot];
        const Feature slot_says = mix(share(slot.organisations, slot.atoms),
                                      mix(share(slot.ranks, slot.atoms), share(slot.awards, slot.atoms)));
        const Feature again = std::min<std::size_t>(repeated[look.whole], 3);
        const Feature lower = (body.flags[atom.first] & entries::kLowerWord) != 0 ? 1 : 0;
        const auto add = [&](const char* what, Feature value) { out.add(mix(name(what), value)); };

        add("odd", odd);
        add("odd+kind", mix(odd, kind));
        add("broken", mix(broken, odd));
        add("broken+kind", mix(broken, mix(kind, place.bracket ? 1 : 0)));
        add("broken+next", mix(broken, mix(next_broken, place.bracket ? 1 : 0)));
        add("breaks", mix(atom.breaks, odd));
        add("where", mix(where, mix(kind, odd)));
        add("where+size", mix(where, mix(size, tall)));
        add("where+broken", mix(where, mix(broken, size)));
        add("before", mix(std::min<std::size_t>(place.before, 4), mix(size, kind)));
        add("before+broken", mix(std::min<std::size_t>(place.before, 4), mix(broken, place.bracket ? 1 : 0)));
        add("date around", mix((place.dated ? 1 : 0) | (next_date ? 2 : 0) | (last ? 4 : 0), mix(where, kind)));
        add("date around+broken", mix((place.dated ? 1 : 0) | (next_date ? 2 : 0) | (last ? 4 : 0), mix(broken, kind)));
        add("face", mix(face, mix(changed, where)));
        add("face+kind", mix(face, mix(changed, mix(kind, broken))));
        add("whole", look.whole);
        add("first", mix(hashes[atom.first], kind));
        add("last", mix(hashes[atom.last - 1], kind));
        add("word before", mix(word_before, kind));
        add("word before+flags", mix(word_before, flags));
        for (std::size_t u = atom.first; u < atom.last; ++u) {
            add("word", mix(hashes[u], place.bracket ? 1 : 0));
            if (body.sorts[u] != 0) add("sort", mix(body.sorts[u], kind));
            if (body.suffixes[u] != 0) add("suffix", body.suffixes[u]);
        }
        add("flags", mix(flags, kind));
        add("flags+broken", mix(flags, broken));
        add("flags+where", mix(flags, mix(where, size)));
        add("flags+classes", mix(flags, look.classes));
        add("classes", mix(look.classes, kind));
        add("classes+broken", mix(look.classes, mix(broken, place.bracket ? 1 : 0)));
        add("classes+where", mix(look.classes, mix(where, size)));
        add("classes+next", mix(look.classes, next_broken));
        if (i > 0) {
            add("classes before", mix(looks[i - 1].classes, mix(look.classes, broken)));
            add("flags before", mix(looks[i - 1].organisation ? 1 : 0, mix(flags, broken)));
            add("classes+flags before", mix(looks[i - 1].classes, mix(flags, broken)));
        }
        if (!last) add("classes after", mix(looks[i + 1].classes, mix(look.classes, next_broken)));
        if (!last)
            add("flags after", mix((looks[i + 1].organisation ? 1 : 0) | (next_date ? 2 : 0),
                                   mix(flags, mix(look.classes, next_broken))));
        add("count", mix(count, mix(broken, kind)));
        add("count+where", mix(count, mix(where, size)));
        add("lower", mix(lower, mix(broken, count)));
        if ((atom.breaks & kRow) != 0 && i > 0) {
            // Would the first word have had room in the line above? Then this is no wrapped line.
            const auto& row_here = body.rows[atom.row];
            const auto& above = body.rows[atoms[i - 1].row];
            const auto& token = body.text.token(body.text.pieces()[body.piece[atom.first]]);
            const double type = std::max(1.0F, style.size);
            const double room = (widest - above.right - (token.box.x1 - token.box.x0)) / type;
            const Feature fits = row_here.breaks ? 9 : room > 6 ? 3 : room > 2 ? 2 : room > 0.2 ? 1 : 0;
            const double step = (row_here.left - above.left) / type;
            const Feature hang = step > 0.6 ? 2 : step < -0.6 ? 1 : 0;
            const Feature space = row_here.space_above > 0.3 * type ? 1 : 0;
            const Feature size_changed = std::abs(style.size - style_before.size) > 0.08F * style.size ? 1 : 0;
            const Feature stopped = (atom.breaks & kStop) != 0 ? 1 : 0;
            add("wraps", mix(fits, mix(lower, stopped)));
            add("wraps+look", mix(fits, mix(changed | size_changed << 1, hang)));
            add("wraps+flags", mix(fits, mix(flags, kind)));
            add("wraps+where", mix(fits, mix(where, mix(place.dated ? 1 : 0, size))));
            add("wraps+space", mix(space, mix(fits, changed | size_changed << 1)));
            add("restyled", mix(changed | size_changed << 1, mix(where, kind)));
        }
        add("slot", mix(slot_says, broken));
        add("slot+flags", mix(slot_says, mix(flags, look.classes)));
        add("again", mix(again, mix(broken, kind)));
        add("again+where", mix(again, mix(where, flags)));
    }
    return out;
}

namespace {

/// Whether all words of a span say how well one did: "2nd place", "Finalist".
bool is_rank(const Body& body, const models::Lexicon& words, std::span<const std::uint64_t> hashes, std::size_t first,
             std::size_t last) {
    bool rank = false;
    for (std::size_t u = first; u < last;) {
        const auto match = words.longest(hashes.subspan(0, last), u);
        if (match && match->payload == "rank") {
            rank = true;
            u += match->units;
        } else if (body.units[u].kind == UnitClass::number || body.units[u].kind == UnitClass::punctuation) {
            ++u;
        } else {
            return false;
        }
    }
    return rank;
}

/// A rank before or behind the name of a competition is a note, and the name is the title.
void settle_ranks(const Body& body, const models::Lexicon& words, std::span<const std::uint64_t> hashes,
                  std::vector<PartSpan>& spans) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        PartSpan& span = spans[i];
        if (span.part != Part::title || !is_rank(body, words, hashes, span.first, span.last)) continue;
        // "Third prize at ..." is named by its rank.
        const bool named = i + 1 < spans.size() && spans[i + 1].first == span.last + 1 &&
                           body.units[span.last].kind == UnitClass::word;
        if (named) continue;
        auto other = std::find_if(spans.begin(), spans.end(),
                                  [&](const PartSpan& o) { return &o != &span && o.part == Part::title; });
        if (other == spans.end())
            other = std::find_if(spans.begin(), spans.end(), [&](const PartSpan& o) { return o.part == Part::giver; });
        if (other == spans.end()) continue;
        span.part = Part::note;
        other->part = Part::title;
        return;
    }
}

/// A rank or a lone word is no title where the entry has a longer phrase that is no part of it yet: that names what the
/// rank was reached in ("Finalist, World Robot Contest"). The entry's atoms are those from `first_atom` on.
void find_title(const Body& body, const models::Lexicon& words, std::span<const std::uint64_t> hashes,
                const std::vector<Atom>& atoms, const std::vector<Place>& places,
                const std::vector<std::uint8_t>& labels, std::size_t first_atom, std::vector<PartSpan>& spans) {
    const auto ranks = [&](std::size_t first, std::size_t last) { return is_rank(body, words, hashes, first, last); };
    const auto named = std::ranges::find(spans, Part::title, &PartSpan::part);
    if (named == spans.end()) return;
    const bool rank = ranks(named->first, named->last);
    const bool lone = named->last == named->first + 1 && std::ranges::any_of(spans, [&](const PartSpan& span) {
                          return span.part == Part::note && ranks(span.first, span.last);
                      });
    if (!rank && !lone) return;
    const Atom* best = nullptr;
    std::size_t longest = 1;
    for (std::size_t i = first_atom; i < atoms.size() && places[i].entry == places[first_atom].entry; ++i) {
        const Atom& atom = atoms[i];
        if (places[i].date || places[i].bracket || labels[i] != 0) continue;
        std::size_t count = 0, placed = 0;
        for (std::size_t u = atom.first; u < atom.last; ++u) {
            const bool word = body.units[u].kind == UnitClass::word || body.units[u].kind == UnitClass::ideograph;
            count += word ? 1 : 0;
            placed += word && (body.flags[u] & entries::kPlace) != 0 ? 1 : 0;
        }
        if (count <= longest || placed == count || ranks(atom.first, atom.last)) continue;
        longest = count;
        best = &atom;
    }
    if (best == nullptr) return;
    const PartSpan title{Part::title, best->first, best->last, named->confidence * 0.8};
    if (rank)
        named->part = Part::note;
    else
        spans.erase(named);
    spans.push_back(title);
}

/// A line that begins in bold type and goes on in another.
bool restyled(const Body& body, const std::vector<Atom>& atoms, std::size_t i) {
    if ((atoms[i].breaks & kStyle) == 0 || i == 0 || body.style(atoms[i].first).bold) return false;
    const std::size_t row = atoms[i].row, first = body.rows[row].first_unit;
    if (body.date[first] >= 0 || !body.style(first).bold || (body.flags[atoms[i].first] & entries::kLowerWord) != 0)
        return false;
    return body.style(atoms[i].first - 1).bold;
}

/// "CAD 600", "EUR 20 000": a number beside a currency.
bool holds_money(const Body& body, const models::Lexicon& words, std::span<const std::uint64_t> hashes,
                 const Atom& atom) {
    bool number = false, currency = false;
    for (std::size_t u = atom.first; u < atom.last; ++u) {
        number = number || body.units[u].kind == UnitClass::number;
        const auto match = words.longest(hashes.subspan(0, atom.last), u);
        currency = currency || (match && match->payload.find("money") != std::string_view::npos);
    }
    return number && currency;
}

/// An entry that has parts has a title.
void settle_title(std::vector<PartSpan>& spans) {
    if (spans.empty() ||
        std::any_of(spans.begin(), spans.end(), [](const PartSpan& s) { return s.part == Part::title; }))
        return;
    spans.front().part = Part::title;
    spans.front().confidence *= 0.5;
}

}  // namespace

std::vector<std::vector<PartSpan>> read_parts(const Body& body, const entries::Cut& cut) {
    const std::vector<Entry>& entries = cut.entries;
    std::vector<std::vector<PartSpan>> out(entries.size());
    const learn::Crf crf(body.context->models.member("weights/honours.crf"));
    if (crf.labels().size() != std::size(kParts) || body.units.empty()) return out;
    const std::vector<Atom> atoms = cut_atoms(body, Grain::phrases);
    if (atoms.empty()) return out;
    const std::vector<Place> places = places_of(body, atoms, entries);
    std::vector<std::uint64_t> allowed(atoms.size(), 31);
    std::vector<std::uint64_t> clusters;
    std::vector<std::uint32_t> owner;
    const models::Lexicon money = body.context->models.lexicon("date_words");
    const models::Lexicon words = body.context->models.lexicon("list_words");
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : body.units) hashes.push_back(unit.hash);
    const entries::RowRoom room(body);
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        if ((atoms[i].breaks & kRow) != 0 && room.above(atoms[i].row)) allowed[i] &= ~16ULL;
        if ((atoms[i].breaks & kTightSlash) != 0) allowed[i] &= 17ULL;
        if (restyled(body, atoms, i)) allowed[i] &= ~16ULL;
        if (places[i].entry == kNoEntry) allowed[i] = 1;
        if ((atoms[i].breaks & kOpen) != 0 && holds_money(body, money, hashes, atoms[i])) allowed[i] &= ~18ULL;
        if (i == 0 || places[i].entry != places[i - 1].entry) allowed[i] &= ~16ULL;
        clusters.push_back(places[i].entry == kNoEntry ? 0 : places[i].slot);
        owner.push_back(static_cast<std::uint32_t>(places[i].entry));
    }
    std::vector<float> scores = crf.scores(part_features(body, atoms, entries), allowed);
    constexpr std::uint8_t kGroups[] = {0, 1, 2, 3, 4};
    learn::agree(scores, crf.decode(scores), clusters, owner, kGroups, kAgreement);
    const learn::Labelling labelling = crf.decode(scores);
    std::vector<std::size_t> owners;
    for (const Place& place : places) owners.push_back(place.entry);
    bool opened = false;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        const auto part = static_cast<Part>(labelling.labels[i]);
        if (part == Part::none || places[i].entry == kNoEntry) continue;
        auto& spans = out[places[i].entry];
        if (part == Part::more) {
            const bool goes_on = i > 0 && labelling.labels[i - 1] != 0 && !spans.empty();
            if (!goes_on) continue;
            spans.back().last = opened ? atoms[i].last : atoms[i].outer_last;
            spans.back().confidence = std::min<double>(spans.back().confidence, labelling.confidence[i]);
            continue;
        }
        opened = (atoms[i].breaks & kOpen) != 0;
        spans.push_back({part, atoms[i].first, atoms[i].last, labelling.confidence[i]});
    }
    std::size_t at = 0;  // first atom of the entry
    for (std::size_t e = 0; e < out.size(); ++e) {
        while (at < owners.size() && (owners[at] == kNoEntry || owners[at] < e)) ++at;
        if (at == owners.size()) break;
        if (owners[at] != e) continue;
        settle_ranks(body, words, hashes, out[e]);
        find_title(body, words, hashes, atoms, places, labelling.labels, at, out[e]);
        settle_title(out[e]);
        mend_parts({body, cut, atoms, labelling.labels, owners, room, hashes}, at, out[e]);
    }
    return out;
}

}  // namespace cvextract::fields::lists

#include "fields/lists/keywords.hpp"

#include <algorithm>

namespace cvextract::fields::lists {

namespace {

using entries::Body;

/// A run of atoms of one item, category or level.
struct Run {
    Label label;
    std::size_t first, last;  // units
    double confidence;
    bool language;
};

constexpr std::uint64_t bit(Label label) {
    return 1ULL << static_cast<int>(label);
}

/// Hard facts: what stands behind a list marker begins anew; what stands between a language's name and its end is no
/// part of it.
std::vector<std::uint64_t> allowed_labels(const Body& body, const std::vector<Atom>& atoms) {
    constexpr std::uint64_t kAll =
        bit(Label::none) | bit(Label::begin) | bit(Label::inside) | bit(Label::category) | bit(Label::level);
    std::vector<std::uint64_t> out(atoms.size(), kAll);
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        const Atom& atom = atoms[i];
        const bool marked = (atom.breaks & kRow) != 0 && body.rows[atom.row].bullet &&
                            body.rows[atom.row].first_unit == atom.outer_first;
        if (i == 0 || marked) out[i] &= ~bit(Label::inside);
        if ((atom.breaks & kName) != 0 && i > 0 && atoms[i - 1].only_language && !atom.language &&
            body.kind == SectionKind::languages)
            out[i] &= ~bit(Label::inside);
    }
    return out;
}

/// What stands in brackets behind a skill is a part of it: "AWS (EC2, S3)", "Java (basic)"; behind a language it is its
/// level.
void keep_brackets(const Body& body, const std::vector<Atom>& atoms, std::vector<std::uint8_t>& labels) {
    if (body.kind == SectionKind::languages) return;
    bool language = false;
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        const auto label = static_cast<Label>(labels[i]);
        const bool item = i > 0 && (labels[i - 1] == static_cast<std::uint8_t>(Label::begin) ||
                                    labels[i - 1] == static_cast<std::uint8_t>(Label::inside));
        if ((atoms[i].breaks & kOpen) != 0 && item && !language && (label != Label::category))
            labels[i] = static_cast<std::uint8_t>(Label::inside);
        else if (label == Label::begin)
            language = atoms[i].language;
    }
}

std::vector<Run> runs_of(const Body& body) {
    std::vector<Run> out;
    const learn::Crf crf(body.context->models.member("weights/lists.crf"));
    if (crf.labels().size() != std::size(kLabels) || body.units.empty()) return out;
    const std::vector<Atom> atoms = cut_atoms(body);
    if (atoms.empty()) return out;
    learn::Labelling labelling = crf.decode(list_features(body, atoms), allowed_labels(body, atoms));
    keep_brackets(body, atoms, labelling.labels);
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        auto label = static_cast<Label>(labelling.labels[i]);
        if (label == Label::none) continue;
        const auto before = i > 0 ? static_cast<Label>(labelling.labels[i - 1]) : Label::none;
        const Atom& atom = atoms[i];
        if (label == Label::inside && (before == Label::begin || before == Label::inside) && !out.empty()) {
            out.back().last = atom.outer_last;
            out.back().confidence = std::min<double>(out.back().confidence, labelling.confidence[i]);
        } else if (label == before && (label == Label::level || label == Label::category) &&
                   (atom.breaks & (kBullet | kSemicolon | kColon | kBar)) == 0) {
            out.back().last = atom.outer_last;
            out.back().confidence = std::min<double>(out.back().confidence, labelling.confidence[i]);
        } else {
            if (label == Label::inside) label = Label::begin;
            out.push_back({label, atom.first, atom.last, labelling.confidence[i], atom.language});
        }
    }
    return out;
}

/// What a category says its items are; SectionKind::other where it says nothing.
SectionKind kind_of(const Value& category, const models::Lexicon& headings) {
    if (category.empty()) return SectionKind::other;
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : cut_units(category.text)) {
        if (unit.kind != UnitClass::punctuation) hashes.push_back(unit.hash);
    }
    // "Foreign Languages": what counts is what it ends with.
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const auto match = headings.exact(std::span(hashes).subspan(i));
        if (match) return section_kind(match->payload);
    }
    return SectionKind::other;
}

class Sorter {
  public:
    Sorter(const Context& context, Record& record)
        : languages_(context.models.lexicon("languages")),
          headings_(context.models.lexicon("headings")),
          record_(record) {}

    void add(const std::vector<Group>& groups, SectionKind section) {
        std::size_t known = 0, items = 0, levels = 0;
        for (const Group& group : groups) {
            for (const Group::Item& item : group.items) {
                known += names_language(item) ? 1 : 0;
                levels += item.level.empty() ? 0 : 1;
                ++items;
            }
        }
        // Languages that are not spoken: "Python, C++, SQL" below "Languages".
        const bool programming = known == 0 && items > 2 && levels == 0;
        for (const Group& group : groups) {
            const SectionKind said = kind_of(group.category, headings_);
            std::size_t names = 0;
            for (const Group::Item& item : group.items) names += names_language(item) ? 1 : 0;
            if (group.items.empty()) {
                if (section != SectionKind::languages) add_rest(group, section);
            } else if (section == SectionKind::languages) {
                if (programming || (known > 0 && names == 0 && !group.category.empty() && group.items.size() > 1))
                    add_rest(group, SectionKind::skills);
                else
                    add_languages(group, known);
            } else if (2 * names > group.items.size() &&
                       (said == SectionKind::languages || names == group.items.size())) {
                add_languages(group, names);
            } else if (said == SectionKind::interests || said == SectionKind::skills) {
                add_rest(group, said);
            } else if (said == SectionKind::awards || said == SectionKind::certificates) {
                continue;
            } else {
                add_rest(group, section);
            }
        }
    }

  private:
    [[nodiscard]] bool names_language(const Group::Item& item) const {
        if (item.language) return true;
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : cut_units(item.text.text)) hashes.push_back(unit.hash);
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            if (const auto match = languages_.longest(hashes, i)) return true;
        }
        return false;
    }

    // Where names of languages are known, what holds none of them is no language: a heading of a table ("Language"), a
    // label ("Mother tongue"), a part of a level. Where none is known, the lists have no word for this script or
    // spelling.
    void add_languages(const Group& group, std::size_t known) {
        for (const Group::Item& item : group.items) {
            if (known == 0 || !item.level.empty() || names_language(item)) {
                record_.languages.push_back({item.text, item.level.empty() ? group.level : item.level});
            }
        }
    }

    void add_rest(const Group& group, SectionKind kind) {
        std::vector<Value> keywords;
        for (const Group::Item& item : group.items) keywords.push_back(item.text);
        const bool levels = std::any_of(group.items.begin(), group.items.end(),
                                        [](const Group::Item& item) { return !item.level.empty(); });
        if (kind == SectionKind::skills && levels && group.category.empty()) {
            // A level of each.
            for (const Group::Item& item : group.items) record_.skills.push_back({item.text, item.level, {}});
        } else if (kind == SectionKind::skills) {
            record_.skills.push_back({group.category, group.level, std::move(keywords)});
        } else if (group.category.empty()) {
            for (Value& keyword : keywords) record_.interests.push_back({std::move(keyword), {}});
        } else {
            record_.interests.push_back({group.category, std::move(keywords)});
        }
    }

    models::Lexicon languages_, headings_;
    Record& record_;
};

}  // namespace

std::vector<Group> read_groups(const Body& body) {
    std::vector<Group> out;
    for (const Run& run : runs_of(body)) {
        Value value = printed_value(body, run.first, run.last, run.confidence);
        if (value.empty()) continue;
        if (run.label == Label::category) {
            out.push_back({std::move(value), {}, {}});
        } else if (run.label == Label::level) {
            // A second level of the same item is none.
            if (out.empty()) continue;
            Value& level = out.back().items.empty() ? out.back().level : out.back().items.back().level;
            if (level.empty()) level = std::move(value);
        } else {
            if (out.empty()) out.emplace_back();
            out.back().items.push_back({std::move(value), {}, run.language});
        }
    }
    return out;
}

void collect_lists(const Context& context, Record& record) {
    Sorter sorter(context, record);
    for (const segment::Section& section : context.outline.sections) {
        const bool mine = section.kind == SectionKind::skills || section.kind == SectionKind::languages ||
                          section.kind == SectionKind::interests;
        if (!mine) continue;
        const segment::Section read = read_columns(context, section);
        const Body body(context, read);
        sorter.add(read_groups(body), section.kind);
    }
}

}  // namespace cvextract::fields::lists

#include "fields/lists/keywords.hpp"

#include <algorithm>

#include "fields/lists/tongues.hpp"

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

/// Whether nothing but a level stands in an atom.
bool is_level(const models::Lexicon& words, const Body& body, const Atom& atom) {
    std::vector<std::uint64_t> hashes;
    for (std::size_t u = atom.first; u < atom.last; ++u) hashes.push_back(body.units[u].hash);
    const auto match = words.exact(hashes);
    return match && match->payload == "level";
}

/// Hard facts: what stands behind a list marker begins anew; what stands between a language's name and its end is no
/// part of it.
std::vector<std::uint64_t> allowed_labels(const Body& body, const std::vector<Atom>& atoms) {
    constexpr std::uint64_t kAll =
        bit(Label::none) | bit(Label::begin) | bit(Label::inside) | bit(Label::category) | bit(Label::level);
    std::vector<std::uint64_t> out(atoms.size(), kAll);
    const models::Lexicon words = body.context->models.lexicon("list_words");
    for (std::size_t i = 0; i < atoms.size(); ++i) {
        const Atom& atom = atoms[i];
        const bool marked = (atom.breaks & kRow) != 0 && body.rows[atom.row].bullet &&
                            body.rows[atom.row].first_unit == atom.outer_first;
        if (i == 0 || marked) out[i] &= ~bit(Label::inside);
        // "Excel | advanced": a level is no item of its own.
        constexpr Breaks kBefore = kBar | kColon | kDash | kCell | kGap;
        if ((atom.breaks & kBefore) != 0 && (atom.breaks & kRow) == 0 && is_level(words, body, atom))
            out[i] &= bit(Label::level) | bit(Label::none);
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

/// A row's first words apart from its items name their category where they do so in another row of the section.
void agree_on_categories(const std::vector<Atom>& atoms, std::vector<std::uint8_t>& labels) {
    constexpr Breaks kApart = kGap | kCell | kColon;
    constexpr auto kCategory = static_cast<std::uint8_t>(Label::category);
    const auto leads = [&](std::size_t i, Label label) {
        return (i == 0 || (atoms[i].breaks & kRow) != 0) && i + 1 < atoms.size() &&
               (atoms[i + 1].breaks & kApart) != 0 && (atoms[i + 1].breaks & kRow) == 0 &&
               labels[i] == static_cast<std::uint8_t>(label) &&
               labels[i + 1] == static_cast<std::uint8_t>(Label::begin);
    };
    bool named = false;
    for (std::size_t i = 0; i < atoms.size() && !named; ++i) named = leads(i, Label::category);
    for (std::size_t i = 0; named && i < atoms.size(); ++i) {
        if (leads(i, Label::none)) labels[i] = kCategory;
    }
}

/// "DevOps (CMake, Docker)" is a skill, too, where the model took what stands before the bracket for a category: behind
/// that would be a colon.
void keep_named_brackets(const Body& body, const std::vector<Atom>& atoms, std::vector<std::uint8_t>& labels) {
    if (body.kind == SectionKind::languages) return;
    const auto is = [&](std::size_t i, Label label) { return labels[i] == static_cast<std::uint8_t>(label); };
    for (std::size_t i = 1; i < atoms.size(); ++i) {
        const bool colon = i + 1 < atoms.size() && (atoms[i + 1].breaks & kColon) != 0;
        if ((atoms[i].breaks & (kOpen | kRow)) != kOpen || colon) continue;
        if (!is(i - 1, Label::category) || !is(i, Label::begin)) continue;
        std::size_t first = i - 1;
        while (first > 0 && is(first - 1, Label::category) && (atoms[first].breaks & (kRow | kCell | kColon)) == 0)
            --first;
        labels[first] = static_cast<std::uint8_t>(Label::begin);
        for (std::size_t k = first + 1; k <= i; ++k) labels[k] = static_cast<std::uint8_t>(Label::inside);
    }
}

/// A slash with spaces around it stands inside a skill ("C / C++"), not between two.
void keep_slashes(const Body& body, const std::vector<Atom>& atoms, std::vector<std::uint8_t>& labels) {
    if (body.kind == SectionKind::languages) return;
    const auto is = [&](std::size_t i, Label label) { return labels[i] == static_cast<std::uint8_t>(label); };
    for (std::size_t i = 1; i < atoms.size(); ++i) {
        const bool only_slash =
            (atoms[i].breaks & kSlash) != 0 && (atoms[i].breaks & (kRow | kCell | kComma | kBullet)) == 0;
        if (only_slash && is(i, Label::begin) && (is(i - 1, Label::begin) || is(i - 1, Label::inside)))
            labels[i] = static_cast<std::uint8_t>(Label::inside);
    }
}

std::vector<Run> runs_of(const Body& body) {
    std::vector<Run> out;
    const learn::Crf crf(body.context->models.member("weights/lists.crf"));
    if (crf.labels().size() != std::size(kLabels) || body.units.empty()) return out;
    const std::vector<Atom> atoms = cut_atoms(body);
    if (atoms.empty()) return out;
    learn::Labelling labelling = crf.decode(list_features(body, atoms), allowed_labels(body, atoms));
    agree_on_categories(atoms, labelling.labels);
    keep_named_brackets(body, atoms, labelling.labels);
    keep_slashes(body, atoms, labelling.labels);
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

    /// `named`: bits of the kinds that the section's heading names.
    void add(const std::vector<Group>& groups, SectionKind section, std::uint32_t named = 0) {
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
                if ((named >> static_cast<unsigned>(said) & 1U) != 0) add_honours(group, said);
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

    void add_honours(const Group& group, SectionKind kind) {
        for (const Group::Item& item : group.items) {
            if (kind == SectionKind::awards)
                record_.awards.push_back({item.text, {}, {}, {}});
            else
                record_.certificates.push_back({item.text, {}, {}, {}});
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

constexpr std::uint32_t kLongestLabel = 5;  // tokens

/// Lists that stand behind a label among other things, as in the personal data of a CV: "Languages: German, English".
class LabelledLines {
  public:
    explicit LabelledLines(const Context& context)
        : document_(context.document),
          headings_(context.models.lexicon("headings")),
          languages_(context.models.lexicon("languages")) {}

    [[nodiscard]] std::vector<segment::Section> find(const std::vector<layout::Range>& ranges) const {
        std::vector<segment::Section> out;
        for (std::size_t r = 0; r < ranges.size();) {
            segment::Section section;
            std::uint32_t end = 0;
            section.kind = labelled(ranges[r], end);
            section.confidence = 0.7;
            const bool mine = section.kind == SectionKind::languages || section.kind == SectionKind::skills ||
                              section.kind == SectionKind::interests;
            if (!mine) {
                ++r;
                continue;
            }
            section.body.push_back({ranges[r].line, end, ranges[r].end});
            for (++r; r < ranges.size() && goes_on(section.kind, ranges[r - 1], ranges[r]); ++r)
                section.body.push_back(ranges[r]);
            out.push_back(std::move(section));
        }
        return out;
    }

  private:
    [[nodiscard]] const layout::Token& token(const layout::Range& range, std::uint32_t t) const {
        return document_.lines.at(range.line).tokens.at(t);
    }
    // What the label of a line says, and where the label ends.
    [[nodiscard]] SectionKind labelled(const layout::Range& range, std::uint32_t& end) const {
        std::string label;
        for (std::uint32_t t = range.begin; t + 1 < range.end && t < range.begin + kLongestLabel; ++t) {
            if (token(range, t).role != layout::Role::text) continue;
            label += (label.empty() ? "" : " ") + token(range, t).text;
            const bool colon = label.ends_with(':') || label.ends_with("\xEF\xBC\x9A");
            if (!colon && !token(range, t + 1).tab_before) continue;
            end = t + 1;
            while (label.ends_with(':')) label.pop_back();
            const auto match = headings_.exact(label);
            return match ? section_kind(match->payload) : SectionKind::other;
        }
        return SectionKind::other;
    }
    [[nodiscard]] bool goes_on(SectionKind kind, const layout::Range& above, const layout::Range& range) const {
        const auto& a = document_.lines.at(above.line);
        const auto& b = document_.lines.at(range.line);
        if (above.begin == above.end || range.begin == range.end || a.region != b.region || a.page != b.page)
            return false;
        const std::string& last = token(above, above.end - 1).text;
        const std::string& first = token(range, range.begin).text;
        if (last.ends_with(',') || first.starts_with('(')) return true;
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : cut_units(first)) hashes.push_back(unit.hash);
        return kind == SectionKind::languages && !hashes.empty() && languages_.longest(hashes, 0).has_value() &&
               cut_units(first).front().capital;
    }

    const layout::Document& document_;
    models::Lexicon headings_, languages_;
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
        Tongues tongues = read_tongues(context, section);
        for (Language& language : tongues.languages) record.languages.push_back(std::move(language));
        // Where the languages of a section are told apart, nothing else in it is one.
        const bool done = section.kind == SectionKind::languages && !tongues.languages.empty();
        const segment::Section read = read_columns(context, tongues.rest);
        const Body body(context, read);
        if (!done) sorter.add(read_groups(body), section.kind, section.named);
    }
    const LabelledLines labelled(context);
    const auto add_labelled = [&](const std::vector<layout::Range>& ranges) {
        const auto found = labelled.find(ranges);
        // Skills alone behind a label are those of a job.
        const bool personal = std::any_of(found.begin(), found.end(), [](const segment::Section& section) {
            return section.kind != SectionKind::skills;
        });
        for (const segment::Section& section : found) {
            if (!personal) break;
            const Body body(context, section);
            sorter.add(read_groups(body), section.kind);
        }
    };
    add_labelled(context.outline.header);
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind == SectionKind::contact || section.kind == SectionKind::other) add_labelled(section.body);
    }
}

}  // namespace cvextract::fields::lists

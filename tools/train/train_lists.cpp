// train_lists: learns weights/lists.crf, which reads lists of skills, languages and interests. See docs/models.md.

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

#include "align.hpp"
#include "command.hpp"
#include "fields/lists/awards.hpp"
#include "fields/lists/keywords.hpp"

using namespace cvextract;
using fields::entries::Body;
using fields::lists::cut_atoms;
using fields::lists::Label;
using nlohmann::json;

namespace {

std::vector<std::uint64_t> words_of(const std::string& text) {
    std::vector<std::uint64_t> out;
    for (const Unit& unit : cut_units(text)) {
        if (unit.kind != UnitClass::punctuation) out.push_back(unit.hash);
    }
    return out;
}

/// Labels values in printed order: each at its first place behind the one before, or else anywhere still free; rather
/// where it begins and ends with atoms than inside of them.
class Marker {
  public:
    explicit Marker(const Body& body) : atoms(cut_atoms(body)), labels(atoms.size(), 0) {
        for (std::size_t a = 0; a < atoms.size(); ++a) {
            for (std::size_t u = atoms[a].first; u < atoms[a].last; ++u) {
                if (body.units[u].kind == UnitClass::punctuation) continue;
                words_.push_back(body.units[u].hash);
                atom_of_.push_back(a);
            }
        }
    }

    bool mark(const std::string& value, Label label, bool near = false) {
        auto words = words_of(value);
        // Words between atoms ("and") are in none.
        const auto drop = [&](std::uint64_t hash) {
            return std::find(words_.begin(), words_.end(), hash) == words_.end();
        };
        if (words.size() > 1) words.erase(std::remove_if(words.begin(), words.end(), drop), words.end());
        if (words.empty()) return false;
        ++wanted;
        const std::size_t to = near ? cursor_ + 8 : words_.size();
        auto at = find(words, cursor_, to, true);
        if (!at && !near) at = find(words, 0, words_.size(), true);
        if (!at) at = find(words, cursor_, to, false);
        if (!at && !near) at = find(words, 0, words_.size(), false);
        if (!at) return false;
        ++found;
        const std::size_t first = atom_of_[*at], last = atom_of_[*at + words.size() - 1];
        for (std::size_t a = first; a <= last; ++a)
            labels[a] = static_cast<std::uint8_t>(label == Label::begin && a > first ? Label::inside : label);
        cursor_ = *at + words.size();
        return true;
    }

    /// Levels that gold does not hold: of each of the skills.
    void mark_levels(const Body& body) {
        const auto words = body.context->models.lexicon("list_words");
        const auto is = [&](std::size_t a, Label label) { return labels[a] == static_cast<std::uint8_t>(label); };
        for (std::size_t a = 1; a < atoms.size(); ++a) {
            if (labels[a] != 0 || !(is(a - 1, Label::begin) || is(a - 1, Label::inside))) continue;
            std::vector<std::uint64_t> hashes;
            for (std::size_t u = atoms[a].first; u < atoms[a].last; ++u) hashes.push_back(body.units[u].hash);
            const auto match = words.exact(hashes);
            if (match && match->payload == "level") labels[a] = static_cast<std::uint8_t>(Label::level);
        }
    }

    std::vector<fields::lists::Atom> atoms;
    std::vector<std::uint8_t> labels;
    std::size_t wanted = 0, found = 0;

  private:
    [[nodiscard]] std::optional<std::size_t> find(const std::vector<std::uint64_t>& words, std::size_t from,
                                                  std::size_t to, bool whole) const {
        for (std::size_t i = from; i < to && i + words.size() <= words_.size(); ++i) {
            if (!std::equal(words.begin(), words.end(), words_.begin() + static_cast<std::ptrdiff_t>(i))) continue;
            const std::size_t first = atom_of_[i], end = i + words.size(), last = atom_of_[end - 1];
            if (whole && ((i > 0 && atom_of_[i - 1] == first) || (end < words_.size() && atom_of_[end] == last)))
                continue;
            if (std::any_of(labels.begin() + static_cast<std::ptrdiff_t>(first),
                            labels.begin() + static_cast<std::ptrdiff_t>(last + 1), [](auto l) { return l != 0; }))
                continue;
            return i;
        }
        return std::nullopt;
    }
    std::vector<std::uint64_t> words_;
    std::vector<std::size_t> atom_of_;
    std::size_t cursor_ = 0;
};

/// `wanted`: whether the section should hold them.
void mark_groups(Marker& marker, const json& list, bool wanted = true) {
    const std::size_t before = marker.wanted, found = marker.found;
    for (const auto& group : list) {
        if (!group.is_object()) continue;
        const bool items = group.contains("keywords") && !group.at("keywords").empty();
        if (group.contains("name"))
            marker.mark(group.at("name").get<std::string>(), items ? Label::category : Label::begin);
        if (group.contains("level") && group.at("level").is_string())
            marker.mark(group.at("level").get<std::string>(), Label::level, true);
        if (!items) continue;
        for (const auto& keyword : group.at("keywords")) {
            if (keyword.is_string()) marker.mark(keyword.get<std::string>(), Label::begin);
        }
    }
    if (!wanted) {
        marker.wanted = before;
        marker.found = found;
    }
}

/// The labels of the atoms of awards and certificates: what most of an atom's words are.
std::vector<std::uint8_t> part_labels(const Body& body, const std::vector<fields::lists::Atom>& atoms,
                                      const Aligned& aligned) {
    using fields::entries::Field;
    using fields::lists::Part;
    std::vector<std::uint8_t> out;
    Field before = Field::none;
    for (const auto& atom : atoms) {
        std::map<Field, std::size_t> counts;
        bool starts = false;
        for (std::size_t u = atom.first; u < atom.last; ++u) {
            if (body.units[u].kind == UnitClass::punctuation) continue;
            ++counts[aligned.units[u]];
            starts = starts || aligned.starts[u];
        }
        Field field = Field::none;
        std::size_t most = 0;
        for (const auto& [f, n] : counts) {
            if (n > most || (n == most && f != Field::none)) {
                field = f;
                most = n;
            }
        }
        const Part part = field == Field::title          ? Part::title
                          : field == Field::organisation ? Part::giver
                          : field == Field::note         ? Part::note
                                                         : Part::none;
        const bool goes_on = part != Part::none && field == before && !starts;
        out.push_back(static_cast<std::uint8_t>(goes_on ? Part::more : part));
        before = field;
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the model that reads lists of skills, languages and interests."};
    Command command;
    command.add_to(app);
    CLI11_PARSE(app, argc, argv);
    try {
        CrfTrainer trainer({std::begin(fields::lists::kLabels), std::end(fields::lists::kLabels)});
        CrfTrainer honours({std::begin(fields::lists::kParts), std::end(fields::lists::kParts)});
        std::size_t sections = 0, dropped = 0;
        command.for_each([&](const LabelledCv& cv, float weight) {
            for (const auto& section : cv.context.outline.sections) {
                const bool awards = section.kind == SectionKind::awards;
                if (awards || section.kind == SectionKind::certificates) {
                    const char* name = awards ? "awards" : "certificates";
                    if (!cv.gold.contains(name) || cv.gold.at(name).empty()) continue;
                    const Body body(cv.context, section);
                    if (body.rows.empty() || body.rows.size() > 1000) continue;
                    const Aligned aligned = align(body, cv.gold.at(name));
                    if (aligned.entries.empty() || aligned.explained < 0.4) continue;
                    const auto atoms = cut_atoms(body, fields::lists::Grain::phrases);
                    if (atoms.empty()) continue;
                    honours.add(fields::lists::part_features(body, atoms, aligned.entries),
                                part_labels(body, atoms, aligned), weight, command.fold.of(cv.id), group_of(cv.id));
                    continue;
                }
                const std::string list(to_string(section.kind));
                if (section.kind != SectionKind::skills && section.kind != SectionKind::languages &&
                    section.kind != SectionKind::interests)
                    continue;
                const auto read = fields::lists::read_columns(cv.context, section);
                const Body body(cv.context, read);
                if (body.units.empty() || body.units.size() > 3000) continue;
                ++sections;
                Marker marker(body);
                if (cv.gold.contains(list) && section.kind != SectionKind::languages)
                    mark_groups(marker, cv.gold.at(list));
                if (cv.gold.contains("languages") && section.kind != SectionKind::interests) {
                    for (const auto& language : cv.gold.at("languages")) {
                        if (marker.mark(language.value("language", ""), Label::begin))
                            marker.mark(language.value("fluency", ""), Label::level, true);
                    }
                }
                // Sections that mix.
                if (section.kind == SectionKind::skills && cv.gold.contains("interests"))
                    mark_groups(marker, cv.gold.at("interests"), false);
                if (section.kind == SectionKind::languages && cv.gold.contains("skills"))
                    mark_groups(marker, cv.gold.at("skills"), false);
                marker.mark_levels(body);
                // A section that holds more of other things is another one's, or was cut wrong.
                const auto told = static_cast<std::size_t>(
                    std::count_if(marker.labels.begin(), marker.labels.end(), [](auto l) { return l != 0; }));
                const bool little = 2 * told < marker.atoms.size();
                // Made CVs that are read wrong teach what is seldom read wrong.
                const bool made = weight < 1;
                if (marker.found == 0 || (little && (made || marker.found == 1 || 3 * marker.found < marker.wanted))) {
                    ++dropped;
                    continue;
                }
                trainer.add(fields::lists::list_features(body, marker.atoms), marker.labels, weight,
                            command.fold.of(cv.id), group_of(cv.id));
            }
        });
        std::cerr << sections << " sections, " << dropped << " left out\n";
        command.write(honours, "honours.crf", "Parts of awards and certificates; written by tools/train/train_lists");
        command.write(trainer, "lists.crf", "Units of lists; written by tools/train/train_lists");
    } catch (const std::exception& error) {
        std::cerr << "train_lists: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

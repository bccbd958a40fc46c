// train_lists: learns weights/lists.crf, which reads lists of skills, languages and interests. See docs/models.md.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "corpus.hpp"
#include "crf_trainer.hpp"
#include "fields/lists/keywords.hpp"

using namespace cvextract;
using fields::entries::Body;
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

/// Labels values in printed order: each at its first place behind the one before, or else anywhere still free.
class Marker {
  public:
    explicit Marker(const Body& body) : labels(body.units.size(), 0), body_(body) {
        for (std::size_t u = 0; u < body.units.size(); ++u) {
            if (body.units[u].kind == UnitClass::punctuation) continue;
            words_.push_back(body.units[u].hash);
            units_.push_back(u);
        }
    }

    bool mark(const std::string& value, Label label, bool near = false) {
        const auto words = words_of(value);
        if (words.empty()) return false;
        ++wanted;
        const auto place = find(words, cursor_, near ? cursor_ + 8 : words_.size());
        const auto at = place ? place : near ? std::nullopt : find(words, 0, words_.size());
        if (!at) return false;
        ++found;
        const std::size_t first = units_[*at], last = units_[*at + words.size() - 1];
        for (std::size_t u = first; u <= last; ++u)
            labels[u] = static_cast<std::uint8_t>(label == Label::begin && u > first ? Label::inside : label);
        // Signs at the end of a name belong to it: "C++", "C#", a closing bracket.
        for (std::size_t u = last + 1; u < labels.size() && !body_.units[u].space_before && label == Label::begin;
             ++u) {
            const std::string_view unit =
                body_.text.str().substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin);
            if (value.size() < unit.size() || (unit != "+" && unit != "#" && unit != ")") ||
                value.find(unit) == std::string::npos || value.back() != unit.back())
                break;
            labels[u] = static_cast<std::uint8_t>(Label::inside);
        }
        cursor_ = *at + words.size();
        return true;
    }

    std::vector<std::uint8_t> labels;
    std::size_t wanted = 0, found = 0;

  private:
    [[nodiscard]] std::optional<std::size_t> find(const std::vector<std::uint64_t>& words, std::size_t from,
                                                  std::size_t to) const {
        for (std::size_t i = from; i < to && i + words.size() <= words_.size(); ++i) {
            if (!std::equal(words.begin(), words.end(), words_.begin() + static_cast<std::ptrdiff_t>(i))) continue;
            if (std::any_of(units_.begin() + static_cast<std::ptrdiff_t>(i),
                            units_.begin() + static_cast<std::ptrdiff_t>(i + words.size()),
                            [&](std::size_t u) { return labels[u] != 0; }))
                continue;
            return i;
        }
        return std::nullopt;
    }
    const Body& body_;
    std::vector<std::uint64_t> words_;
    std::vector<std::size_t> units_;
    std::size_t cursor_ = 0;
};

void mark_groups(Marker& marker, const json& list) {
    for (const auto& group : list) {
        if (!group.is_object()) continue;
        const bool items = group.contains("keywords") && !group.at("keywords").empty();
        if (group.contains("name"))
            marker.mark(group.at("name").get<std::string>(), items ? Label::category : Label::begin);
        if (!items) continue;
        for (const auto& keyword : group.at("keywords")) {
            if (keyword.is_string()) marker.mark(keyword.get<std::string>(), Label::begin);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the model that reads lists of skills, languages and interests."};
    std::vector<std::string> folders;
    std::string out = "models/weights";
    Fold fold;
    bool each = false;
    CrfTrainer::Options options;
    app.add_option("folders", folders, "folders of ID.pdf with ID.gold.json; a name may be followed by =WEIGHT")
        ->required();
    app.add_option("--out", out, "where lists.crf goes");
    app.add_option("--folds", fold.count, "number of folds of a cross-validation");
    app.add_option("--leave-out", fold.left_out, "the fold that is not trained on");
    app.add_flag("--each-fold", each, "write the models of every fold, to OUT/0, OUT/1, ...");
    CrfTrainer::add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        CrfTrainer trainer({std::begin(fields::lists::kLabels), std::end(fields::lists::kLabels)});
        std::size_t sections = 0, dropped = 0;
        for (const std::string& argument : folders) {
            const auto equals = argument.find('=');
            const float weight = equals == std::string::npos ? 1.0F : std::stof(argument.substr(equals + 1));
            for_each_cv({argument.substr(0, equals)}, fold, [&](const LabelledCv& cv) {
                for (const auto& section : cv.context.outline.sections) {
                    const std::string list(to_string(section.kind));
                    if (section.kind != SectionKind::skills && section.kind != SectionKind::languages &&
                        section.kind != SectionKind::interests)
                        continue;
                    const Body body(cv.context, section);
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
                    // A section that holds little of its list is another one's, or was cut wrong.
                    if (marker.found < 2 || 3 * marker.found < marker.wanted) {
                        ++dropped;
                        continue;
                    }
                    trainer.add(fields::lists::list_features(body), marker.labels, weight, fold.of(cv.id),
                                group_of(cv.id));
                }
            });
        }
        std::cerr << sections << " sections, " << dropped << " left out\n";
        trainer.write(out, "lists.crf", options, "Units of lists; written by tools/train/train_lists",
                      each ? fold.count : 0);
    } catch (const std::exception& error) {
        std::cerr << "train_lists: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

// train_publications: learns weights/publications.crf from labelled CVs and from references set in many styles
// (tools/bibliography/training.py). See docs/models.md.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "align_reference.hpp"
#include "command.hpp"
#include "fields/academic/features.hpp"
#include "fields/academic/list.hpp"
#include "gold_outline.hpp"

using namespace cvextract;
using namespace cvextract::fields::academic;
using nlohmann::json;

namespace {

constexpr std::array<const char*, 7> kFields = {"A", "T", "V", "VOL", "ISS", "PP", "D"};

std::vector<std::string> label_names() {
    std::vector<std::string> names{"O"};
    for (const char* field : kFields) {
        names.push_back(std::string("B-") + field);
        names.push_back(std::string("I-") + field);
    }
    return names;
}

std::vector<std::uint8_t> label_units(std::size_t units, const std::vector<UnitLabel>& labels) {
    static const auto kNames = label_names();
    std::vector<std::uint8_t> out(units, 0);
    for (const UnitLabel& label : labels) {
        for (std::size_t i = label.first; i < label.last; ++i) {
            const auto it = std::ranges::find(kNames, (i == label.first ? "B-" : "I-") + label.label);
            out[i] = static_cast<std::uint8_t>(it - kNames.begin());
        }
    }
    return out;
}

struct Example {
    Passage passage;
    std::vector<UnitLabel> labels;
    bool usable = true;  // others only shape the list's style
};

/// `fold` and `group` as CrfTrainer::add takes them.
void add(CrfTrainer& trainer, const std::vector<Example>& list, float weight, int fold, std::uint64_t group) {
    std::vector<Passage> passages;
    for (const Example& e : list) passages.push_back(e.passage);
    const ListStyle style = list_style(passages);
    const Recurrence recurrence(passages);
    for (const Example& e : list) {
        if (e.usable)
            trainer.add(features(e.passage, style, recurrence), label_units(e.passage.units.size(), e.labels), weight,
                        fold, group);
    }
}

/// Where lines of a width in bytes would begin.
std::vector<std::size_t> wrap(const std::string& text, std::size_t width) {
    std::vector<std::size_t> lines{0};
    std::size_t last_space = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ') last_space = i + 1;
        if (i - lines.back() >= width && last_space > lines.back()) lines.push_back(last_space);
    }
    return lines;
}

std::vector<Example> read_list(const json& line, const models::Models& models) {
    std::vector<Example> list;
    const auto owner = name_keys(line.at("owner").get<std::string>());
    for (const json& entry : line.at("entries")) {
        std::vector<Emphasis> emphasis;
        for (const json& span : entry.at("bold")) emphasis.push_back({span.at(0), span.at(1), true, false, false});
        for (const json& span : entry.at("italic")) emphasis.push_back({span.at(0), span.at(1), false, true, false});
        std::ranges::sort(emphasis, {}, &Emphasis::begin);
        Example e;
        e.passage = make_passage(entry.at("text").get<std::string>(), emphasis,
                                 wrap(entry.at("text").get<std::string>(), 55 + list.size() * 7 % 60), owner, models);
        for (const json& span : entry.at("labels")) {
            UnitLabel label{0, 0, span.at(2)};
            bool any = false;
            for (std::size_t i = 0; i < e.passage.units.size(); ++i) {
                const Unit& unit = e.passage.units[i];
                if (unit.begin < span.at(0).get<std::size_t>() || unit.begin >= span.at(1).get<std::size_t>()) continue;
                if (!any) label.first = i;
                label.last = i + 1;
                any = true;
            }
            if (any) e.labels.push_back(std::move(label));
        }
        list.push_back(std::move(e));
    }
    return list;
}

/// The entries of a CV's lists with the gold works that they print.
void read_cv(const LabelledCv& cv, CrfTrainer& trainer, float weight, const Fold& fold, bool shown) {
    if (!cv.gold.contains("publications")) return;
    const auto& works = cv.gold.at("publications");
    const auto& basics = cv.gold.at("basics");
    const auto owner = name_keys(basics.value("name", std::string()));
    const auto outline = gold_outline(cv.context.document, cv.gold);
    for (const auto& section : outline.sections) {
        if (section.kind != SectionKind::publications) continue;
        std::vector<Example> list;
        std::size_t matched = 0;
        for (const ListItem& item : cut_list(cv.context.document, section.body, cv.context.models)) {
            if (item.heading) continue;
            const fields::Text text(cv.context.document, item.ranges, fields::Text::Lines::reflow);
            if (text.str().empty()) continue;
            Example e;
            e.passage = make_passage(text, owner, cv.context.models);
            std::size_t titles = 0;
            const json* work = nullptr;
            for (const json& candidate : works) {
                if (occurrences(e.passage, candidate.value("name", std::string())) == 0) continue;
                const std::string name = candidate.value("name", std::string());
                const std::string best = work == nullptr ? std::string() : work->value("name", std::string());
                // The longer of two titles of which one holds the other.
                if (best.empty() || name.find(best) != std::string::npos) {
                    work = &candidate;
                    titles = 1;
                } else if (best.find(name) == std::string::npos) {
                    ++titles;
                }
            }
            if (work != nullptr) {
                e.labels = align_reference(e.passage, *work, cv.context.models);
                ++matched;
            }
            e.usable = titles == 1 || (titles == 0 && e.passage.units.size() < 40);
            if (shown) std::cout << cv.id << ' ' << titles << ' ' << e.passage.text << "\n";
            list.push_back(std::move(e));
        }
        if (matched * 2 >= list.size()) add(trainer, list, weight, fold.of(cv.id), group_of(cv.id));
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the model that labels the words of references."};
    std::vector<std::string> lists;
    bool shown = false;
    Command command;
    app.add_option("--lists", lists, "labelled lists made by tools/bibliography/training.py");
    app.add_flag("--show", shown, "print the entries and how many gold titles each holds");
    command.add_to(app);
    CLI11_PARSE(app, argc, argv);
    try {
        CrfTrainer trainer(label_names());
        command.for_each(
            [&](const LabelledCv& cv, float weight) { read_cv(cv, trainer, weight, command.fold, shown); });
        std::cerr << trainer.sequences() << " references from CVs\n";
        for (const std::string& file : lists) {
            std::ifstream in(file);
            for (std::string line; std::getline(in, line);) {
                if (line.empty()) continue;
                // Fictional lists are in no fold: every model learns from them.
                const json list = json::parse(line);
                add(trainer, read_list(list, models::Models::builtin()), 1, -1,
                    group_of(list.at("group").get<std::string>()));
            }
        }
        std::cerr << trainer.sequences() << " references in all\n";
        command.write(trainer, "publications.crf",
                      "Labels of the words of references; made by tools/train/train_publications");
    } catch (const std::exception& error) {
        std::cerr << "train_publications: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

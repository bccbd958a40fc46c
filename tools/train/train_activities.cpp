// train_activities: learns weights/activities.crf, which labels the words of talks, courses, services, grants,
// memberships and patents, from labelled CVs and from fictional lists (tools/bibliography/activities.py). See
// docs/models.md.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "align_reference.hpp"
#include "command.hpp"
#include "fields/academic/activity_model.hpp"
#include "gold_outline.hpp"

using namespace cvextract;
using namespace cvextract::fields::academic;
using nlohmann::json;

namespace {

/// Where the gold of a kind of section lies, and which label each of its members has; what it is about comes first.
struct Source {
    SectionKind kind;
    const char* list;
    std::vector<std::pair<const char*, const char*>> members;
};
const std::vector<Source>& sources() {
    static const std::vector<Source> kSources = {
        {SectionKind::talks, "talks", {{"title", "T"}, {"event", "G"}, {"location", "L"}}},
        {SectionKind::teaching, "teaching", {{"course", "T"}, {"institution", "G"}, {"position", "R"}}},
        {SectionKind::service, "service", {{"organization", "G"}, {"role", "R"}}},
        {SectionKind::grants, "grants", {{"title", "T"}, {"funder", "G"}, {"amount", "N"}, {"role", "R"}}},
        {SectionKind::memberships, "memberships", {{"organization", "G"}, {"role", "R"}}},
        {SectionKind::patents, "patents", {{"title", "T"}, {"number", "N"}}},
    };
    return kSources;
}

std::vector<std::string> label_names() {
    std::vector<std::string> names{"O"};
    for (const std::string_view label : kActivityLabels) {
        names.push_back("B-" + std::string(label));
        names.push_back("I-" + std::string(label));
    }
    return names;
}

struct Example {
    Passage passage;
    std::vector<std::uint8_t> labels;
    bool heading = false, usable = true;
};

class Labeller {
  public:
    explicit Labeller(const Passage& passage) : labels(passage.units.size(), 0), passage_(passage) {}

    /// Labels the first free place of the value.
    bool mark(const std::string& value, const std::string& label) {
        static const auto kNames = label_names();
        for (const auto& [first, last] : occurrences_of(passage_, value)) {
            if (std::any_of(labels.begin() + static_cast<std::ptrdiff_t>(first),
                            labels.begin() + static_cast<std::ptrdiff_t>(last), [](auto l) { return l != 0; }))
                continue;
            for (std::size_t i = first; i < last; ++i)
                labels[i] = static_cast<std::uint8_t>(std::ranges::find(kNames, (i == first ? "B-" : "I-") + label) -
                                                      kNames.begin());
            return true;
        }
        return false;
    }
    std::vector<std::uint8_t> labels;

  private:
    const Passage& passage_;
};

std::string text_of(const json& entry, const char* key) {
    return entry.contains(key) && entry.at(key).is_string() ? entry.at(key).get<std::string>() : std::string();
}

void add(CrfTrainer& trainer, const std::vector<Example>& list, SectionKind kind, float weight, int fold,
         std::uint64_t group, const models::Models& models) {
    std::vector<Passage> passages;
    for (const Example& e : list) {
        if (!e.heading) passages.push_back(e.passage);
    }
    const ListStyle style = list_style(passages);
    const Recurrence recurrence(passages);
    for (const Example& e : list) {
        if (!e.usable || e.passage.units.empty()) continue;
        trainer.add(activity_features(e.passage, style, recurrence, kind, e.heading, models), e.labels, weight, fold,
                    group);
    }
}

/// The entries of one list of a CV with the gold entries that they print.
std::vector<Example> read_list(const LabelledCv& cv, const std::vector<ListItem>& items, const Source& source,
                               std::size_t& found) {
    std::vector<Example> list;
    const json& gold = cv.gold.at(source.list);
    std::vector<bool> used(gold.size(), false);
    for (const ListItem& item : items) {
        const fields::Text text(cv.context.document, item.ranges, fields::Text::Lines::reflow);
        if (text.str().empty()) continue;
        Example e;
        e.passage = make_passage(text, {}, cv.context.models);
        e.heading = item.heading;
        Labeller labeller(e.passage);
        // The gold entries whose subject is here, those that share most with it first.
        struct Candidate {
            std::size_t index = 0, shared = 0, units = 0;
        };
        std::vector<Candidate> candidates;
        for (std::size_t g = 0; g < gold.size(); ++g) {
            Candidate c{g, 0, 0};
            bool subject = false, first = true;
            for (const auto& [key, label] : source.members) {
                const std::string value = text_of(gold[g], key);
                if (value.empty()) continue;
                const auto places = occurrences_of(e.passage, value);
                if (first) subject = !places.empty();
                first = false;
                if (places.empty()) continue;
                ++c.shared;
                c.units += places.front().second - places.front().first;
            }
            if (subject) candidates.push_back(c);
        }
        std::ranges::stable_sort(candidates, [&](const Candidate& a, const Candidate& b) {
            if (a.shared != b.shared) return a.shared > b.shared;
            if (a.units != b.units) return a.units > b.units;
            return used[a.index] < used[b.index];
        });
        bool any = false;
        for (const Candidate& c : candidates) {
            bool first = true;
            for (const auto& [key, label] : source.members) {
                const std::string value = text_of(gold[c.index], key);
                if (value.empty()) continue;
                const bool marked = labeller.mark(value, label);
                if (first && !marked) break;  // it is there for another entry
                if (first) {
                    any = true;
                    if (!used[c.index]) ++found;
                    used[c.index] = true;
                }
                first = false;
            }
        }
        if (!any) {
            // Over its entries: the role or the organisation that they share.
            for (const auto& [key, label] : source.members) {
                if (std::string_view(label) != "G" && std::string_view(label) != "R") continue;
                for (const json& entry : gold) {
                    const std::string value = text_of(entry, key);
                    if (!value.empty() && labeller.mark(value, label)) {
                        any = true;
                        break;
                    }
                }
            }
        }
        e.usable = any || item.heading || e.passage.units.size() < 60;
        e.labels = std::move(labeller.labels);
        list.push_back(std::move(e));
    }
    return list;
}

void read_cv(const LabelledCv& cv, CrfTrainer& trainer, float weight, const Fold& fold, bool shown) {
    const auto outline = gold_outline(cv.context.document, cv.gold);
    for (const auto& section : outline.sections) {
        std::vector<KindList> lists;
        for (const Source& source : sources()) {
            if (section.kind == source.kind) lists = lists_of(cv.context, section);
        }
        if (section.kind == SectionKind::publications && cv.gold.contains("talks"))
            lists = lists_of(cv.context, section);
        for (const KindList& part : lists) {
            const auto found_source = std::ranges::find(sources(), part.kind, &Source::kind);
            if (found_source == sources().end() || !cv.gold.contains(found_source->list)) continue;
            const Source& source = *found_source;
            const auto& items = part.items;
            std::size_t found = 0;
            const auto list = read_list(cv, items, source, found);
            if (shown) {
                static const auto kNames = label_names();
                std::cout << "## " << cv.id << ' ' << source.list << " gold " << cv.gold.at(source.list).size()
                          << " found " << found << " items " << items.size() << '\n';
                for (const Example& e : list) {
                    std::cout << (e.heading ? "H " : "- ");
                    for (std::size_t i = 0; i < e.labels.size(); ++i) {
                        const Unit& unit = e.passage.units[i];
                        if (e.labels[i] % 2 == 1) std::cout << " <" << kNames[e.labels[i]].substr(2) << ':';
                        if (e.labels[i] == 0 && i > 0 && e.labels[i - 1] != 0) std::cout << '>';
                        std::cout << (unit.space_before ? " " : "")
                                  << e.passage.text.substr(unit.begin, unit.end - unit.begin);
                    }
                    std::cout << '\n';
                }
            }
            if (found > 0) add(trainer, list, source.kind, weight, fold.of(cv.id), group_of(cv.id), cv.context.models);
        }
    }
}

/// A line of tools/bibliography/activities.py.
void read_fiction(const json& line, CrfTrainer& trainer, float weight) {
    static const auto kNames = label_names();
    const auto& models = models::Models::builtin();
    std::vector<Example> list;
    for (const json& entry : line.at("entries")) {
        std::vector<Emphasis> emphasis;
        for (const json& span : entry.at("bold")) emphasis.push_back({span.at(0), span.at(1), true, false, false});
        for (const json& span : entry.at("italic")) emphasis.push_back({span.at(0), span.at(1), false, true, false});
        std::ranges::sort(emphasis, {}, &Emphasis::begin);
        Example e;
        e.passage = make_passage(entry.at("text").get<std::string>(), emphasis, {}, {}, models);
        e.heading = entry.value("heading", false);
        e.labels.assign(e.passage.units.size(), 0);
        for (const json& span : entry.at("labels")) {
            bool any = false;
            for (std::size_t i = 0; i < e.passage.units.size(); ++i) {
                const Unit& unit = e.passage.units[i];
                if (unit.begin < span.at(0).get<std::size_t>() || unit.begin >= span.at(1).get<std::size_t>()) continue;
                const std::string label = (any ? "I-" : "B-") + span.at(2).get<std::string>();
                e.labels[i] = static_cast<std::uint8_t>(std::ranges::find(kNames, label) - kNames.begin());
                any = true;
            }
        }
        list.push_back(std::move(e));
    }
    add(trainer, list, section_kind(line.at("kind").get<std::string>()), weight, -1,
        group_of(line.at("group").get<std::string>()), models);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the model that labels the words of talks, courses, services, grants, memberships, patents."};
    std::vector<std::string> lists;
    bool shown = false;
    double fiction = 0.5;
    Command command;
    command.options.epochs = 15;
    app.add_option("--lists", lists, "fictional lists made by tools/bibliography/activities.py");
    app.add_option("--lists-weight", fiction);
    app.add_flag("--show", shown, "print the entries with their labels");
    command.add_to(app);
    CLI11_PARSE(app, argc, argv);
    try {
        CrfTrainer trainer(label_names());
        command.for_each(
            [&](const LabelledCv& cv, float weight) { read_cv(cv, trainer, weight, command.fold, shown); });
        std::cerr << trainer.sequences() << " entries from CVs\n";
        for (const std::string& file : lists) {
            std::ifstream in(file);
            for (std::string line; std::getline(in, line);) {
                if (!line.empty()) read_fiction(json::parse(line), trainer, static_cast<float>(fiction));
            }
        }
        std::cerr << trainer.sequences() << " entries in all\n";
        command.write(trainer, "activities.crf",
                      "Labels of the words of talks, courses, services ...; made by tools/train/train_activities");
    } catch (const std::exception& error) {
        std::cerr << "train_activities: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

// Trains the labeller of references and other academic lists from labelled lists (JSON, one list per line; see
// tools/bibliography and tools/train/label_lists.py).

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "fields/academic/features.hpp"
#include "fields/academic/labelled.hpp"
#include "compile_crf.hpp"
#include "train/crf_trainer.hpp"

namespace {

using nlohmann::json;
namespace pubs = cvextract::fields::academic;

struct Span {
    std::size_t begin = 0, end = 0;
    std::string label;
};

struct Entry {
    pubs::Passage passage;
    std::vector<Span> spans;
};

struct List {
    std::string group, kind;
    std::vector<Entry> entries;
};

List read_list(const json& line, const cvextract::models::Models& models) {
    List list;
    list.group = line.at("group");
    list.kind = line.value("kind", "");
    const auto owner = pubs::name_keys(line.value("owner", std::string()));
    for (const json& entry : line.at("entries")) {
        std::vector<pubs::Emphasis> emphasis;
        for (const auto& [key, bold, italic, linked] :
             {std::tuple{"bold", true, false, false}, {"italic", false, true, false}, {"linked", false, false, true}}) {
            if (!entry.contains(key)) continue;
            for (const json& span : entry.at(key)) emphasis.push_back({span.at(0), span.at(1), bold, italic, linked});
        }
        std::ranges::sort(emphasis, {}, &pubs::Emphasis::begin);
        std::vector<std::size_t> lines;
        if (entry.contains("lines")) lines = entry.at("lines").get<std::vector<std::size_t>>();
        Entry made;
        made.passage = pubs::make_passage(entry.at("text").get<std::string>(), emphasis, lines, owner, models);
        for (const json& span : entry.at("labels")) made.spans.push_back({span.at(0), span.at(1), span.at(2)});
        list.entries.push_back(std::move(made));
    }
    return list;
}

std::vector<std::uint8_t> gold_labels(const Entry& entry, const std::vector<std::string>& names) {
    std::vector<std::uint8_t> labels(entry.passage.units.size(), 0);
    for (const Span& span : entry.spans) {
        bool first = true;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const auto& unit = entry.passage.units[i];
            if (unit.begin < span.begin || unit.begin >= span.end) continue;
            const auto it = std::ranges::find(names, (first ? "B-" : "I-") + span.label);
            if (it == names.end()) continue;
            labels[i] = static_cast<std::uint8_t>(it - names.begin());
            first = false;
        }
    }
    return labels;
}

cvextract::learn::Feature kind_of(const List& list) {
    return list.kind.empty() ? 0 : cvextract::learn::name(list.kind);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Trains the labeller of academic lists"};
    std::vector<std::string> files;
    std::string out, skip, comment = "labels of academic lists";
    CrfTrainer::Options options;
    double real_weight = 1;
    app.add_option("files", files, "labelled lists")->required();
    app.add_option("--out", out, "weights to write")->required();
    app.add_option("--skip", skip, "leave out lists whose group is among these, and measure on them (comma separated)");
    app.add_option("--epochs", options.epochs);
    app.add_option("--l1", options.l1);
    app.add_option("--min-count", options.min_count);
    app.add_option("--real-weight", real_weight, "how often lists of the group doc:* count");
    CLI11_PARSE(app, argc, argv);
    const auto& models = cvextract::models::Models::builtin();
    std::set<std::string> held;
    for (std::size_t at = 0; at < skip.size();) {
        const std::size_t comma = std::min(skip.find(',', at), skip.size());
        held.insert(skip.substr(at, comma - at));
        at = comma + 1;
    }
    std::vector<List> lists;
    std::set<std::string> kinds;
    for (const std::string& file : files) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            if (!line.empty()) lists.push_back(read_list(json::parse(line), models));
        }
    }
    for (const List& list : lists)
        for (const Entry& entry : list.entries)
            for (const Span& span : entry.spans) kinds.insert(span.label);
    std::vector<std::string> names{"O"};
    for (const std::string& kind : kinds) {
        names.push_back("B-" + kind);
        names.push_back("I-" + kind);
    }
    CrfTrainer trainer(names);
    std::vector<const List*> test;
    for (const List& list : lists) {
        if (held.contains(list.group)) {
            test.push_back(&list);
            continue;
        }
        std::vector<pubs::Passage> passages;
        for (const Entry& entry : list.entries) passages.push_back(entry.passage);
        const pubs::ListStyle style = pubs::list_style(passages);
        for (const Entry& entry : list.entries)
            trainer.add(pubs::features(entry.passage, style, kind_of(list)), gold_labels(entry, names),
                        list.group.starts_with("doc:") ? static_cast<float>(real_weight) : 1.0F);
    }
    std::cerr << trainer.sequences() << " entries, " << names.size() << " labels\n";
    const std::string text = trainer.train(options, comment);
    std::ofstream(out) << text;
    if (test.empty()) return 0;
    const std::string bytes = compile_crf(text, out);
    std::vector<std::uint64_t> storage((bytes.size() + 7) / 8);
    std::memcpy(storage.data(), bytes.data(), bytes.size());
    const cvextract::learn::Crf crf(std::as_bytes(std::span(storage)).first(bytes.size()));
    std::map<std::string, std::array<int, 3>> counts;  // right, found, gold
    for (const List* list : test) {
        std::vector<pubs::Passage> passages;
        for (const Entry& entry : list->entries) passages.push_back(entry.passage);
        const pubs::ListStyle style = pubs::list_style(passages);
        for (const Entry& entry : list->entries) {
            const auto found =
                pubs::label(entry.passage, crf, pubs::features(entry.passage, style, kind_of(*list)));
            for (const Span& span : entry.spans) ++counts[span.label][2];
            for (const auto& span : found) {
                auto& c = counts[std::string(span.label)];
                ++c[1];
                for (const Span& gold : entry.spans) {
                    const auto letters = [&](std::size_t b, std::size_t e) {
                        std::string s = entry.passage.text.substr(b, e - b);
                        std::erase_if(s, [](char ch) { return std::string_view(" .,;:()\"").find(ch) != std::string_view::npos; });
                        return s;
                    };
                    if (gold.label == span.label && gold.begin < span.end && span.begin < gold.end &&
                        letters(gold.begin, gold.end) == letters(span.begin, span.end)) {
                        ++c[0];
                        break;
                    }
                }
            }
        }
    }
    for (const auto& [label, c] : counts)
        std::cout << label << " F1 " << 200.0 * c[0] / std::max(1, c[1] + c[2]) << " (" << c[2] << ")\n";
}

// train_entries: learns weights/rows.crf and weights/fields.crf from labelled CVs. See docs/models.md.

#include <CLI/CLI.hpp>
#include <iostream>

#include "align.hpp"
#include "corpus.hpp"
#include "crf_trainer.hpp"

using namespace cvextract;
using namespace cvextract::fields::entries;

namespace {

const char* list_of(SectionKind kind) {
    switch (kind) {
        case SectionKind::work:
            return "work";
        case SectionKind::volunteer:
            return "volunteer";
        case SectionKind::education:
            return "education";
        case SectionKind::projects:
            return "projects";
        case SectionKind::awards:
            return "awards";
        case SectionKind::certificates:
            return "certificates";
        case SectionKind::teaching:
            return "teaching";
        case SectionKind::talks:
            return "talks";
        case SectionKind::service:
            return "service";
        case SectionKind::grants:
            return "grants";
        case SectionKind::patents:
            return "patents";
        case SectionKind::memberships:
            return "memberships";
        default:
            return nullptr;
    }
}

// For a person who wonders what the alignment made of a section.
void show(const LabelledCv& cv, const Body& body, const Aligned& aligned) {
    std::cout << "== " << cv.id << ' ' << to_string(body.kind) << ' ' << aligned.explained << '\n';
    for (std::size_t r = 0; r < body.rows.size(); ++r) {
        const Row& row = body.rows[r];
        std::cout << kRowLabels[static_cast<int>(aligned.rows[r])] << (row.bullet ? " * " : "   ");
        Field last = Field::none;
        for (std::size_t u = row.first_unit; u < row.last_unit; ++u) {
            if (aligned.units[u] != last) std::cout << " {" << kFields[static_cast<int>(aligned.units[u])] << '}';
            last = aligned.units[u];
            if (body.units[u].space_before) std::cout << ' ';
            std::cout << body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
        }
        std::cout << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the models that cut sections into entries and find their fields."};
    std::vector<std::string> folders;
    std::string out = "models/weights";
    Fold fold;
    bool shown = false, each = false;
    CrfTrainer::Options options;
    options.min_groups = 3;
    app.add_option("folders", folders, "folders of ID.pdf with ID.gold.json; a name may be followed by =WEIGHT")
        ->required();
    app.add_option("--out", out, "where rows.crf and fields.crf go");
    app.add_option("--folds", fold.count, "number of folds of a cross-validation");
    app.add_option("--leave-out", fold.left_out, "the fold that is not trained on");
    app.add_flag("--each-fold", each, "write the models of every fold, to OUT/0, OUT/1, ...");
    app.add_flag("--show", shown, "print the labels instead of training");
    CrfTrainer::add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        CrfTrainer rows({std::begin(kRowLabels), std::end(kRowLabels)}), units(field_labels());
        std::size_t sections = 0, dropped = 0;
        for (const std::string& argument : folders) {
            const auto equals = argument.find('=');
            const float weight = equals == std::string::npos ? 1.0F : std::stof(argument.substr(equals + 1));
            for_each_cv({argument.substr(0, equals)}, fold, [&](const LabelledCv& cv) {
                for (const auto& section : cv.context.outline.sections) {
                    const char* list = list_of(section.kind);
                    if (list == nullptr || !cv.gold.contains(list) || cv.gold.at(list).empty()) continue;
                    const Body body(cv.context, section);
                    if (body.rows.empty() || body.rows.size() > 1000) continue;
                    const Aligned aligned = align(body, cv.gold.at(list));
                    ++sections;
                    if (aligned.entries.empty()) {
                        ++dropped;
                        continue;
                    }
                    if (shown) {
                        show(cv, body, aligned);
                        continue;
                    }
                    std::vector<std::uint8_t> labels;
                    for (const RowLabel label : aligned.rows) labels.push_back(static_cast<std::uint8_t>(label));
                    rows.add(row_features(body), labels, weight, fold.of(cv.id), group_of(cv.id));
                    for (EntryUnits& entry : unit_features(body, aligned.rows, aligned.entries)) {
                        std::vector<std::uint8_t> fields;
                        Field before = Field::none;
                        for (const std::size_t u : entry.units) {
                            const Field field = aligned.units[u];
                            fields.push_back(field_label(field, aligned.starts[u] || field != before));
                            before = field;
                        }
                        units.add(std::move(entry.features), fields, weight, fold.of(cv.id), group_of(cv.id));
                    }
                }
            });
        }
        std::cerr << sections << " sections, " << dropped << " not aligned\n";
        if (shown) return 0;
        const int apart = each ? fold.count : 0;
        rows.write(out, "rows.crf", options, "Row labels of sections; written by tools/train/train_entries", apart);
        units.write(out, "fields.crf", options, "Fields of units in entries; written by tools/train/train_entries",
                    apart);
    } catch (const std::exception& error) {
        std::cerr << "train_entries: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

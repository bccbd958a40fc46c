// train_entries: learns weights/rows.crf and weights/fields.crf from labelled CVs. See docs/models.md.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "align.hpp"
#include "command.hpp"
#include "cvextract/extract.hpp"
#include "fields/experience.hpp"
#include "record/finish.hpp"

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

// For a person who wonders what the alignment made of a section; with a cut, what models made of it where that differs.
void show(const LabelledCv& cv, const Body& body, const Aligned& aligned, const Cut* cut) {
    std::vector<Field> found(body.units.size(), Field::none);
    for (std::size_t e = 0; cut != nullptr && e < cut->entries.size(); ++e) {
        for (const FieldSpan& span : cut->entries[e].fields)
            std::fill(found.begin() + static_cast<std::ptrdiff_t>(span.first_unit),
                      found.begin() + static_cast<std::ptrdiff_t>(span.last_unit), span.field);
    }
    std::cout << "== " << cv.id << ' ' << to_string(body.kind) << ' ' << aligned.explained << '\n';
    for (std::size_t r = 0; r < body.rows.size(); ++r) {
        const Row& row = body.rows[r];
        std::cout << kRowLabels[static_cast<int>(aligned.rows[r])];
        if (cut != nullptr)
            std::cout << (cut->labels[r] == aligned.rows[r] ? " " : kRowLabels[static_cast<int>(cut->labels[r])]);
        std::cout << (row.bullet ? " * " : "   ");
        std::string last;
        for (std::size_t u = row.first_unit; u < row.last_unit; ++u) {
            std::string label = kFields[static_cast<int>(aligned.units[u])];
            if (cut != nullptr && aligned.units[u] != found[u])
                label += std::string("!") + kFields[static_cast<int>(found[u])];
            if (label != last && !(last.empty() && label == "O")) std::cout << " {" << label << '}';
            last = label;
            if (body.units[u].space_before) std::cout << ' ';
            std::cout << body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
        }
        std::cout << '\n';
    }
}

// The section as a model would cut it that makes no mistake: what is still wrong in the records of such cuts, labels
// cannot tell.
Cut perfect_cut(const Body& body, const Aligned& aligned) {
    Cut cut;
    cut.labels = aligned.rows;
    cut.confidence.assign(aligned.rows.size(), 1.0F);
    cut.entries = aligned.entries;
    for (Entry& entry : cut.entries) {
        entry.confidence = 1;
        Field before = Field::none;
        for (std::size_t r = entry.first; r < entry.last; ++r) {
            if (!holds_fields(body.kind, aligned.rows[r])) continue;
            for (std::size_t u = body.rows[r].first_unit; u < body.rows[r].last_unit; ++u) {
                const Field field = aligned.units[u];
                if (field != Field::none && (aligned.starts[u] || field != before))
                    entry.fields.push_back({field, body.units[u].begin, body.units[u].end, u, u + 1, 1});
                if (field != Field::none) {
                    entry.fields.back().end = body.units[u].end;
                    entry.fields.back().last_unit = u + 1;
                }
                before = field;
            }
        }
    }
    return cut;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the models that cut sections into entries and find their fields."};
    bool shown = false;
    std::string records, compared, predicted;
    Command command;
    command.options.min_groups = 3;
    app.add_flag("--show", shown, "print the labels instead of training");
    app.add_option("--records", records, "write the records that the labels themselves give to this folder instead");
    app.add_option("--compare", compared,
                   "with --show: and what the folds' models COMPARED/fold0.bin ... make of them");
    app.add_option("--rows-of", predicted,
                   "learn fields on the rows that the folds' models ROWS-OF/fold0.bin ... find, too: in use, rows are "
                   "not those of gold");
    command.add_to(app);
    CLI11_PARSE(app, argc, argv);
    if (!records.empty()) std::filesystem::create_directories(records);
    try {
        std::vector<models::Models> blobs;
        const std::string folder = compared.empty() ? predicted : compared;
        for (int f = 0; !folder.empty() && f < command.fold.count; ++f) {
            auto blob = models::Models::open(folder + "/fold" + std::to_string(f) + ".bin");
            if (!blob) throw std::runtime_error(blob.error().message);
            blobs.push_back(*std::move(blob));
        }
        CrfTrainer rows({std::begin(kRowLabels), std::end(kRowLabels)}), units(field_labels());
        std::size_t sections = 0, dropped = 0;
        command.for_each([&](const LabelledCv& cv, float weight) {
            Record record;
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
                    if (blobs.empty()) {
                        show(cv, body, aligned, nullptr);
                    } else {
                        const fields::Context own{cv.context.document, cv.context.outline,
                                                  blobs[static_cast<std::size_t>(command.fold.of(cv.id))]};
                        const Cut cut = cut_entries(Body(own, section));
                        show(cv, body, aligned, &cut);
                    }
                }
                if (!records.empty()) fields::read_entries(body, perfect_cut(body, aligned), record);
                if (shown || !records.empty()) continue;
                std::vector<std::uint8_t> labels;
                for (const RowLabel label : aligned.rows) labels.push_back(static_cast<std::uint8_t>(label));
                rows.add(row_features(body), labels, weight, command.fold.of(cv.id), group_of(cv.id));
                const auto learn_units = [&](const std::vector<RowLabel>& found, const std::vector<Entry>& entries) {
                    for (EntryUnits& entry : unit_features(body, found, entries)) {
                        std::vector<std::uint8_t> fields;
                        Field before = Field::none;
                        for (const std::size_t u : entry.units) {
                            const Field field = aligned.units[u];
                            fields.push_back(field_label(field, aligned.starts[u] || field != before));
                            before = field;
                        }
                        units.add(std::move(entry.features), fields, weight, command.fold.of(cv.id), group_of(cv.id));
                    }
                };
                learn_units(aligned.rows, aligned.entries);
                if (predicted.empty()) continue;
                const fields::Context own{cv.context.document, cv.context.outline,
                                          blobs[static_cast<std::size_t>(command.fold.of(cv.id))]};
                const Cut cut = cut_entries(Body(own, section));
                if (cut.labels != aligned.rows) learn_units(cut.labels, cut.entries);
            }
            if (!records.empty())
                std::ofstream(records + "/" + cv.id + ".json") << to_json(record::finish(std::move(record)));
        });
        std::cerr << sections << " sections, " << dropped << " not aligned\n";
        if (shown || !records.empty()) return 0;
        command.write(rows, "rows.crf", "Row labels of sections; written by tools/train/train_entries");
        command.write(units, "fields.crf", "Fields of units in entries; written by tools/train/train_entries");
    } catch (const std::exception& error) {
        std::cerr << "train_entries: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

// train_kinds: learns weights/kinds.crf, which tells what a section is from its heading and its content. See
// docs/models.md.

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/units.hpp"
#include "corpus.hpp"
#include "crf_trainer.hpp"
#include "segment/candidates.hpp"
#include "segment/kinds.hpp"

using namespace cvextract;

namespace {

std::string letters_of(const std::string& text) {
    std::string out;
    for (const Unit& unit : cut_units(text)) {
        if (unit.kind != UnitClass::punctuation) out += fold(text.substr(unit.begin, unit.end - unit.begin));
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the model that tells what sections are."};
    std::vector<std::string> folders;
    std::string out = "models/weights";
    Fold fold;
    bool each = false;
    CrfTrainer::Options options;
    options.min_groups = 3;
    app.add_option("folders", folders, "folders of ID.pdf with ID.gold.json; a name may be followed by =WEIGHT")
        ->required();
    app.add_option("--out", out, "where kinds.crf goes");
    app.add_option("--folds", fold.count, "number of folds of a cross-validation");
    app.add_option("--leave-out", fold.left_out, "the fold that is not trained on");
    app.add_flag("--each-fold", each, "write the models of every fold, to OUT/0, OUT/1, ...");
    CrfTrainer::add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        std::vector<std::string> labels;
        for (int k = 0; k < kSectionKinds; ++k) labels.emplace_back(to_string(static_cast<SectionKind>(k)));
        CrfTrainer trainer(labels);
        for (const std::string& argument : folders) {
            const auto equals = argument.find('=');
            const float weight = equals == std::string::npos ? 1.0F : std::stof(argument.substr(equals + 1));
            for_each_cv({argument.substr(0, equals)}, fold, [&](const LabelledCv& cv) {
                if (!cv.gold.contains("sections")) return;
                std::vector<double> known;
                const auto sections = segment::said_sections(cv.context.document, cv.context.models, known);
                std::size_t from = 0;
                for (std::size_t i = 0; i < sections.size(); ++i) {
                    std::string heading;
                    for (const auto& range : sections[i].heading) {
                        for (std::uint32_t t = range.begin; t < range.end; ++t)
                            heading += cv.context.document.lines[range.line].tokens[t].text + ' ';
                    }
                    const std::string wanted = letters_of(heading);
                    const auto& gold = cv.gold.at("sections");
                    for (std::size_t g = from; g < gold.size(); ++g) {
                        if (letters_of(gold[g].value("heading", "")) != wanted) continue;
                        const SectionKind kind = section_kind(gold[g].value("kind", "other"));
                        if (!sections[i].body.empty())
                            trainer.add(
                                segment::kind_features(cv.context.document, cv.context.models, sections, known, i),
                                {static_cast<std::uint8_t>(kind)}, weight, fold.of(cv.id), group_of(cv.id));
                        from = g + 1;
                        break;
                    }
                }
            });
        }
        std::cerr << trainer.sequences() << " sections\n";
        trainer.write(out, "kinds.crf", options, "Kinds of sections; written by tools/train/train_kinds",
                      each ? fold.count : 0);
    } catch (const std::exception& error) {
        std::cerr << "train_kinds: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

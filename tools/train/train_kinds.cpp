// train_kinds: learns weights/kinds.crf, which tells what a section is from its heading and its content. See
// docs/models.md.

#include <iostream>

#include "base/units.hpp"
#include "command.hpp"
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
    Command command;
    command.options.min_groups = 3;
    command.add_to(app);
    CLI11_PARSE(app, argc, argv);
    try {
        std::vector<std::string> labels;
        for (int k = 0; k < kSectionKinds; ++k) labels.emplace_back(to_string(static_cast<SectionKind>(k)));
        CrfTrainer trainer(labels);
        command.for_each([&](const LabelledCv& cv, float weight) {
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
                        trainer.add(segment::kind_features(cv.context.document, cv.context.models, sections, known, i),
                                    {static_cast<std::uint8_t>(kind)}, weight, command.fold.of(cv.id), group_of(cv.id));
                    from = g + 1;
                    break;
                }
            }
        });
        std::cerr << trainer.sequences() << " sections\n";
        command.write(trainer, "kinds.crf", "Kinds of sections; written by tools/train/train_kinds");
    } catch (const std::exception& error) {
        std::cerr << "train_kinds: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

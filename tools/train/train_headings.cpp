// train_headings: learns weights/headings.crf, which tells headings from other lines. See docs/models.md.

#include <iostream>

#include "base/units.hpp"
#include "command.hpp"
#include "segment/candidates.hpp"

using namespace cvextract;

namespace {

std::string letters_of(const std::string& text) {
    std::string out;
    for (const Unit& unit : cut_units(text)) {
        if (unit.kind != UnitClass::punctuation) out += fold(text.substr(unit.begin, unit.end - unit.begin));
    }
    return out;
}

// Gold headings stand in reading order; each is the first stretch of its text that follows the one before, or the first
// anywhere where columns were read in another order. Of several, the one that looks most like the others is not known
// here, so that a heading that is found twice as a line of its own is taken at its first place.
std::vector<std::uint8_t> label(const std::vector<segment::Stretch>& stretches, const nlohmann::json& gold,
                                std::size_t& missed) {
    std::vector<std::uint8_t> labels(stretches.size(), 0);
    std::vector<std::string> texts;
    for (const auto& s : stretches) texts.push_back(s.form == segment::Stretch::Form::rest ? "" : letters_of(s.text));
    std::size_t from = 0;
    for (const auto& section : gold) {
        const std::string wanted = letters_of(section.value("heading", ""));
        if (wanted.empty()) continue;
        const auto find = [&](std::size_t begin) {
            for (std::size_t i = begin; i < texts.size(); ++i) {
                if (labels[i] == 0 && texts[i] == wanted) return i;
            }
            return texts.size();
        };
        std::size_t at = find(from);
        if (at == texts.size()) at = find(0);
        if (at == texts.size()) {
            ++missed;
            continue;
        }
        labels[at] = 1;
        from = at;
    }
    return labels;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Learns the model that finds headings."};
    Command command;
    command.add_to(app);
    CLI11_PARSE(app, argc, argv);
    try {
        CrfTrainer trainer({"O", "H"});
        std::size_t missed = 0, all = 0;
        command.for_each([&](const LabelledCv& cv, float weight) {
            if (!cv.gold.contains("sections") || cv.gold.at("sections").empty()) return;
            const auto stretches = segment::cut_stretches(cv.context.document, cv.context.models);
            if (stretches.size() < 5) return;
            const std::size_t before = missed;
            all += cv.gold.at("sections").size();
            auto labels = label(stretches, cv.gold.at("sections"), missed);
            // A CV most of whose headings are not found (a scan, another reading) would teach that headings are
            // none.
            if (2 * (missed - before) > cv.gold.at("sections").size()) return;
            trainer.add(segment::heading_features(cv.context.document, stretches), labels, weight,
                        command.fold.of(cv.id), group_of(cv.id));
        });
        std::cerr << all << " headings, " << missed << " not found, " << trainer.sequences() << " documents\n";
        command.write(trainer, "headings.crf", "Headings against other lines; written by tools/train/train_headings");
    } catch (const std::exception& error) {
        std::cerr << "train_headings: " << error.what() << '\n';
        return 1;
    }
    return 0;
}

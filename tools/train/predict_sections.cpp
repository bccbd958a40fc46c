// predict_sections FOLDER OUT [--models BLOB] [--only PART,PART]: reads the CVs of a folder with gold's sections, to
// see what the fields alone get wrong. Writes OUT/ID.json for the scorer.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "corpus.hpp"
#include "cvextract/extract.hpp"
#include "fields/collect.hpp"
#include "gold_outline.hpp"
#include "record/finish.hpp"

using namespace cvextract;

int main(int argc, char** argv) {
    CLI::App app{"Reads CVs with gold's sections."};
    std::string folder, out, blob;
    std::vector<std::string> only;
    app.add_option("folder", folder)->required();
    app.add_option("out", out)->required();
    app.add_option("--models", blob, "a compiled blob instead of the built-in models");
    app.add_option("--only", only, "documents whose id contains one of these")->delimiter(',');
    CLI11_PARSE(app, argc, argv);
    models::Models models = models::Models::builtin();
    if (!blob.empty()) {
        auto opened = models::Models::open(blob);
        if (!opened) {
            std::cerr << opened.error().message << '\n';
            return 1;
        }
        models = *opened;
    }
    std::filesystem::create_directories(out);
    for_each_cv(folder, {}, [&](const LabelledCv& cv) {
        const bool wanted = only.empty() || std::ranges::any_of(only, [&](const std::string& part) {
                                return cv.id.find(part) != std::string::npos;
                            });
        if (!wanted) return;
        const auto outline = gold_outline(cv.context.document, cv.gold);
        const Record record = record::finish(fields::collect({cv.context.document, outline, models}));
        std::ofstream(out + "/" + cv.id + ".json") << to_json(record);
    });
    return 0;
}

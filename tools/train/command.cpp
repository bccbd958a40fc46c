#include "command.hpp"

void Command::add_to(CLI::App& app) {
    app.add_option("folders", folders, "folders of ID.pdf with ID.gold.json; a name may be followed by =WEIGHT")
        ->required();
    app.add_option("--out", out, "where the models go")->capture_default_str();
    app.add_option("--folds", fold.count, "number of folds of a cross-validation");
    app.add_option("--leave-out", fold.left_out, "the fold that is not trained on");
    app.add_flag("--each-fold", each_fold, "write the models of every fold, to OUT/0, OUT/1, ...");
    CrfTrainer::add_options(app, options);
}

void Command::for_each(const std::function<void(const LabelledCv&, float weight)>& use) const {
    for (const std::string& argument : folders) {
        const auto equals = argument.rfind('=');
        const float weight = equals == std::string::npos ? 1.0F : std::stof(argument.substr(equals + 1));
        for_each_cv(argument.substr(0, equals), fold, [&](const LabelledCv& cv) { use(cv, weight); });
    }
}

void Command::write(const CrfTrainer& trainer, const std::string& file, const std::string& comment) const {
    trainer.write(out, file, options, comment, each_fold ? fold.count : 0);
}

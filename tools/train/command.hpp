#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "corpus.hpp"
#include "crf_trainer.hpp"

/// What all trainers are told: which labelled CVs, how often each counts, where the models go, and how to train.
struct Command {
    std::vector<std::string> folders;  ///< each FOLDER or FOLDER=WEIGHT
    std::string out = "models/weights";
    Fold fold;
    bool each_fold = false;
    CrfTrainer::Options options;

    /// Adds the options to a trainer's command line.
    void add_to(CLI::App& app);
    /// Reads the labelled CVs of all folders, with the weight of each.
    void for_each(const std::function<void(const LabelledCv&, float weight)>& use) const;
    /// Trains and writes what the trainer is for: one model, or one for each fold.
    void write(const CrfTrainer& trainer, const std::string& file, const std::string& comment) const;
};

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "learn/crf.hpp"

namespace CLI {
class App;
}

/// Trains a learn::Crf by stochastic gradient descent on the conditional likelihood. The scores come from small
/// networks (network.hpp) that share nothing but the data: their mean errs less than each (bagging, Breiman 1996), and
/// is again a network, with the units of all.
class CrfTrainer {
  public:
    struct Options {
        int epochs = 12;
        int units = 32;    ///< hidden units of each network
        int networks = 1;  ///< how many are trained and put together
        double step = 0.05;
        double transition_step = 0.2;
        int min_groups =
            2;  ///< features seen in fewer groups (people) are not used: they would only be learnt by heart
        double dropout = 0.5;       ///< share of the features left out of each step
        double unit_dropout = 0.2;  ///< share of the hidden units left out of each step
        double rare_dropout = 0;  ///< share of the steps in which all rare features, mostly words, are left out at once
        int rare_groups = 20;     ///< features seen in fewer groups are rare
        double least = 0.03;      ///< features whose weights are smaller than this on the average are left out
        std::uint32_t seed = 1;
    };
    /// Adds the options to a trainer's command line.
    static void add_options(CLI::App& app, Options& options);

    explicit CrfTrainer(std::vector<std::string> labels) : labels_(std::move(labels)) {}

    /// `labels[i]` indexes the list given to the constructor; `weight` counts the sequence that often.
    /// `fold` is the fold of its document, for train(); `group` stands for its person or record; without
    /// one the sequence is a group of its own.
    void add(cvextract::learn::Sequence sequence, std::vector<std::uint8_t> labels, float weight = 1, int fold = 0,
             std::optional<std::uint64_t> group = std::nullopt);
    [[nodiscard]] std::size_t sequences() const { return examples_.size(); }
    /// The text form of the model trained on all sequences but those of one fold (-1: on all), as compile_models reads
    /// it. Deterministic.
    [[nodiscard]] std::string train(const Options& options, const std::string& comment, int leave_out = -1) const;
    /// Trains and writes FOLDER/NAME.crf, or FOLDER/0/NAME.crf, FOLDER/1/NAME.crf ... with a fold left out in each.
    void write(const std::string& folder, const std::string& file, const Options& options, const std::string& comment,
               int folds_apart) const;

  private:
    struct Example {
        cvextract::learn::Sequence sequence;
        std::vector<std::uint8_t> labels;
        float weight;
        int fold;
        std::uint64_t group;
    };
    std::vector<std::string> labels_;
    std::vector<Example> examples_;
};

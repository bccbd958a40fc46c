#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "learn/crf.hpp"

/// Trains a learn::Crf by stochastic gradient descent on the conditional likelihood with per-weight step sizes
/// (AdaGrad: Duchi, Hazan and Singer, JMLR 2011) and L1 regularisation, which leaves most weights at zero; the
/// result is the mean of the weights over the second half of the epochs (Polyak and Juditsky, 1992).
class CrfTrainer {
  public:
    struct Options {
        int epochs = 25;
        double step = 0.2;
        double l1 = 2e-4;  ///< per sequence position
        int min_groups =
            2;  ///< features seen in fewer groups (people) are not used: they would only be learnt by heart
        double dropout = 0.5;     ///< share of the features left out of each step (Wager, Wang and Liang, NIPS 2013)
        double rare_dropout = 0;  ///< share of the steps in which all rare features are left out at once
        int rare_groups = 20;     ///< features seen in fewer groups are rare: mostly words
        std::uint32_t seed = 1;
    };

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

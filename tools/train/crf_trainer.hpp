#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "learn/crf.hpp"

/// Trains a learn::Crf by stochastic gradient descent on the conditional likelihood with per-weight step sizes
/// (AdaGrad: Duchi, Hazan and Singer, JMLR 2011) and L1 regularisation, which leaves most weights at zero.
class CrfTrainer {
  public:
    struct Options {
        int epochs = 25;
        double step = 0.2;
        double l1 = 2e-4;   ///< per sequence position
        int min_count = 2;  ///< features seen less often are not used
        std::uint32_t seed = 1;
    };

    explicit CrfTrainer(std::vector<std::string> labels) : labels_(std::move(labels)) {}

    /// `labels[i]` indexes the list given to the constructor; `weight` counts the sequence that often.
    /// `fold` is the fold of its document, for train().
    void add(cvextract::learn::Sequence sequence, std::vector<std::uint8_t> labels, float weight = 1, int fold = 0);
    [[nodiscard]] std::size_t sequences() const { return examples_.size(); }
    /// The text form of the model trained on all sequences but those of one fold (-1: on all), as compile_models reads
    /// it. Deterministic.
    [[nodiscard]] std::string train(const Options& options, const std::string& comment, int leave_out = -1) const;

  private:
    struct Example {
        cvextract::learn::Sequence sequence;
        std::vector<std::uint8_t> labels;
        float weight;
        int fold;
    };
    std::vector<std::string> labels_;
    std::vector<Example> examples_;
};

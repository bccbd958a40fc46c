#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// What a linear chain's likelihood says of its scores: forward-backward for one sequence, with storage that is used
/// again for the next one.
class Chain {
  public:
    explicit Chain(std::size_t labels) : n_(labels) {}

    /// `scores`: one for each label at each position, position by position. `transitions`: row 0 starts a sequence, row
    /// k + 1 follows label k. `labels` are the right ones.
    /// Gives minus the logarithm of their probability, and sets the gradients below.
    double run(std::span<const float> scores, std::span<const float> transitions, std::span<const std::uint8_t> labels);

    /// Of minus the log likelihood, by score and by transition: expected minus observed counts.
    std::vector<float> by_score, by_transition;

  private:
    std::size_t n_;
    std::vector<double> alpha_, beta_, scale_, potential_, moves_, expected_;
};

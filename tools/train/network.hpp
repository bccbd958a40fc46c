#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

/// Numbers that are learned, each with a step size of its own (AdaGrad: Duchi, Hazan and Singer, JMLR 2011), and their
/// mean over the epochs that count (Polyak and Juditsky, 1992).
struct Parameters {
    std::vector<float> value, square, sum;
    int remembered = 0;

    void resize(std::size_t n, float first_square);
    void step(std::size_t i, float gradient, float rate);
    void remember();
    void average();
};

/// One layer of rectified units over sparse binary features, and the labels' scores over it. Feature and unit dropout
/// (Srivastava et al., JMLR 2014; Wager, Wang and Liang, NIPS 2013) keep it from learning words by heart.
class Network {
  public:
    struct Dropout {
        double features = 0.5, units = 0.2;  ///< shares that are left out of each step
        double rare = 0;                     ///< share of the steps in which all rare features are left out at once
    };

    Network(std::size_t features, std::size_t labels, std::size_t units, std::uint32_t seed);

    /// Scores of all positions with some features and units left out. `ids` are the features of all positions, those of
    /// position i at [starts[i], starts[i + 1]).
    /// `rare` tells of each feature whether it is.
    std::span<const float> forward(std::span<const std::uint32_t> ids, std::span<const std::size_t> starts,
                                   const std::vector<bool>& rare, const Dropout& dropout, std::mt19937& random);
    /// A step against the gradient of the scores of the last forward().
    void backward(std::span<const float> by_score, float rate);
    void remember();
    void average();

    [[nodiscard]] std::size_t units() const { return units_; }
    [[nodiscard]] std::span<const float> bias() const { return bias_.value; }
    /// Of all labels from one unit.
    [[nodiscard]] std::span<const float> output(std::size_t unit) const {
        return std::span(output_.value).subspan(unit * labels_, labels_);
    }
    [[nodiscard]] std::span<const float> input(std::size_t feature) const {
        return std::span(input_.value).subspan(feature * units_, units_);
    }

  private:
    std::size_t labels_, units_;
    Parameters input_, bias_, output_;
    // Of the last forward().
    std::vector<std::uint32_t> kept_;
    std::vector<std::size_t> kept_starts_;
    std::vector<float> hidden_, mask_, scores_, by_hidden_, by_output_;
    float scale_up_ = 1;
};

#include "chain.hpp"

#include <algorithm>
#include <cmath>

double Chain::run(std::span<const float> scores, std::span<const float> transitions,
                  std::span<const std::uint8_t> labels) {
    const std::size_t n = n_, length = labels.size();
    // Potentials are scaled to a sum of one at each position: no logarithms within.
    potential_.resize(length * n);
    alpha_.assign(length * n, 0);
    beta_.assign(length * n, 1);
    scale_.resize(length);
    moves_.resize((n + 1) * n);
    for (std::size_t t = 0; t < moves_.size(); ++t) moves_[t] = std::exp(static_cast<double>(transitions[t]));
    double loss = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const float* at = &scores[i * n];
        const float top = *std::max_element(at, at + n);
        for (std::size_t l = 0; l < n; ++l) potential_[i * n + l] = std::exp(static_cast<double>(at[l] - top));
        double* a = &alpha_[i * n];
        if (i == 0) {
            std::copy_n(moves_.begin(), n, a);
        } else {
            for (std::size_t k = 0; k < n; ++k) {
                const double before = alpha_[(i - 1) * n + k];
                for (std::size_t l = 0; l < n; ++l) a[l] += before * moves_[(k + 1) * n + l];
            }
        }
        double sum = 1e-300;
        for (std::size_t l = 0; l < n; ++l) sum += a[l] *= potential_[i * n + l];
        for (std::size_t l = 0; l < n; ++l) a[l] /= sum;
        scale_[i] = sum;
        const std::size_t from = i == 0 ? 0 : labels[i - 1] + 1U;
        loss += static_cast<double>(top) + std::log(sum) - static_cast<double>(at[labels[i]]) -
                static_cast<double>(transitions[from * n + labels[i]]);
    }
    for (std::size_t i = length - 1; i-- > 0;) {
        for (std::size_t k = 0; k < n; ++k) {
            double sum = 0;
            for (std::size_t l = 0; l < n; ++l)
                sum += moves_[(k + 1) * n + l] * potential_[(i + 1) * n + l] * beta_[(i + 1) * n + l];
            beta_[i * n + k] = sum / scale_[i + 1];
        }
    }
    expected_.assign((n + 1) * n, 0);
    by_score.resize(length * n);
    for (std::size_t i = 0; i < length; ++i) {
        for (std::size_t l = 0; l < n; ++l) {
            const double p = alpha_[i * n + l] * beta_[i * n + l];
            by_score[i * n + l] = static_cast<float>(p - (labels[i] == l ? 1 : 0));
            if (i == 0) expected_[l] += p;
        }
        const std::size_t from = i == 0 ? 0 : labels[i - 1] + 1U;
        expected_[from * n + labels[i]] -= 1;
        if (i == 0) continue;
        for (std::size_t k = 0; k < n; ++k) {
            const double before = alpha_[(i - 1) * n + k] / scale_[i];
            for (std::size_t l = 0; l < n; ++l)
                expected_[(k + 1) * n + l] +=
                    before * moves_[(k + 1) * n + l] * potential_[i * n + l] * beta_[i * n + l];
        }
    }
    by_transition.assign(expected_.begin(), expected_.end());
    return loss;
}

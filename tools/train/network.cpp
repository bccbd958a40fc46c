#include "network.hpp"

#include <cmath>

void Parameters::resize(std::size_t n, float first_square) {
    value.assign(n, 0.0F);
    square.assign(n, first_square);
}

void Parameters::step(std::size_t i, float gradient, float rate) {
    square[i] += gradient * gradient;
    value[i] -= rate * gradient / std::sqrt(square[i]);
}

void Parameters::remember() {
    sum.resize(value.size(), 0.0F);
    for (std::size_t i = 0; i < value.size(); ++i) sum[i] += value[i];
    ++remembered;
}

void Parameters::average() {
    for (std::size_t i = 0; i < sum.size(); ++i) value[i] = sum[i] / static_cast<float>(remembered);
}

namespace {

// First squares of the gradients: so that the first steps are not the largest.
constexpr float kFirstSquare = 1e-3F;

float uniform(std::mt19937& random) {
    return static_cast<float>(random() >> 8) * (1.0F / 16777216.0F);
}

}  // namespace

Network::Network(std::size_t features, std::size_t labels, std::size_t units, std::uint32_t seed)
    : labels_(labels), units_(units) {
    std::mt19937 random(seed);
    input_.resize(features * units, kFirstSquare);
    bias_.resize(units, kFirstSquare);
    output_.resize(units * labels, kFirstSquare);
    for (float& w : input_.value) w = (uniform(random) - 0.5F) * 0.02F;
    for (float& w : output_.value) w = (uniform(random) - 0.5F) * 0.4F;
    for (float& w : bias_.value) w = 0.1F;
}

std::span<const float> Network::forward(std::span<const std::uint32_t> ids, std::span<const std::size_t> starts,
                                        const std::vector<bool>& rare, const Dropout& dropout, std::mt19937& random) {
    const std::size_t length = starts.size() - 1;
    const auto dropped = static_cast<std::uint32_t>(dropout.features * 4294967295.0);
    scale_up_ = static_cast<float>(1 / (1 - dropout.features));
    const auto unit_dropped = static_cast<float>(dropout.units);
    const bool without_rare = dropout.rare > 0 && static_cast<double>(uniform(random)) < dropout.rare;
    kept_.clear();
    kept_starts_.assign(1, 0);
    hidden_.assign(length * units_, 0.0F);
    mask_.resize(length * units_);
    scores_.assign(length * labels_, 0.0F);
    for (std::size_t i = 0; i < length; ++i) {
        float* h = &hidden_[i * units_];
        for (std::size_t k = starts[i]; k < starts[i + 1]; ++k) {
            if (without_rare && rare[ids[k]]) continue;
            if (random() < dropped) continue;
            kept_.push_back(ids[k]);
            const float* w = &input_.value[ids[k] * units_];
            for (std::size_t j = 0; j < units_; ++j) h[j] += w[j];
        }
        kept_starts_.push_back(kept_.size());
        float* s = &scores_[i * labels_];
        for (std::size_t j = 0; j < units_; ++j) {
            float& mask = mask_[i * units_ + j];
            mask = uniform(random) < unit_dropped ? 0.0F : 1 / (1 - unit_dropped);
            h[j] = std::max(0.0F, h[j] * scale_up_ + bias_.value[j]) * mask;
            if (h[j] <= 0) continue;
            const float* w = &output_.value[j * labels_];
            for (std::size_t l = 0; l < labels_; ++l) s[l] += h[j] * w[l];
        }
    }
    return scores_;
}

void Network::backward(std::span<const float> by_score, float rate) {
    const std::size_t length = kept_starts_.size() - 1;
    by_hidden_.assign(length * units_, 0.0F);
    by_output_.assign(output_.value.size(), 0.0F);
    for (std::size_t i = 0; i < length; ++i) {
        const float* g = &by_score[i * labels_];
        for (std::size_t j = 0; j < units_; ++j) {
            const float h = hidden_[i * units_ + j];
            if (h <= 0) continue;
            const float* w = &output_.value[j * labels_];
            float* by = &by_output_[j * labels_];
            float sum = 0;
            for (std::size_t l = 0; l < labels_; ++l) {
                sum += g[l] * w[l];
                by[l] += g[l] * h;
            }
            by_hidden_[i * units_ + j] = sum * mask_[i * units_ + j];
        }
    }
    for (std::size_t t = 0; t < by_output_.size(); ++t) {
        if (by_output_[t] != 0) output_.step(t, by_output_[t], rate);
    }
    for (std::size_t i = 0; i < length; ++i) {
        float* by = &by_hidden_[i * units_];
        float size = 0;
        for (std::size_t j = 0; j < units_; ++j) size += std::abs(by[j]);
        if (size < 1e-4F) continue;
        for (std::size_t j = 0; j < units_; ++j) bias_.step(j, by[j], rate);
        for (std::size_t j = 0; j < units_; ++j) by[j] *= scale_up_;
        for (std::size_t k = kept_starts_[i]; k < kept_starts_[i + 1]; ++k) {
            float* value = &input_.value[kept_[k] * units_];
            float* square = &input_.square[kept_[k] * units_];
            for (std::size_t j = 0; j < units_; ++j) {
                square[j] += by[j] * by[j];
                value[j] -= rate * by[j] / std::sqrt(square[j]);
            }
        }
    }
}

void Network::remember() {
    input_.remember();
    bias_.remember();
    output_.remember();
}

void Network::average() {
    input_.average();
    bias_.average();
    output_.average();
}

#include "crf_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <unordered_map>

using cvextract::learn::Feature;

namespace {

struct Weights {
    std::vector<float> value, square;
    void resize(std::size_t n) {
        value.assign(n, 0.0F);
        square.assign(n, 1e-6F);
    }
    // A step against the gradient, then shrinking towards zero by what L1 asks (forward-backward splitting).
    void step(std::size_t i, float gradient, const CrfTrainer::Options& options) {
        square[i] += gradient * gradient;
        const float rate = static_cast<float>(options.step) / std::sqrt(square[i]);
        const float moved = value[i] - rate * gradient;
        const float shrink = rate * static_cast<float>(options.l1);
        value[i] = moved > shrink ? moved - shrink : moved < -shrink ? moved + shrink : 0.0F;
    }
};

}  // namespace

void CrfTrainer::add(cvextract::learn::Sequence sequence, std::vector<std::uint8_t> labels, float weight, int fold) {
    if (sequence.size() != labels.size()) throw std::invalid_argument("a label for each position is needed");
    if (!labels.empty()) examples_.push_back({std::move(sequence), std::move(labels), weight, fold});
}

std::string CrfTrainer::train(const Options& options, const std::string& comment, int leave_out) const {
    const std::size_t n = labels_.size();
    std::vector<std::size_t> order;
    for (std::size_t e = 0; e < examples_.size(); ++e) {
        if (examples_[e].fold != leave_out) order.push_back(e);
    }
    std::unordered_map<Feature, int> counts;
    for (const std::size_t k : order) {
        const Example& e = examples_[k];
        for (std::size_t i = 0; i < e.sequence.size(); ++i) {
            for (const Feature f : e.sequence.at(i)) ++counts[f];
        }
    }
    std::unordered_map<Feature, std::uint32_t> index;
    std::vector<Feature> features;
    for (const std::size_t k : order) {
        const Example& e = examples_[k];
        for (std::size_t i = 0; i < e.sequence.size(); ++i) {
            for (const Feature f : e.sequence.at(i)) {
                if (counts[f] >= options.min_count &&
                    index.emplace(f, static_cast<std::uint32_t>(features.size())).second)
                    features.push_back(f);
            }
        }
    }
    // Features as numbers, once: the epochs never hash again.
    std::vector<std::vector<std::uint32_t>> ids(examples_.size());
    std::vector<std::vector<std::size_t>> starts(examples_.size());
    for (const std::size_t e : order) {
        const auto& sequence = examples_[e].sequence;
        for (std::size_t i = 0; i < sequence.size(); ++i) {
            starts[e].push_back(ids[e].size());
            for (const Feature f : sequence.at(i)) {
                if (const auto it = index.find(f); it != index.end()) ids[e].push_back(it->second);
            }
        }
        starts[e].push_back(ids[e].size());
    }
    Weights weight, transition;
    weight.resize(features.size() * n);
    transition.resize((n + 1) * n);
    std::mt19937 random(options.seed);
    std::vector<double> score, alpha, beta, scale, moves((n + 1) * n);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        double loss = 0;
        for (const std::size_t e : order) {
            const Example& example = examples_[e];
            const std::size_t length = example.labels.size();
            const auto known = [&](std::size_t i) {
                return std::span(ids[e]).subspan(starts[e][i], starts[e][i + 1] - starts[e][i]);
            };
            // Forward-backward on potentials scaled to a sum of one at each position: no logarithms within.
            score.assign(length * n, 0);
            alpha.assign(length * n, 0);
            beta.assign(length * n, 0);
            scale.assign(length, 0);
            for (std::size_t t = 0; t < moves.size(); ++t)
                moves[t] = std::exp(static_cast<double>(transition.value[t]));
            double gold = 0, total = 0;
            for (std::size_t i = 0; i < length; ++i) {
                double* at = &score[i * n];
                for (const std::uint32_t f : known(i)) {
                    const float* w = &weight.value[f * n];
                    for (std::size_t l = 0; l < n; ++l) at[l] += static_cast<double>(w[l]);
                }
                const std::size_t from = i == 0 ? 0 : example.labels[i - 1] + 1U;
                gold += at[example.labels[i]] + static_cast<double>(transition.value[from * n + example.labels[i]]);
                const double top = *std::max_element(at, at + n);
                total += top;
                for (std::size_t l = 0; l < n; ++l) at[l] = std::exp(at[l] - top);
                double* a = &alpha[i * n];
                if (i == 0) {
                    std::copy(moves.begin(), moves.begin() + static_cast<std::ptrdiff_t>(n), a);
                } else {
                    const double* before = &alpha[(i - 1) * n];
                    for (std::size_t k = 0; k < n; ++k) {
                        for (std::size_t l = 0; l < n; ++l) a[l] += before[k] * moves[(k + 1) * n + l];
                    }
                }
                double sum = 1e-300;
                for (std::size_t l = 0; l < n; ++l) sum += a[l] *= at[l];
                for (std::size_t l = 0; l < n; ++l) a[l] /= sum;
                scale[i] = sum;
                total += std::log(sum);
            }
            for (std::size_t l = 0; l < n; ++l) beta[(length - 1) * n + l] = 1;
            for (std::size_t i = length - 1; i-- > 0;) {
                for (std::size_t k = 0; k < n; ++k) {
                    double sum = 0;
                    for (std::size_t l = 0; l < n; ++l)
                        sum += moves[(k + 1) * n + l] * score[(i + 1) * n + l] * beta[(i + 1) * n + l];
                    beta[i * n + k] = sum / scale[i + 1];
                }
            }
            // Expected minus observed counts of the transitions are taken before any weight moves.
            std::vector<double> move((n + 1) * n, 0.0);
            for (std::size_t i = 1; i < length; ++i) {
                for (std::size_t k = 0; k < n; ++k) {
                    const double before = alpha[(i - 1) * n + k] / scale[i];
                    for (std::size_t l = 0; l < n; ++l)
                        move[(k + 1) * n + l] += before * moves[(k + 1) * n + l] * score[i * n + l] * beta[i * n + l];
                }
                move[(example.labels[i - 1] + 1U) * n + example.labels[i]] -= 1;
            }
            for (std::size_t l = 0; l < n; ++l) move[l] += alpha[l] * beta[l];
            move[example.labels[0]] -= 1;
            loss += total - gold;
            for (std::size_t i = 0; i < length; ++i) {
                for (std::size_t l = 0; l < n; ++l) {
                    const double p = alpha[i * n + l] * beta[i * n + l];
                    const auto gradient = static_cast<float>(p - (example.labels[i] == l ? 1 : 0)) * example.weight;
                    if (std::abs(gradient) < 1e-3F) continue;
                    for (const std::uint32_t f : known(i)) weight.step(f * n + l, gradient, options);
                }
            }
            for (std::size_t t = 0; t < move.size(); ++t) {
                if (std::abs(move[t]) > 1e-6) transition.step(t, static_cast<float>(move[t]) * example.weight, options);
            }
        }
        std::fprintf(stderr, "epoch %d: loss %.1f\n", epoch + 1, loss);
    }
    std::string out = "# " + comment + "\nlabels";
    for (const auto& label : labels_) out += ' ' + label;
    out += '\n';
    char buffer[64];
    for (std::size_t from = 0; from <= n; ++from) {
        for (std::size_t to = 0; to < n; ++to) {
            const float v = transition.value[from * n + to];
            std::snprintf(buffer, sizeof buffer, " %.3f\n", static_cast<double>(v));
            if (std::abs(v) >= 0.0005F)
                out += "transition " + (from == 0 ? "^" : labels_[from - 1]) + ' ' + labels_[to] + buffer;
        }
    }
    std::vector<std::pair<Feature, std::uint32_t>> sorted;
    for (std::uint32_t f = 0; f < features.size(); ++f) sorted.emplace_back(features[f], f);
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [feature, f] : sorted) {
        std::string row;
        for (std::size_t l = 0; l < n; ++l) {
            const float v = weight.value[f * n + l];
            if (std::abs(v) < 0.02F) continue;
            std::snprintf(buffer, sizeof buffer, " %zu:%.2f", l, static_cast<double>(v));
            row += buffer;
        }
        if (row.empty()) continue;
        std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(feature));
        out += buffer + row + '\n';
    }
    return out;
}

#include "crf_trainer.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <random>
#include <stdexcept>
#include <thread>
#include <unordered_map>

using cvextract::learn::Feature;

namespace {

struct Weights {
    std::vector<float> value, square, sum;
    int remembered = 0;
    void resize(std::size_t n) {
        value.assign(n, 0.0F);
        square.assign(n, 1e-6F);
    }
    void remember() {
        sum.resize(value.size(), 0.0F);
        for (std::size_t i = 0; i < value.size(); ++i) sum[i] += value[i];
        ++remembered;
    }
    void average() {
        for (std::size_t i = 0; i < sum.size(); ++i) value[i] = sum[i] / static_cast<float>(remembered);
    }
    // Steps of neighbouring weights; without branches, so that the compiler makes vectors of them. Weights without a
    // gradient stay as they are.
    void steps(std::size_t first, const std::vector<float>& gradient, const CrfTrainer::Options& options) {
        float* v = &value[first];
        float* q = &square[first];
        const auto step = static_cast<float>(options.step), l1 = static_cast<float>(options.l1);
        for (std::size_t l = 0; l < gradient.size(); ++l) {
            const float g = gradient[l];
            q[l] += g * g;
            const float rate = step / std::sqrt(q[l]), moved = v[l] - rate * g;
            const float size = std::max(std::abs(moved) - rate * l1, 0.0F);
            v[l] = g == 0 ? v[l] : std::copysign(size, moved);
        }
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

void CrfTrainer::add(cvextract::learn::Sequence sequence, std::vector<std::uint8_t> labels, float weight, int fold,
                     std::optional<std::uint64_t> group) {
    if (sequence.size() != labels.size()) throw std::invalid_argument("a label for each position is needed");
    if (!labels.empty())
        examples_.push_back({std::move(sequence), std::move(labels), weight, fold, group.value_or(examples_.size())});
}

std::string CrfTrainer::train(const Options& options, const std::string& comment, int leave_out) const {
    const std::size_t n = labels_.size();
    std::vector<std::size_t> order;
    for (std::size_t e = 0; e < examples_.size(); ++e) {
        if (examples_[e].fold != leave_out) order.push_back(e);
    }
    // In how many groups each feature is seen, and the last of them: a group's examples are counted together.
    struct Seen {
        int groups = 0;
        std::uint64_t last = 0;
    };
    std::vector<std::size_t> by_group = order;
    std::stable_sort(by_group.begin(), by_group.end(),
                     [&](std::size_t a, std::size_t b) { return examples_[a].group < examples_[b].group; });
    std::unordered_map<Feature, Seen> counts;
    for (const std::size_t k : by_group) {
        const Example& e = examples_[k];
        for (std::size_t i = 0; i < e.sequence.size(); ++i) {
            for (const Feature f : e.sequence.at(i)) {
                Seen& seen = counts[f];
                if (seen.groups == 0 || seen.last != e.group) ++seen.groups;
                seen.last = e.group;
            }
        }
    }
    std::unordered_map<Feature, std::uint32_t> index;
    std::vector<Feature> features;
    std::vector<bool> rare;
    for (const std::size_t k : order) {
        const Example& e = examples_[k];
        for (std::size_t i = 0; i < e.sequence.size(); ++i) {
            for (const Feature f : e.sequence.at(i)) {
                if (counts[f].groups >= options.min_groups &&
                    index.emplace(f, static_cast<std::uint32_t>(features.size())).second) {
                    features.push_back(f);
                    rare.push_back(counts[f].groups < options.rare_groups);
                }
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
    std::vector<std::uint32_t> kept;
    std::vector<std::size_t> kept_starts;
    const double scale_up = 1 / (1 - options.dropout);
    const auto dropped = static_cast<std::uint32_t>(options.dropout * 4294967295.0);
    std::vector<double> score, alpha, beta, scale, moves((n + 1) * n), move;
    std::vector<float> gradient(n);
    std::fill(moves.begin(), moves.end(), 1.0);  // exponentials of the transitions
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        double loss = 0;
        for (const std::size_t e : order) {
            const Example& example = examples_[e];
            const std::size_t length = example.labels.size();
            // What is left of the features at each position, and how much more each of them counts for it.
            kept.clear();
            const bool without_rare = options.rare_dropout > 0 && random() < options.rare_dropout * 4294967295.0;
            kept_starts.assign(1, 0);
            for (std::size_t i = 0; i < length; ++i) {
                for (std::size_t k = starts[e][i]; k < starts[e][i + 1]; ++k) {
                    if (without_rare && rare[ids[e][k]]) continue;
                    if (random() >= dropped) kept.push_back(ids[e][k]);
                }
                kept_starts.push_back(kept.size());
            }
            const auto known = [&](std::size_t i) {
                return std::span(kept).subspan(kept_starts[i], kept_starts[i + 1] - kept_starts[i]);
            };
            // Forward-backward on potentials scaled to a sum of one at each position: no logarithms within.
            score.assign(length * n, 0);
            alpha.assign(length * n, 0);
            beta.assign(length * n, 0);
            scale.assign(length, 0);
            double gold = 0, total = 0;
            for (std::size_t i = 0; i < length; ++i) {
                double* at = &score[i * n];
                for (const std::uint32_t f : known(i)) {
                    const float* w = &weight.value[f * n];
                    for (std::size_t l = 0; l < n; ++l) at[l] += static_cast<double>(w[l]) * scale_up;
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
            move.assign((n + 1) * n, 0.0);
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
                // Gradients of all labels at once, so that a feature's weights, which lie side by side, move together.
                bool any = false;
                for (std::size_t l = 0; l < n; ++l) {
                    const double p = alpha[i * n + l] * beta[i * n + l];
                    const auto g = static_cast<float>(p - (example.labels[i] == l ? 1 : 0)) * example.weight;
                    gradient[l] = std::abs(g) < 1e-3F ? 0 : g * static_cast<float>(scale_up);
                    any |= gradient[l] != 0;
                }
                if (!any) continue;
                for (const std::uint32_t f : known(i)) weight.steps(f * n, gradient, options);
            }
            for (std::size_t t = 0; t < move.size(); ++t) {
                if (std::abs(move[t]) <= 1e-6) continue;
                transition.step(t, static_cast<float>(move[t]) * example.weight, options);
                moves[t] = std::exp(static_cast<double>(transition.value[t]));
            }
        }
        std::fprintf(stderr, "epoch %d: loss %.1f\n", epoch + 1, loss);
        // The weights handed out are the mean over the second half of the epochs: single steps leave less behind.
        if (2 * (epoch + 1) > options.epochs) {
            weight.remember();
            transition.remember();
        }
    }
    weight.average();
    transition.average();
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

void CrfTrainer::write(const std::string& folder, const std::string& file, const Options& options,
                       const std::string& comment, int folds_apart) const {
    const auto save = [&](const std::filesystem::path& to, int leave_out) {
        std::filesystem::create_directories(to);
        std::ofstream out(to / file, std::ios::binary);
        out << train(options, comment, leave_out);
        if (!out.flush()) throw std::runtime_error("cannot write " + (to / file).string());
    };
    if (folds_apart < 1) return save(folder, -1);
    std::atomic<int> next = 0;
    const auto work = [&] {
        for (int k = next++; k < folds_apart; k = next++) save(std::filesystem::path(folder) / std::to_string(k), k);
    };
    std::vector<std::future<void>> threads;
    for (unsigned t = 0; t < std::max(1U, std::thread::hardware_concurrency()); ++t)
        threads.push_back(std::async(std::launch::async, work));
    for (auto& thread : threads) thread.get();
}

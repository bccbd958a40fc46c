#include "crf_trainer.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
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

#include "chain.hpp"
#include "network.hpp"

using cvextract::learn::Feature;

namespace {

/// The sequences of a training as numbers: the epochs never hash again.
struct Data {
    struct Example {
        std::vector<std::uint32_t> ids;
        std::vector<std::size_t> starts;
        const std::vector<std::uint8_t>* labels;
        float weight;
    };
    std::vector<Feature> features;
    std::vector<bool> rare;
    std::vector<Example> examples;
};

struct Trained {
    Network network;
    Parameters transitions;
};

Trained train_network(const Data& data, std::size_t labels, const CrfTrainer::Options& options, std::uint32_t seed) {
    Trained out{Network(data.features.size(), labels, static_cast<std::size_t>(options.units), seed), {}};
    out.transitions.resize((labels + 1) * labels, 1e-6F);
    Chain chain(labels);
    std::mt19937 random(seed);
    std::vector<std::size_t> order(data.examples.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::vector<float> gradient;
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        double loss = 0;
        for (const std::size_t e : order) {
            const Data::Example& example = data.examples[e];
            const auto scores =
                out.network.forward(example.ids, example.starts, data.rare,
                                    {options.dropout, options.unit_dropout, options.rare_dropout}, random);
            loss += chain.run(scores, out.transitions.value, *example.labels);
            gradient = chain.by_score;
            for (float& g : gradient) g *= example.weight;
            out.network.backward(gradient, static_cast<float>(options.step));
            for (std::size_t t = 0; t < chain.by_transition.size(); ++t) {
                if (std::abs(chain.by_transition[t]) > 1e-6F)
                    out.transitions.step(t, chain.by_transition[t] * example.weight,
                                         static_cast<float>(options.transition_step));
            }
        }
        std::fprintf(stderr, "epoch %d: loss %.1f\n", epoch + 1, loss);
        // What is handed out is the mean over the second half of the epochs: single steps leave less behind.
        if (2 * (epoch + 1) > options.epochs) {
            out.network.remember();
            out.transitions.remember();
        }
    }
    out.network.average();
    out.transitions.average();
    return out;
}

std::string base64(const std::vector<std::int8_t>& bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t k) {
            return k < bytes.size() ? static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[k])) : 0U;
        };
        const std::uint32_t v = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        out += {kDigits[v >> 18], kDigits[v >> 12 & 63], kDigits[v >> 6 & 63], kDigits[v & 63]};
    }
    return out;
}

std::string number(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, " %.4g", value);
    return buffer;
}

/// The mean of networks as one network with the units of all.
std::string write_text(const std::vector<std::string>& labels, const std::vector<Feature>& features,
                       const std::vector<Trained>& trained, double least) {
    const std::size_t n = labels.size();
    const auto parts = static_cast<double>(trained.size());
    std::string out = "labels";
    for (const auto& label : labels) out += ' ' + label;
    out += '\n';
    for (std::size_t t = 0; t < (n + 1) * n; ++t) {
        double mean = 0;
        for (const Trained& one : trained) mean += static_cast<double>(one.transitions.value[t]) / parts;
        if (std::abs(mean) >= 0.0005)
            out += "transition " + (t < n ? "^" : labels[t / n - 1]) + ' ' + labels[t % n] + number(mean) + '\n';
    }
    std::size_t units = 0;
    for (const Trained& one : trained) units += one.network.units();
    out += "units " + std::to_string(units) + "\nbias";
    for (const Trained& one : trained) {
        for (const float v : one.network.bias()) out += number(static_cast<double>(v));
    }
    for (const Trained& one : trained) {
        for (std::size_t j = 0; j < one.network.units(); ++j) {
            out += "\noutput";
            for (const float v : one.network.output(j)) out += number(static_cast<double>(v) / parts);
        }
    }
    out += '\n';
    std::vector<std::pair<Feature, std::size_t>> sorted;
    for (std::size_t f = 0; f < features.size(); ++f) sorted.emplace_back(features[f], f);
    std::sort(sorted.begin(), sorted.end());
    std::vector<float> weights;
    std::vector<std::int8_t> rounded;
    for (const auto& [feature, f] : sorted) {
        weights.clear();
        for (const Trained& one : trained) {
            const auto in = one.network.input(f);
            weights.insert(weights.end(), in.begin(), in.end());
        }
        float largest = 0, sum = 0;
        for (const float w : weights) {
            largest = std::max(largest, std::abs(w));
            sum += w * w;
        }
        if (std::sqrt(sum / static_cast<float>(weights.size())) < static_cast<float>(least)) continue;
        rounded.clear();
        for (const float w : weights) rounded.push_back(static_cast<std::int8_t>(std::lround(w / largest * 127)));
        char head[24];
        std::snprintf(head, sizeof head, "%016llx", static_cast<unsigned long long>(feature));
        out += head + number(static_cast<double>(largest) / 127) + ' ' + base64(rounded) + '\n';
    }
    return out;
}

/// Calls `work(0)` ... `work(count - 1)`, as many at a time as there are processors.
template <class Work>
void in_parallel(std::size_t count, const Work& work) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::future<void>> threads;
    const std::size_t most = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t t = 0; t < std::min(count, most); ++t) {
        threads.push_back(std::async(std::launch::async, [&] {
            for (std::size_t k = next++; k < count; k = next++) work(k);
        }));
    }
    for (auto& thread : threads) thread.get();
}

}  // namespace

void CrfTrainer::add_options(CLI::App& app, Options& options) {
    app.add_option("--epochs", options.epochs)->capture_default_str();
    app.add_option("--units", options.units, "hidden units of a network")->capture_default_str();
    app.add_option("--networks", options.networks, "networks that are put together")->capture_default_str();
    app.add_option("--step", options.step)->capture_default_str();
    app.add_option("--min-groups", options.min_groups, "people that a feature must be seen with")
        ->capture_default_str();
    app.add_option("--dropout", options.dropout, "share of the features left out of a step")->capture_default_str();
    app.add_option("--unit-dropout", options.unit_dropout)->capture_default_str();
    app.add_option("--rare-dropout", options.rare_dropout, "share of the steps without any rare feature")
        ->capture_default_str();
    app.add_option("--least", options.least, "features with less weight are not written")->capture_default_str();
}

void CrfTrainer::add(cvextract::learn::Sequence sequence, std::vector<std::uint8_t> labels, float weight, int fold,
                     std::optional<std::uint64_t> group) {
    if (sequence.size() != labels.size()) throw std::invalid_argument("a label for each position is needed");
    if (!labels.empty())
        examples_.push_back({std::move(sequence), std::move(labels), weight, fold, group.value_or(examples_.size())});
}

std::string CrfTrainer::train(const Options& options, const std::string& comment, int leave_out) const {
    std::vector<const Example*> used;
    for (const Example& e : examples_) {
        if (leave_out < 0 || e.fold != leave_out) used.push_back(&e);
    }
    // In how many groups each feature is seen, and the last of them: a group's examples are counted together.
    struct Seen {
        int groups = 0;
        std::uint64_t last = 0;
    };
    std::unordered_map<Feature, Seen> counts;
    std::vector<const Example*> by_group = used;
    std::stable_sort(by_group.begin(), by_group.end(),
                     [](const Example* a, const Example* b) { return a->group < b->group; });
    for (const Example* e : by_group) {
        for (std::size_t i = 0; i < e->sequence.size(); ++i) {
            for (const Feature f : e->sequence.at(i)) {
                Seen& seen = counts[f];
                if (seen.groups == 0 || seen.last != e->group) ++seen.groups;
                seen.last = e->group;
            }
        }
    }
    Data data;
    std::unordered_map<Feature, std::uint32_t> index;
    for (const Example* e : used) {
        Data::Example& example = data.examples.emplace_back();
        example.labels = &e->labels;
        example.weight = e->weight;
        for (std::size_t i = 0; i < e->sequence.size(); ++i) {
            example.starts.push_back(example.ids.size());
            for (const Feature f : e->sequence.at(i)) {
                if (counts[f].groups < options.min_groups) continue;
                const auto [it, added] = index.emplace(f, static_cast<std::uint32_t>(data.features.size()));
                if (added) {
                    data.features.push_back(f);
                    data.rare.push_back(counts[f].groups < options.rare_groups);
                }
                example.ids.push_back(it->second);
            }
        }
        example.starts.push_back(example.ids.size());
    }
    std::vector<std::optional<Trained>> trained(static_cast<std::size_t>(std::max(1, options.networks)));
    in_parallel(trained.size(), [&](std::size_t k) {
        trained[k] = train_network(data, labels_.size(), options, options.seed + static_cast<std::uint32_t>(k));
    });
    std::vector<Trained> parts;
    for (auto& one : trained) parts.push_back(std::move(*one));
    return "# " + comment + '\n' + write_text(labels_, data.features, parts, options.least);
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
    in_parallel(static_cast<std::size_t>(folds_apart),
                [&](std::size_t k) { save(std::filesystem::path(folder) / std::to_string(k), static_cast<int>(k)); });
}

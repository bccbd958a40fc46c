#include "learn/agree.hpp"

#include <cmath>
#include <unordered_map>
#include <vector>

namespace cvextract::learn {

namespace {

// Members that a cluster must have before its word counts in full, and the least that a group is thought possible.
constexpr float kPrior = 1.0F, kFloor = 0.02F;

}  // namespace

void agree(std::span<float> scores, const Labelling& first, std::span<const std::uint64_t> clusters,
           std::span<const std::uint32_t> owner, std::span<const std::uint8_t> group, float weight) {
    const std::size_t n = group.size(), length = clusters.size();
    if (length == 0 || scores.size() != length * n || first.marginals.size() != length * n) return;
    std::size_t groups = 0;
    for (const std::uint8_t g : group) groups = std::max<std::size_t>(groups, g + 1U);
    struct Sum {
        std::vector<float> of;  // of each group
        float members = 0;
    };
    std::unordered_map<std::uint64_t, Sum> all, own;
    const auto own_key = [&](std::size_t i) { return mix(clusters[i], owner[i]); };
    for (std::size_t i = 0; i < length; ++i) {
        if (clusters[i] == 0) continue;
        for (Sum* sum : {&all[clusters[i]], &own[own_key(i)]}) {
            sum->of.resize(groups, 0.0F);
            sum->members += 1;
            for (std::size_t l = 0; l < n; ++l) sum->of[group[l]] += first.marginals[i * n + l];
        }
    }
    for (std::size_t i = 0; i < length; ++i) {
        if (clusters[i] == 0) continue;
        const Sum &cluster = all.at(clusters[i]), &mine = own.at(own_key(i));
        const float others = cluster.members - mine.members;
        if (others < 1) continue;
        const float trust = weight * others / (others + kPrior);
        for (std::size_t l = 0; l < n; ++l) {
            const float mean = std::max(0.0F, cluster.of[group[l]] - mine.of[group[l]]) / others;
            scores[i * n + l] += trust * std::log(mean + kFloor);
        }
    }
}

}  // namespace cvextract::learn

#pragma once

#include <cstdint>
#include <span>

#include "learn/crf.hpp"

namespace cvextract::learn {

/// Lets positions that look alike agree. Position i belongs to `clusters[i]` (0: to none); what the other members of
/// its cluster are, by a first labelling, is evidence for it: the logarithm of their mean marginals, times `weight`,
/// is added to its scores. Members of one sequence (`owner`) are no evidence for each other. A cluster's evidence grows
/// with its members. `scores` are those that the first labelling was
/// decoded from. Labels may be grouped: `group[label]` are counted together (a value's first unit and its others).
///
/// A second reading with the statistics of the first, as in stacked sequential learning (Cohen and Carvalho, IJCAI
/// 2005), but without a second model.
void agree(std::span<float> scores, const Labelling& first, std::span<const std::uint64_t> clusters,
           std::span<const std::uint32_t> owner, std::span<const std::uint8_t> group, float weight);

}  // namespace cvextract::learn

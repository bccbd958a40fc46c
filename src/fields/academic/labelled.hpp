#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fields/academic/passage.hpp"
#include "learn/crf.hpp"

namespace cvextract::fields::academic {

/// A run of units with one label: bytes [begin, end) of the passage's text.
struct LabelledSpan {
    std::string_view label;  ///< without "B-" and "I-"
    std::size_t begin = 0, end = 0;
    std::size_t first_unit = 0, end_unit = 0;
    double confidence = 0;  ///< mean marginal probability of its units
};

/// Labels a passage with a model whose labels are "O", "B-X" and "I-X"; units outside `O` become spans.
/// `fixed`: bytes that hold identifiers and can only be O.
[[nodiscard]] std::vector<LabelledSpan> label(const Passage& passage, const learn::Crf& crf,
                                              const learn::Sequence& sequence, std::span<const Emphasis> fixed = {});

}  // namespace cvextract::fields::academic

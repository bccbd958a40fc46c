#pragma once

#include "learn/crf.hpp"
#include "models/models.hpp"
#include "segment/outline.hpp"

namespace cvextract::segment {

/// Features of one section for the model weights/kinds.crf, whose labels are the names of the kinds: what its heading
/// says (`sections[i].kind` and `known` are the vocabulary's word), what it holds, and what stands around it.
/// `known[i]`: the heading's share that the vocabulary knows, 0..1.
[[nodiscard]] learn::Sequence kind_features(const layout::Document& document, const models::Models& models,
                                            const std::vector<Section>& sections, const std::vector<double>& known,
                                            std::size_t i);

/// The sections as their headings name them, before settle_kinds(): what the model learns from.
[[nodiscard]] std::vector<Section> said_sections(const layout::Document& document, const models::Models& models,
                                                 std::vector<double>& known);

/// Names the sections whose headings no vocabulary knows: by their content, which is like that of other sections, and
/// by what stands around them. O(n) in the tokens.
void settle_kinds(const layout::Document& document, const models::Models& models, const std::vector<double>& known,
                  std::vector<Section>& sections);

}  // namespace cvextract::segment

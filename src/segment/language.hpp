#pragma once

#include <string>

#include "layout/document.hpp"
#include "models/models.hpp"

namespace cvextract::segment {

/// The language of a document's text as BCP 47 ("en", "zh-Hans"): by script where the script tells, otherwise by the
/// function words of models/lexicon/function_words.tsv. Empty where nothing tells. O(n).
[[nodiscard]] std::string detect_language(const layout::Document& document, const models::Models& models);

}  // namespace cvextract::segment

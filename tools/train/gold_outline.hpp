#pragma once

#include <nlohmann/json_fwd.hpp>

#include "layout/document.hpp"
#include "segment/outline.hpp"

/// The document cut at the headings that gold names, with gold's kinds: training and measuring of fields without the
/// errors of the stages before. Headings that are not found are left out.
[[nodiscard]] cvextract::segment::Outline gold_outline(const cvextract::layout::Document& document,
                                                       const nlohmann::json& gold);

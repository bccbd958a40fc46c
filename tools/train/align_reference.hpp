#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "fields/academic/passage.hpp"
#include "models/models.hpp"

/// A label on units [first, last) of a passage.
struct UnitLabel {
    std::size_t first = 0, last = 0;
    std::string label;
};

/// How often a value's words occur in the passage one after the other (punctuation aside).
[[nodiscard]] std::size_t occurrences(const cvextract::fields::academic::Passage& passage, const std::string& value);

/// Where they are: units [first, last).
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> occurrences_of(
    const cvextract::fields::academic::Passage& passage, const std::string& value);

/// Labels of a reference from its gold publication: A, T, V, VOL, ISS, PP, D. Empty when its title is not there.
[[nodiscard]] std::vector<UnitLabel> align_reference(const cvextract::fields::academic::Passage& passage,
                                                     const nlohmann::json& work,
                                                     const cvextract::models::Models& models);

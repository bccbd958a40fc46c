#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fields/entries/body.hpp"

namespace cvextract::fields::entries {

/// What a label of lexicon/field_labels says of the unit that it stands before ("GPA: 3.9", "Supervised by Jane Roe").
struct ValueLabel {
    std::uint64_t sort = 0;  ///< hash of the class; 0 when no label is in scope
    std::uint8_t strength =
        0;  ///< 1: a label without a colon, 2: with a colon or in a cell of its own, 3: alone on the line above
    bool label = false;         ///< the unit is part of the label itself
    std::uint8_t distance = 0;  ///< units since the label, at most 4
};

/// The label in scope of each unit of the body. A label stands at the beginning of a line, a cell, a bracket or behind
/// a separator, and holds until the next one, the end of its bracket or of its line. O(n).
[[nodiscard]] std::vector<ValueLabel> find_value_labels(const Body& body);

}  // namespace cvextract::fields::entries

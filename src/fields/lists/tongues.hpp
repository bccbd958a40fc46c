#pragma once

#include "fields/entries/body.hpp"

namespace cvextract::fields::lists {

/// The spoken languages of a section that tells the mother tongue from the others, and what else the section holds.
struct Tongues {
    std::vector<Language> languages;
    segment::Section rest;
};

/// Reads languages below labels ("Mother tongue(s)", "Other language(s)"), each with the first level in its row or in
/// the rows below, as the Europass CV sets them, also among other skills. Without such a label there are none, and the
/// whole section is the rest. O(units).
[[nodiscard]] Tongues read_tongues(const Context& context, const segment::Section& section);

}  // namespace cvextract::fields::lists

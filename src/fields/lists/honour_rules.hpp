#pragma once

#include <span>

#include "fields/entries/list_rows.hpp"
#include "fields/lists/awards.hpp"

namespace cvextract::fields::lists {

/// The atoms of a section of awards or certificates with what the model has made of them.
struct HonourAtoms {
    const entries::Body& body;
    const entries::Cut& cut;
    const std::vector<Atom>& atoms;
    const std::vector<std::uint8_t>& labels;  ///< Part of each atom
    const std::vector<std::size_t>& entry;    ///< of each atom; beyond the entries: none
    const entries::RowRoom& room;
    std::span<const std::uint64_t> hashes;  ///< of the body's units
};

/// Mends the parts of one entry, whose first atom is given, by what holds for such entries whatever their look: who
/// stands behind "awarded by" gives, a year inside a phrase belongs to it, lines below that are nothing else say what
/// it was for.
void mend_parts(const HonourAtoms& in, std::size_t first, std::vector<PartSpan>& spans);

}  // namespace cvextract::fields::lists

#pragma once

#include "fields/entries/entries.hpp"
#include "fields/lists/atoms.hpp"

/// The parts of awards and certificates. Where an entry begins says weights/rows.crf; what each atom of its rows is, is
/// decided over the section at once, since its entries are alike.
namespace cvextract::fields::lists {

/// What an atom of an entry is; the names are the labels of weights/honours.crf.
enum class Part : std::uint8_t {
    none,
    title,
    giver,  ///< who gives the award or the certificate
    note,   ///< an amount, a rank, what it was for
    more,   ///< the part before goes on, over what stands between
};
inline constexpr const char* kParts[] = {"O", "T", "A", "S", "I"};

/// Features of a section's atoms, cut into phrases.
[[nodiscard]] learn::Sequence part_features(const entries::Body& body, const std::vector<Atom>& atoms,
                                            const std::vector<entries::Entry>& entries);

/// A part of an entry: units [first, last).
struct PartSpan {
    Part part = Part::none;
    std::size_t first = 0, last = 0;
    double confidence = 0;
};

/// The parts of each entry.
[[nodiscard]] std::vector<std::vector<PartSpan>> read_parts(const entries::Body& body, const entries::Cut& cut);

}  // namespace cvextract::fields::lists

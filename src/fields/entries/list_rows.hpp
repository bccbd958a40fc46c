#pragma once

#include <map>
#include <utility>

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Mends where the entries of a list of awards or certificates begin: such a list is regular, so that what most of its
/// entries begin with, a mark, a type or a date, decides about the lines that the model of rows was unsure of.
void settle_list_rows(const Body& body, std::vector<RowLabel>& labels);

/// Whether lines had room for the first word of the line below.
class RowRoom {
  public:
    explicit RowRoom(const Body& body);

    /// Whether the first word of a row would have had room in the row above: then it is no wrapped line. False where
    /// nothing can be said.
    [[nodiscard]] bool above(std::size_t row) const;

  private:
    const Body& body_;
    std::map<std::pair<int, int>, std::pair<double, double>> columns_;  // edges by page and region
};

}  // namespace cvextract::fields::entries

#pragma once

#include <span>
#include <unordered_map>

#include "fields/academic/passage.hpp"
#include "learn/crf.hpp"

namespace cvextract::fields::academic {

/// What the entries of one list have in common: shares of its entries, 0..1.
struct ListStyle {
    double quotes = 0;        ///< have a quotation
    double italics = 0;       ///< have an italic run
    double bold = 0;          ///< have a bold run that is not the owner's name
    double people_first = 0;  ///< begin with persons' names
    double date_first = 0;    ///< begin with a year
    double lines = 0;         ///< have a hard break
    double cells = 0;         ///< have a tab
    double early_year = 0;    ///< a year in brackets or alone in the second segment
};

/// In how many of a list's entries a word occurs, and whether mostly near their beginning: co-authors recur.
class Recurrence {
  public:
    explicit Recurrence(std::span<const Passage> entries);
    /// A small number that says both; 0 for a word of one entry.
    [[nodiscard]] std::uint64_t of(std::uint64_t hash) const;

  private:
    struct Count {
        std::uint32_t entries = 0, early = 0, last = 0;
    };
    std::unordered_map<std::uint64_t, Count> counts_;
    std::size_t entries_ = 0;
};

[[nodiscard]] ListStyle list_style(std::span<const Passage> entries);

/// The features of every unit of an entry. `kind` tells apart the lists that one model reads (0 where it reads one).
[[nodiscard]] learn::Sequence features(const Passage& passage, const ListStyle& style, const Recurrence& recurrence,
                                       learn::Feature kind = 0);

}  // namespace cvextract::fields::academic

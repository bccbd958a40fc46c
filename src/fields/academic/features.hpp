#pragma once

#include <span>

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

[[nodiscard]] ListStyle list_style(std::span<const Passage> entries);

/// The features of every unit of an entry. `kind` tells apart the lists that one model reads (0 where it reads one).
[[nodiscard]] learn::Sequence features(const Passage& passage, const ListStyle& style, learn::Feature kind = 0);

}  // namespace cvextract::fields::academic

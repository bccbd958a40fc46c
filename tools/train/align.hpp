#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "fields/entries/entries.hpp"

/// Labels from gold: which row of a section begins which entry of the gold list, and which units print which value.
/// Entries stand in printed order, so the starts are found by dynamic programming over the rows in which one of their
/// values occurs; what an entry's rows explain of its values is the score.
struct Aligned {
    std::vector<cvextract::fields::entries::RowLabel> rows;
    std::vector<cvextract::fields::entries::Entry> entries;
    std::vector<cvextract::fields::entries::Field> units;  ///< a field for each unit of the body
    std::vector<bool> starts;                              ///< the units that values begin with
    double explained = 0;  ///< share of the matched entries' values that were found in their rows
};

/// `list` is the gold list of the body's kind. Nothing is aligned (no entries) where too little is found.
Aligned align(const cvextract::fields::entries::Body& body, const nlohmann::json& list);

#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Mends the labels of lines of text in entries: marks that are no list markers by themselves begin highlights where
/// they recur, and single paragraphs are prose.
void settle_text_rows(const Body& body, std::vector<RowLabel>& labels);

/// A job or a degree without a date in its head has it in the first line of its text that is nothing but a date, with a
/// place at most: that line is a header line.
void find_date_rows(const Body& body, std::vector<RowLabel>& labels, const std::vector<Entry>& entries);

/// Items without a list marker that are several lines of several sentences are running text.
void tell_prose(const Body& body, std::vector<RowLabel>& labels);

/// How many units at the start of a row are a mark that is no list marker by itself: 1 for a hyphen, 2 for "1." and the
/// like; else 0.
[[nodiscard]] std::size_t mark_units(const Body& body, const Row& row);

}  // namespace cvextract::fields::entries

#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Makes the fields of a cut section whole where units were labelled one by one: parts of a value between which only a
/// separator stands are one value, a value's brackets are closed, and an entry without a date has the one that stands
/// alone in its header lines.
void repair(const Body& body, const std::vector<RowLabel>& labels, Entry& entry);

/// A job or a degree without a date in its head has it in the first line of its text that is nothing but a date, with a
/// place at most: that line is a header line.
void find_date_rows(const Body& body, std::vector<RowLabel>& labels, const std::vector<Entry>& entries);

/// Items without a list marker that are several lines of several sentences are running text.
void tell_prose(const Body& body, std::vector<RowLabel>& labels);

}  // namespace cvextract::fields::entries

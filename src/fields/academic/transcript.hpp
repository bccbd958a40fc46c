#pragma once

#include <vector>

#include "fields/collect.hpp"

namespace cvextract::fields::academic {

/// Reads a table of courses with grades, any number of pairs in a row: a cell that is a grade (a number of up to three
/// digits, a letter grade, "pass") belongs to the course in the cell before it, or behind it where the table sets
/// grades first.
void read_transcript(const Context& context, const segment::Section& section, std::vector<Course>& courses);

}  // namespace cvextract::fields::academic

#pragma once

#include <string>

#include "cvextract/record.hpp"

namespace cvextract::output {

/// The record's publications, talks and patents as CSL-JSON (an array of items of the Citation Style Language 1.0.2),
/// with the keys of bibtex() as ids. `[]` when there are none. No newline at the end.
[[nodiscard]] std::string csl_json(const Record& record);

}  // namespace cvextract::output

#pragma once

#include <string>

#include "cvextract/record.hpp"

namespace cvextract::output {

/// The record's publications, talks and patents as BibTeX, UTF-8, one entry per work in printed order. Keys are made of
/// the first author's family name, the year and the first word of the title, so that they stay the same when other
/// entries come and go; a letter keeps equal ones apart. Characters that TeX reads as commands are escaped. Readable by
/// bibtex and biber. Empty when the CV has no such works.
[[nodiscard]] std::string bibtex(const Record& record);

}  // namespace cvextract::output

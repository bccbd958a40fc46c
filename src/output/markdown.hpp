#pragma once

#include <string>

#include "cvextract/record.hpp"

namespace cvextract::output {

/// The whole record as Markdown (CommonMark): the name as title, the contact block, then the CV's sections under their
/// printed headings in printed order. Sections whose fields were read are set from the fields, others verbatim.
[[nodiscard]] std::string markdown(const Record& record);

}  // namespace cvextract::output

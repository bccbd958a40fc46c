#pragma once

#include "fields/collect.hpp"

namespace cvextract::fields {

/// The CV verbatim: each section's heading, kind and text, the header block and the running headers. Every token of the
/// document's lines and furniture is in exactly one of them, so that nothing of the CV is lost where no field fits.
void collect_verbatim(const Context& context, Record& record);

}  // namespace cvextract::fields

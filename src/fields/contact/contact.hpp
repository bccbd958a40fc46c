#pragma once

#include "cvextract/record.hpp"
#include "fields/collect.hpp"

namespace cvextract::fields {

/// Fills record.basics but its summary: name, headline, e-mail, phone, home page, location and profiles, from the
/// header, sections of contact data, running headers and, for what is nowhere there, the rest of the document.
void collect_contact(const Context& context, Record& record);

}  // namespace cvextract::fields

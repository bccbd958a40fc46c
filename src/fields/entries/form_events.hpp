#pragma once

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Forms that print one event a row ("2015-04 Entered X", "2019-03 Graduated from X", as Japanese resume forms do): the
/// rows that begin and end the same thing are one entry, and the words for the event are no part of its name. Leaves
/// sections without at least two such rows as they are. The words are those of lexicon/form_events. O(rows * open
/// entries).
void join_form_events(const Body& body, Cut& cut);

}  // namespace cvextract::fields::entries

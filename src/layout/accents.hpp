#pragma once

#include <vector>

#include "layout/glyphs.hpp"

namespace cvextract::layout {

/// Accents that typesetting draws as glyphs of their own over or under a letter (a comma below "t", an acute above "e"
/// in fonts that lack the letter) become part of that letter, and the pieces that such an accent cut a word into are
/// one word again. Only where the accent stands on the letter, and Unicode knows the two as one letter. O(n).
void join_accents(std::vector<Glyphs>& glyphs);

}  // namespace cvextract::layout

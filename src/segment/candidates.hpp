#pragma once

#include <string>
#include <vector>

#include "base/units.hpp"
#include "layout/document.hpp"
#include "learn/crf.hpp"
#include "models/models.hpp"

namespace cvextract::segment {

/// A stretch of a line that may be a heading, or what is left of the line. Most lines are one stretch; a line whose
/// first cell stands apart, or that begins with a known heading and a colon, is two.
struct Stretch {
    layout::Range range;
    std::string text;  ///< of its text tokens, without a trailing colon
    std::vector<Unit> units;
    enum class Form { line, cell, run_in, rest } form = Form::line;
    bool known = false;                     ///< the lexicon knows the whole text
    double weight = 0;                      ///< of the lexicon's entry
    SectionKind kind = SectionKind::other;  ///< of the whole text, or of the heading words in it
    std::uint32_t named = 0;                ///< bits of the kinds that the parts of a compound name
    double covered = 0;                     ///< share of the units that are part of known headings
    bool table_head = false;  ///< names a table of dated rows: the cells before it are words for parts of dates
    bool title = false;       ///< "Curriculum Vitae": names the document
    std::uint64_t look = 0;   ///< style, case and form: headings of a document share it
};

/// The stretches of a document in reading order. O(n) in its tokens.
[[nodiscard]] std::vector<Stretch> cut_stretches(const layout::Document& document, const models::Models& models);

/// Features for the model that tells headings from other lines. What a style is used for in this document is estimated
/// from the lines that the lexicon knows: a style in which known headings stand and little else is a heading style.
[[nodiscard]] learn::Sequence heading_features(const layout::Document& document, const std::vector<Stretch>& stretches);

}  // namespace cvextract::segment

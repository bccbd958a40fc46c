#pragma once

#include <string>
#include <vector>

#include "layout/document.hpp"
#include "models/models.hpp"

namespace cvextract::segment {

struct Section {
    SectionKind kind = SectionKind::other;
    double confidence = 0;               ///< that the heading is one and the kind is right
    std::vector<layout::Range> heading;  ///< tokens of the printed heading (without icons and numbers)
    std::vector<layout::Range> body;     ///< the rest, in reading order; one range per line or part of a line
    std::uint32_t named = 0;             ///< bits of the kinds that the parts of the heading name
};

/// A CV cut into sections: every token of layout::Document::lines stands in exactly one range.
struct Outline {
    std::vector<layout::Range> header;  ///< what stands before the first section: name and contact block
    std::vector<Section> sections;      ///< in reading order
    std::string language;               ///< BCP 47
};

/// Finds the headings by the document's own typography together with the vocabulary, and cuts the document there.
[[nodiscard]] Outline cut(const layout::Document& document, const models::Models& models);

}  // namespace cvextract::segment

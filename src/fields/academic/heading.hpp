#pragma once

#include "fields/text.hpp"
#include "models/models.hpp"

namespace cvextract::fields::academic {

/// What a heading over a list says of its entries.
struct Heading {
    Value type;          ///< CSL type
    Value status;        ///< "in press", "under review", ...
    Value role;          ///< "Reviewer", "Teaching Assistant": as printed
    Value year;          ///< of a heading that is a year
    bool talks = false;  ///< "Conference presentations": talks, whatever the section is
    Value whole;         ///< the heading itself
};

/// What holds below a heading in a list of which `before` held so far: a year alone changes the year only.
[[nodiscard]] Heading next_heading(const Heading& before, const Text& text, const models::Models& models);

/// Whether an entry of a list that holds both tells of a talk ("Invited talk about ...").
[[nodiscard]] bool tells_of_talk(const Text& text, const models::Models& models);

[[nodiscard]] Heading read_heading(const Text& text, const models::Models& models);

}  // namespace cvextract::fields::academic

#pragma once

#include "cvextract/record.hpp"
#include "layout/document.hpp"
#include "models/models.hpp"
#include "segment/outline.hpp"

namespace cvextract::fields {

/// What every field extractor may look at.
struct Context {
    const layout::Document& document;
    const segment::Outline& outline;
    const models::Models& models;
};

/// Reads all fields of a cut CV. Each extractor fills its own part of the record.
[[nodiscard]] Record collect(const Context& context);

}  // namespace cvextract::fields

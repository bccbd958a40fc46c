#pragma once

#include <span>
#include <vector>

#include "layout/document.hpp"
#include "models/models.hpp"

namespace cvextract::fields::academic {

/// A part of a list: an entry, or a line that heads the entries behind it ("Journal articles", "2021").
struct ListItem {
    bool heading = false;
    int level = 0;  ///< nesting of entries by their markers and indents, 0 outermost
    std::vector<layout::Range> ranges;
};

struct ListOptions {
    bool nested = false;  ///< inner bullets are items of their own, not parts of the outer one
};

/// Cuts a section into the entries of its list. What begins an entry (a number or bullet, a date in a column of its
/// own, a hanging indent, the space above, or how the text begins) is decided over the whole list: each way of cutting
/// is scored by how alike and how complete it makes the entries. O(lines).
[[nodiscard]] std::vector<ListItem> cut_list(const layout::Document& document, std::span<const layout::Range> body,
                                             const models::Models& models, const ListOptions& options = {});

}  // namespace cvextract::fields::academic

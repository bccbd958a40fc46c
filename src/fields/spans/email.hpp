#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/models.hpp"

namespace cvextract::fields::spans {

/// An e-mail address as printed at [begin, end) of a text.
struct EmailSpan {
    std::size_t begin = 0, end = 0;
    std::string address;     ///< without spaces; "name at host dot org" and "{a,b}@host" are resolved
    bool disguised = false;  ///< was written with words or spaces for its signs
};

/// All e-mail addresses of a text in printed order. Known top-level domains (models/lexicon/tlds.tsv) tell where a host
/// that a narrow column has broken goes on, and where one ends to which the next word is glued. O(n).
[[nodiscard]] std::vector<EmailSpan> find_emails(std::string_view text, const models::Models& models);

}  // namespace cvextract::fields::spans

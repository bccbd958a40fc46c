#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/models.hpp"

namespace cvextract::fields::spans {

/// A web address as printed at [begin, end) of a text.
struct UrlSpan {
    std::size_t begin = 0, end = 0;
    std::string url;      ///< as printed, without the line breaks inside it
    bool scheme = false;  ///< begins with http:// or https://
    bool path = false;    ///< something stands behind the host
};

/// All web addresses of a text in printed order, with or without scheme; the host of one without scheme or "www." ends
/// in a known top-level domain (models/lexicon/tlds.tsv). Parts of e-mail addresses are none. O(n).
[[nodiscard]] std::vector<UrlSpan> find_urls(std::string_view text, const models::Models& models);

/// What a web address is without its scheme, "www." and trailing slash, in lower case: for comparing.
[[nodiscard]] std::string bare_url(std::string_view url);

/// The account that a web address leads to.
struct ProfileAddress {
    std::string network;   ///< "GitHub"
    std::string username;  ///< empty when the address names no account
    bool deep = false;     ///< leads to something below the account: a repository, an article
};

/// The network of a web address by models/lexicon/profiles.tsv; an empty network when it is no profile host.
[[nodiscard]] ProfileAddress profile_of(std::string_view url, const models::Models& models);

}  // namespace cvextract::fields::spans

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fields/contact/name.hpp"
#include "fields/spans/url.hpp"
#include "fields/text.hpp"

/// Link targets and printed addresses of the contact data: whose they are, and how they go on.
namespace cvextract::fields::contact {

/// A run of a text's tokens with the same link target.
struct LinkRun {
    std::string_view uri;
    std::size_t begin = 0, end = 0;  ///< in the text
};

/// Link targets under the text's tokens, in printed order. O(tokens).
[[nodiscard]] std::vector<LinkRun> link_runs(const Text& text);

/// Link targets under icons and other tokens that are not in the text, on the text's lines.
[[nodiscard]] std::vector<std::string_view> hidden_links(const Text& text);

/// A value that was not printed as such: a link target, the name of a network.
[[nodiscard]] Value derived(std::string text, double confidence);

/// How much an account or a host looks like the owner's, 0..1: like the name, the e-mail address, another account.
[[nodiscard]] double agreement(const NameHints& owner, std::string_view account);

/// "http://https://host" as "https://host": what was typed into a field that adds a scheme.
[[nodiscard]] std::string without_doubled_scheme(std::string_view uri);

/// A printed address with what the end of its line or of a narrow column has cut off: from the target of its link, or
/// from the cell below.
[[nodiscard]] std::string whole_address(const Text& text, const spans::UrlSpan& span);

}  // namespace cvextract::fields::contact

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cvextract::fields::academic {

enum class IdentifierKind : std::uint8_t { doi, arxiv, pmid, isbn, url };

/// An identifier of a work in running text.
struct Identifier {
    IdentifierKind kind = IdentifierKind::url;
    std::size_t begin = 0, end = 0;  ///< bytes, with what announces it: "doi:", "arXiv:", "ISBN"
    std::string value;               ///< "10.1000/x", "2206.03299", "hep-th/9901001", digits, the address as printed
};

/// DOIs (as such, with a prefix, in an address of doi.org or a publisher), arXiv numbers old and new, PubMed numbers,
/// ISBNs (their check digit decides) and other addresses, in printed order. They do not overlap, but for a DOI inside
/// an address, which comes before it with the same place. O(n).
[[nodiscard]] std::vector<Identifier> find_identifiers(std::string_view text);

}  // namespace cvextract::fields::academic

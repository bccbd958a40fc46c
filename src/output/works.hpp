#pragma once

#include <string>
#include <vector>

#include "cvextract/record.hpp"

namespace cvextract::output {

/// A person's name in parts.
struct Name {
    std::string family, given, particle, suffix;
};

/// Parts of a printed name: "Doe, J. A.", "Jane van der Doe", "Doe JA", a Han name (family name first).
[[nodiscard]] Name split_name(const std::string& printed);

/// A work in the terms that BibTeX and CSL-JSON share.
struct Work {
    enum class Kind { article, paper, chapter, book, thesis, report, patent, talk, software, other };
    Kind kind = Kind::other;
    std::string key;  ///< unique in its list
    std::string title;
    std::vector<Name> authors;
    std::string venue;      ///< journal, proceedings, publisher, university
    std::string publisher;  ///< of books: "Place: Publisher" divided
    std::string place;
    std::string date;  ///< YYYY, YYYY-MM or YYYY-MM-DD
    std::string volume, issue, pages, doi, arxiv, pmid, isbn, url, status, note, number;
};

/// Publications, talks and patents of a record, with keys.
[[nodiscard]] std::vector<Work> works(const Record& record);

}  // namespace cvextract::output

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pdf/document.hpp"

namespace cvextract::pdf {

/// Fills Page::links of the pages (Page::number says which they are) with the web and mail links of the file, and the
/// links' places in the words they cover (Word::link). Needs nothing; a file that QPDF cannot read has no links, which
/// a diagnostic says. Gives the file with the text that its pages do not show lifted off them (see content_stream.hpp),
/// empty where they hide none.
[[nodiscard]] std::string read_links(std::string_view text, const std::string& password, Document& document);

/// Marks the words whose middle lies in a link. O((words + links) log words) for links that do not overlap.
void attach_links(Page& page);

}  // namespace cvextract::pdf

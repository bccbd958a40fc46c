#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fields/text.hpp"
#include "layout/document.hpp"
#include "models/models.hpp"

/// The block with the contact data as a reader takes it apart: line by line, between bars, dots, icons and wide gaps.
namespace cvextract::fields::contact {

/// What a word or an icon before a value says that the value is. Names as in models/lexicon/contact_words.tsv.
enum class Label : std::uint8_t { none, name, email, phone, fax, url, address, birth, other, headline, network };

/// A stretch of one line with one item of data.
struct Cell {
    std::size_t begin = 0, end = 0;  ///< of the text, without its label and outer spaces
    std::uint32_t line = 0;          ///< index into Document::lines
    std::uint32_t order = 0;         ///< how many lines of the text come before it
    Label label = Label::none;
    bool colon = false;  ///< the label was printed before a colon or in a cell of its own
    layout::Icon icon = layout::Icon::none;
    std::string_view network;  ///< "GitHub" for Label::network
};

/// Cuts a text into cells and reads their labels and icons. O(n).
[[nodiscard]] std::vector<Cell> cut_cells(const Text& text, const models::Models& models);

/// The network that an icon stands for; empty for other icons.
[[nodiscard]] std::string_view network_of(layout::Icon icon);

}  // namespace cvextract::fields::contact

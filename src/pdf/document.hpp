#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cvextract/record.hpp"

/// What the PDF holds, as plain values: the output of the first stage. Nothing here depends on Poppler or QPDF.
namespace cvextract::pdf {

struct Font {
    std::string name;  ///< without subset prefix
    bool bold = false, italic = false, monospace = false;
    bool symbol = false;  ///< icon or dingbat font: its letters are no text
};

/// A word as Poppler gives it: no white space inside.
struct Word {
    std::string text;  ///< valid UTF-8
    Box box;
    std::uint32_t font = 0;         ///< index into Document::fonts
    float size = 0;                 ///< font size in points
    std::uint16_t rotation = 0;     ///< 0, 90, 180, 270 degrees
    bool space_after = false;       ///< Poppler saw a space after it
    bool vertical = false;          ///< vertical writing mode
    bool hidden = false;            ///< the page does not show it: invisible type, white on white
    std::int32_t link = -1;         ///< index into Page::links
    std::uint32_t first_edge = 0;   ///< index into Page::edges of the left edge of the first code point;
    std::uint32_t code_points = 0;  ///<   code point i spans edges[first_edge + i] .. edges[first_edge + i + 1]
};

struct Link {
    Box box;
    std::string uri;  ///< as in the file, without control characters
};

struct Page {
    int number = 0;  ///< from 1
    double width = 0, height = 0;
    std::vector<Word> words;   ///< in the order in which Poppler gives them
    std::vector<float> edges;  ///< x (y for rotated or vertical words) of code-point edges, in points
    std::vector<Link> links;
};

struct Metadata {
    std::string title, author, creator, producer;
};

struct Document {
    std::vector<Page> pages;
    std::vector<Font> fonts;
    Metadata metadata;
    std::vector<Diagnostic> diagnostics;
};

}  // namespace cvextract::pdf

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cvextract/record.hpp"

/// The document as a reader sees it: lines in reading order. The output of the layout stage.
namespace cvextract::layout {

/// What a token stands for. Only `text` is part of values.
enum class Role : std::uint8_t {
    text,
    bullet,         ///< list marker: "U+2022", "U+2013", "(a)", "[12]", "3."
    icon,           ///< glyph of an icon font; see Token::icon
    footnote_mark,  ///< superscript mark on a name or title
    ornament,       ///< rules of dots or dashes, decorative glyphs
};

enum class Icon : std::uint8_t {
    none,
    phone,
    mail,
    home,
    link,
    location,
    github,
    gitlab,
    linkedin,
    orcid,
    scholar,
    twitter,
    calendar,
    birthday,
    other
};

/// The look of a run of text.
struct Style {
    std::uint32_t font = 0;  ///< index into Document::fonts
    float size = 0;          ///< points
    bool bold = false, italic = false, monospace = false;
    friend bool operator==(const Style&, const Style&) = default;
};

/// A word, or what was joined to one: the smallest unit that has a box.
struct Token {
    std::string text;  ///< NFC, ligatures and presentation forms resolved, logical order
    Box box;
    std::uint32_t style = 0;  ///< index into Document::styles
    Role role = Role::text;
    Icon icon = Icon::none;
    bool space_before = true;  ///< separated from the token before it on the line (never set on CJK run-ons)
    bool tab_before = false;   ///< the gap before it is wide against the line's spaces: a new cell of a row begins
    bool superscript = false;
    bool small_caps = false;                      ///< was printed in small capitals; text has them as upper case
    float gap_before = 0;                         ///< points between it and the token before it on the line
    std::int32_t link = -1;                       ///< index into Document::links
    std::uint32_t first_source = 0, sources = 0;  ///< range of Document::sources: the PDF words that it was made of
    std::uint32_t first_edge =
        0;  ///< code point i of text spans x from Document::edges[first_edge+i] to [first_edge+i+1]
};

/// How a line's text goes on in the next line of the same paragraph.
enum class Join : std::uint8_t {
    space,        ///< with a space
    none,         ///< without (CJK, a hyphen that stays, a broken URL)
    drop_hyphen,  ///< the last character is a line-end hyphen and goes
};

struct Line {
    std::vector<Token> tokens;  ///< in logical (reading) order, at least one
    Box box;
    int page = 0;    ///< from 1
    int region = 0;  ///< column or block of the page, in reading order; lines of one region are one column
    double indent =
        0;  ///< points from the region's left edge (right edge in right-to-left text) to the first text token
    double space_above = 0;   ///< points between it and the line above in its region (baseline to baseline minus the
                              ///< usual leading); large for the first
    bool rule_below = false;  ///< a drawn line runs below it, where that can be seen
    bool right_to_left = false;
    Join join = Join::space;
};

/// A word of the PDF: page number from 1 and index into that page's words.
struct WordRef {
    std::int32_t page = 0;
    std::uint32_t word = 0;
};

struct Link {
    int page = 0;
    Box box;
    std::string uri;
};

struct PageInfo {
    int number = 0;
    double width = 0, height = 0;
    bool vertical =
        false;         ///< set in columns from right to left: its columns are lines of the page turned by a quarter
    int quarters = 0;  ///< how often the page was turned to the left by a quarter for its text to be upright; boxes,
                       ///< width and height are those of the turned page
};

/// A box of a line or token as it stands on the printed page.
[[nodiscard]] inline Box printed_box(const PageInfo& page, const Box& box) {
    switch (page.quarters) {
        case 1:
            return {page.height - box.y1, box.x0, page.height - box.y0, box.x1};
        case 2:
            return {page.width - box.x1, page.height - box.y1, page.width - box.x0, page.height - box.y0};
        case 3:
            return {box.y0, page.width - box.x1, box.y1, page.width - box.x0};
        default:
            return box;
    }
}

struct Document {
    std::vector<Line> lines;      ///< the body, in reading order
    std::vector<Line> furniture;  ///< running headers, footers, page numbers
    std::vector<Line> hidden;     ///< text that the page does not show; kept out of values and reported
    std::vector<Style> styles;
    std::vector<std::string> fonts;
    std::vector<WordRef> sources;  ///< every PDF word that has text is referred to exactly once over all lines
    std::vector<float> edges;
    std::vector<Link> links;
    std::vector<PageInfo> pages;
    std::string title, author;  ///< the PDF's metadata
    std::vector<Diagnostic> diagnostics;
    std::uint32_t body_style = 0;  ///< the style in which most characters are set
    double body_size = 0;          ///< points
};

/// A run of tokens of one line: [begin, end).
struct Range {
    std::uint32_t line = 0, begin = 0, end = 0;
    friend bool operator==(const Range&, const Range&) = default;
};

}  // namespace cvextract::layout

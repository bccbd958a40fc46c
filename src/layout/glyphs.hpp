#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layout/document.hpp"
#include "pdf/document.hpp"

namespace cvextract::layout {

/// A piece of text on its way from a PDF word to a token: one word, part of one (a bullet glued to its text), or
/// several (letter-spaced letters).
struct Glyphs {
    std::string text;  ///< cleaned: NFC, ligatures and presentation forms resolved
    Box box;
    std::uint32_t font = 0;
    double size = 0;
    std::int32_t link = -1;   ///< index into the page's links
    bool space_after = true;  ///< Poppler saw a space behind it
    Role role = Role::text;
    Icon icon = Icon::none;
    bool superscript = false;
    std::vector<std::uint32_t> words;  ///< indices into the page's words; empty for the second part of a split word
    std::vector<float> edges;          ///< x of the code points' edges, one more than code points

    [[nodiscard]] double middle() const { return (box.y0 + box.y1) / 2; }
    /// Where letters stand: Poppler's boxes end at the font's descent.
    [[nodiscard]] double baseline() const { return box.y1 - 0.22 * (box.y1 - box.y0); }
};

/// Text in reading position and text that the page does not show or sets on its side.
struct PageGlyphs {
    std::vector<Glyphs> shown, hidden, turned;
};

/// Cleans a page's words: resolves ligatures and presentation forms, recognises icons, bullets and marks, splits
/// bullets off their text, tells hidden text (under 1.6 points, outside the page). O(n).
[[nodiscard]] PageGlyphs clean_words(const pdf::Document& pdf, const pdf::Page& page);

/// Whether a text is a list marker by itself: a bullet, a dash, "(a)", "[12]", "3.".
[[nodiscard]] bool is_bullet_text(std::string_view text);

}  // namespace cvextract::layout

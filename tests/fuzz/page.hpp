#pragma once

#include <algorithm>
#include <string_view>

#include "base/unicode.hpp"
#include "pdf/document.hpp"

namespace cvextract::fuzz {

/// Pages that are set from a text, as Poppler would give them, so that everything behind the PDF can be fuzzed by text.
/// A line of the text is a printed line; a tab jumps to the next cell. Control characters turn switches: \x01 bold,
/// \x02 italic, \x03 size, \x04 the right column from the top of the page, \x05 the left one, \x06 half a line of
/// space, \x07 a link over the next word; form feed begins a page.
inline pdf::Document set_pages(std::string_view text) {
    pdf::Document document;
    document.fonts = {{"Serif", false, false, false, false},
                      {"Serif-Bold", true, false, false, false},
                      {"Serif-Italic", false, true, false, false},
                      {"Serif-BoldItalic", true, true, false, false}};
    std::uint32_t font = 0;
    double size = 10, left = 50, x = 50, y = 60;
    bool link = false;
    const auto page = [&] {
        document.pages.emplace_back();
        document.pages.back().number = static_cast<int>(document.pages.size());
        document.pages.back().width = 600;
        document.pages.back().height = 800;
        x = left;
        y = 60;
    };
    const auto line = [&] {
        x = left;
        y += 1.25 * size;
        if (y > 760) page();
    };
    page();
    std::size_t i = 0;
    while (i < text.size()) {
        const char32_t sign = next_code_point(text, i);
        const double advance = sign < 0x2E80 ? 0.5 * size : size;
        if (sign == U'\n') {
            line();
        } else if (sign == U'\f') {
            page();
        } else if (sign == U'\t') {
            x = left + (static_cast<int>((x - left) / 120) + 1) * 120;
        } else if (sign == 1 || sign == 2) {
            font ^= static_cast<std::uint32_t>(sign);
        } else if (sign == 3) {
            size = size > 14 ? 10 : size + 3;
        } else if (sign == 4 || sign == 5) {
            left = sign == 4 ? 330 : 50;
            x = left;
            if (sign == 4) y = 60;
        } else if (sign == 6) {
            y += 0.6 * size;
        } else if (sign == 7) {
            link = true;
        } else if (is_space(sign)) {
            x += 0.25 * size;
        } else if (sign >= 0x20 && sign != 0x7F) {
            pdf::Page& on = document.pages.back();
            // A word goes on where the one before ended on the same line.
            const bool goes_on = !on.words.empty() && !link && on.words.back().font == font &&
                                 on.words.back().box.x1 == x && on.words.back().box.y1 == y + 0.22 * size;
            if (!goes_on) {
                if (!on.words.empty()) on.words.back().space_after = on.words.back().box.x1 != x;
                pdf::Word word;
                word.font = font;
                word.size = static_cast<float>(size);
                word.box = {x, y - 0.78 * size, x, y + 0.22 * size};
                word.first_edge = static_cast<std::uint32_t>(on.edges.size());
                on.edges.push_back(static_cast<float>(x));
                if (link) {
                    word.link = static_cast<std::int32_t>(on.links.size());
                    on.links.push_back({word.box, "https://example.org/" + std::to_string(on.links.size())});
                    link = false;
                }
                on.words.push_back(std::move(word));
            }
            pdf::Word& word = on.words.back();
            append_code_point(word.text, sign);
            ++word.code_points;
            x += advance;
            word.box.x1 = x;
            on.edges.push_back(static_cast<float>(x));
        }
    }
    return document;
}

}  // namespace cvextract::fuzz

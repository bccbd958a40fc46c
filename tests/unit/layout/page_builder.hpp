#pragma once

#include <string>
#include <vector>

#include "base/unicode.hpp"
#include "layout/arrange.hpp"
#include "pdf/document.hpp"

namespace cvextract::layout::test {

/// Pages described by their text: each call sets a line of words at a place, as Poppler would give them.
class PageBuilder {
  public:
    PageBuilder() {
        document.fonts = {{"Serif", false, false, false, false}, {"Serif-Bold", true, false, false, false}};
        page();
    }
    void page() {
        document.pages.emplace_back();
        document.pages.back().number = static_cast<int>(document.pages.size());
        document.pages.back().width = 600;
        document.pages.back().height = 800;
    }
    /// Words of `text` from x on at a baseline; a letter is half as wide as the type size, a space a quarter.
    void line(double x, double baseline, const std::string& text, double size = 10, std::uint32_t font = 0) {
        pdf::Page& page = document.pages.back();
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t end = std::min(text.find(' ', i), text.size());
            if (end > i) {
                pdf::Word word;
                word.text = text.substr(i, end - i);
                word.code_points = static_cast<std::uint32_t>(code_points(word.text));
                word.first_edge = static_cast<std::uint32_t>(page.edges.size());
                for (std::uint32_t k = 0; k <= word.code_points; ++k)
                    page.edges.push_back(static_cast<float>(x + 0.5 * size * k));
                const double width = 0.5 * size * word.code_points;
                word.box = {x, baseline - 0.78 * size, x + width, baseline + 0.22 * size};
                word.size = static_cast<float>(size);
                word.font = font;
                word.space_after = end < text.size();
                x += width;
                page.words.push_back(std::move(word));
            }
            x += 0.25 * size;
            i = end + 1;
        }
    }
    /// The body in reading order; '|' stands where a new cell begins.
    [[nodiscard]] std::vector<std::string> read() const {
        std::vector<std::string> out;
        for (const Line& line : arrange(document).lines) {
            std::string text;
            for (const Token& token : line.tokens) {
                if (token.tab_before) {
                    text += " | ";
                } else if (token.space_before) {
                    text += ' ';
                }
                text += token.text;
            }
            out.push_back(std::move(text));
        }
        return out;
    }

    pdf::Document document;
};

}  // namespace cvextract::layout::test

// Rows only, no columns; replaced when the layout lands: delete this file then.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/unicode.hpp"
#include "layout/arrange.hpp"

namespace cvextract::layout {

Document arrange(const pdf::Document& pdf) {
    Document out;
    std::map<std::pair<std::uint32_t, int>, std::uint32_t> styles;
    std::vector<double> mass;
    for (const auto& font : pdf.fonts) out.fonts.push_back(font.name);
    for (const auto& page : pdf.pages) {
        out.pages.push_back({page.number, page.width, page.height});
        std::vector<std::uint32_t> order(page.words.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return page.words[a].box.y1 < page.words[b].box.y1; });
        double last_bottom = 0;
        for (std::size_t i = 0; i < order.size();) {
            std::size_t j = i + 1;
            const Box& first = page.words[order[i]].box;
            while (j < order.size() && page.words[order[j]].box.y1 - first.y1 < first.height() * 0.4) ++j;
            std::sort(order.begin() + static_cast<long>(i), order.begin() + static_cast<long>(j), [&](auto a, auto b) { return page.words[a].box.x0 < page.words[b].box.x0; });
            Line line;
            line.page = page.number;
            line.box = first;
            for (std::size_t k = i; k < j; ++k) {
                const pdf::Word& word = page.words[order[k]];
                Token token;
                token.text = word.text;
                token.box = word.box;
                const auto& font = pdf.fonts.at(word.font);
                const auto [it, fresh] = styles.emplace(std::pair(word.font, static_cast<int>(std::lround(word.size * 2))), static_cast<std::uint32_t>(out.styles.size()));
                if (fresh) {
                    out.styles.push_back({word.font, std::round(word.size * 2) / 2, font.bold, font.italic, font.monospace});
                    mass.push_back(0);
                }
                token.style = it->second;
                mass[it->second] += word.code_points;
                if (font.symbol) token.role = Role::icon;
                token.gap_before = line.tokens.empty() ? 0 : static_cast<float>(word.box.x0 - line.tokens.back().box.x1);
                token.tab_before = token.gap_before > 1.3 * word.size;
                token.space_before = token.gap_before > 0.12 * word.size;
                std::size_t o = 0;
                const char32_t c = next_code_point(word.text, o);
                if (line.tokens.empty() && o == word.text.size() && (c == 0x2022 || c == 0x2013 || c == '-' || c == '*' || c == 0x25AA || c == 0x25E6 || c == 0xB7 || c == 0x25CF || c == 0x2023 || c == 0x25CB)) token.role = Role::bullet;
                token.first_source = static_cast<std::uint32_t>(out.sources.size());
                token.sources = 1;
                out.sources.push_back({page.number, order[k]});
                token.first_edge = static_cast<std::uint32_t>(out.edges.size());
                out.edges.insert(out.edges.end(), page.edges.begin() + word.first_edge, page.edges.begin() + word.first_edge + word.code_points + 1);
                line.box = {std::min(line.box.x0, token.box.x0), std::min(line.box.y0, token.box.y0), std::max(line.box.x1, token.box.x1), std::max(line.box.y1, token.box.y1)};
                line.tokens.push_back(std::move(token));
            }
            line.indent = line.box.x0 - 36;
            line.space_above = i == 0 ? 100 : line.box.y0 - last_bottom;
            last_bottom = line.box.y1;
            out.lines.push_back(std::move(line));
            i = j;
        }
    }
    for (std::uint32_t s = 0; s < mass.size(); ++s) {
        if (mass[s] > mass[out.body_style]) out.body_style = s;
    }
    if (!out.styles.empty()) out.body_size = out.styles[out.body_style].size;
    return out;
}

}  // namespace cvextract::layout

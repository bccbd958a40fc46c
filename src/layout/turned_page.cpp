#include "layout/turned_page.hpp"

#include <array>
#include <utility>

namespace cvextract::layout {

namespace {

constexpr std::size_t kFewestLetters = 20;  // of turned text on a page
constexpr double kMostOf = 0.6;             // of a page's letters

Box turn(const Box& box, int quarters, double width, double height) {
    switch (quarters) {
        case 1:
            return {box.y0, width - box.x1, box.y1, width - box.x0};
        case 2:
            return {width - box.x1, height - box.y1, width - box.x0, height - box.y0};
        default:
            return {height - box.y1, box.x0, height - box.y0, box.x1};
    }
}

}  // namespace

std::optional<pdf::Page> upright_page(const pdf::Page& page, int& quarters) {
    quarters = 0;
    std::array<std::size_t, 4> letters{};
    std::size_t all = 0;
    for (const pdf::Word& word : page.words) {
        // Words of vertical text stand upright or lie among upright ones: see turn_vertical_text.
        if (word.vertical) return std::nullopt;
        letters.at(word.rotation / 90U % 4U) += word.code_points;
        all += word.code_points;
    }
    for (std::size_t q = 1; q < 4; ++q) {
        if (letters.at(q) >= kFewestLetters && static_cast<double>(letters.at(q)) > kMostOf * static_cast<double>(all))
            quarters = static_cast<int>(q);
    }
    if (quarters == 0) return std::nullopt;
    pdf::Page out = page;
    if (quarters != 2) std::swap(out.width, out.height);
    // Edges run along the text: down the page, to the left or up it before, from left to right afterwards.
    const double far = quarters == 1 ? 0 : quarters == 2 ? page.width : page.height;
    for (pdf::Word& word : out.words) {
        word.box = turn(word.box, quarters, page.width, page.height);
        const bool along = word.rotation / 90 == quarters;
        word.rotation = static_cast<std::uint16_t>((word.rotation + 360 - 90 * quarters) % 360);
        const std::size_t end = std::size_t{word.first_edge} + word.code_points + 1;
        for (std::size_t e = word.first_edge; along && far > 0 && e < end && e < out.edges.size(); ++e)
            out.edges[e] = static_cast<float>(far - out.edges[e]);
    }
    for (pdf::Link& link : out.links) link.box = turn(link.box, quarters, page.width, page.height);
    return out;
}

}  // namespace cvextract::layout

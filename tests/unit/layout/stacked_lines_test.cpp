#include <gtest/gtest.h>

#include <string>

#include "layout/arrange.hpp"

namespace cvextract {
namespace {

pdf::Word word(pdf::Page& page, const std::string& text, double x, double baseline, double size) {
    pdf::Word w;
    w.text = text;
    w.size = static_cast<float>(size);
    w.first_edge = static_cast<std::uint32_t>(page.edges.size());
    w.code_points = static_cast<std::uint32_t>(text.size());
    const double step = 0.5 * size;
    for (std::size_t i = 0; i <= text.size(); ++i)
        page.edges.push_back(static_cast<float>(x + step * static_cast<double>(i)));
    w.box = {x, baseline - 0.9 * size, x + step * static_cast<double>(text.size()), baseline + 0.2 * size};
    return w;
}

std::string text_of(const layout::Line& line) {
    std::string out;
    for (const auto& token : line.tokens) out += token.text + " ";
    return out;
}

// The second line of a large name stands beside two lines of contact data: they stay two lines.
TEST(StackedLines, BesideALargeName) {
    pdf::Document pdf;
    pdf.fonts.push_back({"Serif"});
    pdf::Page page;
    page.number = 1;
    page.width = 595;
    page.height = 842;
    page.words = {word(page, "Asante", 50, 73, 40), word(page, "Mensah", 50, 113, 40),
                  word(page, "someone@host.org", 440, 94, 9), word(page, "Corvallis", 470, 115, 9)};
    pdf.pages.push_back(page);
    const layout::Document document = layout::arrange(pdf);
    int found = 0;
    for (const auto& line : document.lines) {
        const std::string text = text_of(line);
        const bool mail = text.find("someone") != std::string::npos, city = text.find("Corvallis") != std::string::npos;
        EXPECT_FALSE(mail && city) << text;
        found += mail + city;
    }
    EXPECT_EQ(found, 2);
}

}  // namespace
}  // namespace cvextract

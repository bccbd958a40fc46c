#include "output/debug_layout.hpp"

#include <gtest/gtest.h>

#include "unit/layout/page_builder.hpp"

namespace cvextract::output {
namespace {

TEST(DebugLayout, DrawsLinesHeadingsAndEscapes) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Jane Roe", 24);
    page.line(50, 100, "Skills", 12, 1);
    page.line(50, 120, "C<T> & \"R\"");
    const layout::Document document = layout::arrange(page.document);
    ASSERT_EQ(document.lines.size(), 3U);
    segment::Outline outline;
    outline.header = {{0, 0, 2}};
    outline.sections.push_back({SectionKind::skills, 1, {{1, 0, 1}}, {{2, 0, 3}}});
    const std::string svg = debug_layout_svg(document, outline);
    EXPECT_TRUE(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    EXPECT_NE(svg.find(">C&lt;T&gt;</text>"), std::string::npos);
    EXPECT_NE(svg.find(">&amp;</text>"), std::string::npos);
    EXPECT_NE(svg.find(">skills</text>"), std::string::npos);
    EXPECT_EQ(svg.find("C<T>"), std::string::npos);
}

}  // namespace
}  // namespace cvextract::output

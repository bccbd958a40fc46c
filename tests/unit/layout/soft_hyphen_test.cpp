// Fonts whose hyphen is mapped to U+00AD: what the page shows is a hyphen.
#include <gtest/gtest.h>

#include "unit/layout/page_builder.hpp"

namespace cvextract::layout {
namespace {

constexpr const char* kSoft = "\xC2\xAD";

TEST(SoftHyphens, AreHyphensInsideALine) {
    test::PageBuilder page;
    page.line(50, 60, std::string("Sep. 2023 ") + kSoft + " Mar. 2024 cross" + kSoft + "cluster");
    const Document document = arrange(page.document);
    ASSERT_EQ(document.lines.size(), 1U);
    std::string text;
    for (const Token& token : document.lines[0].tokens) text += token.text + ' ';
    EXPECT_EQ(text, "Sep. 2023 - Mar. 2024 cross-cluster ");
}

TEST(SoftHyphens, BreakWordsAtTheEndOfALine) {
    test::PageBuilder page;
    page.line(50, 60, std::string("The exam") + kSoft);
    page.line(50, 74, "ple goes on");
    const Document document = arrange(page.document);
    ASSERT_EQ(document.lines.size(), 2U);
    EXPECT_EQ(document.lines[0].join, Join::drop_hyphen);
}

}  // namespace
}  // namespace cvextract::layout

// Accents drawn as glyphs of their own belong to their letters.

#include <gtest/gtest.h>

#include "unit/layout/page_builder.hpp"

namespace cvextract::layout {
namespace {

using test::PageBuilder;
using Lines = std::vector<std::string>;

TEST(Accents, CommaBelowALetter) {
    PageBuilder page;
    // "Educat" ends at 80; its "t" spans 75 to 80.
    page.line(50, 100, "Educat");
    page.line(76, 102, ",", 5);
    page.line(80, 100, "ie s");
    page.line(93.5, 102, ",", 5);
    page.line(97.5, 100, "i");
    page.line(105, 100, "munca, apoi");
    EXPECT_EQ(page.read(), Lines{"Educa\u021Bie \u0219i munca, apoi"});
}

TEST(Accents, AcuteBeforeItsLetterAsTexDrawsIt) {
    PageBuilder page;
    page.line(50, 100, "Mart");
    page.line(70, 99, "\u00B4");
    page.line(70, 100, "\u0131nez");
    EXPECT_EQ(page.read(), Lines{"Mart\u00EDnez"});
}

TEST(Accents, CommasThatAreCommasStay) {
    PageBuilder page;
    page.line(50, 100, "art");
    page.line(65.5, 100, ",");
    page.line(74, 100, "music");
    EXPECT_EQ(page.read(), Lines{"art, music"});
}

TEST(Accents, EveryWordOfAnAccentedTokenIsItsSource) {
    PageBuilder page;
    page.line(50, 100, "Educat");
    page.line(76, 102, ",", 5);
    page.line(80, 100, "ie");
    const Document document = arrange(page.document);
    ASSERT_EQ(document.lines.size(), 1U);
    ASSERT_EQ(document.lines[0].tokens.size(), 1U);
    EXPECT_EQ(document.lines[0].tokens[0].sources, 3U);
    EXPECT_EQ(document.sources.size(), 3U);
}

}  // namespace
}  // namespace cvextract::layout

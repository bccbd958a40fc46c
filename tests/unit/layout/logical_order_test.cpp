#include "layout/logical_order.hpp"

#include <gtest/gtest.h>

namespace cvextract::layout {
namespace {

TEST(LogicalOrder, TurnsRightToLeftWords) {
    struct Case {
        const char* visual;
        const char* logical;
        bool turned;
    };
    const Case cases[] = {
        {"Jane", "Jane", false},
        {"2019", "2019", false},
        {"\xD7\x92\xD7\x91\xD7\x90", "\xD7\x90\xD7\x91\xD7\x92", true},
        // A number inside keeps its own order.
        {"12\xD7\x91\xD7\x90",
         "\xD7\x90\xD7\x91"
         "12",
         true},
        // A mark stays behind its base.
        {"\xD9\x85\xD9\x91\xD8\xB9", "\xD8\xB9\xD9\x85\xD9\x91", true},
        {"", "", false},
    };
    for (const Case& c : cases) {
        std::string text = c.visual;
        std::vector<float> edges;
        EXPECT_EQ(to_logical_order(text, edges), c.turned) << c.visual;
        EXPECT_EQ(text, c.logical);
    }
}

TEST(LogicalOrder, EdgesGoWithTheLetters) {
    std::string text = "\xD7\x92\xD7\x91\xD7\x90";
    std::vector<float> edges = {10, 20, 40, 70};
    ASSERT_TRUE(to_logical_order(text, edges));
    EXPECT_EQ(edges, (std::vector<float>{70, 40, 20, 10}));
}

TEST(LogicalOrder, TheLigatureOfLamAndAlefIsTwoLettersOfOneWidth) {
    // As Poppler gives a word from left to right; the ligature's letters stand in logical order, each half as wide.
    std::string text = "\u062A\u0644\u0627\u064A";
    std::vector<float> edges = {0, 10, 14, 18, 25};
    EXPECT_TRUE(to_logical_order(text, edges));
    EXPECT_EQ(text, "\u064A\u0644\u0627\u062A");
    // The article: an alef, narrower than the lam to its left.
    text = "\u062A\u0644\u0627";
    edges = {0, 10, 17, 20};
    EXPECT_TRUE(to_logical_order(text, edges));
    EXPECT_EQ(text, "\u0627\u0644\u062A");
}

}  // namespace
}  // namespace cvextract::layout

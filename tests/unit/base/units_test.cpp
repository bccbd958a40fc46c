#include "base/units.hpp"

#include <gtest/gtest.h>

#include "base/unicode.hpp"

namespace cvextract {
namespace {

std::vector<std::string> cut(std::string_view text) {
    std::vector<std::string> out;
    for (const Unit& unit : cut_units(text)) out.emplace_back(text.substr(unit.begin, unit.end - unit.begin));
    return out;
}

TEST(CutUnits, CutsWordsNumbersAndPunctuation) {
    using Strings = std::vector<std::string>;
    EXPECT_EQ(cut("Ph.D. in Physics, 2019-2021."), (Strings{"Ph.D.", "in", "Physics", ",", "2019", "-", "2021", "."}));
    EXPECT_EQ(cut("J. Smith's lab"), (Strings{"J.", "Smith's", "lab"}));
    EXPECT_EQ(cut("ends with a sentence. Next"), (Strings{"ends", "with", "a", "sentence", ".", "Next"}));
    EXPECT_EQ(cut("C++ A1/B2"), (Strings{"C", "+", "+", "A", "1", "/", "B", "2"}));
    EXPECT_EQ(cut("\xE5\x8C\x97\xE4\xBA\xAC"
                  "2019\xE5\xB9\xB4"),
              (Strings{"\xE5\x8C\x97", "\xE4\xBA\xAC", "2019", "\xE5\xB9\xB4"}));
    EXPECT_TRUE(cut("  \n ").empty());
}

TEST(CutUnits, FoldsCaseAccentsWidthAndStops) {
    const auto hash = [](std::string_view text) { return cut_units(text).at(0).hash; };
    EXPECT_EQ(hash("Ph.D."), hash("phd"));
    EXPECT_EQ(hash("EXP\xC3\x89RIENCE"), hash("Experience"));
    EXPECT_EQ(hash("\xEF\xBC\xB4\xEF\xBC\xAF\xEF\xBC\xA5\xEF\xBC\xA9\xEF\xBC\xA3"), hash("TOEIC"));
    EXPECT_NE(hash("work"), hash("works"));
}

TEST(CutUnits, KnowsShapes) {
    const auto units = cut_units("IBM Corp now");
    EXPECT_TRUE(units.at(0).all_caps);
    EXPECT_TRUE(units.at(1).capital);
    EXPECT_FALSE(units.at(1).all_caps);
    EXPECT_FALSE(units.at(2).capital);
    EXPECT_TRUE(units.at(1).space_before);
    EXPECT_FALSE(units.at(0).space_before);
}

TEST(CutUnits, CoversIllFormedBytes) {
    const std::string bad =
        "a\xFF\xFE"
        "b\xC3";
    for (const Unit& unit : cut_units(bad)) EXPECT_LE(unit.end, bad.size());
}

TEST(Fold, DotlessIFoldsAsItsCapitalDoes) {
    EXPECT_EQ(fold("hakk\xC4\xB1mda"), fold("HAKKIMDA"));
}

TEST(Fold, KeepsMarksThatCarryMeaning) {
    const std::string hindi = "\xE0\xA4\xB9\xE0\xA4\xBF";  // HA + vowel sign I
    EXPECT_EQ(fold(hindi), hindi);
}

TEST(Units, JoinersAndSoftHyphensDoNotPartWords) {
    // A Persian word with and without its zero width non-joiner, a word with a soft hyphen.
    const auto with = cut_units("\u0645\u0647\u0627\u0631\u062A\u200C\u0647\u0627");
    const auto without = cut_units("\u0645\u0647\u0627\u0631\u062A\u0647\u0627");
    ASSERT_EQ(with.size(), 1U);
    ASSERT_EQ(without.size(), 1U);
    EXPECT_EQ(with[0].hash, without[0].hash);
    EXPECT_EQ(cut_units("co\u00ADop").size(), 1U);
}

// Vocabulary is compiled with these hashes, whichever way they are made.
TEST(Units, HashIsThatOfTheFoldedForm) {
    std::uint32_t state = 1;
    const auto random = [&](std::uint32_t below) { return ((state = state * 1664525U + 1013904223U) >> 8U) % below; };
    constexpr char32_t kRanges[][2] = {{0x21, 0x7F},     {0xA0, 0x250},    {0x250, 0x530},   {0x2010, 0x2030},
                                       {0x1E00, 0x2000}, {0x3041, 0x3100}, {0x4E00, 0x4F00}, {0xAC00, 0xAD00}};
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::uint32_t n = 1 + random(6); n > 0; --n) {
            const auto& range = kRanges[random(3) == 0 ? random(8) : random(2)];
            append_code_point(text, range[0] + random(range[1] - range[0]));
        }
        for (const Unit& unit : cut_units(text)) {
            const std::string printed = text.substr(unit.begin, unit.end - unit.begin);
            if (unit.kind == UnitClass::punctuation) continue;
            ASSERT_EQ(unit.hash, hash64(fold(printed))) << printed;
            // A Thai letter sends the whole word the slow way.
            const std::string slow = fold(printed + "\u0E01");
            ASSERT_EQ(fold(printed), slow.substr(0, slow.size() - 3)) << printed;
        }
    }
}

}  // namespace
}  // namespace cvextract

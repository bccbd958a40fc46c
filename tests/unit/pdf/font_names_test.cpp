#include "pdf/font_names.hpp"

#include <gtest/gtest.h>

namespace cvextract::pdf {
namespace {

struct Case {
    const char* name;
    const char* plain;
    bool bold, italic, monospace, symbol;
};

TEST(FontNames, TellWeightSlantAndKind) {
    const Case cases[] = {
        {"ABCDEF+Lato-BoldItalic", "Lato-BoldItalic", true, true, false, false},
        {"CMBX12", "CMBX12", true, false, false, false},
        {"CMTI10", "CMTI10", false, true, false, false},
        {"LMMono10-Regular", "LMMono10-Regular", false, false, true, false},
        {"NimbusRomNo9L-Medi", "NimbusRomNo9L-Medi", true, false, false, false},
        {"NimbusRomNo9L-MediItal", "NimbusRomNo9L-MediItal", true, true, false, false},
        {"AAAAAA+FontAwesome5Free-Solid", "FontAwesome5Free-Solid", false, false, false, true},
        {"Wingdings-Regular", "Wingdings-Regular", false, false, false, true},
        {"Arial,Bold", "Arial,Bold", true, false, false, false},
        {"MinionPro-It", "MinionPro-It", false, true, false, false},
        {"HiraginoSans-W6", "HiraginoSans-W6", true, false, false, false},
        {"lowerc+Name", "lowerc+Name", false, false, false, false},
        {"", "", false, false, false, false},
    };
    for (const Case& c : cases) {
        const Font font = font_from_name(c.name);
        EXPECT_EQ(font.name, c.plain);
        EXPECT_EQ(font.bold, c.bold) << c.name;
        EXPECT_EQ(font.italic, c.italic) << c.name;
        EXPECT_EQ(font.monospace, c.monospace) << c.name;
        EXPECT_EQ(font.symbol, c.symbol) << c.name;
    }
}

TEST(FontNames, MediumIsBoldBesideARegularFace) {
    std::vector<Font> two = {font_from_name("Roboto-Medium"), font_from_name("Roboto-Regular")};
    settle_medium_weights(two);
    EXPECT_TRUE(two[0].bold);
    std::vector<Font> one = {font_from_name("GothicBBB-Medium"), font_from_name("Ryumin-Light")};
    settle_medium_weights(one);
    EXPECT_FALSE(one[0].bold);
}

}  // namespace
}  // namespace cvextract::pdf

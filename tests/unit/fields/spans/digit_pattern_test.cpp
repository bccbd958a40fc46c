#include "fields/spans/digit_pattern.hpp"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>
#include <string>

namespace cvextract::fields::spans {
namespace {

TEST(DigitPattern, Table) {
    EXPECT_EQ(matches("12", "12"), true);
    EXPECT_EQ(matches("12", "123"), false);
    EXPECT_EQ(matches("[2-9]\\d{2}[13-5]", "2103"), true);
    EXPECT_EQ(matches("[2-9]\\d{2}[13-5]", "2102"), false);
    EXPECT_EQ(matches("1(?:2|34?)5", "1345"), true);
    EXPECT_EQ(matches("(?:12){2,3}", "121212"), true);
    EXPECT_EQ(matches("(?:12){2,3}", "12"), false);
    EXPECT_EQ(ends_of("0|80?", "80"), 0b110U);
    EXPECT_EQ(ends_of("0?", "12"), 0b1U);
    EXPECT_EQ(ends_of("(00\\d)$|0", "001"), 0b1010U);
    EXPECT_EQ(ends_of("7", "12"), 0U);
}

TEST(DigitPattern, OtherPatternsAreNotAnswered) {
    for (const char* pattern : {"a", "1+", "1*", ".", "[^1]", "(?=1)", "(1", "1)", "[1", "[3-1]", "{2}", "1{2", "1{,2}",
                                "1{3,2}", "1{99}", "1??", "\\w"})
        EXPECT_EQ(ends_of(pattern, "11"), std::nullopt) << pattern;
    EXPECT_EQ(ends_of("1", "1a"), std::nullopt);
    EXPECT_EQ(ends_of("1", std::string(32, '1')), std::nullopt);
    EXPECT_EQ(ends_of(std::string(1000, '('), "1"), std::nullopt);
}

// Random patterns mean what they mean as regular expressions.
TEST(DigitPattern, AsRegularExpressions) {
    std::mt19937 random(3);
    const auto pattern = [&](auto&& self, int depth) -> std::string {
        std::string out;
        for (unsigned parts = 1 + random() % 3; parts > 0; --parts) {
            const unsigned kind = random() % (depth > 2 ? 3 : 5);
            out += kind == 0   ? std::string(1, static_cast<char>('0' + random() % 3))
                   : kind == 1 ? "[0-1]"
                   : kind == 2 ? "\\d"
                   : kind == 3 ? "(?:" + self(self, depth + 1) + "|" + self(self, depth + 1) + ")"
                               : "(" + self(self, depth + 1) + ")";
            const unsigned times = random() % 8;
            out += times == 0 ? "?" : times == 1 ? "{2}" : times == 2 ? "{0,3}" : "";
        }
        return out;
    };
    int matching = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string text = pattern(pattern, 0);
        const RE2 expression(text);
        std::string digits;
        for (unsigned size = random() % 7; size > 0; --size) digits += static_cast<char>('0' + random() % 3);
        const bool expected = RE2::FullMatch(digits, expression);
        EXPECT_EQ(matches(text, digits), expected) << text << ' ' << digits;
        matching += expected ? 1 : 0;
    }
    EXPECT_GT(matching, 200);
}

}  // namespace
}  // namespace cvextract::fields::spans

#include "fields/spans/phone.hpp"

#include <gtest/gtest.h>

#include <random>

#include <string>

namespace cvextract::fields::spans {
namespace {

std::string show(std::string_view text) {
    std::string out;
    for (const PhoneSpan& span : find_phones(text)) {
        out += (out.empty() ? "[" : " [") + std::string(text.substr(span.begin, span.end - span.begin)) + "]";
    }
    return out;
}

TEST(Phones, Table) {
    const struct {
        std::string_view text, expected;
    } rows[] = {
        {"+1 512 555 0123", "[+1 512 555 0123]"},
        {"Tel: (512) 555-0123", "[(512) 555-0123]"},
        {"512.555.0123", "[512.555.0123]"},
        {"(+41) 21-693-2402 | x", "[(+41) 21-693-2402]"},
        {"+44 (0) 1603 597179", "[+44 (0) 1603 597179]"},
        {"+49\u00a0151 \u2011 5550 0123", "[+49\u00a0151 \u2011 5550 0123]"},
        {"\u7535\u8bdd\uff1a13800550192\u90ae\u7bb1", "[13800550192]"},
        {"090-5550-0182", "[090-5550-0182]"},
        {"0151/55500123", "[0151/55500123]"},
        {"418 555-0167 (mobile)", "[418 555-0167]"},
        {"+86 17318052665 / 17611009159", "[+86 17318052665] [17611009159]"},
        {"+31.646469087June 12, 1982", "[+31.646469087]"},
        {"2018 - 2020", ""},
        {"09.2018 - 12.2020", ""},
        {"15/09/2019 - 20/12/2020", ""},
        {"2018-09-15", ""},
        {"12345", ""},
        {"https://example.org/1234567890", ""},
        {"abc1234567890", ""},
        {"1234567px", ""},
        {"$1000000", ""},
        {"", ""},
    };
    for (const auto& row : rows) EXPECT_EQ(show(row.text), row.expected) << row.text;
}

TEST(Phones, FormDecidesTheScore) {
    const auto score = [](std::string_view text) {
        const auto found = find_phones(text);
        return found.empty() ? 0.0 : found[0].score;
    };
    EXPECT_GT(score("+1 512 555 0123"), score("512 555 0123"));
    EXPECT_GT(score("(512) 555-0123"), score("5125550123"));
    EXPECT_GT(score("512 555 0123"), score("1234567"));
}

TEST(Phones, E164) {
    EXPECT_EQ(phone_e164("+1 512 555 0123", ""), "+15125550123");
    EXPECT_EQ(phone_e164("(512) 555-0123", "US"), "+15125550123");
    EXPECT_EQ(phone_e164("(512) 555-0123", ""), "");
    EXPECT_EQ(phone_e164("+44 (0) 1603 597179", "US"), "+441603597179");
    EXPECT_EQ(phone_e164("abc", "US"), "");
}

// What is answered without libphonenumber is what it would have answered.
TEST(Phones, PlainNumbersAsLibphonenumberHasThem) {
    const auto lengths = models::Models::builtin().lexicon("phone_lengths");
    ASSERT_FALSE(lengths.empty());
    std::mt19937 random(7);
    int plain = 0;
    for (const char* code :
         {"1", "30", "33", "34", "39", "44", "45", "49", "61", "82", "86", "90", "91", "212", "886"}) {
        for (int i = 0; i < 400; ++i) {
            std::string text = "+" + std::string(code) + " (";
            for (std::size_t length = 6 + random() % 7; length > 0; --length)
                text += std::string(length % 4 == 0 ? " " : "") + static_cast<char>('0' + random() % 10);
            const std::string expected = phone_e164(text, "");
            EXPECT_EQ(phone_e164(text, "", lengths), expected) << text;
            plain += expected.empty() ? 0 : 1;
        }
    }
    EXPECT_GT(plain, 1000);
    for (const char* text : {"(512) 555-0123", "512.555.0123 ", "1 512 555 0123", "112 555 0123", "555-0123"})
        EXPECT_EQ(phone_e164(text, "US", lengths), phone_e164(text, "US")) << text;
}

}  // namespace
}  // namespace cvextract::fields::spans

#include "fields/spans/phone.hpp"

#include <gtest/gtest.h>
#include <phonenumbers/phonenumberutil.h>

#include <array>
#include <random>
#include <set>
#include <string>

#include "fields/spans/phone_plan.hpp"

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

// What is answered without setting libphonenumber up is what it would have answered: random numbers of every country,
// half of them with the prefix of calls within it, grouped in all ways.
TEST(Phones, PlansAsLibphonenumberHasThem) {
    std::set<std::string> countries;
    i18n::phonenumbers::PhoneNumberUtil::GetInstance()->GetSupportedRegions(&countries);
    std::mt19937 random(7);
    const auto at_random = [&](auto first, auto last) {
        return first + static_cast<int>(random() % (last - first + 1));
    };
    int asked = 0, planned = 0, numbers = 0;
    for (const std::string& country : countries) {
        i18n::phonenumbers::PhoneNumber example;
        const auto& util = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
        std::string national;
        if (util.GetExampleNumber(country, &example)) util.GetNationalSignificantNumber(example, &national);
        const std::string code = std::to_string(util.GetCountryCodeForRegion(country));
        for (int i = 0; i < 120; ++i) {
            std::string digits = national;  // changed at the end, at random, cut or lengthened
            if (i % 3 == 0 || digits.empty()) digits.assign(static_cast<std::size_t>(at_random(5, 12)), '0');
            for (std::size_t k = digits.size(); k-- > 0;) {
                if (i % 3 == 0 || (random() % 3 == 0 && k > 1)) digits[k] = static_cast<char>(at_random('0', '9'));
            }
            if (i % 7 == 0) digits.pop_back();
            if (i % 11 == 0) digits += '7';
            std::string text = i % 4 == 1 ? "+" + code + " " : i % 4 == 3 ? "0" : "";
            if (i % 12 == 1) text += "(0) ";
            for (std::size_t k = 0; k < digits.size(); ++k) {
                if (k % 3 == 2) text += std::array{" ", "-", ".", "/", ") ", "\xE2\x80\x91"}.at(random() % 6);
                text += digits[k];
            }
            for (const bool guessed : {false, true}) {
                ++asked;
                const auto answer = e164_by_plan(text, country, guessed);
                if (!answer) continue;
                ++planned;
                numbers += answer->empty() ? 0 : 1;
                EXPECT_EQ(*answer, e164_by_library(text, country, guessed)) << country << ' ' << text << ' ' << guessed;
            }
        }
    }
    EXPECT_GT(planned, asked * 8 / 10);
    EXPECT_GT(numbers, planned / 4);
}

TEST(Phones, PlansKnowWhatTheyDoNotKnow) {
    for (const char* text : {"0049 351 5550176", "+49 351 5550176 ext. 3", "1-800-FLOWERS", "+800 1234 5678", "123"})
        EXPECT_EQ(e164_by_plan(text, "DE", false), std::nullopt) << text;
    EXPECT_EQ(e164_by_plan("0351 5550176", "", false), std::nullopt);
    EXPECT_EQ(e164_by_plan("0351 5550176", "DE", true), "+493515550176");
    EXPECT_EQ(e164_by_plan("(123) 456-7890", "US", true), "");
    EXPECT_EQ(e164_by_plan("+39 06 6982 1234", "", false), "+390669821234");
}

}  // namespace
}  // namespace cvextract::fields::spans

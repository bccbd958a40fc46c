#include "fields/spans/place.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cvextract::fields::spans {
namespace {

// "address|postal code|city|region|country code"
std::string show(std::string_view text) {
    const AddressSpan a = parse_address(text, models::Models::builtin());
    const auto part = [&](const AddressSpan::Part& p) {
        return p.empty() ? "" : std::string(text.substr(p.begin, p.end - p.begin));
    };
    return part(a.address) + "|" + part(a.postal_code) + "|" + part(a.city) + "|" + part(a.region) + "|" +
           a.country_code;
}

TEST(Places, Addresses) {
    const struct {
        std::string_view text, expected;
    } rows[] = {
        {"Pittsburgh, PA 15230", "|15230|Pittsburgh|PA|"},
        {"14204 NE Salmon Creek Avenue, Vancouver, WA 98686-9600",
         "14204 NE Salmon Creek Avenue|98686-9600|Vancouver|WA|"},
        {"Vancouver WA 98686", "|98686|Vancouver|WA|"},
        {"San Clemente, CA", "||San Clemente|CA|"},
        {"Portland, Oregon", "||Portland|Oregon|"},
        {"Toulouse, France", "||Toulouse||FR"},
        {"Cambridge, UK", "||Cambridge||GB"},
        {"Norwich Research Park, Norwich, Norfolk NR4 7TJ, UK", "Norwich Research Park|NR4 7TJ|Norwich|Norfolk|GB"},
        {"Sankt Stephansplatz 14, 78462 Konstanz", "Sankt Stephansplatz 14|78462|Konstanz||"},
        {"Mathenesserplein 84, 3022 LD Rotterdam, The Netherlands", "Mathenesserplein 84|3022 LD|Rotterdam||NL"},
        {"Margrietstraat 97\n9170 Meerdonk", "Margrietstraat 97|9170|Meerdonk||"},
        {"ul. D\u0142uga 44/6, 80-831 Gda\u0144sk", "ul. D\u0142uga 44/6|80-831|Gda\u0144sk||"},
        {"1123 Budapest, R\u00e1th Gy\u00f6rgy utca 1/B 3/2", "R\u00e1th Gy\u00f6rgy utca 1/B 3/2|1123|Budapest||"},
        {"Istanbul, Turkey", "||Istanbul||TR"},
        {"\uacbd\uae30\ub3c4 \ubd80\ucc9c\uc2dc", "||\ubd80\ucc9c\uc2dc|\uacbd\uae30\ub3c4|"},
        {"Asa norte, Bras\u00edlia - DF", "||Bras\u00edlia|DF|"},
        {"Oxford, Inglaterra, Reino Unido", "||Oxford|Inglaterra|GB"},
        {"Singapore", "||Singapore||"},
        {"\u4e0a\u6d77", "||\u4e0a\u6d77||"},
        {"\u8fbd\u5b81\u5927\u8fde", "||\u5927\u8fde|\u8fbd\u5b81|"},
        {"\u5927\u962a\u5e9c\u8328\u6728\u5e02\u7f8e\u7a42\u30f6\u4e18 8-1",
         "\u5927\u962a\u5e9c\u8328\u6728\u5e02\u7f8e\u7a42\u30f6\u4e18 8-1||\u8328\u6728\u5e02|\u5927\u962a\u5e9c|"},
        {"Johannesburg, Gauteng 2196 ZA", "|2196|Johannesburg|Gauteng|ZA"},
        {"Gda\u0144sk, pomorskie, PL", "||Gda\u0144sk|pomorskie|PL"},
        {"San Diego, CA", "||San Diego|CA|"},
        {"Atlanta, GA, US", "||Atlanta|GA|US"},
        {"Bristol, England, GB", "||Bristol|England|GB"},
        {"ABC Road, 100/2 - 12345 Rome (Italy)", "ABC Road, 100/2|12345|Rome||IT"},
        {"Pittsburgh, PA 15230, 330.340.2447", "|15230|Pittsburgh|PA|"},
        {"206-555-0149", "||||"},
        {"Software Engineer", "||||"},
        {"", "||||"},
    };
    for (const auto& row : rows) EXPECT_EQ(show(row.text), row.expected) << row.text;
}

TEST(Places, KnownNamesScoreAboveOtherText) {
    const auto score = [](std::string_view text) { return parse_address(text, models::Models::builtin()).score; };
    EXPECT_GT(score("Portland, Oregon"), 0.5);
    EXPECT_GT(score("Toulouse, France"), 0.5);
    EXPECT_LT(score("Python, Java, Paris metro data"), 0.3);
    EXPECT_EQ(score("Software Engineer"), 0.0);
}

}  // namespace
}  // namespace cvextract::fields::spans

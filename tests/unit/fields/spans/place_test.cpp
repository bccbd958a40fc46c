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

TEST(Places, AddressesOfManyCountries) {
    const struct {
        std::string_view text, expected;
    } rows[] = {
        {"221 Elm Street, Denver, CO 80203, USA", "221 Elm Street|80203|Denver|CO|US"},
        {"12 Harbour Road, Bristol BS1 5TY, England", "12 Harbour Road|BS1 5TY|Bristol|England|"},
        {"Bahnhofstrasse 3, 8001 Z\u00fcrich, Schweiz", "Bahnhofstrasse 3|8001|Z\u00fcrich||CH"},
        {"Hauptplatz 5\n4020 Linz\n\u00d6sterreich", "Hauptplatz 5|4020|Linz||AT"},
        {"Musterweg 7, 20095 Hamburg, Deutschland", "Musterweg 7|20095|Hamburg||DE"},
        {"12 rue des Fleurs, 69003 Lyon, France", "12 rue des Fleurs|69003|Lyon||FR"},
        {"Calle Mayor 4, 28013 Madrid, Espa\u00f1a", "Calle Mayor 4|28013|Madrid||ES"},
        {"Via Roma 10, 50123 Firenze, Italia", "Via Roma 10|50123|Firenze||IT"},
        {"Rua Augusta 100, 1100-053 Lisboa, Portugal", "Rua Augusta 100|1100-053|Lisboa||PT"},
        {"Rua das Flores, 50 - S\u00e3o Paulo, SP 01310-100, Brasil",
         "Rua das Flores, 50|01310-100|S\u00e3o Paulo|SP|BR"},
        {"Dorpsstraat 1, 3512 JE Utrecht, Nederland", "Dorpsstraat 1|3512 JE|Utrecht||NL"},
        {"Storgatan 5, 111 51 Stockholm, Sverige", "Storgatan 5|111 51|Stockholm||SE"},
        {"Mannerheimintie 10, 00100 Helsinki, Suomi", "Mannerheimintie 10|00100|Helsinki||FI"},
        {"ul. Prosta 20, 00-850 Warszawa, Polska", "ul. Prosta 20|00-850|Warszawa||PL"},
        {"45 King Street, Toronto, ON M5H 1J9, Canada", "45 King Street|M5H 1J9|Toronto|ON|CA"},
        {"7 Bay Street, Perth WA 6000, Australia", "7 Bay Street|6000|Perth|WA|AU"},
        {"14 Residency Road, Bengaluru, Karnataka 560025, India", "14 Residency Road|560025|Bengaluru|Karnataka|IN"},
        {"3 Loop Street, Cape Town, 8001, South Africa", "3 Loop Street|8001|Cape Town||ZA"},
        {"7/22 Wattle Street, Oldtown WA 6160", "7/22 Wattle Street|6160|Oldtown|WA|"},
        {"400367, Cluj-Napoca, Romania", "|400367|Cluj-Napoca||RO"},
        {"Haidenweg 9\nLeonding, Ober\u00f6sterreich 4060 AT", "Haidenweg 9|4060|Leonding|Ober\u00f6sterreich|AT"},
        {"Na Str\u00e1ni 12, 110 00 Praha 1", "Na Str\u00e1ni 12|110 00|Praha||"},
        {"Dublin 8, Ireland", "||Dublin||IE"},
        {"Level 5, 100 George St, Sydney NSW 2000, Australia", "Level 5, 100 George St|2000|Sydney|NSW|AU"},
        {"Block 12 Palm Avenue 3 Singapore 120123", "Block 12 Palm Avenue 3|120123|Singapore||"},
        {"House 12, Road 5, Dhaka-1205, Bangladesh", "House 12, Road 5|1205|Dhaka||BD"},
        {"Jl. Mawar No. 1, Jakarta Selatan 12190, Indonesia", "Jl. Mawar No. 1|12190|Jakarta Selatan||ID"},
        {"12 Anywhere St., Any Town, ST 12345", "12 Anywhere St.|12345|Any Town|ST|"},
        {"FR, Nantes, Pays de\nla Loire", "||Nantes|Pays de\nla Loire|FR"},
        {"Whang\u0101rei Northland\n0110 NZ", "|0110|Whang\u0101rei|Northland|NZ"},
        {"\u82e5\u8449\u753a3-12-5, 980-0811, \u4ed9\u53f0\u5e02, \u5bae\u57ce\u770c",
         "\u82e5\u8449\u753a3-12-5|980-0811|\u4ed9\u53f0\u5e02|\u5bae\u57ce\u770c|"},
        {"Casablanca MA", "||Casablanca||MA"},
        {"London, Wales", "||London|Wales|"},
        {"14/2 High Street, Adelaide, 5000, Australia.", "14/2 High Street|5000|Adelaide||AU"},
        {"Jane Q. Public, Architect, 14 Main Street, Denver, CO 80203", "14 Main Street|80203|Denver|CO|"},
        {"\u6d59\u6c5f CN\n\u676d\u5dde", "||\u676d\u5dde|\u6d59\u6c5f|CN"},
    };
    for (const auto& row : rows) EXPECT_EQ(show(row.text), row.expected) << row.text;
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
        {"\u6089\u5c3c", "||\u6089\u5c3c||"},
        {"\uc218\uc6d0", "||\uc218\uc6d0||"},
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

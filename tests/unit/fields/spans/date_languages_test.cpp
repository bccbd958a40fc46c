#include <gtest/gtest.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <array>
#include <string>
#include <utility>

#include "fields/spans/date.hpp"

// Dates of all languages that the program reads, made with the names of months that ICU knows.

namespace cvextract::fields::spans {
namespace {

constexpr std::array kLanguages{"en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "sk", "hu",
                                "ro", "bg", "hr", "sl", "sr", "el", "tr", "sv", "da", "nb", "fi", "et", "lv",
                                "lt", "ca", "id", "vi", "ar", "fa", "he", "hi", "th", "ja", "ko", "zh"};

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// The first date of a text as start..end.
std::string read(const std::string& text, const char* language) {
    DateStyle style;
    style.language = language;
    const auto found = find_dates(text, models::Models::builtin(), style);
    if (found.empty()) return "none";
    const DateRange range = assign_range(found.front());
    return range.start + ".." + range.end + (range.ongoing ? "+" : "");
}

std::string month_of(int month) {
    return (month < 9 ? "2019-0" : "2019-") + std::to_string(month + 1);
}

using Symbols = icu::DateFormatSymbols;

// Forms that models/lexicon/months.tsv does not have: abbreviations that only stand alone, and an older spelling.
bool is_gap(const std::string& language, const std::string& name) {
    constexpr std::size_t kShort = 13;  // bytes
    if (language == "hi") return name.starts_with("\u0905\u0915\u094d\u0924\u0942");
    return (language == "lt" || language == "uk" || language == "bg") && name.size() < kShort &&
           (language != "lt" || name.ends_with('.'));
}

void check_months(Symbols::DtContextType context, Symbols::DtWidthType width) {
    for (const char* language : kLanguages) {
        UErrorCode status = U_ZERO_ERROR;
        const Symbols symbols(icu::Locale(language), status);
        ASSERT_TRUE(U_SUCCESS(status)) << language;
        int count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, context, width);
        for (int month = 0; month < 12; ++month) {
            const std::string name = utf8(months[month]);
            if (name.find_first_of("0123456789") != std::string::npos) continue;  // Han and Vietnamese count months
            if (is_gap(language, name)) continue;
            EXPECT_EQ(read(name + " 2019", language), ".." + month_of(month)) << language << ' ' << name;
            EXPECT_EQ(read(name + " 2019 - " + name + " 2021", language),
                      month_of(month) + "..2021" + month_of(month).substr(4))
                << language << ' ' << name;
        }
    }
}

TEST(DateLanguages, MonthsInFull) {
    check_months(Symbols::STANDALONE, Symbols::WIDE);
}

TEST(DateLanguages, MonthsInTheCaseBesideADay) {
    check_months(Symbols::FORMAT, Symbols::WIDE);
}

TEST(DateLanguages, MonthsAbbreviated) {
    check_months(Symbols::STANDALONE, Symbols::ABBREVIATED);
}

TEST(DateLanguages, DayMonthYear) {
    for (const char* language : {"de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "ro", "hr", "tr", "sv",
                                 "da", "nb", "fi", "ca", "id"}) {
        UErrorCode status = U_ZERO_ERROR;
        const Symbols symbols(icu::Locale(language), status);
        int count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, Symbols::FORMAT, Symbols::WIDE);
        for (int month = 0; month < 12; ++month) {
            const std::string name = utf8(months[month]);
            EXPECT_EQ(read("7 " + name + " 2019", language), ".." + month_of(month) + "-07") << language << ' ' << name;
        }
    }
}

TEST(DateLanguages, UpToNow) {
    const std::pair<const char*, const char*> rows[] = {
        {"en", "present"},
        {"en", "ongoing"},
        {"en", "date"},
        {"de", "heute"},
        {"de", "laufend"},
        {"de", "jetzt"},
        {"fr", "aujourd'hui"},
        {"fr", "présent"},
        {"fr", "ce jour"},
        {"fr", "actuellement"},
        {"es", "actualidad"},
        {"es", "presente"},
        {"es", "hoy"},
        {"es", "la fecha"},
        {"it", "oggi"},
        {"it", "presente"},
        {"it", "in corso"},
        {"pt", "atual"},
        {"pt", "presente"},
        {"pt", "o momento"},
        {"nl", "heden"},
        {"nl", "nu"},
        {"ru", "настоящее время"},
        {"ru", "н.в."},
        {"uk", "теперішній час"},
        {"pl", "obecnie"},
        {"pl", "teraz"},
        {"cs", "současnost"},
        {"cs", "dosud"},
        {"sk", "súčasnosť"},
        {"hu", "jelenleg"},
        {"hu", "jelen"},
        {"ro", "prezent"},
        {"bg", "сега"},
        {"hr", "danas"},
        {"sl", "danes"},
        {"sr", "данас"},
        {"el", "σήμερα"},
        {"tr", "devam ediyor"},
        {"tr", "günümüz"},
        {"sv", "nu"},
        {"sv", "pågående"},
        {"da", "nu"},
        {"nb", "nå"},
        {"fi", "nykyhetki"},
        {"et", "praegu"},
        {"lv", "tagad"},
        {"lt", "dabar"},
        {"ca", "actualitat"},
        {"id", "sekarang"},
        {"vi", "nay"},
        {"vi", "hiện tại"},
        {"ar", "الآن"},
        {"ar", "حتى الآن"},
        {"fa", "اکنون"},
        {"he", "היום"},
        {"hi", "वर्तमान"},
        {"th", "ปัจจุบัน"},
        {"ja", "現在"},
        {"ko", "현재"},
        {"zh", "至今"},
        {"zh", "現在"},
        {"zh", "现在"},
    };
    for (const auto& [language, word] : rows) {
        EXPECT_EQ(read(std::string("05/2018 - ") + word, language), "2018-05..+") << language << ' ' << word;
        EXPECT_EQ(read(std::string("2018 – ") + word, language), "2018..+") << language << ' ' << word;
    }
}

TEST(DateLanguages, Terms) {
    const std::pair<const char*, const char*> rows[] = {
        {"de", "Sommersemester 2019"},
        {"de", "Wintersemester 2019"},
        {"de", "Frühjahr 2019"},
        {"de", "Herbst 2019"},
        {"fr", "printemps 2019"},
        {"fr", "automne 2019"},
        {"fr", "hiver 2019"},
        {"es", "verano 2019"},
        {"es", "otoño de 2019"},
        {"es", "invierno 2019"},
        {"it", "estate 2019"},
        {"it", "autunno 2019"},
        {"pt", "verão de 2019"},
        {"pt", "outono 2019"},
        {"nl", "zomer 2019"},
        {"nl", "najaar 2019"},
        {"ru", "лето 2019"},
        {"ru", "осень 2019"},
        {"pl", "lato 2019"},
        {"pl", "jesień 2019"},
        {"cs", "podzim 2019"},
        {"sv", "hösten 2019"},
        {"da", "efterår 2019"},
        {"nb", "høst 2019"},
        {"fi", "syksy 2019"},
        {"tr", "Güz 2019"},
        {"hu", "2019 ősz"},
        {"zh", "2019年春"},
        {"zh", "2019年秋季"},
        {"ja", "2019年夏"},
        {"ko", "2019년 여름"},
        {"ko", "2019년 가을학기"},
    };
    for (const auto& [language, text] : rows) EXPECT_EQ(read(text, language), "..2019") << language << ' ' << text;
}

TEST(DateLanguages, NoDates) {
    for (const char* text :
         {"3 years", "3 Jahre", "5 ans d'expérience", "(555) 201-2019", "+49 2019 2020", "pp. 2001-2019", "$2019",
          "2019 EUR", "2,019 users", "ISO 2019:2015", "12345 Berlin", "No. 2019", "v2019.1", "1980 x 1080"}) {
        const auto found = find_dates(text, models::Models::builtin());
        for (const DateSpan& span : found) EXPECT_LT(span.score, 0.5) << text << " read as " << span.first;
    }
}

}  // namespace
}  // namespace cvextract::fields::spans

#include "fields/spans/date.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cvextract::fields::spans {
namespace {

struct Row {
    std::string_view text;
    std::string_view expected;  ///< "[printed core] start..end" per span, joined by " | "; "+" for ongoing
};

std::string show(std::string_view text, std::string_view language) {
    DateStyle style;
    style.language = language;
    std::string out;
    for (const DateSpan& span : find_dates(text, models::Models::builtin(), style)) {
        if (!out.empty()) out += " | ";
        const DateRange range = assign_range(span);
        out += range.start + ".." + range.end;
        if (range.ongoing) out += '+';
        if (span.expected) out += '?';
        if (span.term) out += 't';
        if (span.list) out += 'l';
    }
    return out;
}

void check(const std::vector<Row>& rows, std::string_view language = {}) {
    for (const Row& row : rows) EXPECT_EQ(show(row.text, language), row.expected) << row.text;
}

TEST(Dates, EnglishSingle) {
    check({
        {"September 2019", "..2019-09"},
        {"Sept. 2019", "..2019-09"},
        {"Sept 2019", "..2019-09"},
        {"SEP 2019", "..2019-09"},
        {"September, 2019", "..2019-09"},
        {"September of 2019", "..2019-09"},
        {"15 September 2019", "..2019-09-15"},
        {"15th September 2019", "..2019-09-15"},
        {"15th of September, 2019", "..2019-09-15"},
        {"September 15, 2019", "..2019-09-15"},
        {"Sept 15th, 2019", "..2019-09-15"},
        {"Sep-2019", "..2019-09"},
        {"Sep-19", "..2019-09"},
        {"Sept '19", "..2019-09"},
        {"Sept \u201919", "..2019-09"},
        {"15-Sep-2019", "..2019-09-15"},
        {"2019", "..2019"},
        {"2019-09", "..2019-09"},
        {"2019-09-15", "..2019-09-15"},
        {"2019/09/15", "..2019-09-15"},
        {"2019.09", "..2019-09"},
        {"2019.9", "..2019-09"},
        {"09/2019", "..2019-09"},
        {"9/2019", "..2019-09"},
        {"09.2019", "..2019-09"},
        {"09-2019", "..2019-09"},
        {"09 / 2019", "..2019-09"},
        {"15/09/2019", "..2019-09-15"},
        {"15.09.2019", "..2019-09-15"},
        {"09/15/2019", "..2019-09-15"},
        {"2019 September", "..2019-09"},
        {"May 2019.", "..2019-05"},
        {"(May 2019)", "..2019-05"},
        {"Graduated May 2019", "..2019-05"},
        {"Graduation: 2019", "..2019"},
        {"Class of 2019", "..2019"},
        {"Expected May 2026", "..2026-05?"},
        {"Expected: 2026", "..2026?"},
        {"May 2026 (expected)", "..2026-05?"},
        {"May 2026 (Anticipated)", "..2026-05?"},
        {"expected graduation May 2026", "..2026-05?"},
    });
}

TEST(Dates, EnglishRanges) {
    check({
        {"2018 - 2020", "2018..2020"},
        {"2018-2020", "2018..2020"},
        {"2018\u20132020", "2018..2020"},
        {"2018 \u2014 2020", "2018..2020"},
        {"2018 -- 2020", "2018..2020"},
        {"2018 to 2020", "2018..2020"},
        {"from 2018 to 2020", "2018..2020"},
        {"between 2018 and 2020", "2018..2020"},
        {"2018 ~ 2020", "2018..2020"},
        {"2018 \u2192 2020", "2018..2020"},
        {"2018-20", "2018..2020"},
        {"2018\u201320", "2018..2020"},
        {"1999-01", "..1999-01"},
        {"2021\u201322", "2021..2022"},
        {"2019/20", "2019..2020"},
        {"2019/2020", "2019..2020"},
        {"AY 2019-20", "2019..2020"},
        {"Jan 2018 - Mar 2020", "2018-01..2020-03"},
        {"Jan 2018 \u2013 Present", "2018-01..+"},
        {"Jan 2018 - present", "2018-01..+"},
        {"Jan 2018 to date", "2018-01..+"},
        {"January 2018-Current", "2018-01..+"},
        {"Jan 2018 till date", "2018-01..+"},
        {"2018 - now", "2018..+"},
        {"2018 - Today", "2018..+"},
        {"2018 - ...", "2018..+"},
        {"2018 -", "2018..+"},
        {"2018\u2013", "2018..+"},
        {"(2018-)", "2018..+"},
        {"since 2018", "2018..+"},
        {"Since May 2018", "2018-05..+"},
        {"2018 onwards", "2018..+"},
        {"until 2020", "..2020"},
        {"May - Aug 2019", "2019-05..2019-08"},
        {"May-August 2019", "2019-05..2019-08"},
        {"Nov - Feb 2020", "2019-11..2020-02"},
        {"15-20 September 2019", "2019-09-15..2019-09-20"},
        {"Sept 5-9, 2019", "2019-09-05..2019-09-09"},
        {"Sept 5 - Oct 9, 2019", "2019-09-05..2019-10-09"},
        {"09/2018 - 12/2020", "2018-09..2020-12"},
        {"09/2018-Present", "2018-09..+"},
        {"2018.09 - 2020.12", "2018-09..2020-12"},
        {"2018-09 - 2020-12", "2018-09..2020-12"},
        {"2018-09 \u2014 2020-12", "2018-09..2020-12"},
        {"2011-12 \u2014 2014-03", "2011-12..2014-03"},
        {"2018.09-12", "2018-09..2018-12"},
        {"9-12/2019", "2019-09..2019-12"},
        {"09/19 - 12/21", "2019-09..2021-12"},
        {"Sep 13 - Mar 14", "2013-09..2014-03"},
        {"Oct 11 - Oct 12", "2011-10..2012-10"},
        {"Sep 15 - NOW", "2015-09..+"},
        {"Sep '19 - Mar '21", "2019-09..2021-03"},
        {"01/09/2020 - 01/07/2021", "2020-09-01..2021-07-01"},
        {"Jan 2018 -\nMar 2020", "2018-01..2020-03"},
        {"Jan 2018\n- Mar 2020", "2018-01..2020-03"},
        {"Jan 2018 -\tMar 2020", "2018-01..2020-03"},
        {"January 2019 - Present (5 years 2 months)", "2019-01..+"},
        {"Jan 2019 - Mar 2020 \u00b7 1 yr 3 mos", "2019-01..2020-03"},
        {"Present \u2013 Jan 2018", "2018-01..+"},
        {"Sept/Oct 2019", "2019-09..2019-10"},
        {"Aug. 2018 - May 2022 (Expected)", "2018-08..2022-05?"},
    });
}

TEST(Dates, Terms) {
    check({
        {"Fall 2021", "..2021t"},
        {"Fall Semester 2021", "..2021t"},
        {"2021 Fall", "..2021t"},
        {"Summer '19", "..2019t"},
        {"Winter 2019/20", "..2019t"},
        {"Fall 2021 - Spring 2023", "2021..2023t"},
        {"Fall 2021 - Present", "2021..+t"},
        {"Fall 2022, 2023", "2022..2023tl"},
        {"Fall 2022, 2023; Spring 2024", "2022..2024tl"},
        {"Spring 2024, Fall 2022", "2022..2024tl"},
        {"Fall & Spring 2019", "..2019t"},
        {"Q3 2019", "..2019t"},
        {"2019 Q3", "..2019t"},
        {"WS 2019/20", "..2019t"},
        {"WiSe 2019/20 \u2013 SoSe 2021", "2019..2021t"},
        {"WS19/20", "..2019t"},
        {"Michaelmas Term 2019", "..2019t"},
        {"1st semester 2019", "..2019t"},
        {"Semester 1, 2019", "..2019t"},
        {"early 2019", "..2019t"},
        {"2019, 2020, 2022", "2019..2022l"},
        {"2019 and 2021", "2019..2021l"},
    });
}

TEST(Dates, European) {
    check({
        {"September 2019 \u2013 heute", "2019-09..+"},
        {"Sept. 2019 - heute", "2019-09..+"},
        {"seit 2018", "2018..+"},
        {"seit M\u00e4rz 2018", "2018-03..+"},
        {"ab 10/2018", "2018-10..+"},
        {"10/2018 bis 03/2020", "2018-10..2020-03"},
        {"Okt. 2018 bis heute", "2018-10..+"},
        {"vom 1. M\u00e4rz 2018 bis 30. Juni 2019", "2018-03-01..2019-06-30"},
        {"3. Oktober 2018", "..2018-10-03"},
        {"J\u00e4nner 2018", "..2018-01"},
        {"septembre 2019", "..2019-09"},
        {"sept. 2019 \u00e0 d\u00e9c. 2020", "2019-09..2020-12"},
        {"de 2018 \u00e0 2020", "2018..2020"},
        {"depuis 2018", "2018..+"},
        {"Depuis septembre 2018", "2018-09..+"},
        {"f\u00e9vr. 2018 - aujourd'hui", "2018-02..+"},
        {"1er mars 2018", "..2018-03-01"},
        {"du 1er mars 2018 au 30 juin 2019", "2018-03-01..2019-06-30"},
        {"ao\u00fbt 2018", "..2018-08"},
        {"juillet-ao\u00fbt 2018", "2018-07..2018-08"},
        {"\u00e9t\u00e9 2018", "..2018t"},
        {"septiembre de 2019", "..2019-09"},
        {"15 de septiembre de 2019", "..2019-09-15"},
        {"enero 2018 - actualidad", "2018-01..+"},
        {"desde 2018 hasta la actualidad", "2018..+"},
        {"desde 2018", "2018..+"},
        {"2018 a 2020", "2018..2020"},
        {"mar. de 2018 - o momento", "2018-03..+"},
        {"mar/2018 a abr/2019", "2018-03..2019-04"},
        {"mar\u00e7o de 2018 at\u00e9 o momento", "2018-03..+"},
        {"2018 - Atual", "2018..+"},
        {"settembre 2019 - oggi", "2019-09..+"},
        {"dal 2018 al 2020", "2018..2020"},
        {"dal 2018", "2018..+"},
        {"gennaio 2018 - in corso", "2018-01..+"},
        {"september 2019 - heden", "2019-09..+"},
        {"mrt 2018 tot juni 2019", "2018-03..2019-06"},
        {"sinds 2018", "2018..+"},
        {"wrzesie\u0144 2019 - obecnie", "2019-09..+"},
        {"od 2018 do 2020", "2018..2020"},
        {"od 2018", "2018..+"},
        {"09.2018 \u2013 nadal", "2018-09..+"},
        {"z\u00e1\u0159\u00ed 2019 \u2013 dosud", "2019-09..+"},
        {"2018 \u2013 sou\u010dasnost", "2018..+"},
        {"15. 9. 2019", "..2019-09-15"},
        {"sedan 2018", "2018..+"},
        {"aug 2018 \u2013 nuvarande", "2018-08..+"},
        {"syyskuu 2019", "..2019-09"},
        {"elokuu 2018 \u2013 nykyinen", "2018-08..+"},
        {"2019. szeptember", "..2019-09"},
        {"2019. szeptember 15.", "..2019-09-15"},
        {"2018. szeptember \u2013 jelenleg", "2018-09..+"},
        {"Eyl\u00fcl 2019 - G\u00fcn\u00fcm\u00fcz", "2019-09..+"},
        {"\u015eubat 2018 \u2013 Devam Ediyor", "2018-02..+"},
        {"Ara 2019", "..2019-12"},
        {"septembrie 2019 - prezent", "2019-09..+"},
        {"\u0421\u0435\u043d\u0442\u044f\u0431\u0440\u044c 2019 \u2014 "
         "\u043d\u0430\u0441\u0442\u043e\u044f\u0449\u0435\u0435 \u0432\u0440\u0435\u043c\u044f",
         "2019-09..+"},
        {"\u0441 2018 \u043f\u043e 2020", "2018..2020"},
        {"\u0441 2018 \u0433.", "2018..+"},
        {"2018 \u2013 2020 \u0433\u0433.", "2018..2020"},
        {"15 \u043c\u0430\u0440\u0442\u0430 2019 \u0433.", "..2019-03-15"},
        {"\u043c\u0430\u0439 2018 \u2014 \u043f\u043e \u043d\u0430\u0441\u0442\u043e\u044f\u0449\u0435\u0435 "
         "\u0432\u0440\u0435\u043c\u044f",
         "2018-05..+"},
        {"\u03a3\u03b5\u03c0\u03c4\u03ad\u03bc\u03b2\u03c1\u03b9\u03bf\u03c2 2019 - "
         "\u03c3\u03ae\u03bc\u03b5\u03c1\u03b1",
         "2019-09..+"},
        {"2019 m. rugs\u0117jis", "..2019-09"},
        {"2019. gada septembris", "..2019-09"},
        {"\u0432\u0435\u0440\u0435\u0441\u0435\u043d\u044c 2019", "..2019-09"},
    });
    check({{"listopad 2019", "..2019-11"}}, "pl");
    check({{"listopad 2019", "..2019-10"}}, "hr");
    check({{"04/05/2019", "..2019-04-05"}}, "en");
    check({{"04/05/2019", "..2019-05-04"}}, "fr");
    check({{"04/05/2019 31/05/2019", "..2019-05-04 | ..2019-05-31"}}, "en");
}

TEST(Dates, EastAsian) {
    check({
        {"2019\u5e749\u6708", "..2019-09"},
        {"2019\u5e749\u670815\u65e5", "..2019-09-15"},
        {"2019 \u5e74 9 \u6708", "..2019-09"},
        {"2019\u5e74", "..2019"},
        {"2019\u5e749\u6708-2020\u5e743\u6708", "2019-09..2020-03"},
        {"2019\u5e749\u6708\u81f32020\u5e743\u6708", "2019-09..2020-03"},
        {"2019\u5e749\u6708-12\u6708", "2019-09..2019-12"},
        {"2019.09-\u81f3\u4eca", "2019-09..+"},
        {"2019.09 - \u81f3\u4eca", "2019-09..+"},
        {"2019\u81f3\u4eca", "2019..+"},
        {"2019\u5e749\u6708\u81f3\u4eca", "2019-09..+"},
        {"2018.09\u20142022.06", "2018-09..2022-06"},
        {"2018.09\uff5e2022.06", "2018-09..2022-06"},
        {"2019\u5e744\u6708\u301c\u73fe\u5728", "2019-04..+"},
        {"2019\u5e744\u6708\u304b\u30892020\u5e743\u6708\u307e\u3067", "2019-04..2020-03"},
        {"2019\u5e744\u6708\uff5e", "2019-04..+"},
        {"\u5e73\u621031\u5e744\u6708", "..2019-04"},
        {"\u4ee4\u548c\u5143\u5e745\u6708", "..2019-05"},
        {"\u4ee4\u548c5\u5e743\u6708", "..2023-03"},
        {"\u662d\u548c63\u5e74", "..1988"},
        {"\u6c11\u570b108\u5e749\u6708", "..2019-09"},
        {"\u4e8c\u3007\u4e00\u4e5d\u5e74\u4e5d\u6708", "..2019-09"},
        {"2019\u5e74\u6625", "..2019t"},
        {"2026\u5e743\u6708 \u5352\u696d\u898b\u8fbc\u307f", "..2026-03?"},
        {"2019\ub144 9\uc6d4", "..2019-09"},
        {"2019\ub144 9\uc6d4 ~ 2020\ub144 3\uc6d4", "2019-09..2020-03"},
        {"2019\ub144 9\uc6d4 ~ \ud604\uc7ac", "2019-09..+"},
        {"2019.09 ~ \ud604\uc7ac", "2019-09..+"},
        {"2019. 09. ~ 2020. 03.", "2019-09..2020-03"},
        {"2019\ub144 9\uc6d4\ubd80\ud130", "2019-09..+"},
        {"\uff12\uff10\uff11\uff19\u5e74\uff19\u6708", "..2019-09"},
        // Forms with columns for years and months.
        {"2015\t3\t\u9ad8\u6821\u5352\u696d\n2015 4 \u5927\u5b66\u5165\u5b66", "..2015-03 | ..2015-04"},
        {"2015\t3\t\u9ad8\u6821\u5352\u696d\n2015 4 \u5927\u5b66\u5165\u5b66\n2016\t5 TOEIC 900",
         "..2015-03 | ..2015-04 | ..2016-05"},
        {"2015 3 \u9ad8\u6821\u5352\u696d", "..2015"},
        {"2015\t3\tthings\n2015\t4\tthings", "..2015 | ..2015"},
    });
}

TEST(Dates, OtherCalendarsAndScripts) {
    check({
        {"\u0e21\u0e01\u0e23\u0e32\u0e04\u0e21 2562", "..2019-01"},
        {"\u0e1e.\u0e28. 2562", "..2019"},
        {"\u06f1\u06f4\u06f0\u06f0/\u06f0\u06f7", "..1400-07"},
        {"\u0645\u0647\u0631 \u06f1\u06f4\u06f0\u06f0", "..1400-07"},
        {"\u0633\u0628\u062a\u0645\u0628\u0631 2019", "..2019-09"},
        {"2018 - \u062d\u062a\u0649 \u0627\u0644\u0622\u0646", "2018..+"},
        {"\u05e1\u05e4\u05d8\u05de\u05d1\u05e8 2019 - \u05d4\u05d9\u05d5\u05dd", "2019-09..+"},
        {"\u0938\u093f\u0924\u0902\u092c\u0930 2019", "..2019-09"},
        {"th\u00e1ng 9/2019", "..2019-09"},
        {"September 2019 - sekarang", "2019-09..+"},
        {"2018 - hi\u1ec7n t\u1ea1i", "2018..+"},
    });
}

TEST(Dates, NoDates) {
    check({
        {"+1 512 555 2019", ""},
        {"(512) 555-2019", ""},
        {"512.555.2019", ""},
        {"+49 2019 1234567", ""},
        {"$2000", ""},
        {"USD 2000", ""},
        {"2000+ users", ""},
        {"2000 users", ""},
        {"1,995", ""},
        {"12,000", ""},
        {"pp. 1998\u20132005", ""},
        {"45:1998-2005", ""},
        {"12(3):1998\u20132005", ""},
        {"3.95/4.0", ""},
        {"GPA 3.8/4.0", ""},
        {"arXiv:1905.12345", ""},
        {"10.1016/j.cell.2019.09.012", ""},
        {"https://example.org/2019/09/15/post", ""},
        {"192.168.20.19", ""},
        {"v2019.1234", ""},
        {"ISO 2015", ""},
        {"CS2019", ""},
        {"20190915", ""},
        {"NeurIPS-2019", ""},
        {"IEEE-2019-0342", ""},
        {"may be 3", ""},
        {"march to 4", ""},
        {"to the present", ""},
        {"Top 10 at", ""},
        {"9 to 5", ""},
        {"1995%", ""},
    });
}

TEST(Dates, InContext) {
    check({
        {"Acme Inc. 2018 - 2020 Berlin", "2018..2020"},
        {"Jan 2018 - Mar 2019 Acme, Apr 2019 - Present Foo", "2018-01..2019-03 | 2019-04..+"},
        {"BSc 2018 \u2022 MSc 2020", "..2018 | ..2020"},
        {"2018 - Engineer at Acme", "..2018"},
        {"2018: Engineer", "..2018"},
        {"Award, May 2019, Berlin", "..2019-05"},
        {"2018, May 2019", "..2018 | ..2019-05"},
        {"2019 Summer Intern", "..2019t"},
        {"2018\t2020", "..2018 | ..2020"},
    });
}

TEST(Dates, SpansCoverTheirModifiers) {
    const std::string_view text = "Acme, since May 2018 (6 years), Berlin";
    const auto spans = find_dates(text, models::Models::builtin());
    ASSERT_EQ(spans.size(), 1u);
    EXPECT_EQ(text.substr(spans[0].begin, spans[0].end - spans[0].begin), "since May 2018 (6 years)");
    EXPECT_EQ(text.substr(spans[0].core_begin, spans[0].core_end - spans[0].core_begin), "May 2018");
    EXPECT_TRUE(spans[0].since);
}

TEST(Dates, BareYearsInSentencesScoreLow) {
    const auto in_sentence = find_dates("we sold the house in 1998 to them", models::Models::builtin());
    const auto in_cell = find_dates("Acme\t1998", models::Models::builtin());
    ASSERT_EQ(in_sentence.size(), 1u);
    ASSERT_EQ(in_cell.size(), 1u);
    EXPECT_LT(in_sentence[0].score, 0.5);
    EXPECT_LT(in_sentence[0].score, in_cell[0].score);
}

TEST(Dates, StyleOfTheDocumentDecides) {
    const auto style = date_style("2009/10, 2012/13, 2014/15", models::Models::builtin());
    EXPECT_EQ(style.second, DateStyle::Second::year);
    const auto spans = find_dates("2009/10", models::Models::builtin(), style);
    ASSERT_EQ(spans.size(), 1u);
    EXPECT_EQ(spans[0].last, "2010");
}

TEST(Dates, TwoThatFillACellAreARange) {
    check({
        {"2014 2018\tNorthern University", "2014..2018"},
        {"2018 2014\tNorthern University", "2014..2018"},
        {"Physics\tJun. 2017 May 2018", "2017-06..2018-05"},
        {"Present 2019\tNorthern University", "2019..+"},
        {"2019 present\tNorthern University", "2019..+"},
        {"in 2014 2018 people came", "..2014"},
        {"2014 2018 2020\tNorthern University", "..2014 | ..2018 | ..2020"},
    });
}

TEST(DateStyle, TheFirstOfMonthsTellsWhichNumberIsTheDay) {
    const auto& models = models::Models::builtin();
    EXPECT_EQ(date_style("01/09/2023 - 01/12/2025, born 10/07/2001, 01/09/2020", models).order,
              DateStyle::Order::day_first);
    EXPECT_EQ(date_style("09/01/2023 - 12/01/2025", models).order, DateStyle::Order::month_first);
    EXPECT_EQ(date_style("01/09/2023", models).order, DateStyle::Order::unknown);
    EXPECT_EQ(date_style("01/09/2023, 03/04/2020, 05/04/2020, 01/02/2019", models).order, DateStyle::Order::unknown);
    // A day that can be no month says more.
    EXPECT_EQ(date_style("01/09/2023, 01/08/2021, 03/24/2020", models).order, DateStyle::Order::month_first);
}

}  // namespace
}  // namespace cvextract::fields::spans

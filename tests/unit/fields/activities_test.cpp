#include "fields/academic/activities.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace cvextract::fields {
namespace {

// A section of lines of words; a tab in the source begins a cell, "* " a bullet.
Record read(SectionKind kind, const std::string& lines, const std::string& heading = {}) {
    layout::Document document;
    document.styles.emplace_back();
    document.edges.assign(1, 0);
    document.body_size = 10;
    segment::Outline outline;
    segment::Section section;
    section.kind = kind;
    std::istringstream in(lines);
    double y = 0;
    for (std::string line; std::getline(in, line);) {
        layout::Line made;
        std::istringstream words(line);
        double x = 50;
        for (std::string word; words >> word;) {
            layout::Token token;
            token.text = word;
            token.box = {x, y, x + 5.0 * static_cast<double>(word.size()), y + 10};
            token.role = word == "*" ? layout::Role::bullet : layout::Role::text;
            x = token.box.x1 + 3;
            made.tokens.push_back(token);
        }
        made.box = {50, y, x, y + 10};
        y += 12;
        const auto index = static_cast<std::uint32_t>(document.lines.size());
        section.body.push_back({index, 0, static_cast<std::uint32_t>(made.tokens.size())});
        document.lines.push_back(std::move(made));
    }
    if (!heading.empty()) {
        layout::Line made;
        layout::Token token;
        token.text = heading;
        token.box = {50, y, 150, y + 10};
        made.box = token.box;
        made.tokens.push_back(token);
        section.heading.push_back({static_cast<std::uint32_t>(document.lines.size()), 0, 1});
        document.lines.push_back(std::move(made));
    }
    outline.sections.push_back(section);
    Record record;
    collect_activities({document, outline, models::Models::builtin()}, record);
    return record;
}

TEST(Activities, OneServiceForEachOrganisationOfARole) {
    const Record record = read(SectionKind::service,
                               "* Reviewer: Journal of Imaginary Physics, Northern Review of Economics, "
                               "Annals of Invented Statistics, Journal of Fictional Biology");
    ASSERT_EQ(record.service.size(), 4u);
    for (const Service& s : record.service) EXPECT_EQ(s.role.text, "Reviewer");
    EXPECT_EQ(record.service[1].organization.text, "Northern Review of Economics");
}

TEST(Activities, TitleEventPlaceAndDateOfTalks) {
    const Record record =
        read(SectionKind::talks,
             "* \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D, International Conference on Invented Water, "
             "Vienna, Austria, March 2019\n"
             "* \xE2\x80\x9CWhat stones remember\xE2\x80\x9D, Annual Meeting of the Geological Society, Lisbon, "
             "Portugal, June 2018");
    ASSERT_EQ(record.talks.size(), 2u);
    EXPECT_EQ(record.talks[0].title.text, "The dynamics of imaginary rivers");
    EXPECT_EQ(record.talks[0].event.text, "International Conference on Invented Water");
    EXPECT_EQ(record.talks[0].location.text, "Vienna, Austria");
    EXPECT_EQ(record.talks[0].date.text, "2019-03");
    EXPECT_EQ(record.talks[1].date.text, "2018-06");
}

TEST(Activities, TheHeadingOfASectionSaysTheRole) {
    const Record record = read(SectionKind::teaching,
                               "* Linear Algebra, Northwind University, Fall 2019\n"
                               "* Introduction to Statistics, Northwind University, Spring 2020",
                               "Teaching Assistant");
    ASSERT_EQ(record.teaching.size(), 2u);
    for (const Teaching& t : record.teaching) EXPECT_EQ(t.position.text, "Teaching Assistant");
}

TEST(Activities, AYearBehindACommaHeadsNothing) {
    const Record record =
        read(SectionKind::talks,
             "* \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D, International Conference on Invented Water, "
             "Vienna, Austria,\n"
             "2019\n"
             "* \xE2\x80\x9CWhat stones remember\xE2\x80\x9D, Annual Meeting of the Geological Society, Lisbon, "
             "Portugal, 2018");
    ASSERT_EQ(record.talks.size(), 2u);
    EXPECT_EQ(record.talks[0].date.text, "2019");
    EXPECT_EQ(record.talks[1].date.text, "2018");
}

TEST(Activities, SeveralTermsAreTheFirstAndTheLast) {
    const Record record =
        read(SectionKind::teaching,
             "* Introduction to Statistics, Instructor, Northwind University, Fall 2019, Spring 2021\n"
             "* Linear Algebra, Teaching Assistant, Northwind University, Fall 2018");
    ASSERT_EQ(record.teaching.size(), 2u);
    EXPECT_EQ(record.teaching[0].course.text, "Introduction to Statistics");
    EXPECT_EQ(record.teaching[0].start_date.text, "2019");
    EXPECT_EQ(record.teaching[0].end_date.text, "2021");
    EXPECT_EQ(record.teaching[1].position.text, "Teaching Assistant");
    EXPECT_TRUE(record.teaching[1].start_date.empty());
}

TEST(Activities, TalksAmongPublicationsBelowYears) {
    const Record record = read(SectionKind::publications,
                               "Conference presentations\n"
                               "2021\n"
                               "* \xE2\x80\x9CWhat stones remember\xE2\x80\x9D, Geological Congress, Lisbon\n"
                               "2020\n"
                               "* \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D, Water Forum, Vienna");
    ASSERT_EQ(record.talks.size(), 2u);
    EXPECT_EQ(record.talks[1].title.text, "The dynamics of imaginary rivers");
}

TEST(Activities, ReviewersReviewForEachOfMany) {
    const Record record = read(SectionKind::service,
                               "* Reviewer, Journal of Imaginary Physics, Northern Review of Economics, Annals of "
                               "Invented Statistics, Journal of Fictional Biology, 2019");
    ASSERT_EQ(record.service.size(), 4u);
    EXPECT_EQ(record.service[3].organization.text, "Journal of Fictional Biology");
    for (const Service& s : record.service) EXPECT_EQ(s.role.text, "Reviewer");
}

TEST(Activities, RolesBelowAHouseAreHeldThere) {
    const Record record = read(SectionKind::memberships,
                               "* Society of Invented Rivers, 2016 - present\n"
                               "* President, 2018 - 2019\n"
                               "* Treasurer, 2017 - 2018");
    ASSERT_EQ(record.memberships.size(), 2u);
    EXPECT_EQ(record.memberships[0].role.text, "President");
    EXPECT_EQ(record.memberships[0].start_date.text, "2018");
    for (const Membership& m : record.memberships) EXPECT_EQ(m.organization.text, "Society of Invented Rivers");
}

TEST(Activities, TheHouseBehindTheTermTeaches) {
    const Record record = read(SectionKind::teaching,
                               "* Linear Algebra (MATH 20), Fall 2019, UC Northwind\n"
                               "* Introduction to Statistics (STAT 3), Spring 2020, UC Northwind",
                               "Teaching Assistant");
    ASSERT_EQ(record.teaching.size(), 2u);
    for (const Teaching& t : record.teaching) EXPECT_EQ(t.institution.text, "UC Northwind");
}

TEST(Activities, AmbiguousDatesFollowTheOthersOfTheList) {
    const Record record =
        read(SectionKind::talks,
             "* \xE2\x80\x9CWhat stones remember\xE2\x80\x9D, Geological Congress, Lisbon, 11/20/2019\n"
             "* \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D, Water Forum, Vienna, 11/7/2019");
    ASSERT_EQ(record.talks.size(), 2u);
    EXPECT_EQ(record.talks[1].date.text, "2019-11-07");
}

TEST(Activities, ThePlaceOfATalkEndsWithItsSentence) {
    const Record record = read(SectionKind::talks,
                               "* September 2023. 6th Water Workshop. Trieste, Italy. Oral Presenter, \xE2\x80\x9CWhat "
                               "stones remember\xE2\x80\x9D\n"
                               "* August 2023. General Assembly of Geology. Sapporo, Japan. Oral Presenter, "
                               "\xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D");
    ASSERT_EQ(record.talks.size(), 2u);
    EXPECT_EQ(record.talks[0].location.text, "Trieste, Italy");
    EXPECT_EQ(record.talks[1].location.text, "Sapporo, Japan");
}

TEST(Activities, AnEventAtAHouse) {
    const Record record =
        read(SectionKind::talks,
             "* \xE2\x80\x9CWhat stones remember\xE2\x80\x9D, Workshop on Geology, Bielefeld University, Bielefeld, "
             "Germany, June 2018\n"
             "* \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D, ICWR, Vienna, June 2017");
    ASSERT_EQ(record.talks.size(), 2u);
    EXPECT_EQ(record.talks[0].event.text, "Workshop on Geology");
    EXPECT_EQ(record.talks[0].location.text, "Bielefeld University, Bielefeld, Germany");
    EXPECT_EQ(record.talks[1].event.text, "ICWR");
    EXPECT_EQ(record.talks[1].location.text, "Vienna");
}

TEST(Activities, AYearThatEndsARangeHeadsNothing) {
    const Record record =
        read(SectionKind::service,
             "Deputy Head of School, School of Economics, University of Northwind, September 2015-July\n"
             "2021.\n"
             "Research Director, School of Economics, University of Northwind, January 2011-January 2014.");
    ASSERT_EQ(record.service.size(), 2u);
    EXPECT_EQ(record.service[0].start_date.text, "2015-09");
    EXPECT_EQ(record.service[0].end_date.text, "2021-07");
}

TEST(Activities, InvitedTalksAndWorkshopsAmongPublications) {
    const Record record = read(SectionKind::publications,
                               "Recent invited talks & workshops\n"
                               "* \xE2\x80\x9CWhat stones remember\xE2\x80\x9D, Geological Congress, Lisbon, 2021\n"
                               "* \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D, Water Forum, Vienna, 2020");
    EXPECT_EQ(record.talks.size(), 2u);
}

TEST(Activities, TheLastQuotationIsTheTalkWhereEventsComeFirst) {
    const std::string open = "\xE2\x80\x9C", close = "\xE2\x80\x9D";
    const Record record = read(
        SectionKind::talks,
        "* September 2023. 6th Water Workshop. Trieste, Italy. " + open + "What stones remember" + close + "\n" +
            "* August 2023. Meeting of the Geological Society. Lisbon, Portugal. " + open + "How rivers forget" +
            close + "\n" + "* June 2023. Conference on Invented Water. Vienna, Austria. " + open + "Seas of the north" +
            close + "\n" + "* May 2022. " + open + "The early universe of imaginary rivers and invented seas" + close +
            ", Focus Meeting. Cambridge, UK. " + open + "Modelling of foregrounds" + close);
    ASSERT_EQ(record.talks.size(), 4u);
    EXPECT_EQ(record.talks[3].title.text, "Modelling of foregrounds");
}

TEST(Activities, LabelsOverResearchInterestsAreNone) {
    const Record record = read(SectionKind::research_interests,
                               "AOS\n"
                               "Philosophy of Rivers, Game Theory (esp. Invented Games), Epistemology");
    ASSERT_EQ(record.research_interests.size(), 3u);
    EXPECT_EQ(record.research_interests[0].text, "Philosophy of Rivers");
    EXPECT_EQ(record.research_interests[1].text, "Game Theory (esp. Invented Games)");
}

TEST(Activities, TheCourseBehindARole) {
    const Record record = read(SectionKind::teaching,
                               "* Mar 2016 - Dec 2019 Instructor of Econometrics at Northwind University\n"
                               "* Aug 2016 - Dec 2016 Instructor of Applied Econometrics at Northwind University");
    ASSERT_EQ(record.teaching.size(), 2u);
    EXPECT_EQ(record.teaching[0].position.text, "Instructor");
    EXPECT_EQ(record.teaching[0].course.text, "Econometrics");
}

TEST(Activities, LongListsOfNamesAreCutAtTheirCommas) {
    const Record record =
        read(SectionKind::service,
             "* Journal of Imaginary Physics, Econometrica, Northern Review of Economics, Entropy, "
             "Annals of Invented Statistics, Journal of Fictional Biology, National Science Foundation "
             "(U.S.), Economic and Social Research Council (U.K.), Journal of Invented Water",
             "Referee Experience");
    ASSERT_EQ(record.service.size(), 9u);
    EXPECT_EQ(record.service[1].organization.text, "Econometrica");
    EXPECT_EQ(record.service[6].organization.text, "National Science Foundation (U.S.)");
}

TEST(Activities, TalksAmongPublicationsByWhatTheirEntriesSay) {
    const Record record = read(SectionKind::publications,
                               "* 2020 What stones remember and forget of rivers\n"
                               "Geological Congress 2020\n"
                               "Invited talk about a method of listening to stones.\n"
                               "* 2019 The dynamics of imaginary rivers\n"
                               "Lecture Notes in Invented Water, with A. Berg\n",
                               "Publications, posters, and talks");
    ASSERT_EQ(record.talks.size(), 1u);
    EXPECT_EQ(record.talks[0].title.text, "What stones remember and forget of rivers");
}

}  // namespace
}  // namespace cvextract::fields

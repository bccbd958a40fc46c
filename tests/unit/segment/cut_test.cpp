#include <gtest/gtest.h>

#include <algorithm>

#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::segment {
namespace {

std::string text_of(const layout::Document& document, const std::vector<layout::Range>& ranges) {
    std::string out;
    for (const auto& range : ranges) {
        for (std::uint32_t t = range.begin; t < range.end; ++t)
            out += (out.empty() ? "" : " ") + document.lines.at(range.line).tokens.at(t).text;
    }
    return out;
}

// A CV of one column: headings in bold of 13 points, the rest in 10.
class Cv {
  public:
    Cv() { page_.line(50, 60, "Mara Lindqvist", 20, 1); }
    Cv& heading(const std::string& text) {
        y_ += 34;
        page_.line(50, y_, text, 13, 1);
        return *this;
    }
    Cv& subheading(const std::string& text) {
        y_ += 20;
        page_.line(50, y_, text, 10, 1);
        return *this;
    }
    Cv& line(const std::string& text) {
        y_ += 13;
        page_.line(50, y_, text);
        return *this;
    }
    std::vector<std::pair<std::string, SectionKind>> sections() {
        const layout::Document document = layout::arrange(page_.document);
        const Outline outline = cut(document, models::Models::builtin());
        std::vector<std::pair<std::string, SectionKind>> out;
        for (const Section& section : outline.sections)
            out.emplace_back(text_of(document, section.heading), section.kind);
        return out;
    }

  private:
    layout::test::PageBuilder page_;
    double y_ = 80;
};

Cv usual() {
    Cv cv;
    cv.line("mara@example.org").heading("Education").line("MSc in Physics, Lund University, 2012 - 2014");
    cv.line("BSc in Physics, Uppsala University, 2009 - 2012");
    cv.heading("Skills").line("Python, C++, SQL, Docker, Linux").line("Project management, public speaking");
    return cv;
}

TEST(Cut, KnownHeadingsInTheirOwnStyle) {
    const auto sections = usual().sections();
    ASSERT_EQ(sections.size(), 2U);
    EXPECT_EQ(sections[0], std::pair(std::string("Education"), SectionKind::education));
    EXPECT_EQ(sections[1], std::pair(std::string("Skills"), SectionKind::skills));
}

TEST(Cut, HeadingsOfListsThatAcademicsAndInventorsPrint) {
    Cv cv = usual();
    cv.heading("Licenses and Patents").line("A self-starting pump, WO 2019/012345");
    cv.heading("Participation in Events").line("Nordic Physics Days, Uppsala, 2018");
    const auto sections = cv.sections();
    ASSERT_EQ(sections.size(), 4U);
    EXPECT_EQ(sections[2].second, SectionKind::patents);
    EXPECT_EQ(sections[3].second, SectionKind::talks);
}

TEST(Cut, ANameInTheLookOfTheHeadingsOpensNoSection) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Curriculum Vitae", 20, 1);
    double y = 100;
    for (const char* heading : {"Mara Lindqvist", "Education", "Employment", "Awards", "Publications", "Teaching"}) {
        page.line(50, y, heading, 13, 1);
        page.line(50, y + 16, "Lund University, Department of Physics, 2012 - 2014");
        page.line(50, y + 29, "Lund, Sweden");
        y += 64;
    }
    const Outline outline = cut(layout::arrange(page.document), models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 5U);
    EXPECT_EQ(outline.sections.front().kind, SectionKind::education);
}

TEST(Cut, CoursesInSmallerTypeBelongToTheEducationAboveThem) {
    Cv cv;
    cv.heading("Skills").line("Python, C++, SQL").heading("Experience").line("Developer, Acme, 2014 - 2016");
    cv.heading("Education").line("MSc in Physics, Lund University, 2012 - 2014");
    cv.subheading("Courses").line("Statistical Mechanics, Optics, Algebra");
    EXPECT_EQ(cv.sections().size(), 3U);
    cv.heading("Certificates").line("Scrum Master, 2018");
    EXPECT_EQ(cv.sections().size(), 4U);
}

TEST(Cut, WhatRecursOnAPageIsTheLabelOfEntriesAndHeadsNoSection) {
    // Once it is a section.
    Cv once = usual();
    once.heading("Technologies").line("C++, Rust, Linux").heading("Languages").line("English, Swedish");
    EXPECT_EQ(once.sections().size(), 4U);
    Cv cv = usual();
    cv.heading("Experience");
    for (const char* job : {"Developer, Acme, 2019 - 2022", "Developer, Initech, 2016 - 2019", "Intern, Hooli, 2015"})
        cv.line(job).heading("Technologies").line("C++, Rust, Linux");
    const std::vector<std::pair<std::string, SectionKind>> expected = {
        {"Education", SectionKind::education}, {"Skills", SectionKind::skills}, {"Experience", SectionKind::work}};
    EXPECT_EQ(cv.sections(), expected);
}

TEST(Cut, AHeadingThatNoVocabularyKnowsIsNamedByItsContent) {
    Cv cv = usual();
    cv.heading("Where the years went");
    cv.line("Software Engineer, Nordlicht GmbH, Hamburg")
        .line("March 2018 - present")
        .line("Built the billing service.");
    cv.line("Junior Developer, Havtek AS, Oslo").line("June 2014 - February 2018").line("Maintained the web shop.");
    const auto sections = cv.sections();
    ASSERT_EQ(sections.size(), 3U);
    EXPECT_EQ(sections[2], std::pair(std::string("Where the years went"), SectionKind::work));
}

TEST(Cut, ACompoundOfKindsIsTheOneThatItsContentIsLike) {
    Cv cv = usual();
    cv.heading("Experience in Tools and Languages").line("Python, C++, SQL, Docker, Linux, Git, Kubernetes, Terraform");
    const auto sections = cv.sections();
    ASSERT_EQ(sections.size(), 3U);
    EXPECT_EQ(sections[2].second, SectionKind::skills);
}

TEST(Cut, AHeadingsWordInRunningTextIsNone) {
    Cv cv = usual();
    cv.heading("Experience").line("Teacher, City School, Malmo, 2015 - 2019");
    cv.line("Experience with children of all ages.").line("Education of new staff, planning of languages lessons.");
    const auto sections = cv.sections();
    ASSERT_EQ(sections.size(), 3U);
    EXPECT_EQ(sections[2].first, "Experience");
}

TEST(Cut, TheHeadOfATableOfDatedRowsNamesTheSection) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 120, "Education", 13, 1);
    page.line(50, 140, "MSc in Physics, Lund University, 2012 - 2014");
    page.line(50, 180, "Year", 10, 1);
    page.line(120, 180, "Month", 10, 1);
    page.line(200, 180, "Certifications", 10, 1);
    page.line(50, 200, "2015");
    page.line(120, 200, "4");
    page.line(200, 200, "Radiation safety officer");
    page.line(50, 220, "2016");
    page.line(120, 220, "7");
    page.line(200, 220, "First aid");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 2U);
    EXPECT_EQ(text_of(document, outline.sections[1].heading), "Certifications");
    EXPECT_EQ(outline.sections[1].kind, SectionKind::certificates);
}

TEST(Cut, AHeadingInTheMarginMayRunOverTwoLines) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 100, "Contact", 10, 1);
    page.line(180, 100, "Department of Physics, Lund University");
    page.line(50, 113, "Information", 10, 1);
    page.line(180, 113, "mara@example.org");
    page.line(50, 150, "Education", 10, 1);
    page.line(180, 150, "MSc in Physics, Lund University, 2012 - 2014");
    page.line(50, 180, "Skills", 10, 1);
    page.line(180, 180, "Python, C++, SQL, Docker, Linux");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 3U);
    EXPECT_EQ(text_of(document, outline.sections[0].heading), "Contact Information");
    EXPECT_EQ(outline.sections[0].kind, SectionKind::contact);
}

TEST(Cut, AHeadingInTheMarginMayFillIt) {
    const std::string heading = "Referee Experience";
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 100, heading, 10, 1);
    const double column = page.document.pages.front().words.back().box.x1 + 2;
    page.line(column, 100, "Journal of Imaginary Physics, Northern Review of Economics,");
    page.line(column, 113, "Annals of Invented Statistics, Journal of Fictional Biology");
    page.line(50, 150, "Education", 10, 1);
    page.line(column, 150, "MSc in Physics, Lund University, 2012 - 2014");
    page.line(50, 180, "Skills", 10, 1);
    page.line(column, 180, "Python, C++, SQL, Docker, Linux");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 3U);
    EXPECT_EQ(text_of(document, outline.sections[0].heading), heading);
    EXPECT_EQ(outline.sections[0].kind, SectionKind::service);
}

TEST(Cut, AHeadingInCapitalsMayFillTheMarginBesideOneLine) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 150, "EDUCATION", 10, 1);
    page.line(50, 180, "VOLUNTEERING", 10, 1);
    const double column = page.document.pages.front().words.back().box.x1 + 3;
    page.line(column, 150, "MSc in Physics, Lund University, 2012 - 2014");
    page.line(column, 165, "BSc in Physics, Lund University, 2009 - 2012");
    page.line(column, 180, "Reading Room of the old harbour, Helper, 2011 - 2014");
    page.line(50, 210, "SKILLS", 10, 1);
    page.line(column, 210, "Python, C++, SQL, Docker, Linux");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 3U);
    EXPECT_EQ(text_of(document, outline.sections[1].heading), "VOLUNTEERING");
    EXPECT_EQ(outline.sections[1].kind, SectionKind::volunteer);
}

TEST(Cut, JobsWithoutAHeadingAreASectionOfTheirOwn) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 120, "3/2018-Present, Software Engineer, Nordlicht GmbH", 10, 1);
    page.line(50, 133, "Built the billing service and the reports of the sales department.");
    page.line(50, 150, "6/2014-2/2018, Junior Developer, Havtek AS", 10, 1);
    page.line(50, 163, "Maintained the web shop and trained new developers.");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 1U);
    EXPECT_EQ(outline.sections[0].kind, SectionKind::work);
    EXPECT_TRUE(outline.sections[0].heading.empty());
    EXPECT_EQ(outline.sections[0].body.size(), 4U);
    EXPECT_EQ(text_of(document, outline.header), "Mara Lindqvist mara@example.org");
}

TEST(Cut, AColumnThatBeginsWithTheNameBelongsToTheHeader) {
    layout::test::PageBuilder page;
    page.line(30, 60, "Skills", 13, 1);
    for (int i = 0; i < 12; ++i) page.line(30, 80 + 13 * i, i % 2 == 0 ? "Welding of steel" : "Technical drawing");
    page.line(30, 260, "Certifications", 13, 1);
    for (int i = 0; i < 6; ++i) page.line(30, 280 + 13 * i, i % 2 == 0 ? "Radiation safety" : "Forklift licence");
    page.line(230, 65, "Mara Lindqvist", 24, 1);
    page.line(230, 88, "Welder and fitter in Lund, Sweden");
    page.line(230, 121, "Experience", 13, 1);
    for (int i = 0; i < 16; ++i)
        page.line(230, 139 + 14 * i,
                  i % 4 == 0 ? "Welder, Havtek AS, Oslo, 2012 - 2014"
                             : "Built pressure vessels and repaired the pipes there.");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    EXPECT_NE(text_of(document, outline.header).find("Mara Lindqvist Welder and fitter"), std::string::npos);
    for (const Section& section : outline.sections)
        EXPECT_EQ(text_of(document, section.body).find("Lindqvist"), std::string::npos);
}

TEST(Cut, TwoLinesThatAreAKnownHeadingTogetherAreOne) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 100, "Education", 13, 1);
    page.line(50, 120, "MSc in Physics, Lund University, 2012 - 2014");
    page.line(50, 160, "Publications and", 13, 1);
    page.line(50, 176, "Presentations", 13, 1);
    page.line(50, 196, "M. Lindqvist. Neutrons in thin films. Journal of Films 12 (2013), 33-41.");
    const layout::Document document = layout::arrange(page.document);
    const Outline outline = cut(document, models::Models::builtin());
    ASSERT_EQ(outline.sections.size(), 2U);
    EXPECT_EQ(text_of(document, outline.sections[1].heading), "Publications and Presentations");
    EXPECT_EQ(outline.sections[1].kind, SectionKind::publications);
}

TEST(Cut, ASubHeadingOfTheSameKindStaysInside) {
    Cv cv = usual();
    cv.heading("Publications").line("M. Lindqvist. Neutrons in thin films. Journal of Films 12 (2013), 33-41.");
    cv.subheading("Working Papers").line("M. Lindqvist. Neutrons in thick films. Manuscript (2014).");
    cv.heading("Languages").line("Swedish, English, German");
    const auto sections = cv.sections();
    ASSERT_EQ(sections.size(), 4U);
    EXPECT_EQ(sections[2].first, "Publications");
    EXPECT_EQ(sections[3].first, "Languages");
}

}  // namespace
}  // namespace cvextract::segment

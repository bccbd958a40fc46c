#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields {
namespace {

Record read(const layout::test::PageBuilder& page) {
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    return collect({document, outline, models});
}

// Three jobs of one pattern, the second with an employer that looks like nothing in particular.
layout::test::PageBuilder three_jobs(bool marked) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 115, "Work Experience", 13, 1);
    const std::string mark = marked ? "\xE2\x80\xA2 " : "";
    double y = 135;
    const auto job = [&](const std::string& what, const std::string& dates, const std::string& who,
                         const std::string& did) {
        page.line(50, y, what, 10, 1);
        page.line(420, y, dates);
        page.line(50, y + 13, who);
        page.line(60, y + 26, mark + did);
        y += 50;
    };
    job("Software Engineer", "2018 - 2022", "Nordlicht GmbH, Hamburg", "Built the billing service.");
    job("Data Analyst", "2015 - 2018", "Quillow, Oslo", "Wrote the monthly reports.");
    job("Developer", "2012 - 2015", "Havtek AS, Bergen", "Maintained the web shop.");
    page.line(50, y + 10, "Education", 13, 1);
    page.line(50, y + 28, "MSc in Physics", 10, 1);
    page.line(420, y + 28, "2010 - 2012");
    page.line(50, y + 41, "Lund University, Lund");
    return page;
}

TEST(Experience, EntriesOfOnePattern) {
    const Record record = read(three_jobs(true));
    ASSERT_EQ(record.work.size(), 3U);
    EXPECT_EQ(record.work[0].position.text, "Software Engineer");
    EXPECT_EQ(record.work[0].name.text, "Nordlicht GmbH");
    EXPECT_EQ(record.work[0].location.text, "Hamburg");
    EXPECT_EQ(record.work[0].start_date.text, "2018");
    EXPECT_EQ(record.work[1].position.text, "Data Analyst");
    EXPECT_EQ(record.work[1].name.text, "Quillow") << "the pattern of the others tells the employer";
    ASSERT_EQ(record.work[2].highlights.size(), 1U);
    EXPECT_EQ(record.work[2].highlights[0].text, "Maintained the web shop.");
    ASSERT_EQ(record.education.size(), 1U);
    EXPECT_EQ(record.education[0].institution.text, "Lund University");
    EXPECT_EQ(record.education[0].end_date.text, "2012");
}

TEST(Experience, DutiesWithoutMarksAreStillNoJobs) {
    EXPECT_EQ(read(three_jobs(false)).work.size(), 3U);
}

}  // namespace
}  // namespace cvextract::fields

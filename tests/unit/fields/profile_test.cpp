#include "fields/profile.hpp"

#include <gtest/gtest.h>

#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields {
namespace {

std::string summary_of(const layout::test::PageBuilder& page) {
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    Record record;
    collect_profile({document, outline, models}, record);
    return record.basics.summary.text;
}

layout::test::PageBuilder with_work(layout::test::PageBuilder page, double y) {
    page.line(50, y, "Experience", 14, 1);
    page.line(50, y + 20, "Engineer, Acme Corporation, 2019 - 2021");
    page.line(50, y + 35, "Education", 14, 1);
    page.line(50, y + 55, "MSc in Physics, Lund University, 2010 - 2012");
    return page;
}

TEST(Profile, ParagraphBesideContactDataIsReadByItsColumn) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 22, 1);
    page.line(50, 90, "mara@example.org");
    page.line(220, 90, "Electrician with twelve years on building sites and");
    page.line(50, 102, "+46 8 123 456 78");
    page.line(220, 102, "in service. I plan panels, meters and repairs in old");
    page.line(220, 114, "houses.");
    EXPECT_EQ(summary_of(with_work(page, 150)),
              "Electrician with twelve years on building sites and in service. I plan panels, meters and repairs in "
              "old houses.");
}

TEST(Profile, ContactDataUnderTheSameHeadingIsLeftOut) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 22, 1);
    page.line(50, 95, "About", 14, 1);
    page.line(50, 115, "14 Cotham Vale, Bristol");
    page.line(50, 130, "mara@example.org");
    page.line(50, 145, "Platform engineer who spent nine years making releases boring.");
    EXPECT_EQ(summary_of(with_work(page, 180)), "Platform engineer who spent nine years making releases boring.");
}

TEST(Profile, RunInHeadingNeedsNoLongParagraph) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 22, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 100, "Objective: To find work.");
    EXPECT_EQ(summary_of(with_work(page, 140)), "To find work.");
}

TEST(Profile, ListsAndAddressesAreNoProfile) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 22, 1);
    page.line(
        50, 80,
        "Engineer | Writer | Speaker | Teacher | Author | Climber | Sailor | Cook | Reader | Runner | Singer | Poet.");
    page.line(50, 95, "14 Cotham Vale, Bristol");
    EXPECT_EQ(summary_of(with_work(page, 140)), "");
}

}  // namespace
}  // namespace cvextract::fields

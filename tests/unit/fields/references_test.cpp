#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields {
namespace {

std::vector<Reference> read(const std::vector<std::string>& lines) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 115, "Education", 13, 1);
    page.line(50, 130, "MSc in Physics, Lund University, 2010 - 2012");
    page.line(50, 165, "References", 13, 1);
    double y = 165;
    for (const std::string& line : lines) page.line(50, y += 15, line);
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    return collect({document, outline, models}).references;
}

TEST(References, NamesBeforeWhoTheyAre) {
    const auto people = read({"Dr. Anna Berg, Professor of Physics, Lund University", "anna.berg@example.org",
                              "John Hart, Head of Research, Example Labs", "john.hart@example.org"});
    ASSERT_EQ(people.size(), 2U);
    EXPECT_EQ(people[0].name.text, "Dr. Anna Berg");
    EXPECT_EQ(people[0].reference.text, "Professor of Physics, Lund University anna.berg@example.org");
    EXPECT_EQ(people[1].name.text, "John Hart");
}

TEST(References, NamesBelowWhatTheySay) {
    const auto people = read({"Mara is the calmest engineer that I ever worked with.", "\u2014 John Hart"});
    ASSERT_EQ(people.size(), 1U);
    EXPECT_EQ(people[0].name.text, "John Hart");
    EXPECT_EQ(people[0].reference.text, "Mara is the calmest engineer that I ever worked with.");
}

TEST(References, OnRequest) {
    const auto people = read({"Available on request."});
    ASSERT_EQ(people.size(), 1U);
    EXPECT_TRUE(people[0].name.empty());
    EXPECT_EQ(people[0].reference.text, "Available on request.");
}

}  // namespace
}  // namespace cvextract::fields

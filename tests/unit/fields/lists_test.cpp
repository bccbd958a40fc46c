#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields {
namespace {

Record read(const std::vector<std::string>& skills, const std::vector<std::string>& languages) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    double y = 115;
    const auto section = [&](const std::string& heading, const std::vector<std::string>& lines) {
        page.line(50, y, heading, 13, 1);
        for (const std::string& line : lines) page.line(50, y += 15, line);
        y += 35;
    };
    section("Skills", skills);
    section("Languages", languages);
    section("Education", {"MSc in Physics, Lund University, 2010 - 2012"});
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    return collect({document, outline, models});
}

TEST(Lists, SkillsSeparatedByCommasAndLanguagesWithLevels) {
    const Record record =
        read({"Programming: Python, C++, Go", "Tools: Docker, Git"}, {"English (fluent)", "Swedish (native)"});
    ASSERT_EQ(record.skills.size(), 2U);
    EXPECT_EQ(record.skills[0].name.text, "Programming");
    ASSERT_EQ(record.skills[0].keywords.size(), 3U);
    EXPECT_EQ(record.skills[0].keywords[1].text, "C++");
    ASSERT_EQ(record.languages.size(), 2U);
    EXPECT_EQ(record.languages[0].language.text, "English");
    EXPECT_EQ(record.languages[0].fluency.text, "fluent");
}

TEST(Lists, WhatNamesNoLanguageIsNoneWhereOthersDo) {
    const Record record = read({"Python, C++, Go"}, {"Language", "Swedish", "English", "German"});
    for (const auto& language : record.languages) EXPECT_NE(language.language.text, "Language");
    EXPECT_EQ(record.languages.size(), 3U);
}

TEST(Lists, SpokenLanguagesAmongTheSkillsAreLanguages) {
    const Record record =
        read({"Programming: Python, C++, Go", "Languages: English (fluent), Spanish (basic)"}, {"Swedish (native)"});
    ASSERT_EQ(record.languages.size(), 3U);
    EXPECT_EQ(record.languages[0].language.text, "English");
    EXPECT_EQ(record.languages[0].fluency.text, "fluent");
    for (const auto& skill : record.skills)
        for (const auto& keyword : skill.keywords) EXPECT_NE(keyword.text, "Spanish");
}

TEST(Lists, LanguagesBehindALabelAmongPersonalData) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 95, "Born: 31 May 1987");
    page.line(50, 110, "Languages: Swedish (native), English (fluent)");
    page.line(50, 145, "Education", 13, 1);
    page.line(50, 160, "MSc in Physics, Lund University, 2010 - 2012");
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    const Record record = collect({document, outline, models});
    ASSERT_EQ(record.languages.size(), 2U);
    EXPECT_EQ(record.languages[1].language.text, "English");
    EXPECT_EQ(record.languages[1].fluency.text, "fluent");
}

TEST(Lists, BracketsBelongToTheSkillBeforeThem) {
    const Record record = read({"AWS (EC2, S3), Docker, Git", "Java, SQL, Go"}, {"English"});
    ASSERT_FALSE(record.skills.empty());
    ASSERT_FALSE(record.skills[0].keywords.empty());
    EXPECT_EQ(record.skills[0].keywords[0].text, "AWS (EC2, S3)");
}

}  // namespace
}  // namespace cvextract::fields

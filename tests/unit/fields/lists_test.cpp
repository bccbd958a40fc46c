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

Record read_section(const std::string& heading, const std::vector<std::string>& lines) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 115, "Education", 13, 1);
    page.line(50, 130, "MSc in Physics, Lund University, 2010 - 2012");
    page.line(50, 165, heading, 13, 1);
    double y = 165;
    for (const std::string& line : lines) page.line(50, y += 15, line);
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    return collect({document, outline, models});
}

TEST(Lists, SlashesWithSpacesStandInsideASkill) {
    const Record record = read({"C / Modern C++", "VHDL / Verilog", "Soldering (hand, re-flow)"}, {"Swedish (native)"});
    std::vector<std::string> keywords;
    for (const auto& skill : record.skills) {
        for (const auto& keyword : skill.keywords) keywords.push_back(keyword.text);
    }
    EXPECT_EQ(keywords, (std::vector<std::string>{"C / Modern C++", "VHDL / Verilog", "Soldering (hand, re-flow)"}));
}

TEST(Lists, LanguagesByMotherTongueAndOthersAmongTheSkills) {
    const Record record =
        read_section("Personal skills",
                     {"Mother tongue(s): Swedish", "Other language(s): UNDERSTANDING SPEAKING WRITING",
                      "Listening Reading Spoken interaction", "English C1 C2 C1 B2 C1", "German B1 B1 A2 A2 B1",
                      "Levels: A1 and A2: Basic user; B1 and B2: Independent user", "Digital skills: Python, Excel"});
    ASSERT_EQ(record.languages.size(), 3U);
    EXPECT_EQ(record.languages[0].language.text, "Swedish");
    EXPECT_EQ(record.languages[0].fluency.text, "Mother tongue");
    EXPECT_EQ(record.languages[1].language.text, "English");
    EXPECT_EQ(record.languages[1].fluency.text, "C1");
    EXPECT_EQ(record.languages[2].fluency.text, "B1");
    for (const auto& skill : record.skills) EXPECT_NE(skill.name.text, "German");
}

TEST(Lists, ALanguageWithMotherTongueForItsLevelIsNoLabel) {
    const Record record = read_section("Languages", {"Swedish: mother tongue", "English: fluent", "German: basic"});
    ASSERT_EQ(record.languages.size(), 3U);
    EXPECT_EQ(record.languages[1].language.text, "English");
    EXPECT_EQ(record.languages[1].fluency.text, "fluent");
}

TEST(Honours, WhatARankWasReachedInIsTheTitle) {
    const Record record = read_section(
        "Awards", {"Finalist, Nordic Robot Building Contest, 2014", "2nd Place, Open Sea Sailing Race, 2012"});
    ASSERT_EQ(record.awards.size(), 2U);
    EXPECT_EQ(record.awards[0].title.text, "Nordic Robot Building Contest");
    EXPECT_EQ(record.awards[0].summary.text, "Finalist");
}

TEST(Honours, ASectionOfBothIsPartedByWhatItsEntriesSay) {
    const Record record = read_section("Awards and Certifications", {"Best Thesis Award, Lund University, 2012",
                                                                     "Radiation Safety Certificate, 2014"});
    ASSERT_EQ(record.awards.size(), 1U);
    ASSERT_EQ(record.certificates.size(), 1U);
    EXPECT_EQ(record.awards[0].title.text, "Best Thesis Award");
    EXPECT_EQ(record.certificates[0].name.text, "Radiation Safety Certificate");
}

}  // namespace
}  // namespace cvextract::fields

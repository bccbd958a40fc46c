#include "output/markdown.hpp"

#include <gtest/gtest.h>

namespace cvextract::output {
namespace {

Value text(const char* words) {
    return {words, 1, {}};
}

Section section(const char* heading, SectionKind kind, const char* body) {
    return {text(heading), kind, body};
}

TEST(Markdown, SectionsStandInPrintedOrderUnderTheirHeadings) {
    Record record;
    record.basics.name = text("Jane Doe");
    record.sections = {section("Talks", SectionKind::talks, "A talk"),
                       section("Hobbies", SectionKind::other, "- Chess\n1. Go")};
    record.talks.push_back({text("A talk"), text("Nowhere Day"), text("Oslo"), text("2020-05")});
    EXPECT_EQ(markdown(record),
              "# Jane Doe\n"
              "\n## Talks\n"
              "\n- **A talk**, *Nowhere Day*, Oslo, 2020-05\n"
              "\n## Hobbies\n"
              "\n\\- Chess  \n1\\. Go\n");
}

TEST(Markdown, EntriesOfOneKindStayInTheirSections) {
    Record record;
    record.sections = {section("Talks", SectionKind::talks, "First thing"),
                       section("Posters", SectionKind::talks, "Second\nthing")};
    record.talks.push_back({text("First thing"), {}, {}, {}});
    record.talks.push_back({text("Second thing"), {}, {}, {}});
    EXPECT_EQ(markdown(record), "## Talks\n\n- **First thing**\n\n## Posters\n\n- **Second thing**\n");
}

TEST(Markdown, MarkupInTheTextIsNone) {
    Record record;
    record.basics.name = text("J*a*n_e [Doe] <x>");
    EXPECT_EQ(markdown(record), "# J\\*a\\*n\\_e \\[Doe\\] \\<x\\>\n");
}

TEST(Markdown, TranscriptsAreTables) {
    Record record;
    record.sections = {section("Grades", SectionKind::transcript, "Algebra 95")};
    record.transcript.push_back({text("Algebra"), text("95")});
    EXPECT_EQ(markdown(record), "## Grades\n\n| Course | Grade |\n|---|---|\n| Algebra | 95 |\n");
}

}  // namespace
}  // namespace cvextract::output

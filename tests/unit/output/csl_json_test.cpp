#include "output/csl_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "output/works.hpp"

namespace cvextract::output {
namespace {

Value text(const char* words) {
    return {words, 1, {}};
}

TEST(CslJson, WritesAPaper) {
    Record record;
    Publication p;
    p.name = text("On \"Nothing\"");
    p.authors = {text("Jane van der Doe"), text("Student")};
    p.publisher = text("Proceedings of Nowhere");
    p.release_date = text("2021-05-09");
    p.type = text("paper-conference");
    p.arxiv = text("2101.00001");
    record.publications.push_back(p);
    const auto json = nlohmann::json::parse(csl_json(record));
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["type"], "paper-conference");
    EXPECT_EQ(json[0]["title"], "On \"Nothing\"");
    EXPECT_EQ(json[0]["author"][0]["family"], "Doe");
    EXPECT_EQ(json[0]["author"][0]["non-dropping-particle"], "van der");
    EXPECT_EQ(json[0]["author"][1]["literal"], "Student");
    EXPECT_EQ(json[0]["issued"]["date-parts"][0], (std::vector<int>{2021, 5, 9}));
    EXPECT_EQ(json[0]["number"], "arXiv:2101.00001");
}

TEST(CslJson, TalksAreSpeeches) {
    Record record;
    record.basics.name = text("Jane Doe");
    record.talks.push_back({text("A talk"), text("Nowhere Day"), text("Oslo"), text("2020")});
    const auto json = nlohmann::json::parse(csl_json(record));
    EXPECT_EQ(json[0]["type"], "speech");
    EXPECT_EQ(json[0]["event-title"], "Nowhere Day");
    EXPECT_EQ(json[0]["author"][0]["family"], "Doe");
}

TEST(CslJson, EmptyRecordIsAnEmptyArray) {
    EXPECT_EQ(csl_json(Record{}), "[]");
}

struct NameCase {
    const char *printed, *family, *given, *particle;
};
class Names : public testing::TestWithParam<NameCase> {};
TEST_P(Names, AreDivided) {
    const Name name = split_name(GetParam().printed);
    EXPECT_EQ(name.family, GetParam().family);
    EXPECT_EQ(name.given, GetParam().given);
    EXPECT_EQ(name.particle, GetParam().particle);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, Names,
    testing::Values(NameCase{"Doe, J. A.", "Doe", "J. A.", ""}, NameCase{"J. A. Doe", "Doe", "J. A.", ""},
                    NameCase{"Doe JA", "Doe", "JA", ""}, NameCase{"de la Doe, J.", "Doe", "J.", "de la"},
                    NameCase{"Jane van der Doe", "Doe", "Jane", "van der"},
                    NameCase{"\xE7\x8E\x8B\xE7\xA7\x80\xE8\x8B\xB1", "\xE7\x8E\x8B", "\xE7\xA7\x80\xE8\x8B\xB1", ""},
                    NameCase{"Student", "Student", "", ""}, NameCase{"John Doe Jr.", "Doe", "John", ""}));

}  // namespace
}  // namespace cvextract::output

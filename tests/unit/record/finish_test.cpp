#include "record/finish.hpp"

#include <gtest/gtest.h>

namespace cvextract::record {
namespace {

Value printed(std::string text) {
    Value value;
    value.text = std::move(text);
    return value;
}

TEST(Finish, GivesUrlsAScheme) {
    struct Case {
        const char *given, *expected;
    };
    for (const Case& c : {Case{"example.org/a", "https://example.org/a"},
                          Case{"http://example.org", "http://example.org"}, Case{"", ""}}) {
        Record record;
        record.basics.url = printed(c.given);
        record.basics.profiles.push_back({printed("GitHub"), {}, printed(c.given)});
        record = finish(std::move(record));
        EXPECT_EQ(record.basics.url.text, c.expected);
        EXPECT_EQ(record.basics.profiles.at(0).url.text, c.expected);
    }
}

TEST(Finish, DropsEntriesWithoutContent) {
    Record record;
    record.work.resize(2);
    record.work[0].ongoing.set = true;
    record.work[1].position = printed("Cook");
    record.work[1].highlights = {printed(""), printed("Baked bread")};
    record.skills.push_back({{}, {}, {printed("")}});
    record = finish(std::move(record));
    ASSERT_EQ(record.work.size(), 1U);
    EXPECT_EQ(record.work[0].position.text, "Cook");
    ASSERT_EQ(record.work[0].highlights.size(), 1U);
    EXPECT_TRUE(record.skills.empty());
}

}  // namespace
}  // namespace cvextract::record

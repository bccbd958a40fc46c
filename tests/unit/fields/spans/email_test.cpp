#include "fields/spans/email.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cvextract::fields::spans {
namespace {

std::string show(std::string_view text) {
    std::string out;
    for (const EmailSpan& span : find_emails(text, models::Models::builtin()))
        out += (out.empty() ? "" : " ") + span.address;
    return out;
}

TEST(Emails, Table) {
    const struct {
        std::string_view text, expected;
    } rows[] = {
        {"a.b@example.org", "a.b@example.org"},
        {"Mail: a.b+c@mail.example.co.uk, Tel", "a.b+c@mail.example.co.uk"},
        {"<jane_doe@example.org>.", "jane_doe@example.org"},
        {"mailto:jane@example.org", "jane@example.org"},
        {"jane@example.org|+1 555", "jane@example.org"},
        {"jane @ example.org", "jane@example.org"},
        {"jane@ example.org", "jane@example.org"},
        {"jane [at] example [dot] org", "jane@example.org"},
        {"jane(at)example.org", "jane@example.org"},
        {"jane at example dot org", "jane@example.org"},
        {"jane dot doe at example dot org", "jane.doe@example.org"},
        {"{jane,joe}@example.org", "jane@example.org joe@example.org"},
        {"jane@example.\norg", "jane@example.org"},
        {"jane@mail.example.c\nom", "jane@mail.example.com"},
        {"jane@exam\nple.org", "jane@example.org"},
        {"jane@example.comBerlin", "jane@example.com"},
        {"jane@example.com\nberlin", "jane@example.com"},
        {"a@example.org b@example.net", "a@example.org b@example.net"},
        {"\xE9\x82\xAE\xE7\xAE\xB1\xEF\xBC\x9Ajane@example.cn\xE7\x94\xB5\xE8\xAF\x9D", "jane@example.cn"},
        {"engineer at example.org", ""},
        {"@handle", ""},
        {"RoboCup@Home", ""},
        {"3 @ 4.5", ""},
        {"a@b", ""},
        {"", ""},
    };
    for (const auto& row : rows) EXPECT_EQ(show(row.text), row.expected) << row.text;
}

TEST(Emails, SpansAreThePrintedForm) {
    const std::string_view text = "write to jane@example.org.";
    const auto found = find_emails(text, models::Models::builtin());
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "jane@example.org");
    EXPECT_FALSE(found[0].disguised);
}

}  // namespace
}  // namespace cvextract::fields::spans

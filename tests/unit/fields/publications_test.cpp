#include "fields/academic/publications.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "fields/academic/passage.hpp"

namespace cvextract::fields {
namespace {

/// Lines of words; "* " is a bullet, "^8" a raised mark.
layout::Document page(const std::string& lines) {
    layout::Document document;
    document.styles.emplace_back();
    document.edges.assign(1, 0);
    document.body_size = 10;
    std::istringstream in(lines);
    double y = 0;
    for (std::string line; std::getline(in, line);) {
        layout::Line made;
        std::istringstream words(line);
        double x = 50;
        for (std::string word; words >> word;) {
            layout::Token token;
            token.superscript = word.front() == '^';
            token.text = token.superscript ? word.substr(1) : word;
            token.box = {x, y, x + 5.0 * static_cast<double>(word.size()), y + 10};
            token.role = token.superscript ? layout::Role::footnote_mark
                         : word == "*"     ? layout::Role::bullet
                                           : layout::Role::text;
            x = token.box.x1 + 3;
            made.tokens.push_back(token);
        }
        made.box = {50, y, x, y + 10};
        y += 12;
        document.lines.push_back(std::move(made));
    }
    return document;
}

layout::Range whole(const layout::Document& document, std::uint32_t line) {
    return {line, 0, static_cast<std::uint32_t>(document.lines.at(line).tokens.size())};
}

TEST(Publications, NumberedNotesLeadToAddresses) {
    const layout::Document document = page(
        "A. Berg and J. Hart. \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D. ^2 Journal of Invented Water, "
        "2019.\n"
        "1. * https://example.org/other\n"
        "2. * https://example.org/rivers\n");
    segment::Outline outline;
    segment::Section section;
    section.kind = SectionKind::publications;
    section.body.push_back(whole(document, 0));
    outline.sections.push_back(section);
    const auto works = extract_publications({document, outline, models::Models::builtin()}, "A. Berg");
    ASSERT_EQ(works.size(), 1u);
    EXPECT_EQ(works[0].url.text, "https://example.org/rivers");
    ASSERT_EQ(works[0].url.sources.size(), 1u);
    EXPECT_EQ(works[0].url.sources[0].text, "https://example.org/rivers");
}

TEST(Publications, LinksToAnArchiveAreNoReferenceWhereItsNumbersArePrinted) {
    const auto read = [](const std::string& second) {
        layout::Document document = page(
            "A. Berg. \xE2\x80\x9CThe dynamics of imaginary rivers\xE2\x80\x9D. Journal of Invented Water, 2019.\n"
            "A. Berg. \xE2\x80\x9CThe statics of imaginary lakes\xE2\x80\x9D. " +
            second + " 2020.\n");
        document.links.push_back({1, {}, "https://arxiv.org/abs/1901.00001"});
        for (std::size_t t = 2; t < 7; ++t) document.lines[0].tokens[t].link = 0;
        segment::Outline outline;
        segment::Section section;
        section.kind = SectionKind::publications;
        section.body = {whole(document, 0), whole(document, 1)};
        outline.sections.push_back(section);
        auto works = extract_publications({document, outline, models::Models::builtin()}, "A. Berg");
        works.resize(2);
        return works;
    };
    const auto printed = read("arXiv preprint: 2001.00002,");
    EXPECT_EQ(printed[1].arxiv.text, "2001.00002");
    EXPECT_EQ(printed[0].arxiv.text, "");
    EXPECT_EQ(printed[0].url.text, "");
    EXPECT_EQ(read("Journal of Invented Water,")[0].arxiv.text, "1901.00001");
}

TEST(Passages, BulletsInsideAnEntryBreakIt) {
    const layout::Document document = page("The dynamics of imaginary rivers\n* Story of rivers\n");
    const std::vector<layout::Range> ranges{whole(document, 0), whole(document, 1)};
    const Text text(document, ranges, Text::Lines::reflow);
    const auto passage = academic::make_passage(text, {}, models::Models::builtin());
    ASSERT_EQ(passage.marks.size(), 8u);
    EXPECT_FALSE(passage.marks[4].told);
    EXPECT_EQ(passage.marks[5].before, academic::Break::bullet);
    EXPECT_TRUE(passage.marks[7].told);
    EXPECT_EQ(passage.text, "The dynamics of imaginary rivers\nStory of rivers");
}

}  // namespace
}  // namespace cvextract::fields

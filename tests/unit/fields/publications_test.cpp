#include "fields/academic/publications.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "fields/academic/assemble.hpp"
#include "fields/academic/list.hpp"
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

/// The work that an entry of one line is, with the labels of its parts given.
Publication assembled(const std::string& line, const std::vector<std::pair<const char*, std::string>>& parts) {
    const layout::Document document = page(line);
    const std::vector<layout::Range> ranges{whole(document, 0)};
    const Text text(document, ranges, Text::Lines::reflow);
    const auto passage = academic::make_passage(text, {}, models::Models::builtin());
    std::vector<academic::LabelledSpan> spans;
    std::size_t from = 0;
    for (const auto& [label, words] : parts) {
        const std::size_t begin = passage.text.find(words, from);
        from = begin + words.size();
        std::size_t first = 0;
        while (passage.units[first].end <= begin) ++first;
        std::size_t last = first;
        while (last < passage.units.size() && passage.units[last].begin < from) ++last;
        spans.push_back({label, begin, from, first, last, 0.9});
    }
    return academic::assemble(text, passage, spans, {}, {}, models::Models::builtin());
}

TEST(Publications, ATitleIsAllOfItsQuotation) {
    const std::string open = "\xE2\x80\x9C", close = "\xE2\x80\x9D";
    const Publication work = assembled(
        "Berg, A. " + open + "A comment on imaginary rivers by D. Gill (2021)" + close + " (2024). River Papers.",
        {{"A", "Berg, A."}, {"T", "A comment on imaginary rivers by D. Gill"}, {"D", "2021"}, {"D", "2024"}});
    EXPECT_EQ(work.name.text, "A comment on imaginary rivers by D. Gill (2021)");
    EXPECT_EQ(work.release_date.text, "2024");
}

TEST(Publications, DaysAreNoPages) {
    const Publication work =
        assembled("A. Berg. Imaginary rivers. Water Forum, Lisbon, August 9-13, 2026.",
                  {{"T", "Imaginary rivers"}, {"V", "Water Forum"}, {"PP", "9-13"}, {"D", "2026"}});
    EXPECT_TRUE(work.pages.empty());
    EXPECT_EQ(work.release_date.text.substr(0, 7), "2026-08");
}

TEST(Publications, PagesBehindColonsAndWithLetters) {
    EXPECT_EQ(assembled("A. Berg. Imaginary rivers. Water 124: 93 (1929).",
                        {{"T", "Imaginary rivers"}, {"V", "Water"}, {"VOL", "124"}, {"ISS", "93"}, {"D", "1929"}})
                  .pages.text,
              "93");
    EXPECT_EQ(assembled("A. Berg. Imaginary rivers. Water 19, e0227502 (2019).",
                        {{"T", "Imaginary rivers"}, {"V", "Water"}, {"VOL", "19"}, {"PP", "0227502"}, {"D", "2019"}})
                  .pages.text,
              "e0227502");
}

TEST(Publications, TheYearOfAMeetingBelongsToItsName) {
    const Publication work =
        assembled("A. Berg (2024). Imaginary rivers. ICWR '24: Proceedings of the Water Conference.",
                  {{"D", "2024"},
                   {"T", "Imaginary rivers"},
                   {"V", "ICWR"},
                   {"VOL", "24"},
                   {"V", "Proceedings of the Water Conference"}});
    EXPECT_EQ(work.publisher.text, "ICWR '24: Proceedings of the Water Conference");
    EXPECT_TRUE(work.volume.empty());
}

TEST(Publications, AVenueInAnotherLookBehindTheTitle) {
    const auto read = [](const std::string& words, std::size_t italic) {
        layout::Document document = page(words);
        document.styles.push_back(document.styles.front());
        document.styles.back().italic = true;
        for (std::size_t t = italic; t < document.lines[0].tokens.size(); ++t) document.lines[0].tokens[t].style = 1;
        const std::vector<layout::Range> ranges{whole(document, 0)};
        const Text text(document, ranges, Text::Lines::reflow);
        const auto passage = academic::make_passage(text, {}, models::Models::builtin());
        const std::vector<academic::LabelledSpan> spans{{"T", 0, passage.text.size(), 0, passage.units.size(), 0.9}};
        return academic::assemble(text, passage, spans, {}, {}, models::Models::builtin());
    };
    const Publication work = read("The dynamics of imaginary rivers Northern Waters", 5);
    EXPECT_EQ(work.name.text, "The dynamics of imaginary rivers");
    EXPECT_EQ(work.publisher.text, "Northern Waters");
    EXPECT_TRUE(read("The sense of direction in Salmo imaginarius", 5).publisher.empty());
}

TEST(AcademicLists, EntriesBeginWithTheOwnersName) {
    const layout::Document document = page(
        "Berg, A. 1931. Imaginary rivers and the seas of the far north. Journal of Water 23.\n"
        "Berg, A. 1926. What stones remember of rivers and invented seas. Geology Letters 18.\n"
        "Berg, A. 1925. Seas of sand, rivers of glass and other stories of lands. Waters 5.\n"
        "Berg, A. 1923. An experimental determination of the error of the length of riv-\n"
        "ers. Journal of Water 15.\n");
    std::vector<layout::Range> body;
    for (std::uint32_t i = 0; i < 5; ++i) body.push_back(whole(document, i));
    EXPECT_EQ(academic::cut_list(document, body, models::Models::builtin()).size(), 4u);
}

TEST(AcademicLists, YearsBelowAnEntryHeadNothing) {
    const layout::Document document = page(
        "What stones remember\n"
        "Northern Press of Invention\n"
        "2021\n"
        "Rivers of glass\n"
        "Northern Press of Invention\n"
        "2014\n");
    std::vector<layout::Range> body;
    for (std::uint32_t i = 0; i < 6; ++i) body.push_back(whole(document, i));
    const auto items = academic::cut_list(document, body, models::Models::builtin());
    ASSERT_EQ(items.size(), 2u);
    EXPECT_FALSE(items[1].heading);
    EXPECT_EQ(items[1].ranges.size(), 3u);
}

TEST(AcademicLists, LabelsInBracketsBeginEntries) {
    const layout::Document document = page(
        "[J2] A. Berg. Imaginary rivers. Journal of Water, 2021.\n"
        "Paper of the year.\n"
        "[C1] A. Berg. Invented seas. Water Forum, 2020.\n"
        "[J1] A. Berg. What stones remember. Geology Letters, 2019.\n"
        "Cover story.\n");
    std::vector<layout::Range> body;
    for (std::uint32_t i = 0; i < 5; ++i) body.push_back(whole(document, i));
    const auto items = academic::cut_list(document, body, models::Models::builtin());
    ASSERT_EQ(items.size(), 3u);
    EXPECT_EQ(items[0].ranges.size(), 2u);
    EXPECT_EQ(items[1].ranges.size(), 1u);
}

TEST(AcademicLists, DatesOnLinesOfTheirOwnEndEntries) {
    layout::Document document = page(
        "Imaginary rivers\n"
        "Journal of Water\n"
        "November 2017\n"
        "What stones remember and other stories\n"
        "Geology Letters\n"
        "2014\n");
    document.lines[1].space_above = document.lines[4].space_above = 9;  // above the venue, too
    std::vector<layout::Range> body;
    for (std::uint32_t i = 0; i < 6; ++i) body.push_back(whole(document, i));
    const auto items = academic::cut_list(document, body, models::Models::builtin());
    ASSERT_EQ(items.size(), 2u);
    EXPECT_EQ(items[0].ranges.size(), 3u);
    EXPECT_EQ(items[1].ranges.size(), 3u);
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

#include "fields/text.hpp"

#include <gtest/gtest.h>

namespace cvextract::fields {
namespace {

// A document of lines of words; "\t" before a word starts a new cell.
layout::Document make(const std::vector<std::vector<std::string>>& lines) {
    layout::Document document;
    document.styles.push_back({});
    double y = 10;
    for (const auto& words : lines) {
        layout::Line line;
        line.page = 1;
        double x = 10;
        for (std::string word : words) {
            layout::Token token;
            if (word.starts_with('\t')) {
                token.tab_before = true;
                word.erase(0, 1);
                x += 50;
            }
            const double width = 5.0 * static_cast<double>(word.size());
            token.box = {x, y, x + width, y + 10};
            token.first_edge = static_cast<std::uint32_t>(document.edges.size());
            for (std::size_t i = 0; i <= word.size(); ++i)
                document.edges.push_back(static_cast<float>(x + 5.0 * static_cast<double>(i)));
            token.text = word;
            x += width + 5;
            line.tokens.push_back(token);
        }
        document.lines.push_back(line);
        y += 12;
    }
    return document;
}

std::vector<layout::Range> all(const layout::Document& document) {
    std::vector<layout::Range> ranges;
    for (std::uint32_t i = 0; i < document.lines.size(); ++i)
        ranges.push_back({i, 0, static_cast<std::uint32_t>(document.lines[i].tokens.size())});
    return ranges;
}

TEST(Text, JoinsLinesAsPrinted) {
    auto document = make({{"Engineer", "\t2019"}, {"Imple-"}, {"mented", "it"}});
    document.lines[1].join = layout::Join::drop_hyphen;
    EXPECT_EQ(Text(document, all(document), Text::Lines::keep).str(), "Engineer\t2019\nImple-\nmented it");
    EXPECT_EQ(Text(document, all(document), Text::Lines::reflow).str(), "Engineer\t2019 Implemented it");
}

TEST(Text, ValueTrimsAndTellsItsBoxes) {
    const auto document = make({{"Acme", "Ltd,", "\t2019"}, {"Berlin"}});
    const Text text(document, all(document), Text::Lines::keep);
    const Value value = text.value(0, 9, 0.5);
    EXPECT_EQ(value.text, "Acme Ltd");
    ASSERT_EQ(value.sources.size(), 1U);
    EXPECT_EQ(value.sources[0].text, "Acme Ltd");
    EXPECT_EQ(value.sources[0].box, (Box{10, 10, 50, 20}));
    EXPECT_EQ(text.value(0, text.str().size(), 1).sources.size(), 3U);
    EXPECT_TRUE(text.value(8, 9, 1).empty());
}

TEST(Text, LeavesOutWhatIsNoText) {
    auto document = make({{"*", "Wrote", "code"}});
    document.lines[0].tokens[0].role = layout::Role::bullet;
    EXPECT_EQ(Text(document, all(document), Text::Lines::keep).str(), "Wrote code");
}

TEST(Text, DropsHyphenBoxTogetherWithTheHyphen) {
    auto document = make({{"Imple-"}, {"mented"}});
    document.lines[0].join = layout::Join::drop_hyphen;
    const Text text(document, all(document), Text::Lines::reflow);
    const Value value = text.value(0, text.str().size(), 1);
    EXPECT_EQ(value.text, "Implemented");
    EXPECT_EQ(value.sources.at(0).text, "Imple");
}

}  // namespace
}  // namespace cvextract::fields

// Reading order over pages described by words and places: what a column is and what is not.

#include <gtest/gtest.h>

#include <map>

#include "unit/layout/page_builder.hpp"

namespace cvextract::layout {
namespace {

using test::PageBuilder;
using Lines = std::vector<std::string>;

TEST(FootnoteMarks, AreSmallerThanWhatTheyFollow) {
    test::PageBuilder page;
    page.line(50, 60, "Jane Doe", 24);
    page.line(200, 52, "Town 512 880", 9);
    page.line(50, 100, "A word");
    page.line(78, 97, "12", 6);
    std::vector<std::string> marks;
    for (const Line& line : arrange(page.document).lines) {
        for (const Token& token : line.tokens) {
            if (token.role == Role::footnote_mark) marks.push_back(token.text);
        }
    }
    EXPECT_EQ(marks, std::vector<std::string>{"12"});
}

TEST(ReadingOrder, DatesAtTheRightAreCells) {
    PageBuilder page;
    page.line(50, 100, "Acme Corporation Boston");
    page.line(480, 100, "Cambridge, MA");
    page.line(50, 113, "Senior engineer of rockets");
    page.line(480, 113, "2018 - 2022");
    page.line(50, 140, "Globex Corporation Springfield");
    page.line(480, 140, "Springfield");
    page.line(50, 153, "Junior engineer of rockets");
    page.line(480, 153, "2014 - 2018");
    EXPECT_EQ(page.read(),
              (Lines{"Acme Corporation Boston | Cambridge, MA", "Senior engineer of rockets | 2018 - 2022",
                     "Globex Corporation Springfield | Springfield", "Junior engineer of rockets | 2014 - 2018"}));
}

TEST(ReadingOrder, SidebarIsReadThroughBeforeTheText) {
    PageBuilder page;
    Lines side, main;
    page.line(50, 60, "Jane Roe", 24);
    for (int i = 0; i < 12; ++i) {
        side.push_back("Skill" + std::to_string(i));
        page.line(50, 100 + 17 * i, side.back());
    }
    for (int i = 0; i < 16; ++i) {
        main.push_back("and text that goes on in its own column line " + std::to_string(i));
        page.line(200, 104 + 13 * i, main.back());
    }
    Lines expected = {"Jane Roe"};
    expected.insert(expected.end(), side.begin(), side.end());
    expected.insert(expected.end(), main.begin(), main.end());
    EXPECT_EQ(page.read(), expected);
}

TEST(ReadingOrder, ColumnThatGoesOnAloneOnTheNextPage) {
    PageBuilder page;
    for (int i = 0; i < 30; ++i) page.line(50, 100 + 13 * i, "main text that goes on in its own column for a while");
    for (int i = 0; i < 20; ++i) page.line(435, 104 + 17 * i, "side " + std::to_string(i));
    page.page();
    page.line(50, 100, "the last of the main text");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 51U);
    EXPECT_EQ(lines[30], "the last of the main text");
    EXPECT_EQ(lines[50], "side 19");
}

TEST(ReadingOrder, NameStandsBesideABlockOfContactData) {
    PageBuilder page;
    page.line(50, 70, "Jane Roe", 24);
    page.line(50, 95, "Engineer of rockets", 12);
    page.line(420, 60, "12 Elm Street", 9);
    page.line(420, 72, "Springfield", 9);
    page.line(420, 84, "+1 555 0100", 9);
    page.line(420, 96.5, "jane@example.org", 9);
    page.line(50, 150,
              "A summary that runs over the whole width of the page so that nothing is left to its right side");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 7U);
    EXPECT_EQ(lines[0], "Jane Roe");
    EXPECT_EQ(lines[1], "Engineer of rockets");
    EXPECT_EQ(lines[2], "12 Elm Street");
    EXPECT_EQ(lines[5], "jane@example.org");
}

TEST(ReadingOrder, HeadingInTheMarginStaysInItsRow) {
    PageBuilder page;
    page.line(50, 100, "Education", 10, 1);
    page.line(170, 100, "University of Springfield, a school of some renown in the country");
    page.line(170, 112, "Doctor of philosophy and other things that are to be told at length");
    page.line(50, 140, "Papers in", 10, 1);
    page.line(50, 152, "preparation", 10, 1);
    page.line(170, 140, "A paper of which the title is as long as the line of the page permits");
    page.line(170, 152, "and goes on in the next line");
    page.line(50, 180, "Teaching", 10, 1);
    page.line(170, 180, "Rockets for beginners, a course that was given in every autumn term");
    page.line(170, 192, "Rockets for the advanced");
    EXPECT_EQ(page.read(),
              (Lines{"Education | University of Springfield, a school of some renown in the country",
                     "Doctor of philosophy and other things that are to be told at length",
                     "Papers in preparation | A paper of which the title is as long as the line of the page permits",
                     "and goes on in the next line",
                     "Teaching | Rockets for beginners, a course that was given in every autumn term",
                     "Rockets for the advanced"}));
}

TEST(ReadingOrder, ListsInTwoColumnsStayInTheirEntries) {
    PageBuilder page;
    Lines expected;
    for (int i = 0; i < 5; ++i) {
        const double y = 80 + 90 * i;
        const std::string n = std::to_string(i);
        page.line(50, y, "Engineer of rockets at Acme " + n);
        page.line(450, y, "2018 - 2022");
        page.line(50, y + 30, "\xE2\x80\xA2 Led the launch of the largest rocket");
        page.line(50, y + 42, "and lost it in the sea");
        page.line(320, y + 30, "\xE2\x80\xA2 Built the second rocket " + n);
        page.line(320, y + 42, "from its parts");
        expected.insert(expected.end(), {"Engineer of rockets at Acme " + n + " | 2018 - 2022",
                                         "\xE2\x80\xA2 Led the launch of the largest rocket", "and lost it in the sea",
                                         "\xE2\x80\xA2 Built the second rocket " + n, "from its parts"});
    }
    EXPECT_EQ(page.read(), expected);
}

TEST(ReadingOrder, LetterSpacedHeadingIsAWord) {
    PageBuilder page;
    double x = 50;
    for (const char* letter : {"E", "D", "U", "C", "A", "T", "I", "O", "N"}) {
        page.line(x, 100, letter);
        x += 9;
    }
    page.line(50, 120, "University of Springfield");
    EXPECT_EQ(page.read().at(0), "EDUCATION");
}

TEST(ReadingOrder, RightToLeftWordsAreInLogicalOrder) {
    PageBuilder page;
    // Visual order: the last word stands at the left, its last letter first.
    page.line(400, 100, "\xD7\x92\xD7\x91\xD7\x90 \xD7\x95\xD7\x94\xD7\x93");
    EXPECT_EQ(page.read().at(0), "\xD7\x93\xD7\x94\xD7\x95 \xD7\x90\xD7\x91\xD7\x92");
}

TEST(ReadingOrder, PageNumbersAndRunningHeadsAreFurniture) {
    PageBuilder page;
    for (int number = 1; number <= 3; ++number) {
        if (number > 1) page.page();
        page.line(50, 30, "Jane Roe, Curriculum Vitae", 8);
        page.line(50, 200 + 5 * number, "Text of the page that is different on each " + std::to_string(number * 7));
        page.line(50, 300 + 9 * number, "More of it");
        page.line(300, 780, std::to_string(number), 8);
    }
    const Document document = arrange(page.document);
    EXPECT_EQ(document.lines.size(), 6U);
    EXPECT_EQ(document.furniture.size(), 6U);
}

TEST(ReadingOrder, EveryWordIsInExactlyOneToken) {
    PageBuilder page;
    for (int i = 0; i < 40; ++i) {
        page.line(50, 60 + 13 * i, "\xE2\x80\xA2left w\xC3\xB6rds " + std::to_string(i) + " E D U C");
        page.line(300 + (i % 7), 64 + 13.5 * i, "right and 3) some more", i % 3 == 0 ? 7 : 10);
        page.line(595, 70 + 13 * i, "outside at the edge", 1);
    }
    const Document document = arrange(page.document);
    std::map<std::pair<int, std::uint32_t>, int> seen;
    for (const auto* list : {&document.lines, &document.furniture, &document.hidden}) {
        for (const Line& line : *list) {
            ASSERT_FALSE(line.tokens.empty());
            for (const Token& token : line.tokens) {
                for (std::uint32_t s = 0; s < token.sources; ++s) {
                    const WordRef ref = document.sources.at(token.first_source + s);
                    ++seen[{ref.page, ref.word}];
                }
            }
        }
    }
    EXPECT_EQ(seen.size(), page.document.pages[0].words.size());
    for (const auto& [word, count] : seen) EXPECT_EQ(count, 1) << word.second;
    EXPECT_FALSE(document.hidden.empty());
}

TEST(ReadingOrder, RangesThatStandUprightInTheMargin) {
    PageBuilder page;
    const std::vector<std::pair<std::string, std::string>> dates = {
        {"Current", "2024"}, {"2024", "2023"}, {"2023", "2020"}, {"2019", "2016"}};
    double y = 100;
    for (const auto& [last, first] : dates) {
        page.line(50, y, last);
        page.line(60, y + 9, "|");
        page.line(50, y + 18, first);
        page.line(120, y, "Engineer at a company that builds things");
        page.line(120, y + 18, "and does much else for people in other places");
        page.line(120, y + 31, "which is told here at some length");
        page.line(120, y + 44, "and then some more");
        y += 75;
    }
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 16U);
    EXPECT_EQ(lines[0], "2024\u2013Current | Engineer at a company that builds things");
    EXPECT_EQ(lines[1], "and does much else for people in other places");
    EXPECT_EQ(lines[12], "2016\u20132019 | Engineer at a company that builds things");
}

TEST(ReadingOrder, RangesOverTwoLinesOfTheMargin) {
    PageBuilder page;
    for (int i = 0; i < 5; ++i) {
        page.line(50, 100 + 60 * i, i % 2 == 0 ? "2016.04 -" : "2016.04");
        page.line(50, 113 + 60 * i, i % 2 == 0 ? "2017.11" : "~ 2017.11");
        page.line(130, 100 + 60 * i, "Role: engineer in a team of ten people");
        page.line(130, 113 + 60 * i, "Task: a program for phones that sells tickets");
        page.line(130, 126 + 60 * i, "Tools: what was at hand");
    }
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 15U);
    EXPECT_EQ(lines[0], "2016.04 - 2017.11 | Role: engineer in a team of ten people");
    EXPECT_EQ(lines[3], "2016.04 ~ 2017.11 | Role: engineer in a team of ten people");
    EXPECT_EQ(lines[4], "Task: a program for phones that sells tickets");
}

TEST(ReadingOrder, DatesBelowEachOtherInTheMarginAreOneRange) {
    PageBuilder page;
    for (const double y : {100.0, 160.0, 220.0}) {
        page.line(50, y, "2014");
        page.line(50, y + 13, "2018");
        page.line(130, y, "Northern University at Port Alder", 10, 1);
        page.line(130, y + 13, "Bachelor of physics, with a minor in history");
        page.line(130, y + 26, "A thesis on the light of distant stars");
    }
    // Lines of one look are entries of their own.
    for (const double y : {300.0, 350.0}) {
        page.line(50, y, "2014");
        page.line(50, y + 13, "2018");
        page.line(130, y, "Medal of the Northern University");
        page.line(130, y + 13, "Prize for a thesis in physics");
    }
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 13U);
    EXPECT_EQ(lines[0], "2014 2018 | Northern University at Port Alder");
    EXPECT_EQ(lines[1], "Bachelor of physics, with a minor in history");
    EXPECT_EQ(lines[9], "2014 | Medal of the Northern University");
    EXPECT_EQ(lines[10], "2018 | Prize for a thesis in physics");
}

TEST(ReadingOrder, DashesOfAListAreNoRanges) {
    PageBuilder page;
    for (int i = 0; i < 6; ++i) {
        page.line(50, 100 + 13 * i, "-");
        page.line(70, 100 + 13 * i, "An award given by somebody in the year " + std::to_string(2010 + i));
    }
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 6U);
    EXPECT_EQ(lines[5], "- | An award given by somebody in the year 2015");
}

TEST(ReadingOrder, BulletedListsBesideEachOtherAreReadOneAfterTheOther) {
    PageBuilder page;
    page.line(50, 100, "Skills", 14, 1);
    page.line(50, 120, "\xE2\x80\xA2 Languages");
    page.line(58, 133, "Python and Rust");
    page.line(50, 146, "\xE2\x80\xA2 Databases");
    page.line(58, 159, "Postgres");
    page.line(300, 120, "\xE2\x80\xA2 Front end");
    page.line(308, 133, "React");
    page.line(308, 146, "and Svelte");
    page.line(300, 159, "\xE2\x80\xA2 Operations");
    page.line(308, 172, "Docker");
    page.line(50, 200,
              "Text below the two lists that runs over the whole width of the page and crosses all that stands");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 11U);
    EXPECT_EQ(lines[0], "Skills");
    EXPECT_EQ(lines[2], "Python and Rust");
    EXPECT_EQ(lines[4], "Postgres");
    EXPECT_EQ(lines[6], "React");
    EXPECT_EQ(lines[9], "Docker");
}

TEST(ReadingOrder, ColumnsOfTextWithAGutterLikeAWideSpace) {
    PageBuilder page;
    const std::vector<std::string> left = {
        "The text of the left column runs on", "and fills its lines quite to the end,",
        "so that the gutter is no wider than", "the spaces of a line that is justified",
        "by a program for setting of types,"};
    const std::vector<std::string> right = {"and here is the column at the right",
                                            "which goes on in lower case as well",
                                            "over several lines of the same size", "and on the baselines of the others",
                                            "until the paragraph comes to an end."};
    for (int i = 0; i < 5; ++i) {
        page.line(100, 100 + 12 * i, left[static_cast<std::size_t>(i)]);
        page.line(283, 100 + 12 * i, right[static_cast<std::size_t>(i)]);
    }
    Lines expected = left;
    expected.insert(expected.end(), right.begin(), right.end());
    EXPECT_EQ(page.read(), expected);
}

TEST(ReadingOrder, HeadingsInTheGapsOfAMarginsText) {
    PageBuilder page;
    page.line(180, 100, "Text that goes on from the page before and fills");
    page.line(180, 112, "two of its lines.");
    page.line(60, 135, "Initech", 11, 1);
    page.line(60, 150, "2016 - 2019");
    page.line(180, 150, "Engineer of printers in a large department");
    page.line(180, 162, "who set their clocks.");
    page.line(60, 190, "2013 - January");
    page.line(60, 202, "2016");
    page.line(180, 190, "Student of printers in a large department");
    page.line(180, 202, "who read their clocks.");
    page.line(60, 230, "EDUCATION");
    page.line(60, 250, "2009 - 2013");
    page.line(180, 250, "Bachelor of Printing, University of Ink");
    page.line(60, 275, "2006 - 2009");
    page.line(180, 275, "School of Paper");
    EXPECT_EQ(
        page.read(),
        (Lines{"Text that goes on from the page before and fills", "two of its lines.", "Initech",
               "2016 - 2019 | Engineer of printers in a large department", "who set their clocks.",
               "2013 - January 2016 | Student of printers in a large department", "who read their clocks.", "EDUCATION",
               "2009 - 2013 | Bachelor of Printing, University of Ink", "2006 - 2009 | School of Paper"}));
}

TEST(ReadingOrder, ContactRowAboveColumnsStaysWhole) {
    PageBuilder page;
    page.line(50, 60, "Jane Roe", 24);
    page.line(50, 90, "jane@example.org");
    page.line(180, 90, "+1 512 555 0100");
    page.line(420, 90, "Springfield");
    for (int i = 0; i < 20; ++i) page.line(50, 140 + 13 * i, "main text that goes on in its own column for a while");
    for (int i = 0; i < 12; ++i) page.line(400, 144 + 17 * i, "side " + std::to_string(i));
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 34U);
    EXPECT_EQ(lines[1], "jane@example.org | +1 512 555 0100 | Springfield");
    EXPECT_EQ(lines[2], "main text that goes on in its own column for a while");
}

TEST(ReadingOrder, RowsOfOneColumnBelowColumnsOfText) {
    PageBuilder page;
    for (int i = 0; i < 5; ++i) {
        page.line(50, 100 + 13 * i, "the left text goes on in lower case " + std::to_string(i));
        page.line(300, 100 + 13 * i, "the right text goes on in its own column " + std::to_string(i));
    }
    page.line(50, 190, "Acme Corporation, Springfield");
    page.line(440, 190, "2016 - 2020");
    page.line(50, 203, "Engineer");
    page.line(50, 216,
              "A line of text that runs over the whole width of the page and crosses every gutter that there is");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 13U);
    EXPECT_EQ(lines[5].substr(0, 9), "the right");
    EXPECT_EQ(lines[10], "Acme Corporation, Springfield | 2016 - 2020");
}

TEST(ReadingOrder, SidebarOfThePageBeforeIsNoMargin) {
    PageBuilder page;
    for (int i = 0; i < 30; ++i) page.line(220, 100 + 13 * i, "main text that goes on in its own column for a while");
    for (int i = 0; i < 20; ++i) page.line(50, 104 + 17 * i, "a long side line " + std::to_string(i));
    page.page();
    for (int i = 0; i < 3; ++i) page.line(50, 100 + 15 * i, "side " + std::to_string(i));
    for (int i = 0; i < 10; ++i) page.line(220, 100 + 13 * i, "more text that goes on in its own column");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 63U);
    for (const std::string& line : lines) EXPECT_EQ(line.find('|'), std::string::npos) << line;
}

TEST(ReadingOrder, VerticalTextIsReadColumnByColumnFromTheRight) {
    PageBuilder page;
    // Three columns of 12 letters each; letters are as wide as the type size.
    const std::vector<std::string> letters = {"\xE6\x97\xA5", "\xE6\x9C\xAC", "\xE5\x9B\xBD"};
    for (int row = 0; row < 12; ++row) {
        for (int column = 0; column < 3; ++column) {
            page.line(500 - 20 * column, 100 + 10 * row, letters[static_cast<std::size_t>(column)]);
            pdf::Word& word = page.document.pages.back().words.back();
            word.box.x1 = word.box.x0 + 10;
        }
    }
    Lines expected;
    for (const std::string& letter : letters) {
        expected.emplace_back();
        for (int row = 0; row < 12; ++row) expected.back() += letter;
    }
    EXPECT_EQ(page.read(), expected);
    const Document document = arrange(page.document);
    ASSERT_TRUE(document.pages[0].vertical);
    const Box box = printed_box(document.pages[0], document.lines[0].tokens[0].box);
    EXPECT_NEAR(box.x0, 500, 1);
    EXPECT_NEAR(box.x1, 510, 1);
    EXPECT_NEAR(box.y0, 91, 2);
    EXPECT_NEAR(box.y1, 211, 2);
}

TEST(ReadingOrder, LettersOfATableStandInRowsNotInColumns) {
    PageBuilder page;
    const std::string letter = "\xE6\x97\xA5";
    for (int row = 0; row < 12; ++row) {
        for (int column = 0; column < 3; ++column) page.line(100 + 80 * column, 100 + 20 * row, letter);
    }
    ASSERT_EQ(page.read().size(), 12U);
    EXPECT_FALSE(arrange(page.document).pages[0].vertical);
}

TEST(ReadingOrder, ColumnsOfIdeographsThatShareAllBaselines) {
    PageBuilder page;
    const auto text = [](int n) {
        std::string out;
        for (int i = 0; i < n; ++i) out += "\xE6\x97\xA5";
        return out;
    };
    // A row of one column above: its date stands where the right column is.
    page.line(50, 60, text(8));
    page.line(435, 60, "2015 - 2019");
    page.line(50, 72, text(80));
    page.line(50, 100, text(8));
    page.line(435, 100, "2011 - 2015");
    page.line(50, 112, text(10));
    double y = 160;
    for (const int width : {40, 40, 40, 12}) {
        page.line(50, y, text(width));
        page.line(290, y, text(width == 12 ? 13 : width - 1));
        y += 14;
    }
    const Lines expected = {text(8) + " | 2015 - 2019",
                            text(80),
                            text(8) + " | 2011 - 2015",
                            text(10),
                            text(40),
                            text(40),
                            text(40),
                            text(12),
                            text(39),
                            text(39),
                            text(39),
                            text(13)};
    EXPECT_EQ(page.read(), expected);
}

TEST(Markers, ABulletSetLowBelongsToItsLine) {
    PageBuilder page;
    page.line(50, 100, "Work");
    page.line(60, 117, "\xC2\xB7");
    page.line(70, 113, "Repaired the printer");
    page.line(60, 130, "\xC2\xB7");
    page.line(70, 126, "Repaired the clock");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_NE(lines[1].find("Repaired the printer"), std::string::npos);
    EXPECT_NE(lines[2].find("Repaired the clock"), std::string::npos);
}

TEST(Markers, NumbersOfSectionsThatCountByOne) {
    PageBuilder page;
    const std::vector<std::pair<std::string, std::string>> headings = {
        {"1", "Person"}, {"2", "Training"}, {"3", "Work"}, {"3.1", "Staff"}, {"3.2", "Students"}};
    double y = 100;
    for (const auto& [number, text] : headings) {
        page.line(50, y, number, 14, 1);
        page.line(80, y, text, 14, 1);
        page.line(80, y + 20, "some text below the heading");
        y += 50;
    }
    // A count of something is no number of a section.
    page.line(50, y, "12");
    page.line(80, y, "Students supervised");
    const Document document = arrange(page.document);
    ASSERT_EQ(document.lines.size(), 11U);
    for (std::size_t i = 0; i < 10; i += 2) EXPECT_EQ(document.lines[i].tokens[0].role, Role::bullet) << i;
    EXPECT_EQ(document.lines[10].tokens[0].role, Role::text);
}

TEST(Rows, APlaceAtTheRightWhoseBaselineIsALittleOff) {
    PageBuilder page;
    page.line(50, 100, "Graduate Researcher in the Department of Physics and Astronomy of the Northern University");
    page.line(50, 123.2, "Northern University", 10.5);
    page.line(430, 120, "\xEF\x8F\x85 Port Alder", 9.5);
    page.line(50, 146, "Measured the light of distant stars");
    // Two items of a list are no row: nothing stands at the right end.
    page.line(50, 180, "Gardening");
    page.line(200, 183.4, "Climbing");
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[1], "Northern University | \xEF\x8F\x85 | Port Alder");
    EXPECT_EQ(lines[3], "Gardening");
}

TEST(Rows, WhatAnIconBeginsIsACellAsTheIconIs) {
    PageBuilder page;
    page.line(50, 100, "Northern University");
    page.line(430, 100, "\xEF\x8F\x85 Port Alder");
    EXPECT_EQ(page.read(), Lines{"Northern University | \xEF\x8F\x85 | Port Alder"});
}

TEST(Markers, ABulletWhoseBoxReachesFarBelowIt) {
    PageBuilder page;
    page.line(60, 113, "\xC2\xB7", 11);
    page.document.pages.back().words.back().box.y1 += 9.5;
    page.line(70, 113, "Repaired the printer of the office", 11);
    page.line(70, 127, "and the one at home", 11);
    EXPECT_EQ(page.read(), (Lines{"\xC2\xB7 Repaired the printer of the office", "and the one at home"}));
}

TEST(Markers, ABulletBetweenTheTwoLinesOfAHeadingMarksTheFirst) {
    PageBuilder page;
    page.line(60, 108, "\xE2\x80\xA2", 11);
    page.line(70, 101, "Northern University", 11);
    page.line(70, 115, "Lecturer in physics", 11);
    EXPECT_EQ(page.read(), (Lines{"\xE2\x80\xA2 Northern University", "Lecturer in physics"}));
}

TEST(Markers, HashesBeforeAHeadingAreNoText) {
    PageBuilder page;
    page.line(50, 100, "## Work");
    page.line(50, 120, "# 1 in the class");
    const Document document = arrange(page.document);
    ASSERT_EQ(document.lines.size(), 2U);
    EXPECT_EQ(document.lines[0].tokens[0].role, Role::ornament);
    EXPECT_EQ(document.lines[1].tokens[0].role, Role::text);
}

TEST(Rows, DatesInSmallerPrintAtTheRightAreNoColumn) {
    PageBuilder page;
    page.line(50, 80, "A Name");
    for (const double y : {220.0, 290.0, 360.0, 430.0}) {
        page.line(50, y, "Northern University", 10.5);
        page.line(470, y - 3.5, "08/2014 - 09/2018", 8);
        page.line(50, y + 15, "Lecturer in physics", 9);
        page.line(77, y + 30, "Measured the light of stars that are far away", 8);
        page.line(77, y + 42, "and wrote about it in the papers", 8);
    }
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 17U);
    for (std::size_t i = 1; i < lines.size(); i += 4)
        EXPECT_EQ(lines[i], "Northern University | 08/2014 - 09/2018") << i;
}

TEST(Rows, ListsBesideEachOtherInEntriesWithDates) {
    PageBuilder page;
    const std::string bullet = "\xE2\x80\xA2 ";
    for (const double y : {220.0, 280.0}) {
        page.line(50, y, "Researcher");
        page.line(400, y, "2014 - 2018");
        page.line(55, y + 15, bullet + "Kept a network of stations");
        page.line(63, y + 27, "on three continents");
        page.line(230, y + 15, bullet + "Built a program that maps");
        page.line(238, y + 27, "lakes every twelve days");
    }
    const Lines lines = page.read();
    ASSERT_EQ(lines.size(), 10U);
    for (const std::size_t i : {0U, 5U}) {
        EXPECT_EQ(lines[i], "Researcher | 2014 - 2018");
        EXPECT_EQ(lines[i + 2], "on three continents");
        EXPECT_EQ(lines[i + 3], bullet + "Built a program that maps");
        EXPECT_EQ(lines[i + 4], "lakes every twelve days");
    }
}

TEST(Rows, WhatADotPartsAreCells) {
    PageBuilder page;
    page.line(50, 100, "Northern University \xC2\xB7 Port Alder");
    EXPECT_EQ(page.read(), Lines{"Northern University \xC2\xB7 | Port Alder"});
}

TEST(Rows, CellsOfOneAndTwoLinesThatAreCentred) {
    PageBuilder page;
    page.line(50, 80, "Curriculum vitae");
    page.line(250, 200, "Digital Learning");
    page.line(450, 200, "Permanent");
    page.line(50, 207.5, "Period");
    page.line(120, 207.5, "2014 - 2018");
    page.line(200, 207.5, "Post");
    page.line(400, 207.5, "Kind");
    page.line(250, 215, "Coordinator");
    page.line(450, 215, "Hybrid");
    page.line(50, 240, "What was done there");
    EXPECT_EQ(page.read(),
              (Lines{"Curriculum vitae",
                     "Period | 2014 - 2018 | Post | Digital Learning Coordinator | Kind | Permanent Hybrid",
                     "What was done there"}));
}

}  // namespace
}  // namespace cvextract::layout

#include "fields/academic/transcript.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace cvextract::fields::academic {
namespace {

// Lines of words; a tab in the source begins a cell.
std::vector<Course> read(const std::string& lines) {
    layout::Document document;
    document.styles.emplace_back();
    document.edges.assign(1, 0);
    segment::Outline outline;
    segment::Section section;
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) {
        layout::Line made;
        std::string word;
        bool tab = false;
        const auto close = [&] {
            if (word.empty()) return;
            layout::Token token;
            token.text = word;
            token.tab_before = tab;
            made.tokens.push_back(token);
            word.clear();
            tab = false;
        };
        for (const char c : line) {
            if (c == ' ' || c == '\t') {
                close();
                tab = c == '\t';
            } else {
                word += c;
            }
        }
        close();
        const auto index = static_cast<std::uint32_t>(document.lines.size());
        section.body.push_back({index, 0, static_cast<std::uint32_t>(made.tokens.size())});
        document.lines.push_back(std::move(made));
    }
    std::vector<Course> courses;
    read_transcript({document, outline, models::Models::builtin()}, section, courses);
    return courses;
}

struct Case {
    const char* lines;
    std::vector<std::pair<std::string, std::string>> courses;
};
class Transcript : public testing::TestWithParam<Case> {};
TEST_P(Transcript, PairsCoursesAndGrades) {
    std::vector<std::pair<std::string, std::string>> got;
    for (const Course& c : read(GetParam().lines)) got.emplace_back(c.course.text, c.grade.text);
    EXPECT_EQ(got, GetParam().courses) << GetParam().lines;
}
INSTANTIATE_TEST_SUITE_P(
    Tables, Transcript,
    testing::Values(Case{"Algebra\t95\tReal Analysis\t100\nTopology (II)\t88\tLogic\tA-",
                         {{"Algebra", "95"}, {"Real Analysis", "100"}, {"Topology (II)", "88"}, {"Logic", "A-"}}},
                    Case{"Algebra 95 Real Analysis 100\tTopology\t99",
                         {{"Algebra", "95"}, {"Real Analysis", "100"}, {"Topology", "99"}}},
                    Case{"Algebra\t95\tLogic\t100 Topology 99",
                         {{"Algebra", "95"}, {"Logic", "100"}, {"Topology", "99"}}},
                    Case{"Course\tGrade\nAlgebra\tA\nLogic\tB+", {{"Algebra", "A"}, {"Logic", "B+"}}},
                    Case{"Algebra (95), Logic (88)", {{"Algebra", "95"}, {"Logic", "88"}}},
                    Case{"Algebra\nLogic", {{"Algebra", ""}, {"Logic", ""}}}));

}  // namespace
}  // namespace cvextract::fields::academic

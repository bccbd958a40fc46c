#include "fields/entries/text_rows.hpp"

#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields::entries {
namespace {

constexpr RowLabel B = RowLabel::begin, L = RowLabel::item, P = RowLabel::prose, C = RowLabel::more;

std::vector<RowLabel> settled(const std::vector<std::string>& lines, std::vector<RowLabel> labels) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 115, "Experience", 13, 1);
    double y = 115;
    for (const std::string& line : lines) page.line(50, y += 15, line);
    const layout::Document document = layout::arrange(page.document);
    const segment::Outline outline = segment::cut(document, models::Models::builtin());
    const Context context{document, outline, models::Models::builtin()};
    for (const auto& section : outline.sections) {
        if (section.kind != SectionKind::work) continue;
        const Body body(context, section);
        if (body.rows.size() != labels.size()) return {};
        settle_text_rows(body, labels);
    }
    return labels;
}

TEST(TextRows, HyphensWithoutASpaceBeginHighlights) {
    EXPECT_EQ(settled({"Engineer, Nordic Lakes, 2019 - 2021", "-Measured the tides of lakes", "and of their rivers",
                       "-Wrote the models"},
                      {B, P, C, C}),
              (std::vector{B, L, C, L}));
}

TEST(TextRows, NumbersThatCountBeginHighlights) {
    EXPECT_EQ(settled({"Engineer, Nordic Lakes, 2019 - 2021", "1)Measured the tides", "2)Wrote the models"}, {B, L, C}),
              (std::vector{B, L, L}));
}

TEST(TextRows, OneParagraphInEachEntryIsProse) {
    const std::vector<std::string> lines = {
        "Engineer, Nordic Lakes, 2019 - 2021",   "Measured the tides of lakes",        "and of their rivers",
        "Engineer, Southern Lakes, 2016 - 2018", "Measured the tides of larger lakes", "and of their rivers"};
    EXPECT_EQ(settled(lines, {B, L, C, B, L, C}), (std::vector{B, P, C, B, P, C}));
    EXPECT_EQ(settled(lines, {B, L, L, B, L, L}), (std::vector{B, L, L, B, L, L}));
}

}  // namespace
}  // namespace cvextract::fields::entries

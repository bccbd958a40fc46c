#include "fields/entries/project_rows.hpp"

#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields::entries {
namespace {

constexpr RowLabel B = RowLabel::begin, H = RowLabel::header, L = RowLabel::item, P = RowLabel::prose,
                   C = RowLabel::more, X = RowLabel::other;

const std::string kDot = "\xE2\x80\xA2 ";

struct Line {
    double x;
    std::string text;
    int style = 0;
};

struct Projects {
    explicit Projects(const std::vector<Line>& lines) {
        layout::test::PageBuilder page;
        page.line(50, 60, "Mara Lindqvist", 20, 1);
        page.line(50, 80, "mara@example.org");
        page.line(50, 115, "Projects", 13, 1);
        double y = 115;
        for (const Line& line : lines) page.line(line.x, y += 15, line.text, 10, line.style);
        document = layout::arrange(page.document);
        outline = segment::cut(document, models::Models::builtin());
        context.emplace(Context{document, outline, models::Models::builtin()});
        for (const auto& section : outline.sections)
            if (section.kind == SectionKind::projects) body.emplace(*context, section);
    }
    [[nodiscard]] std::vector<RowLabel> settled(std::vector<RowLabel> labels) const {
        if (body->rows.size() != labels.size()) return {};
        settle_project_rows(*body, labels);
        return labels;
    }

    layout::Document document;
    segment::Outline outline;
    std::optional<Context> context;
    std::optional<Body> body;
};

TEST(ProjectRows, LabelsThatRecurBeginNoProject) {
    const Projects projects({{50, "Tide Watch"},
                             {50, "Aim: a map of the tides of very small lakes"},
                             {50, "Tasks done:"},
                             {60, kDot + "Drew the map"},
                             {50, "Lake Clock"},
                             {50, "Aim: a clock for the tides of very small lakes"},
                             {50, "Tasks done:"},
                             {60, kDot + "Built the clock"}});
    EXPECT_EQ(projects.settled({B, B, B, L, B, H, C, L}), (std::vector{B, H, X, L, B, H, X, L}));
}

TEST(ProjectRows, OuterItemsAboveInnerOnesAreTheProjects) {
    const Projects projects({{60, kDot + "Tide Watch"},
                             {80, kDot + "A map of the tides"},
                             {60, kDot + "Lake Clock"},
                             {80, kDot + "A clock for the tides"},
                             {60, kDot + "River Bell"},
                             {80, kDot + "A bell for the tides"}});
    EXPECT_EQ(projects.settled({L, L, L, L, L, L}), (std::vector{B, L, B, L, B, L}));
}

TEST(ProjectRows, TheNameStandsBelowALoneDateAndADescriptionAboveTheList) {
    const Projects projects({{50, "2019 - 2021"},
                             {50, "Tide Watch of the northern lakes"},
                             {50, "A map of the tides"},
                             {60, kDot + "Drew the map"}});
    EXPECT_EQ(projects.settled({B, L, L, L}), (std::vector{B, H, P, L}));
}

TEST(ProjectRows, BoldLinesBeginProjectsWhereNothingElseDoes) {
    EXPECT_EQ(Projects({{50, "Tide Watch", 1}, {50, "A map of the tides"}, {50, "of small lakes"}}).settled({X, P, C}),
              (std::vector{B, P, C}));
    EXPECT_EQ(Projects({{50, "Tide Watch"}, {50, "A map of the tides"}, {50, "of small lakes"}}).settled({X, P, C}),
              (std::vector{X, P, C}));
}

TEST(ProjectRows, ShortPhrasesBetweenBarsAreTechnologies) {
    const Projects projects({{50, "Tide Watch of the northern lakes"}, {50, "Kotlin | Plain SQL | Docker"}});
    Cut cut;
    cut.labels = {B, L};
    cut.entries = group_rows(cut.labels);
    mend_projects(*projects.body, cut);
    ASSERT_EQ(cut.entries[0].fields.size(), 2U) << "the name and the technologies";
    EXPECT_EQ(cut.entries[0].fields[0].field, Field::title);
    EXPECT_EQ(cut.entries[0].fields[0].last_unit, projects.body->rows[0].last_unit) << "every project has a name";
    EXPECT_EQ(cut.entries[0].fields[1].field, Field::keyword);
    EXPECT_EQ(cut.labels[1], H);
}

TEST(ProjectRows, ListsOfTechnologiesAreNoHighlights) {
    const Projects projects({{50, "Tide Watch of the northern lakes"},
                             {60, kDot + "Drew the map"},
                             {60, kDot + "Stack: Kotlin, Docker"},
                             {60, kDot + "Tools: made some of them for the lakes, and for the rivers"}});
    EXPECT_EQ(projects.settled({B, L, L, L}), (std::vector{B, L, H, L}));
}

TEST(ProjectRows, WhatStandsBehindTheNameAndAColonDescribes) {
    const Projects projects({{50, "Watch: maps of the tides of very small lakes"}});
    Cut cut;
    cut.labels = {B};
    cut.entries = group_rows(cut.labels);
    const Body& body = *projects.body;
    cut.entries[0].fields.push_back({Field::title, body.units[0].begin, body.units[0].end, 0, 1, 1});
    mend_projects(body, cut);
    ASSERT_EQ(cut.entries[0].fields.size(), 2U);
    EXPECT_EQ(cut.entries[0].fields[1].field, Field::description);
    EXPECT_EQ(cut.entries[0].fields[1].first_unit, 2U);
    EXPECT_EQ(cut.entries[0].fields[1].last_unit, body.units.size());
}

TEST(ProjectRows, WhatNobodyEmploysForIsAProject) {
    const Projects projects({{50, "Nordic Lakes, 2019 - 2021"}, {50, "Tide Watch, 2018"}});
    const Body& body = *projects.body;
    Cut cut;
    cut.labels = {B, B};
    cut.entries = group_rows(cut.labels);
    cut.entries[0].fields.push_back({Field::organisation, body.units[0].begin, body.units[1].end, 0, 2, 1});
    const Cut taken = take_projects(body, cut);
    EXPECT_EQ(cut.entries.size(), 1U);
    ASSERT_EQ(taken.entries.size(), 1U);
    ASSERT_EQ(taken.entries[0].fields.size(), 1U);
    const FieldSpan& name = taken.entries[0].fields[0];
    EXPECT_EQ(body.text.str().substr(name.begin, name.end - name.begin), "Tide Watch");
}

}  // namespace
}  // namespace cvextract::fields::entries

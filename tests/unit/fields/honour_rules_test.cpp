#include "fields/lists/honour_rules.hpp"

#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields {
namespace {

using entries::Body;
using entries::RowLabel;
using lists::Part;
using lists::PartSpan;

struct Line {
    double x;
    std::string text;
    int style = 0;
};

/// A section of awards as the stages before see it.
struct Awards {
    explicit Awards(const std::vector<Line>& lines) {
        layout::test::PageBuilder page;
        page.line(50, 60, "Mara Lindqvist", 20, 1);
        page.line(50, 80, "mara@example.org");
        page.line(50, 115, "Awards", 13, 1);
        double y = 115;
        for (const Line& line : lines) page.line(line.x, y += 15, line.text, 10, line.style);
        page.line(50, y + 35, "Education", 13, 1);
        page.line(50, y + 50, "MSc in Physics and in the history of science, Lund University, 2010 - 2012");
        document = layout::arrange(page.document);
        outline = segment::cut(document, models::Models::builtin());
        const Context context{document, outline, models::Models::builtin()};
        for (const auto& section : outline.sections)
            if (section.kind == SectionKind::awards) body.emplace(context_.emplace(context), section);
    }

    [[nodiscard]] std::vector<RowLabel> settled(std::vector<RowLabel> labels) const {
        entries::settle_list_rows(*body, labels);
        return labels;
    }

    /// The parts of the section as one entry, of whose atoms the model has found the titles that begin with `title`.
    [[nodiscard]] std::vector<std::pair<Part, std::string>> parts(const std::string& title) const {
        entries::Cut cut;
        cut.labels.assign(body->rows.size(), RowLabel::header);
        cut.labels[0] = RowLabel::begin;
        cut.entries = entries::group_rows(cut.labels);
        const auto atoms = lists::cut_atoms(*body, lists::Grain::phrases);
        std::vector<std::uint8_t> labels(atoms.size(), 0);
        const std::vector<std::size_t> owners(atoms.size(), 0);
        std::vector<PartSpan> spans;
        for (std::size_t i = 0; i < atoms.size(); ++i) {
            if (!text(atoms[i].first, atoms[i].last).starts_with(title)) continue;
            labels[i] = static_cast<std::uint8_t>(Part::title);
            spans.push_back({Part::title, atoms[i].first, atoms[i].last, 1});
        }
        const entries::RowRoom room(*body);
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : body->units) hashes.push_back(unit.hash);
        lists::mend_parts({*body, cut, atoms, labels, owners, room, hashes}, 0, spans);
        std::vector<std::pair<Part, std::string>> out;
        for (const PartSpan& span : spans) out.emplace_back(span.part, text(span.first, span.last));
        return out;
    }

    [[nodiscard]] std::string text(std::size_t first, std::size_t last) const {
        const std::size_t begin = body->units[first].begin;
        return std::string(body->text.str().substr(begin, body->units[last - 1].end - begin));
    }

    layout::Document document;
    segment::Outline outline;
    std::optional<Context> context_;
    std::optional<Body> body;
};

using Parts = std::vector<std::pair<Part, std::string>>;

constexpr RowLabel B = RowLabel::begin, H = RowLabel::header, L = RowLabel::item, X = RowLabel::other;

TEST(ListRows, LinesWithTheMarkOfTheOthersBeginEntries) {
    const Awards awards({{60, "\xE2\x80\xA2 Travel Award of the Society, 2019"},
                         {60, "\xE2\x80\xA2 Poster Award of the Society, 2018"},
                         {60, "\xE2\x80\xA2 Teaching Award of the Society, 2017"}});
    EXPECT_EQ(awards.settled({B, L, B}), (std::vector{B, B, B}));
}

TEST(ListRows, BoldLinesAbovePlainOnesBeginEntries) {
    const Awards awards({{50, "Silver Medal", 1},
                         {50, "Society of the northern lakes and rivers, 2019"},
                         {50, "Golden Medal", 1},
                         {50, "Society of the southern lakes and rivers, 2018"}});
    EXPECT_EQ(awards.settled({B, H, X, X}), (std::vector{B, H, B, X}));
}

TEST(ListRows, LinesWithoutADateGoOnWhereEntriesBeginWithOne) {
    const Awards awards({{50, "2019 Medal of the northern lakes and rivers for"},
                         {90, "Studies of their tides"},
                         {50, "2018 Medal of the southern lakes and rivers"},
                         {50, "2017 Medal of the western lakes and rivers"}});
    EXPECT_EQ(awards.settled({B, B, B, B}), (std::vector{B, H, B, B}));
}

TEST(HonourRules, WhoStandsBehindTheVerbGives) {
    EXPECT_EQ(Awards({{50, "Tide Prize, awarded by Nordic Lakes, 2019"}}).parts("Tide"),
              (Parts{{Part::title, "Tide Prize"}, {Part::giver, "Nordic Lakes"}}));
}

TEST(HonourRules, AYearInsideAPhraseBelongsToIt) {
    EXPECT_EQ(Awards({{50, "Winner of the 2020 Tide Competition, 3 May 2021"}}).parts("Winner"),
              (Parts{{Part::title, "Winner of the 2020 Tide Competition"}}));
}

TEST(HonourRules, LinesBelowTheTitleGiveOrTell) {
    EXPECT_EQ(Awards({{50, "Tide Prize 2019"},
                      {50, "Nordic Lakes"},
                      {50, "Second of two prizes, for work on the slow tides of very small lakes."}})
                  .parts("Tide"),
              (Parts{{Part::title, "Tide Prize"},
                     {Part::giver, "Nordic Lakes"},
                     {Part::note, "Second of two prizes, for work on the slow tides of very small lakes"}}));
}

TEST(HonourRules, ASentenceBehindAColonIsNoTitle) {
    EXPECT_EQ(Awards({{50, "Tide Prize: given to students who write about very small lakes (2019)"}}).parts("given"),
              (Parts{{Part::title, "Tide Prize"}, {Part::note, "given to students who write about very small lakes"}}));
}

TEST(HonourRules, AnEntryWithoutPartsIsItsFirstPhrase) {
    EXPECT_EQ(Awards({{50, "Tide Prize, 2019"}}).parts("nothing"), (Parts{{Part::title, "Tide Prize"}}));
}

}  // namespace
}  // namespace cvextract::fields

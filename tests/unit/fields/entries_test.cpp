// Entries from labels set by hand: what is read from them does not depend on any model.
#include <gtest/gtest.h>

#include "fields/entries/assemble.hpp"
#include "fields/entries/form_events.hpp"
#include "fields/entries/repair.hpp"
#include "fields/entries/roles.hpp"
#include "fields/entries/text_rows.hpp"
#include "fields/entries/value_labels.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields::entries {
namespace {

using Label = RowLabel;

/// A section of the page's lines.
struct Section {
    explicit Section(const layout::test::PageBuilder& page, SectionKind kind = SectionKind::work)
        : document(layout::arrange(page.document)), section(all(kind)), body(context, section) {}

    segment::Section all(SectionKind kind) const {
        segment::Section out;
        out.kind = kind;
        for (std::uint32_t l = 0; l < document.lines.size(); ++l)
            out.body.push_back({l, 0, static_cast<std::uint32_t>(document.lines[l].tokens.size())});
        return out;
    }
    /// The first units that print `words`.
    FieldSpan span(Field field, std::string_view words) const {
        const std::size_t begin = body.text.str().find(words);
        FieldSpan out{field, begin, begin + words.size(), 0, 0, 0.9};
        while (body.units[out.first_unit].begin < begin) ++out.first_unit;
        out.last_unit = out.first_unit;
        while (out.last_unit < body.units.size() && body.units[out.last_unit].end <= out.end) ++out.last_unit;
        return out;
    }
    /// One entry over all rows, repaired.
    Cut cut(std::vector<Label> labels, std::vector<FieldSpan> fields) const {
        Cut out;
        out.labels = std::move(labels);
        out.confidence.assign(out.labels.size(), 1.0F);
        Entry entry;
        entry.last = body.rows.size();
        entry.fields = std::move(fields);
        entry.confidence = 1;
        repair(body, out.labels, entry);
        out.entries.push_back(entry);
        return out;
    }

    /// Ends the first entry before its last row, which becomes an entry of its own.
    static void split(Cut& cut, std::vector<FieldSpan> first, std::vector<FieldSpan> second) {
        Entry rest = cut.entries[0];
        cut.entries[0].last = rest.first = rest.last - 1;
        cut.entries[0].fields = std::move(first);
        rest.fields = std::move(second);
        cut.entries.push_back(rest);
    }

    layout::Document document;
    segment::Outline outline;
    Context context{document, outline, models::Models::builtin()};
    segment::Section section;
    Body body;
};

TEST(Entries, PartsOfAPlaceAreOneValue) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Tester, Quillow, Delft & Rotterdam, The Netherlands");
    const Section s(page);
    const Cut cut = s.cut({Label::begin},
                          {s.span(Field::position, "Tester"), s.span(Field::organisation, "Quillow"),
                           s.span(Field::location, "Delft & Rotterdam"), s.span(Field::location, "The Netherlands")});
    EXPECT_EQ(Assembler(s.body, cut).first(cut.entries[0], Field::location).text, "Delft & Rotterdam, The Netherlands");
}

TEST(Entries, BarsKeepValuesApart) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Quillow | Havtek");
    const Section s(page);
    const Cut cut =
        s.cut({Label::begin}, {s.span(Field::organisation, "Quillow"), s.span(Field::organisation, "Havtek")});
    EXPECT_EQ(Assembler(s.body, cut).first(cut.entries[0], Field::organisation).text, "Quillow");
}

TEST(Entries, ABracketBehindAValueIsAPartOfIt) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Developer (C++), Quillow (2019)");
    const Section s(page);
    const Cut cut =
        s.cut({Label::begin}, {s.span(Field::position, "Developer"), s.span(Field::organisation, "Quillow")});
    const Assembler read(s.body, cut);
    EXPECT_EQ(read.first(cut.entries[0], Field::position).text, "Developer (C++)");
    EXPECT_EQ(read.first(cut.entries[0], Field::organisation).text, "Quillow") << "a date is no part of a name";
}

TEST(Entries, TheOnlyDateInTheHeaderIsTheEntrys) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Quillow 2014 - 2016");
    page.line(50, 73, "Moved it all to the year 2020 format in March 2015.");
    const Section s(page);
    Cut cut = s.cut({Label::begin, Label::item}, {s.span(Field::organisation, "Quillow")});
    Value start, end;
    Assembler(s.body, cut).set_range(cut.entries[0], start, end, nullptr);
    EXPECT_EQ(start.text, "2014");
    EXPECT_EQ(end.text, "2016");
    cut = s.cut({Label::begin, Label::header}, {s.span(Field::organisation, "Quillow")});
    EXPECT_EQ(Assembler(s.body, cut).date(cut.entries[0]), nullptr) << "of several none is taken";
}

TEST(Entries, TheAddressIsTheTargetOfTheLinkOnTheTitle) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Treehouse");
    page.line(50, 73, "Based on Quillow.");
    auto& p = page.document.pages.back();
    p.links = {{p.words[0].box, "https://example.com/treehouse"}, {p.words[3].box, "https://example.com/quillow"}};
    p.words[3].link = 1;
    const Section other(page, SectionKind::projects);
    Cut cut = other.cut({Label::begin, Label::prose}, {other.span(Field::title, "Treehouse")});
    EXPECT_EQ(Assembler(other.body, cut).address(cut.entries[0], Field::title).text, "https://example.com/quillow");
    p.words[0].link = 0;
    const Section s(page, SectionKind::projects);
    cut = s.cut({Label::begin, Label::prose}, {s.span(Field::title, "Treehouse")});
    EXPECT_EQ(Assembler(s.body, cut).address(cut.entries[0], Field::title).text, "https://example.com/treehouse");
}

TEST(Entries, ADescriptionGoesOnInTheLinesBelow) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Treehouse: an editor for");
    page.line(50, 73, "forests of words.");
    const Section s(page, SectionKind::projects);
    const Cut cut = s.cut({Label::begin, Label::more},
                          {s.span(Field::title, "Treehouse"), s.span(Field::description, "an editor for")});
    EXPECT_EQ(Assembler(s.body, cut).description(cut.entries[0]).text, "an editor for forests of words.");
}

// Two positions with a date each under one employer's name are two roles there.
TEST(Entries, TwoDatedPositionsAreTwoRoles) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Quillow Ltd");
    page.line(50, 74, "Head Tester 2019 - 2021");
    page.line(50, 88, "Tester 2016 - 2019");
    const Section s(page);
    Cut cut = s.cut({Label::begin, Label::header, Label::header},
                    {s.span(Field::organisation, "Quillow Ltd"), s.span(Field::position, "Head Tester"),
                     s.span(Field::date, "2019 - 2021"), s.span(Field::position, "Tester 2016"),
                     s.span(Field::date, "2016 - 2019")});
    part_roles(s.body, cut);
    ASSERT_EQ(cut.entries.size(), 2U);
    EXPECT_EQ(cut.entries[0].last, 2U);
    EXPECT_EQ(cut.entries[0].fields.size(), 3U);
    EXPECT_TRUE(cut.entries[1].same_organisation);
    EXPECT_EQ(cut.labels[2], Label::role);
}

TEST(Entries, OnePositionOverTwoLinesIsOneRole) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Quillow Ltd 2019 - 2021");
    page.line(50, 74, "Tester");
    page.line(50, 88, "Team lead");
    const Section s(page);
    Cut cut = s.cut({Label::begin, Label::header, Label::header},
                    {s.span(Field::organisation, "Quillow Ltd"), s.span(Field::date, "2019 - 2021"),
                     s.span(Field::position, "Tester"), s.span(Field::position, "Team lead")});
    part_roles(s.body, cut);
    EXPECT_EQ(cut.entries.size(), 1U);
}

// An entry without an employer belongs to the one above whose name leads its entry, and to none where positions lead.
TEST(Entries, PositionWithoutEmployerBelongsToTheOneAbove) {
    for (const bool leads : {true, false}) {
        layout::test::PageBuilder page;
        page.line(50, 60, leads ? "Quillow Ltd" : "Head Tester");
        page.line(50, 74, leads ? "Head Tester" : "Quillow Ltd");
        page.line(50, 88, "Cook");
        const Section s(page);
        Cut cut = s.cut({Label::begin, Label::header, Label::begin}, {});
        std::vector<FieldSpan> head{s.span(Field::organisation, "Quillow Ltd"), s.span(Field::position, "Head Tester")};
        if (!leads) std::swap(head[0], head[1]);
        Section::split(cut, head, {s.span(Field::position, "Cook")});
        part_roles(s.body, cut);
        EXPECT_EQ(cut.entries[1].same_organisation, leads);
    }
}

// A date alone below a head without one belongs to it; a head with text of its own is whole.
TEST(Entries, HeadThatWasCutInTwoIsOne) {
    for (const bool text : {false, true}) {
        layout::test::PageBuilder page;
        page.line(50, 60, "Head Tester");
        page.line(50, 74, text ? "Tested bells and whistles." : "Quillow Ltd");
        page.line(50, 88, "2019 - 2021 Delft");
        const Section s(page);
        Cut cut = s.cut({Label::begin, text ? Label::prose : Label::header, Label::begin}, {});
        Section::split(cut, {s.span(Field::position, "Head Tester")},
                       {s.span(Field::date, "2019 - 2021"), s.span(Field::location, "Delft")});
        part_roles(s.body, cut);
        EXPECT_EQ(cut.entries.size(), text ? 2U : 1U);
    }
}

std::string printed(const Section& s, const Cut& cut, Field field) {
    const Assembler read(s.body, cut);
    return read.first(cut.entries[0], field).text;
}

// A line that ends early does not go on below: the field is the line that the vocabulary speaks for.
TEST(Entries, ALineThatEndsEarlyEndsItsValue) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Advice");
    page.line(50, 74, "Quillow University");
    page.line(50, 88, "Ran the seminar for all of the first-year students of the faculty, twice");
    const Section s(page);
    FieldSpan both = s.span(Field::organisation, "Advice");
    both.last_unit = s.span(Field::organisation, "Quillow University").last_unit;
    both.end = s.span(Field::organisation, "Quillow University").end;
    const Cut cut = s.cut({Label::begin, Label::header, Label::prose}, {both});
    EXPECT_EQ(printed(s, cut, Field::organisation), "Quillow University");
}

TEST(Entries, AFullLineGoesOnBelow) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Quillow University of the Applied Arts and");
    page.line(50, 74, "Sciences 2019 - 2021");
    const Section s(page);
    FieldSpan both = s.span(Field::organisation, "Quillow University of the Applied Arts and");
    both.last_unit = s.span(Field::organisation, "Sciences").last_unit;
    both.end = s.span(Field::organisation, "Sciences").end;
    const Cut cut = s.cut({Label::begin, Label::header}, {both, s.span(Field::date, "2019 - 2021")});
    EXPECT_EQ(printed(s, cut, Field::organisation), "Quillow University of the Applied Arts and Sciences");
}

// The place behind a school's name is no part of it, where the entry has no other place.
TEST(Entries, APlaceBehindANameIsAPlace) {
    for (const char* line : {"Quillow University, Norway", "Quillow University (Norway)"}) {
        layout::test::PageBuilder page;
        page.line(50, 60, line);
        const Section s(page);
        const Cut cut = s.cut({Label::begin}, {s.span(Field::organisation, line)});
        EXPECT_EQ(printed(s, cut, Field::organisation), "Quillow University") << line;
        EXPECT_EQ(printed(s, cut, Field::location), "Norway") << line;
    }
}

TEST(Entries, AListedNameKeepsItsPlace) {
    layout::test::PageBuilder page;
    page.line(50, 60, "University of California, Irvine");
    const Section s(page);
    const Cut cut = s.cut({Label::begin}, {s.span(Field::organisation, "University of California, Irvine")});
    EXPECT_EQ(printed(s, cut, Field::organisation), "University of California, Irvine");
}

TEST(Entries, AnOrganisationBeforeAPlaceIsOne) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Quillow University, Norway");
    const Section s(page);
    const Cut cut = s.cut({Label::begin}, {s.span(Field::location, "Quillow University, Norway")});
    EXPECT_EQ(printed(s, cut, Field::organisation), "Quillow University");
    EXPECT_EQ(printed(s, cut, Field::location), "Norway");
}

// A degree and its subject in one value are parted where the vocabulary says, in either order.
TEST(Entries, DegreeAndSubjectAreTwoValues) {
    for (const Field field : {Field::degree, Field::area}) {
        layout::test::PageBuilder page;
        page.line(50, 60, "B.Sc. in Physics");
        const Section s(page, SectionKind::education);
        const Cut cut = s.cut({Label::begin}, {s.span(field, "B.Sc. in Physics")});
        EXPECT_EQ(printed(s, cut, Field::degree), "B.Sc.");
        EXPECT_EQ(printed(s, cut, Field::area), "Physics");
    }
}

// Items without marks between them stand further apart than their words do.
TEST(Entries, WhatLinksDegreeAndSubjectIsPartOfNeither) {
    const auto parts = [](const std::string& line, Field field) {
        layout::test::PageBuilder page;
        page.line(50, 60, line);
        const Section s(page, SectionKind::education);
        const Cut cut = s.cut({Label::begin}, {s.span(field, line)});
        const Assembler read(s.body, cut);
        return read.first(cut.entries[0], Field::degree).text + "/" + read.first(cut.entries[0], Field::area).text;
    };
    EXPECT_EQ(parts("Bachelor in Quantum Physics", Field::degree), "Bachelor/Quantum Physics");
    EXPECT_EQ(parts("Bachelor in", Field::degree), "Bachelor/");
}

TEST(Entries, ASubjectBeginsBehindTheSmallWordAfterTheDegree) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Master in Information Systems and");
    page.line(50, 74, "Computing");
    const Section s(page, SectionKind::education);
    const Cut cut =
        s.cut({Label::begin, Label::header}, {s.span(Field::degree, "Master"), s.span(Field::area, "Computing")});
    EXPECT_EQ(Assembler(s.body, cut).first(cut.entries[0], Field::area).text, "Information Systems and Computing");
}

TEST(Entries, ADegreeThatSaysItsSubjectHasNoSchoolForOne) {
    // "doctor of finance", "school of finance", in Chinese.
    layout::test::PageBuilder page;
    page.line(50, 60, "\u91d1\u878d\u5b66\u535a\u58eb");
    page.line(50, 74, "\u91d1\u878d\u5b66\u9662");
    const Section s(page, SectionKind::education);
    const Cut cut = s.cut({Label::begin, Label::header}, {s.span(Field::degree, "\u91d1\u878d\u5b66\u535a\u58eb"),
                                                          s.span(Field::area, "\u91d1\u878d\u5b66\u9662")});
    const Assembler read(s.body, cut);
    EXPECT_EQ(read.first(cut.entries[0], Field::degree).text, "\u535a\u58eb");
    EXPECT_EQ(read.first(cut.entries[0], Field::area).text, "\u91d1\u878d\u5b66");
}

TEST(Entries, ADepartmentBeforeTheCommaIsPartOfTheName) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Department of Physics, Quillow University");
    const Section s(page);
    const auto name = [&](std::vector<FieldSpan> fields) {
        const Cut cut = s.cut({Label::begin}, std::move(fields));
        return Assembler(s.body, cut).first(cut.entries[0], Field::organisation).text;
    };
    EXPECT_EQ(name({s.span(Field::organisation, "Quillow University")}), "Department of Physics, Quillow University");
    EXPECT_EQ(
        name({s.span(Field::position, "Department of Physics"), s.span(Field::organisation, "Quillow University")}),
        "Quillow University");
}

TEST(Entries, WideGapsPartItems) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Distributed Systems");
    page.line(155, 60, "Compilers");
    page.line(210, 60, "Operating Systems");
    const Section s(page, SectionKind::education);
    ASSERT_EQ(s.body.rows.size(), 1U);
    const Cut cut = s.cut({Label::begin}, {s.span(Field::course, "Distributed Systems Compilers Operating Systems")});
    const Assembler read(s.body, cut);
    std::vector<std::string> texts;
    for (const Value& value : read.items(cut.entries[0], Field::course)) texts.push_back(value.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"Distributed Systems", "Compilers", "Operating Systems"}));
}

// The label in scope of the unit that `words` begins with.
ValueLabel label_of(const Section& s, std::string_view words) {
    return find_value_labels(s.body).at(s.span(Field::none, words).first_unit);
}

TEST(Entries, WhatIsNoFieldOfADegreeIsARemark) {
    layout::test::PageBuilder page;
    page.line(50, 60, "PhD, Quillow University");
    page.line(420, 60, "2015 - 2019");
    page.line(50, 74, "School of Imaginary Sciences");
    page.line(50, 88, "Supervised by Jane Roe");
    page.line(50, 102, "Funded by the Sea Board");
    const Section s(page, SectionKind::education);
    const std::vector<FieldSpan> named{s.span(Field::degree, "PhD"), s.span(Field::organisation, "Quillow University"),
                                       s.span(Field::advisor, "Jane Roe")};
    std::vector<FieldSpan> dated = named;
    dated.insert(dated.begin() + 2, s.span(Field::date, "2015 - 2019"));
    const std::vector<Label> labels{Label::begin, Label::header, Label::item, Label::item};
    const auto texts = [&](std::vector<FieldSpan> fields) {
        const Cut cut = s.cut(labels, std::move(fields));
        std::vector<std::string> out;
        for (const Value& value : Assembler(s.body, cut).remarks(cut.entries[0])) out.push_back(value.text);
        return out;
    };
    EXPECT_EQ(texts(dated), (std::vector<std::string>{"School of Imaginary Sciences", "Funded by the Sea Board"}));
    std::erase_if(dated, [](const FieldSpan& span) { return span.field == Field::organisation; });
    EXPECT_EQ(texts(dated), (std::vector<std::string>{"Funded by the Sea Board"}))
        << "the line may be the school that was not found";
}

TEST(Entries, ALineUnderACellIsTheRestOfThatCellOnly) {
    layout::test::PageBuilder page;
    page.line(50, 60, "PhD, Quillow University");
    page.line(420, 60, "2015 - 2019");
    page.line(50, 74,
              "School of Imaginary Sciences, of which there is but one on the whole of the long northern coast with "
              "all of its old harbours");
    page.line(50, 88, "and its islands");
    const Section s(page, SectionKind::education);
    EXPECT_TRUE(s.body.stands_alone(1));
    EXPECT_FALSE(s.body.stands_alone(2));
}

TEST(Entries, APositionGoesOnToTheEndOfItsCellWhereTheEmployerStandsElsewhere) {
    const auto position = [](const std::string& line, const std::string& taken, const std::string& below) {
        layout::test::PageBuilder page;
        page.line(50, 60, line);
        page.line(50, 74, below);
        const Section s(page);
        std::vector<FieldSpan> fields{s.span(Field::position, "Director")};
        if (!taken.empty()) fields.push_back(s.span(Field::organisation, taken));
        if (below == "Quillow") fields.push_back(s.span(Field::organisation, below));
        const Cut cut = s.cut({Label::begin, Label::header}, fields);
        return Assembler(s.body, cut).first(cut.entries[0], Field::position).text;
    };
    EXPECT_EQ(position("Director, Laboratory for Tides", "Laboratory for Tides", "Quillow"),
              "Director, Laboratory for Tides");
    EXPECT_EQ(position("Director - Tides and Currents", "", "Quillow"), "Director - Tides and Currents");
    EXPECT_EQ(position("Director, Laboratory for Tides", "Laboratory for Tides", "part time"), "Director")
        << "there is no other employer";
    EXPECT_EQ(position("Director, Oslo", "", "Quillow"), "Director") << "a place";
}

TEST(Entries, APositionOfMarksAloneAtTheStartOfASectionEndsWhereItEnded) {
    layout::test::PageBuilder page;
    page.line(50, 60, "; , ;");
    page.line(50, 74, "Quillow");
    const Section s(page);
    FieldSpan marks = s.span(Field::position, ";");
    marks.last_unit = 1;
    const Cut cut = s.cut({Label::begin, Label::header}, {marks, s.span(Field::organisation, "Quillow")});
    EXPECT_EQ(cut.entries[0].fields[0].first_unit, 0U);
    EXPECT_EQ(cut.entries[0].fields[0].last_unit, 1U);
}

TEST(Entries, PositionsBetweenBarsAreOne) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Sailmaker | Diver, Quillow");
    const Section s(page);
    const Cut cut = s.cut({Label::begin}, {s.span(Field::position, "Sailmaker"), s.span(Field::position, "Diver"),
                                           s.span(Field::organisation, "Quillow")});
    EXPECT_EQ(Assembler(s.body, cut).first(cut.entries[0], Field::position).text, "Sailmaker | Diver");
}

TEST(Entries, ALineOfNothingButADateIsAHeaderLine) {
    const auto label = [](const std::string& head, const std::string& line) {
        layout::test::PageBuilder page;
        page.line(50, 60, head);
        page.line(50, 74, line);
        const Section s(page);
        std::vector<Label> labels{Label::begin, Label::item};
        find_date_rows(s.body, labels, group_rows(labels));
        return labels[1];
    };
    EXPECT_EQ(label("Sailmaker, Quillow", "May 2019 - June 2021, Oslo"), Label::header);
    EXPECT_EQ(label("Sailmaker, Quillow", "Trained apprentices in May 2019"), Label::item);
    EXPECT_EQ(label("Sailmaker, Quillow, 2018", "May 2019 - June 2021, Oslo"), Label::item) << "it has its date";
}

TEST(Entries, ParagraphsOfSentencesAreProse) {
    const auto label = [](const std::string& mark, const std::string& second) {
        layout::test::PageBuilder page;
        page.line(50, 60, mark + "I looked after the boats. In winter I taught the");
        page.line(50, 72, second);
        const Section s(page);
        std::vector<Label> labels{Label::item, Label::more};
        tell_prose(s.body, labels);
        return labels[0];
    };
    EXPECT_EQ(label("", "apprentices to mend sails."), Label::prose);
    EXPECT_EQ(label("", "apprentices to mend sails and"), Label::item) << "one sentence may be a list's item";
    EXPECT_EQ(label("\xE2\x80\xA2 ", "apprentices to mend sails."), Label::item);
}

TEST(FormEvents, WhatBeginsAndEndsIsOneEntry) {
    // "2015-04 entered Quillow", "2018-03 left Quillow", "2018-04 entered Havtek", "until now", "that is all".
    layout::test::PageBuilder page;
    page.line(50, 60, "2015\u5e744\u6708 Quillow \u5165\u793e");
    page.line(50, 74, "2018\u5e743\u6708 Quillow \u9000\u793e");
    page.line(50, 88, "2018\u5e744\u6708 Havtek \u5165\u793e");
    page.line(50, 102, "\u73fe\u5728\u306b\u81f3\u308b");
    page.line(50, 116, "\u4ee5\u4e0a");
    const Section s(page);
    Cut cut = s.cut({Label::begin, Label::begin, Label::begin, Label::item, Label::item}, {});
    cut.entries = group_rows(cut.labels);
    for (Entry& entry : cut.entries) {
        const Row& row = s.body.rows[entry.first];
        std::size_t name = row.first_unit;
        while (s.body.date[name] >= 0) ++name;
        entry.fields = {{Field::date, row.begin, s.body.units[name - 1].end, row.first_unit, name, 0.9},
                        {Field::organisation, s.body.units[name].begin, row.end, name, row.last_unit, 0.9}};
        entry.confidence = 1;
    }
    join_form_events(s.body, cut);
    ASSERT_EQ(cut.entries.size(), 2U);
    const Assembler read(s.body, cut);
    Value start, end;
    Flag ongoing;
    EXPECT_EQ(read.first(cut.entries[0], Field::organisation).text, "Quillow");
    read.set_range(cut.entries[0], start, end, &ongoing);
    EXPECT_EQ(start.text + "/" + end.text, "2015-04/2018-03");
    EXPECT_FALSE(ongoing.set);
    EXPECT_EQ(read.first(cut.entries[1], Field::organisation).text, "Havtek");
    end = {};
    read.set_range(cut.entries[1], start, end, &ongoing);
    EXPECT_EQ(start.text + "/" + end.text, "2018-04/");
    EXPECT_TRUE(ongoing.set);
}

TEST(ValueLabels, HoldUntilTheNextOne) {
    layout::test::PageBuilder page;
    page.line(50, 60, "GPA: 3.9 | Thesis: Slow rivers | Lund");
    page.line(50, 74, "Supervised by Jane Roe");
    page.line(50, 88, "Supervisor");
    page.line(50, 102, "Ann Doe");
    page.line(50, 116, "Read a thesis on rivers");
    const Section s(page, SectionKind::education);
    EXPECT_EQ(label_of(s, "3.9").sort, learn::name("score"));
    EXPECT_EQ(label_of(s, "3.9").strength, 2);
    EXPECT_TRUE(label_of(s, "GPA").label);
    EXPECT_EQ(label_of(s, "rivers").sort, learn::name("thesis"));
    EXPECT_EQ(label_of(s, "Lund").sort, 0U);
    EXPECT_EQ(label_of(s, "Jane").sort, learn::name("advisor"));
    EXPECT_EQ(label_of(s, "Jane").strength, 1);
    EXPECT_EQ(label_of(s, "Ann").sort, learn::name("advisor"));
    EXPECT_EQ(label_of(s, "Ann").strength, 3);
    EXPECT_EQ(label_of(s, "Read").sort, 0U);
}

// "Title" at the start of "Titled", a label word in running text: none.
TEST(ValueLabels, AreNotPartsOfSentences) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Position papers were written for the board");
    page.line(50, 74, "Led the team: five people");
    const Section s(page);
    EXPECT_EQ(label_of(s, "papers").sort, 0U);
    EXPECT_EQ(label_of(s, "five").sort, 0U);
}

}  // namespace
}  // namespace cvextract::fields::entries

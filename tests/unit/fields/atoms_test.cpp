#include "fields/lists/atoms.hpp"

#include <gtest/gtest.h>

#include "unit/layout/page_builder.hpp"

namespace cvextract::fields::lists {
namespace {

/// The atoms of a section whose body are all lines of the page.
class Atoms {
  public:
    Atoms(const layout::Document& document, SectionKind kind) : document_(document) {
        section_.kind = kind;
        for (std::uint32_t l = 0; l < document.lines.size(); ++l)
            section_.body.push_back({l, 0, static_cast<std::uint32_t>(document.lines[l].tokens.size())});
    }
    [[nodiscard]] std::vector<std::string> read(Grain grain = Grain::items) const {
        const Context context{document_, outline_, models::Models::builtin()};
        const segment::Section section = read_columns(context, section_);
        const entries::Body body(context, section);
        std::vector<std::string> out;
        for (const Atom& atom : cut_atoms(body, grain))
            out.emplace_back(body.text.str().substr(body.units[atom.first].begin,
                                                    body.units[atom.last - 1].end - body.units[atom.first].begin));
        return out;
    }

  private:
    const layout::Document& document_;
    segment::Outline outline_;
    segment::Section section_;
};

using Strings = std::vector<std::string>;

Strings atoms_of(const std::vector<std::string>& lines, SectionKind kind, Grain grain = Grain::items) {
    layout::test::PageBuilder page;
    double y = 60;
    for (const std::string& line : lines) page.line(50, y += 15, line);
    const layout::Document document = layout::arrange(page.document);
    return Atoms(document, kind).read(grain);
}

TEST(Atoms, AreNotPartedAtPlainSpacesAndInsideWords) {
    EXPECT_EQ(atoms_of({"Web design, Node.js, T-SQL"}, SectionKind::skills),
              (Strings{"Web design", "Node.js", "T-SQL"}));
    EXPECT_EQ(atoms_of({"Tools: C++, version 3.5"}, SectionKind::skills), (Strings{"Tools", "C++", "version 3.5"}));
}

TEST(Atoms, WhatStandsInBracketsIsOne) {
    EXPECT_EQ(atoms_of({"AWS (EC2, S3), C(++)"}, SectionKind::skills), (Strings{"AWS", "EC2, S3", "C(++)"}));
}

TEST(Atoms, NamesOfLanguagesPartThemFromTheirLevels) {
    EXPECT_EQ(atoms_of({"Swedish native"}, SectionKind::languages), (Strings{"Swedish", "native"}));
    EXPECT_EQ(atoms_of({"Swedish native"}, SectionKind::interests), (Strings{"Swedish", "native"}));
    EXPECT_EQ(atoms_of({"Native Swedish speaker"}, SectionKind::interests), (Strings{"Native Swedish speaker"}));
}

TEST(Atoms, PhrasesArePartedInBracketsAndAtDates) {
    EXPECT_EQ(atoms_of({"Travel grant (CAD 600, Lund), 2017"}, SectionKind::awards, Grain::phrases),
              (Strings{"Travel grant", "CAD 600", "Lund", "2017"}));
}

TEST(Atoms, GridsOfLanguagesAboveTheirLevelsAreReadDownTheirColumns) {
    layout::test::PageBuilder page;
    page.line(50, 75, "English");
    page.line(250, 75, "Swedish");
    page.line(50, 90, "fluent");
    page.line(250, 90, "native");
    const layout::Document document = layout::arrange(page.document);
    EXPECT_EQ(Atoms(document, SectionKind::languages).read(), (Strings{"English", "fluent", "Swedish", "native"}));
}

TEST(Atoms, TablesOfItemsAndLevelsStayRowByRow) {
    layout::test::PageBuilder page;
    page.line(50, 75, "English");
    page.line(250, 75, "fluent");
    page.line(50, 90, "Swedish");
    page.line(250, 90, "native");
    const layout::Document document = layout::arrange(page.document);
    EXPECT_EQ(Atoms(document, SectionKind::languages).read(), (Strings{"English", "fluent", "Swedish", "native"}));
}

}  // namespace
}  // namespace cvextract::fields::lists

#include "fields/entries/body.hpp"

#include <gtest/gtest.h>

#include "fields/collect.hpp"
#include "segment/outline.hpp"
#include "unit/layout/page_builder.hpp"

namespace cvextract::fields::entries {
namespace {

// The flags of the units of an education section's only line, joined: what the vocabulary says about each word.
std::uint32_t flags_of(const std::string& line, const std::string& word) {
    layout::test::PageBuilder page;
    page.line(50, 60, "Mara Lindqvist", 20, 1);
    page.line(50, 80, "mara@example.org");
    page.line(50, 115, "Education", 13, 1);
    page.line(50, 130, line);
    const layout::Document document = layout::arrange(page.document);
    const auto& models = models::Models::builtin();
    const segment::Outline outline = segment::cut(document, models);
    const Context context{document, outline, models};
    for (const auto& section : outline.sections) {
        if (section.kind != SectionKind::education) continue;
        const Body body(context, section);
        for (std::size_t u = 0; u < body.units.size(); ++u) {
            const Unit& unit = body.units[u];
            if (body.text.str().substr(unit.begin, unit.end - unit.begin) == word) return body.flags[u];
        }
    }
    return 0;
}

TEST(Body, FieldsOfStudyAreKnownInManyLanguages) {
    EXPECT_TRUE(flags_of("MSc Computer Science, 2010 - 2012", "Computer") & kStudyField);
    EXPECT_TRUE(flags_of("Bachelor Wirtschaftsinformatik, 2010 - 2012", "Wirtschaftsinformatik") & kStudyField);
    EXPECT_TRUE(flags_of("Licence Sciences de la vie, 2010 - 2012", "vie") & kStudyField);
    EXPECT_FALSE(flags_of("MSc Computer Science, 2010 - 2012", "MSc") & kStudyField);
}

TEST(Body, SchoolsAndCompaniesAreKnownByName) {
    EXPECT_TRUE(flags_of("MSc, ETH Zurich, 2010 - 2012", "ETH") & kSchoolName);
    EXPECT_TRUE(flags_of("Apprentice, Volkswagen, 2010 - 2012", "Volkswagen") & kCompany);
    EXPECT_FALSE(flags_of("Painter of walls, 2010 - 2012", "walls") & (kSchoolName | kCompany));
}

}  // namespace
}  // namespace cvextract::fields::entries

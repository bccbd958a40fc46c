#include <gtest/gtest.h>

#include <span>
#include <string>

#include "pdf/reader.hpp"

namespace cvextract::pdf {
namespace {

// A page with one word of two ideographs in 12 points at a baseline of 700 points from below, in a Type 3 font as
// browsers print them.
std::string page_with_ideographs() {
    const std::string glyph = "1000 0 0 0 1000 1000 d1 0 0 900 900 re f";
    const std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        "2 beginbfchar <01> <7530> <02> <4E2D> endbfchar endcmap end end";
    const std::string text = "BT /F 12 Tf 100 700 Td <0102> Tj ET";
    const auto stream = [](const std::string& body) {
        return "<</Length " + std::to_string(body.size()) + ">>\nstream\n" + body + "\nendstream";
    };
    return "%PDF-1.4\n"
           "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
           "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
           "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> "
           "endobj\n"
           "4 0 obj " +
           stream(text) +
           " endobj\n"
           "5 0 obj <</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 1"
           "/LastChar 2/Widths[1000 1000]/Encoding<</Type/Encoding/Differences[1/g1/g2]>>/CharProcs<</g1 6 0 R/g2 6 0 "
           "R>>"
           "/ToUnicode 7 0 R/Resources<<>>>> endobj\n"
           "6 0 obj " +
           stream(glyph) + " endobj\n7 0 obj " + stream(map) +
           " endobj\n"
           "trailer <</Root 1 0 R>>\n%%EOF\n";
}

TEST(Type3, IdeographsHaveTheSizeOfTheirWidth) {
    const std::string bytes = page_with_ideographs();
    const auto document = read(std::as_bytes(std::span(bytes)), {});
    ASSERT_TRUE(document) << document.error().message;
    ASSERT_EQ(document->pages.size(), 1U);
    ASSERT_EQ(document->pages[0].words.size(), 1U);
    const Word& word = document->pages[0].words[0];
    EXPECT_EQ(word.text, "\xE7\x94\xB0\xE4\xB8\xAD");
    EXPECT_NEAR(word.size, 12, 0.5);
    EXPECT_NEAR(word.box.y0, 100 - 0.88 * 12, 1);
    EXPECT_NEAR(word.box.y1, 100 + 0.12 * 12, 1);
}

}  // namespace
}  // namespace cvextract::pdf

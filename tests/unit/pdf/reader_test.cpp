// The reader over PDFs written by the test itself: words, links, rotation, faults.

#include "pdf/reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cvextract::pdf {
namespace {

/// A one-page PDF without a cross-reference table (readers rebuild it).
std::string tiny_pdf(const std::string& content, const std::string& page_extra = "") {
    return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
           "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
           "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R " +
           page_extra +
           " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>\nendobj\n"
           "4 0 obj\n<< /Length " +
           std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream\nendobj\n"
           "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
           "6 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>\nendobj\n"
           "trailer\n<< /Root 1 0 R /Size 7 >>\n%%EOF\n";
}

Result<Document> read_text(const std::string& pdf, const Options& options = {}) {
    return read(std::as_bytes(std::span(pdf)), options);
}

TEST(Reader, GivesWordsWithBoxesAndFonts) {
    const auto document = read_text(tiny_pdf("BT /F1 10 Tf 20 50 Td (Jane Roe) Tj ET"));
    ASSERT_TRUE(document) << document.error().message;
    const Page& page = document->pages.at(0);
    ASSERT_EQ(page.words.size(), 2U);
    EXPECT_EQ(page.words[0].text, "Jane");
    EXPECT_TRUE(page.words[0].space_after);
    EXPECT_EQ(page.words[1].text, "Roe");
    EXPECT_NEAR(page.words[0].box.x0, 20, 0.5);
    EXPECT_GT(page.words[0].box.y1, 48);
    EXPECT_LT(page.words[0].box.y0, 48);
    EXPECT_FLOAT_EQ(page.words[0].size, 10);
    ASSERT_EQ(page.words[0].code_points, 4U);
    EXPECT_NEAR(page.edges.at(page.words[0].first_edge), 20, 0.5);
    EXPECT_NEAR(page.edges.at(page.words[0].first_edge + 4), page.words[0].box.x1, 0.5);
}

TEST(Reader, CutsWordsWhereTheFaceChanges) {
    const auto document = read_text(tiny_pdf("BT /F2 10 Tf 20 50 Td (Skills:) Tj /F1 10 Tf (C) Tj ET"));
    ASSERT_TRUE(document);
    const auto& words = document->pages.at(0).words;
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[0].text, "Skills:");
    EXPECT_TRUE(document->fonts.at(words[0].font).bold);
    EXPECT_FALSE(words[0].space_after);
    EXPECT_EQ(words[1].text, "C");
    EXPECT_FALSE(document->fonts.at(words[1].font).bold);
    EXPECT_NEAR(words[0].box.x1, words[1].box.x0, 0.2);
}

struct LinkCase {
    int rotate;
    const char* crop;
};

TEST(Reader, LinksStandOnTheirWordsInAnyRotationAndCropBox) {
    for (const LinkCase& c : {LinkCase{0, ""}, LinkCase{90, ""}, LinkCase{180, ""}, LinkCase{270, ""},
                              LinkCase{0, "/CropBox [10 10 180 90]"}, LinkCase{90, "/CropBox [10 10 180 90]"},
                              LinkCase{270, "/CropBox [10 10 180 90]"}}) {
        const std::string extra = "/Rotate " + std::to_string(c.rotate) + " " + c.crop +
                                  " /Annots [<< /Type /Annot /Subtype /Link /Rect [19 47 42 60] /A << /S /URI /URI "
                                  "(https://example.org/\001me) >> >> << /Subtype /Link /Rect [1 2] >> 7]";
        const auto document = read_text(tiny_pdf("BT /F1 10 Tf 20 50 Td (Home elsewhere) Tj ET", extra));
        ASSERT_TRUE(document);
        const Page& page = document->pages.at(0);
        ASSERT_EQ(page.links.size(), 1U);
        EXPECT_EQ(page.links[0].uri, "https://example.org/me");
        ASSERT_EQ(page.words.size(), 2U);
        const std::size_t home = page.words[0].text == "Home" ? 0 : 1;
        EXPECT_EQ(page.words[home].link, 0) << c.rotate << c.crop;
        EXPECT_EQ(page.words[1 - home].link, -1) << c.rotate << c.crop;
    }
}

struct FaultCase {
    std::string bytes;
    ErrorCode code;
    const char* message;
};

TEST(Reader, NamesFaults) {
    const FaultCase cases[] = {
        {"", ErrorCode::not_a_pdf, "empty file"},
        {"PK\x03\x04......word/document.xml", ErrorCode::not_a_pdf, "Word"},
        {"<!DOCTYPE HTML><html></html>", ErrorCode::not_a_pdf, "HTML"},
        {"\x89PNG\r\n", ErrorCode::not_a_pdf, "PNG"},
        {"Jane Roe, engineer", ErrorCode::not_a_pdf, "plain text"},
        {std::string(20, '\0'), ErrorCode::not_a_pdf, "zero bytes"},
        {"%PDF-1.4\nnothing else", ErrorCode::not_a_pdf, "damaged"},
        {tiny_pdf("0 0 10 10 re f"), ErrorCode::no_text, "no text"},
    };
    for (const FaultCase& c : cases) {
        const auto document = read_text(c.bytes);
        ASSERT_FALSE(document) << c.message;
        EXPECT_EQ(document.error().code, c.code) << c.message;
        EXPECT_NE(document.error().message.find(c.message), std::string::npos) << document.error().message;
    }
}

TEST(Reader, KeepsLimits) {
    const std::string pdf = tiny_pdf("BT /F1 10 Tf 20 50 Td (Jane Roe) Tj ET");
    Options words, bytes, pages;
    words.limits.words = 1;
    bytes.limits.file_bytes = 100;
    pages.limits.pages = 0;
    for (const Options& options : {words, bytes, pages}) {
        const auto document = read_text(pdf, options);
        ASSERT_FALSE(document);
        EXPECT_EQ(document.error().code, ErrorCode::limit);
    }
}

/// Two fonts, the first of which maps its letters to the private use area.
std::string unnamed_pdf(const std::string& content) {
    std::string pdf = tiny_pdf(content);
    const std::string font = "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    const std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> "
        "endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange endcmap end end";
    pdf.replace(
        pdf.find(font), font.size(),
        "7 0 obj\n<< /Length " + std::to_string(map.size()) + " >>\nstream\n" + map +
            "\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>");
    return pdf;
}

TEST(Reader, FontsWithoutUnicodeAreReported) {
    const std::string unreadable = "BT /F1 5 Tf 5 50 Td (JaneRoebuildsbridgesinmanyplacesoftheworld) Tj ET ";
    const auto none = read_text(unnamed_pdf(unreadable));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::no_text);
    const auto some = read_text(unnamed_pdf(unreadable + "BT /F2 5 Tf 5 30 Td (Jane Roe, engineer of bridges) Tj ET"));
    ASSERT_TRUE(some) << some.error().message;
    ASSERT_EQ(some->diagnostics.back().id, "font-without-unicode");
}

}  // namespace
}  // namespace cvextract::pdf

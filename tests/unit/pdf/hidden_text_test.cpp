// Text that the page does not show, in PDFs that the test writes.

#include <gtest/gtest.h>

#include <string>

#include "pdf/content_stream.hpp"
#include "pdf/reader.hpp"

namespace cvextract::pdf {
namespace {

/// A page of 400 by 200 points with the content.
Result<Document> read_page(const std::string& content) {
    const std::string pdf =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 "
        "0 R >> >> >>\nendobj\n4 0 obj\n<< /Length " +
        std::to_string(content.size()) + " >>\nstream\n" + content +
        "\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
        "trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n";
    return read(std::as_bytes(std::span(pdf)), {});
}

/// The words of a page, those that it hides in brackets.
std::string words_of(const std::string& content) {
    const auto document = read_page(content);
    if (!document) return document.error().message;
    std::string out;
    for (const Word& word : document->pages.at(0).words) {
        if (!out.empty()) out += ' ';
        out += word.hidden ? "[" + word.text + "]" : word.text;
    }
    return out;
}

const std::string kShown = "BT /F1 10 Tf 20 150 Td (Jane Roe builds long bridges) Tj ET\n";

TEST(HiddenText, InvisibleTypeIsMarked) {
    EXPECT_EQ(words_of(kShown + "BT /F1 10 Tf 20 100 Td 3 Tr (ninja) Tj 0 Tr ( engineer) Tj ET"),
              "Jane Roe builds long bridges [ninja] engineer");
    EXPECT_EQ(words_of(kShown + "q 3 Tr Q BT /F1 10 Tf 20 100 Td (engineer) Tj ET"),
              "Jane Roe builds long bridges engineer");
}

TEST(HiddenText, WhiteOnWhiteIsMarked) {
    EXPECT_EQ(words_of(kShown + "1 1 1 rg BT /F1 10 Tf 20 100 Td (ninja) Tj ET"),
              "Jane Roe builds long bridges [ninja]");
    EXPECT_EQ(words_of(kShown + "0 0 200 1 re f 1 g BT /F1 10 Tf 20 100 Td [(nin) -20 (ja)] TJ ET"),
              "Jane Roe builds long bridges [ninja]");
}

TEST(HiddenText, WhiteOnColourIsShown) {
    EXPECT_EQ(words_of(kShown + "0 0 1 rg 0 0 400 120 re f 1 g BT /F1 10 Tf 20 100 Td (Contact) Tj ET"),
              "Jane Roe builds long bridges Contact");
    // A full amount of an ink.
    EXPECT_EQ(words_of(kShown + "/Ink cs 1 scn BT /F1 10 Tf 20 100 Td (Contact) Tj ET"),
              "Jane Roe builds long bridges Contact");
}

TEST(HiddenText, TextOfAScanIsAllThereIs) {
    EXPECT_EQ(words_of("3 Tr BT /F1 10 Tf 20 100 Td (Jane Roe) Tj ET"), "Jane Roe");
    EXPECT_EQ(words_of("BT /F1 10 Tf 20 150 Td (Scan) Tj ET 3 Tr BT /F1 10 Tf 20 100 Td (Jane Roe builds) Tj ET"),
              "Scan Jane Roe builds");
}

TEST(HiddenText, ContentThatNobodyWroteEnds) {
    for (const char* content : {"3 Tr (", "3 Tr (a\\", "3 Tr <", "BI /W 1 ID x", "((((", "3 Tr 1 2 3", "%", ""})
        EXPECT_TRUE(lift_hidden_text(content).empty()) << content;
    EXPECT_EQ(lift_hidden_text("3 Tr [(a)").size(), 0U);
    EXPECT_FALSE(may_hide_text("0 0 0 rg BT (a) Tj ET"));
    EXPECT_TRUE(lift_hidden_text("BT (3 Tr) Tj ET").empty());
}

}  // namespace
}  // namespace cvextract::pdf

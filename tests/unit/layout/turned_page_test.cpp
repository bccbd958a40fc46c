// Pages whose text is set on its side or upside down, from PDFs that the test writes.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "layout/arrange.hpp"
#include "pdf/reader.hpp"

namespace cvextract::layout {
namespace {

const std::vector<std::string> kLines = {"Jane Roe, engineer of bridges", "Built the bridge at Port Alder",
                                         "Studied at the Northern University"};

/// A page of 400 by 300 points, the lines turned by `degrees` to the right.
std::string turned_pdf(int degrees) {
    std::string content = "BT /F1 10 Tf\n";
    for (std::size_t i = 0; i < kLines.size(); ++i) {
        const std::string at = std::to_string(40 + 20 * i), back = std::to_string(260 - 20 * i);
        std::string matrix;
        switch (degrees) {
            case 90:
                matrix = "0 -1 1 0 " + back + " 250";
                break;
            case 180:
                matrix = "-1 0 0 -1 350 " + at;
                break;
            case 270:
                matrix = "0 1 -1 0 " + at + " 50";
                break;
            default:
                matrix = "1 0 0 1 50 " + back;
        }
        content += matrix + " Tm (" + kLines[i] + ") Tj\n";
    }
    content += "ET";
    return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
           "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
           "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources << /Font << /F1 5 "
           "0 R >> >> >>\nendobj\n4 0 obj\n<< /Length " +
           std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
           "trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n";
}

TEST(TurnedPage, IsReadAsIfItWereUpright) {
    for (const int degrees : {0, 90, 180, 270}) {
        const std::string bytes = turned_pdf(degrees);
        const auto pdf = pdf::read(std::as_bytes(std::span(bytes)), {});
        ASSERT_TRUE(pdf);
        const Document document = arrange(*pdf);
        EXPECT_TRUE(document.furniture.empty()) << degrees;
        ASSERT_EQ(document.lines.size(), kLines.size()) << degrees;
        EXPECT_EQ(document.pages[0].quarters, degrees / 90);
        EXPECT_EQ(document.pages[0].width, degrees % 180 == 0 ? 400 : 300);
        for (std::size_t i = 0; i < kLines.size(); ++i) {
            std::string text;
            for (const Token& token : document.lines[i].tokens) {
                text += (token.space_before ? " " : "") + token.text;
                // The place on the printed page is that of the word in the PDF.
                const WordRef word = document.sources.at(token.first_source);
                const Box printed = printed_box(document.pages[0], token.box);
                const Box& expected = pdf->pages[0].words.at(word.word).box;
                EXPECT_NEAR(printed.x0, expected.x0, 0.01) << degrees;
                EXPECT_NEAR(printed.y1, expected.y1, 0.01) << degrees;
                // Edges run from left to right over the token's box.
                EXPECT_NEAR(document.edges.at(token.first_edge), token.box.x0, 0.5) << degrees << token.text;
            }
            EXPECT_EQ(text, kLines[i]) << degrees;
        }
    }
}

}  // namespace
}  // namespace cvextract::layout

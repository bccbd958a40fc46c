// Nothing is lost, and nothing is there twice: each word that Poppler gives is in exactly one token, and each token of
// the body in exactly one place of the outline. Checked on all samples, and on all PDFs below the folders that
// CVEXTRACT_CORPORA names (separated by colons).

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/unicode.hpp"
#include "layout/arrange.hpp"
#include "pdf/reader.hpp"
#include "segment/outline.hpp"

namespace cvextract {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pdfs() {
    std::vector<fs::path> folders = {CVEXTRACT_SOURCE_DIR "/samples"}, out;
    if (const char* more = std::getenv("CVEXTRACT_CORPORA"); more != nullptr) {
        std::istringstream in(more);
        for (std::string folder; std::getline(in, folder, ':');) folders.emplace_back(folder);
    }
    for (const fs::path& folder : folders) {
        for (const auto& item : fs::recursive_directory_iterator(folder)) {
            if (item.path().extension() == ".pdf") out.push_back(item.path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// Whether a word has anything to see or read: no controls, joiners and variation selectors alone.
bool has_text(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        const auto type = u_charType(static_cast<UChar32>(c));
        const bool selector = c >= 0xFE00 && c <= 0xFE0F;
        if (type != U_CONTROL_CHAR && type != U_FORMAT_CHAR && !is_space(c) && !selector && c != 0xFFFE) return true;
    }
    return false;
}

std::string check_words(const pdf::Document& pdf, const layout::Document& document) {
    std::map<std::pair<int, std::uint32_t>, int> uses;
    for (const auto* lines : {&document.lines, &document.furniture, &document.hidden}) {
        for (const auto& line : *lines) {
            for (const auto& token : line.tokens) {
                for (std::uint32_t s = 0; s < token.sources; ++s) {
                    const auto& ref = document.sources.at(token.first_source + s);
                    ++uses[{ref.page, ref.word}];
                }
            }
        }
    }
    for (const auto& page : pdf.pages) {
        for (std::uint32_t w = 0; w < page.words.size(); ++w) {
            const auto it = uses.find({page.number, w});
            const int n = it == uses.end() ? 0 : it->second;
            if (n == 1 || (n == 0 && !has_text(page.words[w].text))) continue;
            return "page " + std::to_string(page.number) + " word \"" + page.words[w].text + "\" stands in " +
                   std::to_string(n) + " tokens";
        }
    }
    return "";
}

std::string check_tokens(const layout::Document& document, const segment::Outline& outline) {
    std::vector<std::vector<int>> uses;
    for (const auto& line : document.lines) uses.emplace_back(line.tokens.size(), 0);
    const auto count = [&](const std::vector<layout::Range>& ranges) {
        for (const auto& range : ranges) {
            for (std::uint32_t t = range.begin; t < range.end; ++t) ++uses.at(range.line).at(t);
        }
    };
    count(outline.header);
    for (const auto& section : outline.sections) {
        count(section.heading);
        count(section.body);
    }
    for (std::size_t l = 0; l < uses.size(); ++l) {
        for (std::size_t t = 0; t < uses[l].size(); ++t) {
            if (uses[l][t] != 1)
                return "token \"" + document.lines[l].tokens[t].text + "\" stands in " + std::to_string(uses[l][t]) +
                       " places of the outline";
        }
    }
    return "";
}

TEST(Words, AreNeitherLostNorThereTwice) {
    std::size_t read = 0;
    for (const fs::path& path : pdfs()) {
        std::ifstream in(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const auto pdf = pdf::read(std::as_bytes(std::span(bytes)), {});
        if (!pdf) continue;  // no text, or no PDF: other tests look at these
        ++read;
        const layout::Document document = layout::arrange(*pdf);
        EXPECT_EQ(check_words(*pdf, document), "") << path;
        EXPECT_EQ(check_tokens(document, segment::cut(document, models::Models::builtin())), "") << path;
    }
    EXPECT_GE(read, 16U);
}

}  // namespace
}  // namespace cvextract

// The order of lines on whole pages, held against what a person wrote down by reading each page.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "layout/arrange.hpp"
#include "pdf/reader.hpp"

namespace cvextract {
namespace {

namespace fs = std::filesystem;

constexpr double kLowestTau = 0.98;

struct Page {
    std::string pdf;  // path from the sources' root
    int number = 0;
    std::vector<std::string> lines;  // how each line begins, without its spaces
};

std::string without_spaces(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ') out += c;
    }
    return out;
}

// "# PDF PAGE" begins a page; each line below is the beginning of one of its lines.
std::vector<Page> expected() {
    std::vector<Page> pages;
    std::ifstream in(CVEXTRACT_SOURCE_DIR "/tests/layout/reading_order.txt");
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        if (line.starts_with("# ")) {
            std::istringstream head(line.substr(2));
            pages.emplace_back();
            head >> pages.back().pdf >> pages.back().number;
        } else {
            pages.back().lines.push_back(without_spaces(line));
        }
    }
    return pages;
}

// The text of a page in the order in which it is read, without spaces and markers; each line and cell on its own line.
std::string text_of(const layout::Document& document, int page) {
    std::string out;
    for (const auto& line : document.lines) {
        if (line.page != page) continue;
        out += '\n';
        for (const auto& token : line.tokens) {
            if (token.role != layout::Role::text) continue;
            if (token.tab_before && out.back() != '\n') out += '\n';
            out += without_spaces(token.text);
        }
    }
    return out + '\n';
}

// Kendall's tau of two orders: 1 for the same, -1 for the opposite.
double tau(const std::vector<std::size_t>& places) {
    const std::size_t n = places.size();
    if (n < 2) return 1;
    long agree = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) agree += places[i] < places[j] ? 1 : -1;
    }
    return static_cast<double>(agree) / (static_cast<double>(n) * static_cast<double>(n - 1) / 2);
}

TEST(ReadingOrderOfPages, IsThatOfAReader) {
    const auto pages = expected();
    EXPECT_GE(pages.size(), 25U);
    std::map<std::string, layout::Document> documents;
    for (const Page& page : pages) {
        if (!documents.contains(page.pdf)) {
            std::ifstream in(fs::path(CVEXTRACT_SOURCE_DIR) / page.pdf, std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            const auto pdf = pdf::read(std::as_bytes(std::span(bytes)), {});
            ASSERT_TRUE(pdf) << page.pdf;
            documents[page.pdf] = layout::arrange(*pdf);
        }
        const std::string text = text_of(documents[page.pdf], page.number);
        std::vector<std::size_t> places;
        std::map<std::string, std::size_t> seen;  // where the search for a repeated line goes on
        for (const std::string& line : page.lines) {
            std::size_t at = text.find('\n' + line + '\n', seen[line]);
            if (at == std::string::npos) at = text.find('\n' + line, seen[line]);
            if (at == std::string::npos) at = text.find(line, seen[line]);
            EXPECT_NE(at, std::string::npos) << page.pdf << " page " << page.number << ": " << line;
            if (at == std::string::npos) continue;
            seen[line] = at + 1;
            places.push_back(at);
        }
        EXPECT_GE(tau(places), kLowestTau) << page.pdf << " page " << page.number;
    }
}

}  // namespace
}  // namespace cvextract

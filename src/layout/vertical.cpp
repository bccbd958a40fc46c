#include "layout/vertical.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

constexpr std::size_t kFewestLetters = 20;  // of vertical text on a page
constexpr double kSameColumn = 0.25;        // times the width of a letter: how far middles stand apart
constexpr double kLetterGap = 0.35;         // times the width of a letter: less white space than between words
constexpr double kUprightWidth = 1.3;       // times the type size: two digits side by side stand as one letter
constexpr double kBelowBaseline = 0.12;     // part of an ideograph

bool is_ideograph(const Glyphs& g) {
    std::size_t i = 0;
    const char32_t c = next_code_point(g.text, i);
    return is_unspaced(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

// A letter that stands upright in a column: one ideograph, or a few digits that are as wide as one.
struct Upright {
    std::uint32_t glyph = 0;
    double middle = 0, top = 0, bottom = 0, width = 0;
};

// The place of a letter by its width and baseline: boxes of some fonts are far higher than their letters.
Upright upright(std::uint32_t index, const Glyphs& g) {
    const double width = g.box.width(), bottom = g.baseline() + kBelowBaseline * width;
    return {index, (g.box.x0 + g.box.x1) / 2, bottom - width, bottom, width};
}

// Turned by a quarter to the left, the right edge of the page is its top.
Box turned(const Box& box, double width) {
    return {box.y0, width - box.x1, box.y1, width - box.x0};
}

void lay(Glyphs& g, const Upright& letter, double width) {
    g.box = turned({g.box.x0, letter.top, g.box.x1, letter.bottom}, width);
    g.size = letter.width;
    const std::size_t points = code_points(g.text);
    g.edges.clear();
    for (std::size_t k = 0; k <= points; ++k) {
        const double part = static_cast<double>(k) / static_cast<double>(std::max<std::size_t>(points, 1));
        g.edges.push_back(static_cast<float>(g.box.x0 + g.box.width() * part));
    }
}

void append(Glyphs& word, Glyphs&& letter) {
    word.text += letter.text;
    word.box.x1 = std::max(word.box.x1, letter.box.x1);
    word.box.y0 = std::min(word.box.y0, letter.box.y0);
    word.box.y1 = std::max(word.box.y1, letter.box.y1);
    word.edges.pop_back();
    word.edges.insert(word.edges.end(), letter.edges.begin(), letter.edges.end());
    word.words.insert(word.words.end(), letter.words.begin(), letter.words.end());
    word.space_after = letter.space_after;
    if (word.link < 0) word.link = letter.link;
}

}  // namespace

bool turn_vertical_text(PageGlyphs& glyphs, const pdf::Page& page) {
    const auto points_of = [](const Glyphs& g) { return std::max<std::size_t>(g.edges.size(), 1) - 1; };
    // Text on its side that is read from top to bottom.
    const auto is_lying = [&](const Glyphs& g) {
        return !g.words.empty() && page.words.at(g.words.front()).rotation == 90;
    };
    std::size_t letters = 0, vertical = 0, alone = 0;
    for (const Glyphs& g : glyphs.shown) {
        letters += points_of(g);
        alone += points_of(g) == 1 && is_ideograph(g) ? 1 : 0;
    }
    for (const Glyphs& g : glyphs.turned) {
        letters += points_of(g);
        if (is_lying(g)) vertical += points_of(g);
    }
    const auto too_few = [&](std::size_t n) { return n < kFewestLetters || 2 * n < letters; };
    if (too_few(vertical + alone)) return false;
    // Columns: letters below each other with their middles on one line.
    std::vector<Upright> single;
    for (std::uint32_t i = 0; i < glyphs.shown.size(); ++i) {
        if (points_of(glyphs.shown[i]) <= 3 && glyphs.shown[i].box.width() > 0)
            single.push_back(upright(i, glyphs.shown[i]));
    }
    std::sort(single.begin(), single.end(), [](const Upright& a, const Upright& b) { return a.top < b.top; });
    std::vector<std::vector<Upright>> columns;
    std::map<double, std::size_t> open;  // middle -> the column that stands there and may go on
    for (const Upright& letter : single) {
        auto it = open.lower_bound(letter.middle - kSameColumn * letter.width);
        if (it != open.end() && it->first < letter.middle + kSameColumn * letter.width) {
            auto& column = columns[it->second];
            const Upright& last = column.back();
            const double width = std::min(last.width, letter.width);
            if (letter.top - last.bottom < kLetterGap * last.width && letter.top > last.top + 0.5 * width) {
                column.push_back(letter);
                continue;
            }
            open.erase(it);
        }
        open[letter.middle] = columns.size();
        columns.push_back({letter});
    }
    for (const auto& column : columns) {
        if (column.size() < 2) continue;
        for (const Upright& letter : column) vertical += points_of(glyphs.shown[letter.glyph]);
    }
    if (too_few(vertical)) return false;

    std::vector<Glyphs> lying;
    std::vector<bool> taken(glyphs.shown.size(), false);
    for (const auto& column : columns) {
        const Glyphs& first = glyphs.shown[column.front().glyph];
        // A single letter stands as well in a row as in a column; longer text by itself is a row.
        if (column.size() < 2 && !is_ideograph(first) && first.box.width() > kUprightWidth * first.size) continue;
        Glyphs word;
        for (const Upright& letter : column) {
            Glyphs g = std::move(glyphs.shown[letter.glyph]);
            taken[letter.glyph] = true;
            lay(g, letter, page.width);
            const bool joins = !word.text.empty() && word.role == Role::text && g.role == Role::text &&
                               word.font == g.font && std::abs(word.size - g.size) < 0.1 * g.size;
            if (joins) {
                append(word, std::move(g));
                continue;
            }
            if (!word.text.empty()) lying.push_back(std::move(word));
            word = std::move(g);
        }
        lying.push_back(std::move(word));
    }
    std::vector<Glyphs> rest;
    for (std::size_t i = 0; i < glyphs.shown.size(); ++i) {
        if (!taken[i]) rest.push_back(std::move(glyphs.shown[i]));
    }
    for (Glyphs& g : glyphs.turned) {
        if (!is_lying(g)) {
            rest.push_back(std::move(g));
            continue;
        }
        g.box = turned(g.box, page.width);
        lying.push_back(std::move(g));
    }
    glyphs.shown = std::move(lying);
    glyphs.turned = std::move(rest);
    return true;
}

}  // namespace cvextract::layout

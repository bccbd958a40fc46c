#include "layout/accents.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

constexpr double kTouching = 0.06;  // times the type size: pieces of one word

/// The combining accent that a spacing one stands for, 0 for none.
char32_t combining(char32_t mark) {
    switch (mark) {
        case ',':
            return 0x326;
        case 0xB8:
            return 0x327;
        case '`':
            return 0x300;
        case 0xB4:
            return 0x301;
        case '^':
        case 0x2C6:
            return 0x302;
        case '~':
        case 0x2DC:
            return 0x303;
        case 0xAF:
            return 0x304;
        case 0x2D8:
            return 0x306;
        case 0x2D9:
            return 0x307;
        case 0xA8:
            return 0x308;
        case 0xB0:
        case 0x2DA:
            return 0x30A;
        case 0x2DD:
            return 0x30B;
        case 0x2C7:
            return 0x30C;
        case 0x2DB:
            return 0x328;
        default:
            return (mark >= 0x300 && mark <= 0x331) ? mark : 0;
    }
}

void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

/// Letter and accent as one letter; empty where Unicode has none.
std::string composed(std::string_view letter, char32_t accent) {
    // Fonts of TeX give a dotless i or j below its accents.
    std::string both(letter == "\xC4\xB1" ? "i" : letter == "\xC8\xB7" ? "j" : letter);
    append(both, accent);
    both = to_nfc(both);
    return code_points(both) == 1 ? both : std::string();
}

/// Puts the accent on the letter of `g` that it stands over or under.
bool put_accent(Glyphs& g, const Glyphs& mark, char32_t accent) {
    const double middle = (mark.box.x0 + mark.box.x1) / 2;
    // Over the letter, and no higher or lower than an accent is: the boxes of one line overlap.
    if (std::min(g.box.y1, mark.box.y1) - std::max(g.box.y0, mark.box.y0) < 0.3 * mark.box.height()) return false;
    if (mark.size > 1.05 * g.size || g.role != Role::text) return false;
    for (std::size_t i = 0, k = 0; i < g.text.size() && k + 1 < g.edges.size(); ++k) {
        const std::size_t begin = i;
        const char32_t c = next_code_point(g.text, i);
        const double left = std::min(g.edges[k], g.edges[k + 1]), right = std::max(g.edges[k], g.edges[k + 1]);
        if (middle < left || middle > right || !is_letter(c)) continue;
        const std::string letter = composed(std::string_view(g.text).substr(begin, i - begin), accent);
        if (letter.empty()) continue;
        g.text.replace(begin, i - begin, letter);
        g.words.insert(g.words.end(), mark.words.begin(), mark.words.end());
        g.space_after = mark.space_after;
        return true;
    }
    return false;
}

bool touches(const Glyphs& a, const Glyphs& b) {
    return a.font == b.font && a.size == b.size && b.role == Role::text &&
           std::abs(a.baseline() - b.baseline()) < 0.05 * a.size && std::abs(b.box.x0 - a.box.x1) < kTouching * a.size;
}

void append_piece(Glyphs& g, const Glyphs& piece) {
    g.text += piece.text;
    g.box.x1 = piece.box.x1;
    g.box.y0 = std::min(g.box.y0, piece.box.y0);
    g.box.y1 = std::max(g.box.y1, piece.box.y1);
    g.words.insert(g.words.end(), piece.words.begin(), piece.words.end());
    g.space_after = piece.space_after;
    if (g.link < 0) g.link = piece.link;
    if (!g.edges.empty()) g.edges.pop_back();
    g.edges.insert(g.edges.end(), piece.edges.begin(), piece.edges.end());
}

}  // namespace

void join_accents(std::vector<Glyphs>& glyphs) {
    bool open = false;  // the last piece kept ended at an accent: what touches it goes on with it
    std::size_t kept = 0;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        Glyphs& g = glyphs[i];
        std::size_t end = 0;
        const char32_t mark = next_code_point(g.text, end);
        const char32_t accent = end == g.text.size() ? combining(mark) : 0;
        if (accent != 0 && kept > 0 && put_accent(glyphs[kept - 1], g, accent)) {
            open = true;
            continue;
        }
        // TeX draws the accent before its letter.
        if (accent != 0 && i + 1 < glyphs.size()) {
            Glyphs& next = glyphs[i + 1];
            const bool space = next.space_after;
            if (put_accent(next, g, accent)) {
                next.space_after = space;
                std::rotate(next.words.begin(), next.words.end() - std::ssize(g.words), next.words.end());
                open = true;
                continue;
            }
        }
        if (open && kept > 0 && touches(glyphs[kept - 1], g)) {
            append_piece(glyphs[kept - 1], g);
            open = false;
            continue;
        }
        open = false;
        if (kept != i) glyphs[kept] = std::move(g);
        ++kept;
    }
    glyphs.resize(kept);
}

}  // namespace cvextract::layout

#include "layout/glyphs.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "base/unicode.hpp"
#include "layout/logical_order.hpp"

namespace cvextract::layout {

namespace {

constexpr double kSmallestShown = 1.6;  // points; nobody reads smaller print

bool is_private(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

bool is_presentation_form(char32_t c) {
    return (c >= 0xFB00 && c <= 0xFDFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFE70 && c <= 0xFEFE) ||
           (c >= 0x2F00 && c <= 0x2FDF);
}

bool is_dropped(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0xFFFE || c == 0x200B || c == 0x200E ||
           c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFE0F || c == 0xFE0E;
}

bool is_bullet_glyph(char32_t c) {
    switch (c) {
        case 0x2022:
        case 0x2023:
        case 0x2043:
        case 0x204C:
        case 0x204D:
        case 0x2219:
        case 0x22C4:
        case 0x22C5:
        case 0x25A0:
        case 0x25A1:
        case 0x25AA:
        case 0x25AB:
        case 0x25B6:
        case 0x25B8:
        case 0x25BA:
        case 0x25BB:
        case 0x25C6:
        case 0x25C7:
        case 0x25C8:
        case 0x25CB:
        case 0x25CF:
        case 0x25D8:
        case 0x25E6:
        case 0x2605:
        case 0x2606:
        case 0x2666:
        case 0x2713:
        case 0x2714:
        case 0x271A:
        case 0x2726:
        case 0x2756:
        case 0x2794:
        case 0x279C:
        case 0x27A2:
        case 0x27A4:
        case 0x2B25:
        case 0x2B1D:
        case 0xB7:
        case 0xF0A7:
        case 0xF0B7:
        case 0xF0D8:
        case 0xF076:
        case 0xF0FC:
        case 0xF06E:
        case 0xF0A8:
        case 0x2981:
        case 0x26AB:
        case 0x26AC:
        case 0x2027:
        case 0x30FB:
        case 0x29BF:
            return true;
        default:
            return false;
    }
}

// Dashes and stars are bullets where they stand alone.
bool is_dash(char32_t c) {
    return c == '-' || c == '*' || c == 0x2013 || c == 0x2014 || c == 0x2012 || c == 0x2212 || c == '>' ||
           c == 0x203A || c == 0xBB;
}

Icon icon_of(char32_t c) {
    // Code points of Font Awesome 4 to 6, whose glyphs most CV templates use.
    switch (c) {
        case 0xF095:
        case 0xF098:
        case 0xF10B:
        case 0xF3CD:
        case 0xF879:
        case 0xF3CE:
        case 0xF2A0:
        case 0x260E:
        case 0x2706:
        case 0x1F4DE:
        case 0x1F4F1:
        case 0x1F4F2:
        case 0x1F57F:
        case 0xE0CD:
            return Icon::phone;
        case 0xF0E0:
        case 0xF003:
        case 0xF2B6:
        case 0xF1FA:
        case 0x2709:
        case 0x1F4E7:
        case 0x1F4E8:
        case 0x1F582:
        case 0xE0BE:
            return Icon::mail;
        case 0xF015:
        case 0xF0AC:
        case 0xF57D:
        case 0xF57E:
        case 0x1F310:
        case 0x1F3E0:
            return Icon::home;
        case 0xF0C1:
        case 0xF35D:
        case 0xF08E:
        case 0xF14C:
        case 0x1F517:
            return Icon::link;
        case 0xF041:
        case 0xF3C5:
        case 0xF276:
        case 0xF279:
        case 0xF601:
        case 0x1F4CD:
        case 0x1F3E2:
        case 0xE0C8:
            return Icon::location;
        case 0xF09B:
        case 0xF092:
        case 0xF113:
            return Icon::github;
        case 0xF296:
            return Icon::gitlab;
        case 0xF0E1:
        case 0xF08C:
            return Icon::linkedin;
        case 0xF8D2:
            return Icon::orcid;
        case 0xF099:
        case 0xF081:
        case 0xE61B:
            return Icon::twitter;
        case 0xF133:
        case 0xF073:
        case 0x1F4C5:
        case 0x1F4C6:
            return Icon::calendar;
        case 0xF1FD:
        case 0x1F382:
            return Icon::birthday;
        default:
            return Icon::other;
    }
}

// NFC, with the compatibility forms that only typesetting makes (ligatures, Arabic contextual forms) resolved.
std::string clean(std::string_view text) {
    bool plain = true;
    for (const char c : text)
        plain = plain && static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F;
    if (plain) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const char32_t c = next_code_point(text, i);
        if (is_dropped(c)) continue;
        if (is_presentation_form(c) && U_SUCCESS(status)) {
            icu::UnicodeString form = nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
            form.toUTF8String(out);
        } else {
            out.append(text.substr(begin, i - begin));
        }
    }
    return to_nfc(out);
}

// Text in reading order, cleaned, with the edges of its code points.
void set_text(Glyphs& g, const pdf::Page& page, const pdf::Word& word) {
    std::string text = word.text;
    const std::size_t given = std::size_t{word.first_edge} + word.code_points + 1;
    if (given <= page.edges.size())
        g.edges.assign(page.edges.begin() + word.first_edge, page.edges.begin() + static_cast<std::ptrdiff_t>(given));
    const bool turned = to_logical_order(text, g.edges);
    g.text = clean(text);
    const std::size_t points = code_points(g.text);
    if (g.edges.size() == points + 1) return;
    // Where cleaning changed the number of code points, the width is shared out evenly.
    g.edges.clear();
    for (std::size_t i = 0; i <= points; ++i) {
        const double part = static_cast<double>(i) / static_cast<double>(std::max<std::size_t>(points, 1));
        g.edges.push_back(
            static_cast<float>(turned ? g.box.x1 - g.box.width() * part : g.box.x0 + g.box.width() * part));
    }
}

// Some fonts map their hyphen to U+00AD, which is otherwise the mark of a possible break: one that has a width and does
// not end its word is a hyphen that the page shows.
void show_soft_hyphens(Glyphs& g) {
    constexpr double kLeastWidth = 0.05;  // of the size
    if (g.text.find("\xC2\xAD") == std::string::npos) return;
    std::string out;
    std::size_t point = 0;
    for (std::size_t i = 0; i < g.text.size(); ++point) {
        const std::size_t begin = i;
        const char32_t c = next_code_point(g.text, i);
        const bool inside = i < g.text.size() || begin == 0;
        const bool wide = point + 1 < g.edges.size() &&
                          std::abs(static_cast<double>(g.edges[point + 1] - g.edges[point])) > kLeastWidth * g.size;
        if (c == 0xAD && inside && wide) {
            out += '-';
        } else {
            out.append(g.text, begin, i - begin);
        }
    }
    g.text = std::move(out);
}

}  // namespace

bool is_bullet_text(std::string_view text) {
    if (text.empty() || text.size() > 6) return false;
    std::size_t i = 0;
    const char32_t first = next_code_point(text, i);
    if (i == text.size()) return is_bullet_glyph(first) || is_dash(first);
    // "[12]", "(3)", "12.", "3)", "(a)"
    const bool open = first == '[' || first == '(';
    std::size_t at = open ? 1 : 0, digits = 0, letters = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at, ++digits;
    if (digits == 0 && at < text.size() && text[at] >= 'a' && text[at] <= 'z') ++at, ++letters;
    if (digits + letters == 0 || digits > 3 || at + 1 != text.size()) return false;
    const char close = text[at];
    if (open) return (first == '[' && close == ']') || (first == '(' && close == ')');
    return digits > 0 ? (close == '.' || close == ')') && digits <= 3 : close == ')';
}

PageGlyphs clean_words(const pdf::Document& pdf, const pdf::Page& page) {
    PageGlyphs out;
    for (std::uint32_t w = 0; w < page.words.size(); ++w) {
        const pdf::Word& word = page.words[w];
        Glyphs g;
        g.box = word.box;
        g.font = word.font;
        g.size = word.size > 0 ? word.size : word.box.height();
        g.link = word.link;
        g.space_after = word.space_after;
        g.words = {w};
        set_text(g, page, word);
        if (g.text.empty()) continue;
        show_soft_hyphens(g);
        const bool outside =
            word.box.x1 <= 0 || word.box.y1 <= 0 || word.box.x0 >= page.width || word.box.y0 >= page.height;
        if (outside || word.hidden || g.size < kSmallestShown) {
            out.hidden.push_back(std::move(g));
            continue;
        }
        std::size_t first_end = 0;
        const char32_t first = next_code_point(g.text, first_end);
        const bool symbol = word.font < pdf.fonts.size() && pdf.fonts[word.font].symbol;
        const bool alone = first_end == g.text.size();
        if (is_bullet_glyph(first) && alone) {
            g.role = Role::bullet;
        } else if (is_private(first) || (symbol && alone) || icon_of(first) != Icon::other) {
            if (alone || is_private(first)) {
                g.role = Role::icon;
                g.icon = icon_of(first);
            }
        } else if (first == 0xFFFD && alone) {
            g.role = Role::ornament;
        }
        if (word.rotation == 90 || word.rotation == 270) {
            out.turned.push_back(std::move(g));
            continue;
        }
        if ((is_bullet_glyph(first) || (g.role == Role::icon && !alone)) && !alone && g.edges.size() >= 2) {
            // A marker glued to its text.
            Glyphs mark = g, rest = g;
            mark.text = g.text.substr(0, first_end);
            mark.role = is_bullet_glyph(first) ? Role::bullet : Role::icon;
            mark.icon = g.icon;
            mark.box.x1 = g.edges[1];
            mark.edges = {g.edges[0], g.edges[1]};
            mark.words.clear();
            rest.role = Role::text;
            rest.icon = Icon::none;
            rest.text = g.text.substr(first_end);
            rest.box.x0 = g.edges[1];
            rest.edges.erase(rest.edges.begin());
            out.shown.push_back(std::move(mark));
            g = std::move(rest);
        }
        out.shown.push_back(std::move(g));
    }
    return out;
}

}  // namespace cvextract::layout

#include "layout/logical_order.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

enum class Class : unsigned char { right, left, number, separator, mark, neutral };

Class class_of(char32_t c) {
    switch (u_charDirection(static_cast<UChar32>(c))) {
        case U_RIGHT_TO_LEFT:
        case U_RIGHT_TO_LEFT_ARABIC:
            return Class::right;
        case U_LEFT_TO_RIGHT:
            return Class::left;
        case U_EUROPEAN_NUMBER:
        case U_ARABIC_NUMBER:
            return Class::number;
        case U_EUROPEAN_NUMBER_SEPARATOR:
        case U_EUROPEAN_NUMBER_TERMINATOR:
        case U_COMMON_NUMBER_SEPARATOR:
            return Class::separator;
        case U_DIR_NON_SPACING_MARK:
            return Class::mark;
        default:
            return Class::neutral;
    }
}

struct Cluster {
    std::string text;
    Class kind = Class::neutral;
    std::vector<float> ends;  // right edges of its code points
    float begin = 0;
};

// The ligature of lam and alef is one glyph that stands for two letters. Poppler gives them in logical order and shares
// its width out evenly; set in visual order like the other letters they come out right when all are turned.
void part_ligatures(std::vector<Cluster>& clusters) {
    const auto width = [&](std::size_t k) { return std::abs(clusters[k].ends.back() - clusters[k].begin); };
    const auto same = [&](std::size_t a, std::size_t b) { return std::abs(width(a) - width(b)) < 0.01F * width(a); };
    constexpr std::string_view kLam = "\xD9\x84";
    constexpr std::string_view kAlefs[] = {"\xD8\xA7", "\xD8\xA2", "\xD8\xA3", "\xD8\xA5"};
    std::size_t equal = 0;
    for (std::size_t k = 0; k + 1 < clusters.size(); ++k) equal += same(k, k + 1) ? 1 : 0;
    // Typewriter faces tell nothing.
    if (clusters.size() > 3 && 2 * equal >= clusters.size()) return;
    for (std::size_t k = 0; k + 1 < clusters.size(); ++k) {
        const bool alef = std::find(std::begin(kAlefs), std::end(kAlefs), clusters[k + 1].text) != std::end(kAlefs);
        if (clusters[k].text != kLam || !alef || width(k) <= 0 || !same(k, k + 1)) continue;
        std::swap(clusters[k].text, clusters[k + 1].text);
        ++k;
    }
}

}  // namespace

bool to_logical_order(std::string& text, std::vector<float>& edges) {
    // Right-to-left letters begin at U+0590, in UTF-8 at the byte D6.
    if (std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6; }))
        return false;
    std::vector<Cluster> clusters;
    bool right = false;
    std::size_t point = 0;
    for (std::size_t i = 0; i < text.size(); ++point) {
        const std::size_t begin = i;
        const char32_t c = next_code_point(text, i);
        const Class kind = class_of(c);
        right = right || kind == Class::right;
        if (kind != Class::mark || clusters.empty())
            clusters.push_back({{}, kind, {}, point < edges.size() ? edges[point] : 0});
        clusters.back().text.append(text, begin, i - begin);
        clusters.back().ends.push_back(point + 1 < edges.size() ? edges[point + 1] : 0);
    }
    if (!right) return false;
    part_ligatures(clusters);
    std::reverse(clusters.begin(), clusters.end());
    // Runs of Latin letters and numbers, with what stands between two of them, are read from left to right.
    const auto forward = [&](std::size_t k) {
        return clusters[k].kind == Class::left || clusters[k].kind == Class::number;
    };
    for (std::size_t i = 0; i < clusters.size();) {
        if (!forward(i)) {
            ++i;
            continue;
        }
        std::size_t last = i;
        for (std::size_t k = i; k < clusters.size() && clusters[k].kind != Class::right; ++k) {
            if (forward(k)) last = k;
        }
        std::reverse(clusters.begin() + static_cast<std::ptrdiff_t>(i),
                     clusters.begin() + static_cast<std::ptrdiff_t>(last + 1));
        i = last + 1;
    }
    text.clear();
    std::vector<float> turned;
    for (const Cluster& cluster : clusters) {
        text += cluster.text;
        // Each code point's own outer edge first: boxes are taken by the smallest and the largest of them.
        turned.push_back(cluster.kind == Class::right || cluster.kind == Class::neutral ? cluster.ends.back()
                                                                                        : cluster.begin);
        for (std::size_t k = 1; k < cluster.ends.size(); ++k) turned.push_back(cluster.begin);
    }
    if (!clusters.empty())
        turned.push_back(clusters.back().kind == Class::right || clusters.back().kind == Class::neutral
                             ? clusters.back().begin
                             : clusters.back().ends.back());
    if (edges.size() == turned.size()) edges = std::move(turned);
    return true;
}

}  // namespace cvextract::layout

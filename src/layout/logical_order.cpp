#include "layout/logical_order.hpp"

#include <unicode/uchar.h>

#include <algorithm>

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

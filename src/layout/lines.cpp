#include "layout/lines.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

Box united(const Box& a, const Box& b) {
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

/// +1 for a right-to-left letter, -1 for a left-to-right one, 0 for neither.
int direction(char32_t c) {
    switch (u_charDirection(static_cast<UChar32>(c))) {
        case U_RIGHT_TO_LEFT:
        case U_RIGHT_TO_LEFT_ARABIC:
            return 1;
        case U_LEFT_TO_RIGHT:
            return -1;
        default:
            return 0;
    }
}

int direction(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        if (const int d = direction(next_code_point(text, i)); d != 0) return d;
    }
    return 0;
}

}  // namespace

std::vector<RawLine> group_lines(const Region& region, const std::vector<Segment>& segments,
                                 const std::vector<Glyphs>& glyphs) {
    std::vector<std::uint32_t> order = region.segments;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return segments[a].baseline != segments[b].baseline ? segments[a].baseline < segments[b].baseline
                                                            : segments[a].box.x0 < segments[b].box.x0;
    });
    struct Open {
        RawLine line;
        double baseline;
        std::vector<Box> small;  ///< what stands beside larger type in it
    };
    std::vector<Open> lines;
    std::vector<std::uint32_t> small;
    for (const std::uint32_t id : order) {
        const Segment& s = segments[id];
        bool placed = false;
        // The last few lines only: segments come by baseline.
        for (std::size_t back = 0; back < std::min<std::size_t>(lines.size(), 3) && !placed; ++back) {
            Open& open = lines[lines.size() - 1 - back];
            const double d = s.baseline - open.baseline, size = std::min(s.size, open.line.size);
            const double overlap = std::min(s.box.y1, open.line.box.y1) - std::max(s.box.y0, open.line.box.y0);
            const bool same = d < 0.3 * size;
            // What stands below other small print beside a large name is a line of its own.
            const bool stacked =
                std::any_of(open.small.end() - std::min<std::ptrdiff_t>(std::ssize(open.small), 8), open.small.end(),
                            [&](const Box& box) { return s.box.x0 < box.x1 - 1 && s.box.x1 > box.x0 + 1; });
            if (stacked) continue;
            // Raised or lowered small print next to the line's text.
            const bool script = overlap > 0.5 * std::min(s.box.height(), open.line.box.height()) &&
                                (s.size < 0.82 * open.line.size || open.line.size < 0.82 * s.size) &&
                                d < 0.6 * std::max(s.size, open.line.size);
            const bool beside = s.box.x0 > open.line.box.x1 - 1 || s.box.x1 < open.line.box.x0 + 1 || script;
            if (!(same || script) || !beside) {
                if (!same) continue;
            }
            open.line.glyphs.insert(open.line.glyphs.end(), s.glyphs.begin(), s.glyphs.end());
            if (s.size < 0.82 * open.line.size) open.small.push_back(s.box);
            if (open.line.size < 0.82 * s.size) open.small.push_back(open.line.box);
            open.line.box = united(open.line.box, s.box);
            if (s.size > open.line.size) open.baseline = s.baseline;
            open.line.size = std::max(open.line.size, s.size);
            placed = true;
        }
        if (!placed) lines.push_back({{s.glyphs, s.box, s.size}, s.baseline, {}});
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Open& a, const Open& b) { return a.baseline < b.baseline; });
    std::vector<RawLine> out;
    for (Open& open : lines) {
        auto& g = open.line.glyphs;
        std::stable_sort(g.begin(), g.end(), [&](auto a, auto b) { return glyphs[a].box.x0 < glyphs[b].box.x0; });
        out.push_back(std::move(open.line));
    }
    return out;
}

void join_letter_spaced(RawLine& line, std::vector<Glyphs>& glyphs) {
    const auto& ids = line.glyphs;
    std::size_t single = 0, letters = 0;
    for (const std::uint32_t id : ids) {
        const std::string& text = glyphs[id].text;
        const std::size_t n = code_points(text);
        std::size_t i = 0;
        const char32_t c = next_code_point(text, i);
        if (!is_letter(c) || is_unspaced(c)) continue;
        letters += n;
        single += n == 1 ? 1 : 0;
    }
    // Most letters stand alone; "J. R. R." or "a b c" in a sentence do not qualify.
    if (single < 3 || 2 * single < letters) return;
    std::vector<double> gaps;
    for (std::size_t i = 1; i < ids.size(); ++i) gaps.push_back(glyphs[ids[i]].box.x0 - glyphs[ids[i - 1]].box.x1);
    if (gaps.empty()) return;
    std::vector<double> sorted = gaps;
    std::sort(sorted.begin(), sorted.end());
    // The widest relative step between neighbouring gap sizes parts letter gaps from word gaps.
    double limit = sorted.back() + 1, step = 1.45;
    for (std::size_t i = sorted.size() / 3; i + 1 < sorted.size(); ++i) {
        const double ratio = (sorted[i + 1] + 0.3) / (std::max(sorted[i], 0.0) + 0.3);
        if (ratio > step) {
            step = ratio;
            limit = (sorted[i] + sorted[i + 1]) / 2;
        }
    }
    const double size = line.size;
    if (limit > 1.5 * size) limit = std::min(limit, 1.5 * size);
    std::vector<std::uint32_t> joined;
    for (std::size_t i = 0; i < ids.size();) {
        std::size_t j = i + 1;
        while (j < ids.size() && gaps[j - 1] < limit && glyphs[ids[j]].role == Role::text &&
               glyphs[ids[i]].role == Role::text && glyphs[ids[j]].font == glyphs[ids[i]].font)
            ++j;
        if (j == i + 1) {
            joined.push_back(ids[i]);
        } else {
            Glyphs word = glyphs[ids[i]];
            for (std::size_t k = i + 1; k < j; ++k) {
                const Glyphs& g = glyphs[ids[k]];
                word.text += g.text;
                word.box = united(word.box, g.box);
                word.words.insert(word.words.end(), g.words.begin(), g.words.end());
                word.edges.pop_back();
                word.edges.insert(word.edges.end(), g.edges.begin(), g.edges.end());
                word.space_after = g.space_after;
                if (word.link < 0) word.link = g.link;
            }
            joined.push_back(static_cast<std::uint32_t>(glyphs.size()));
            glyphs.push_back(std::move(word));
        }
        i = j;
    }
    line.glyphs = std::move(joined);
}

bool order_right_to_left(RawLine& line, const std::vector<Glyphs>& glyphs) {
    int balance = 0;
    std::vector<int> directions;
    for (const std::uint32_t id : line.glyphs) {
        directions.push_back(direction(glyphs[id].text));
        balance += directions.back();
    }
    if (std::none_of(directions.begin(), directions.end(), [](int d) { return d > 0; })) return false;
    const bool right_to_left = balance >= 0;
    auto& ids = line.glyphs;
    if (right_to_left) {
        std::reverse(ids.begin(), ids.end());
        std::reverse(directions.begin(), directions.end());
    }
    // Runs of the other direction keep their own order; numbers and marks between two of them go with them.
    const int other = right_to_left ? -1 : 1;
    for (std::size_t i = 0; i < ids.size();) {
        if (directions[i] != other) {
            ++i;
            continue;
        }
        std::size_t end = i + 1, last = i;
        while (end < ids.size() && directions[end] != -other) {
            if (directions[end] == other) last = end;
            ++end;
        }
        std::reverse(ids.begin() + static_cast<std::ptrdiff_t>(i), ids.begin() + static_cast<std::ptrdiff_t>(last + 1));
        i = last + 1;
    }
    return right_to_left;
}

}  // namespace cvextract::layout

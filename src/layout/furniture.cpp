#include "layout/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

constexpr std::size_t kEdgeRows = 3;  // rows at each edge of a page that may be furniture
constexpr double kSameHeight = 4;     // points

struct Row {
    double baseline = 0;
    std::vector<std::uint32_t> segments;
    std::string key;  // text with every number as one '#'
    bool number_only = false;
};

std::string key_of(const std::vector<std::uint32_t>& ids, const std::vector<Segment>& segments,
                   const std::vector<Glyphs>& glyphs) {
    std::string out;
    for (const std::uint32_t id : ids) {
        for (const std::uint32_t g : segments[id].glyphs) {
            const std::string& text = glyphs[g].text;
            for (std::size_t i = 0; i < text.size();) {
                const std::size_t begin = i;
                const char32_t c = next_code_point(text, i);
                if (is_digit(c)) {
                    if (out.empty() || out.back() != '#') out += '#';
                } else {
                    out.append(text, begin, i - begin);
                }
            }
        }
    }
    return out;
}

// "3", "3/5", "- 3 -", "Page 3 of 5": a number, and no more letters than a word or two.
bool is_page_number(const std::string& key) {
    const auto numbers = std::count(key.begin(), key.end(), '#');
    if (numbers < 1 || numbers > 2) return false;
    std::size_t letters = 0, others = 0;
    for (std::size_t i = 0; i < key.size();) {
        const char32_t c = next_code_point(key, i);
        if (c == '#') continue;
        is_letter(c) ? ++letters : ++others;
    }
    return letters == 0 ? others <= 3 : numbers == 2 && letters <= 8 && others <= 2;
}

std::vector<Row> rows_of(const PageSegments& page, const std::vector<Glyphs>& glyphs) {
    std::vector<Row> rows;
    std::vector<std::uint32_t> order(page.segments->size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return (*page.segments)[a].baseline < (*page.segments)[b].baseline; });
    for (const std::uint32_t id : order) {
        const Segment& s = (*page.segments)[id];
        if (rows.empty() || s.baseline - rows.back().baseline > 0.4 * s.size)
            rows.push_back({s.baseline, {}, {}, false});
        rows.back().segments.push_back(id);
    }
    for (Row& row : rows) {
        std::sort(row.segments.begin(), row.segments.end(),
                  [&](auto a, auto b) { return (*page.segments)[a].box.x0 < (*page.segments)[b].box.x0; });
        row.key = key_of(row.segments, *page.segments, glyphs);
        row.number_only = is_page_number(row.key);
    }
    return rows;
}

}  // namespace

std::vector<std::vector<bool>> find_furniture(const std::vector<PageSegments>& pages,
                                              const std::vector<const std::vector<Glyphs>*>& glyphs) {
    std::vector<std::vector<bool>> out;
    std::vector<std::vector<Row>> rows;
    // key -> heights at which it stands, over all pages
    std::map<std::string, std::vector<std::pair<std::size_t, double>>> seen;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        out.emplace_back(pages[p].segments->size(), false);
        rows.push_back(rows_of(pages[p], *glyphs[p]));
        const auto& r = rows.back();
        for (std::size_t i = 0; i < r.size(); ++i) {
            if (i < kEdgeRows || i + kEdgeRows >= r.size()) seen[r[i].key].emplace_back(p, r[i].baseline);
        }
    }
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const auto& r = rows[p];
        const auto repeated = [&](const Row& row) {
            const auto& places = seen[row.key];
            return row.key.size() > 1 && std::any_of(places.begin(), places.end(), [&](const auto& place) {
                       return place.first != p && std::abs(place.second - row.baseline) < kSameHeight;
                   });
        };
        const auto mark = [&](const Row& row) {
            for (const std::uint32_t id : row.segments) out[p][id] = true;
        };
        // From the edges inwards, so that nothing of the body is taken.
        for (std::size_t i = 0; i < std::min(kEdgeRows, r.size()); ++i) {
            const bool edge = r[i].baseline < 0.14 * pages[p].height;
            if (!edge || !(repeated(r[i]) || (r[i].number_only && p > 0))) break;
            mark(r[i]);
        }
        for (std::size_t i = 0; i < std::min(kEdgeRows, r.size()); ++i) {
            const Row& row = r[r.size() - 1 - i];
            const bool edge = row.baseline > 0.88 * pages[p].height;
            if (!edge || !(repeated(row) || row.number_only)) break;
            mark(row);
        }
    }
    return out;
}

}  // namespace cvextract::layout

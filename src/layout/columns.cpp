#include "layout/columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

constexpr double kWideGap = 1.0;         // times the type size: more than a justified line's spaces
constexpr double kSameBaseline = 0.3;    // times the type size
constexpr double kNarrowestStrip = 6;    // points
constexpr double kGridStep = 2;          // points between candidate gutters
constexpr std::size_t kFewestLines = 4;  // on each side of a gutter
constexpr int kDeepest = 3;
constexpr double kBlockLeading = 1.75;  // times the type size
constexpr double kSharp = 1.5;          // points; baselines that are meant to be one
constexpr double kMarginWidth = 0.32;   // of the region
constexpr double kLowestBand = 40;      // points
constexpr double kLowest = 110;         // points; of columns in the middle of a page
constexpr double kKnownFirst = 1000;    // score that no page reaches by its lines
constexpr double kHeaderBottom = 200;   // points from the top of a page

Box united(const Box& a, const Box& b) {
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

/// Lines of one side of a candidate gutter: segments on one baseline together.
struct SideLine {
    double baseline, size;
    Box box;
    std::uint32_t first, last;  // segments
};

struct Candidate {
    double x = 0, top = 0, bottom = 0, strip = 0;
    double score = 0;
};

class Splitter {
  public:
    Splitter(const std::vector<Segment>& segments, const std::vector<Glyphs>& glyphs, const std::vector<double>& known,
             bool right_to_left)
        : segments_(segments), glyphs_(glyphs), known_(known), right_to_left_(right_to_left) {
        for (const Segment& s : segments) largest_ = std::max(largest_, s.size);
    }

    void split(std::vector<std::uint32_t> ids, int depth, Region::Place place, double gutter,
               std::vector<Region>& out) const;

  private:
    [[nodiscard]] Candidate best_gutter(const std::vector<std::uint32_t>& ids, std::vector<Margin>& margins) const;
    [[nodiscard]] double judge(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right,
                               double x, std::vector<Margin>& margins) const;
    void trim(std::vector<std::uint32_t>& left, std::vector<std::uint32_t>& right, bool cut_below) const;
    [[nodiscard]] std::vector<SideLine> side_lines(std::vector<std::uint32_t> ids) const;
    [[nodiscard]] std::size_t flows(const std::vector<SideLine>& lines) const;
    [[nodiscard]] bool starts_lower(const Segment& segment) const {
        const std::string& text = glyphs_[segment.glyphs.front()].text;
        std::size_t i = 0;
        return !text.empty() && is_lower(next_code_point(text, i));
    }
    const std::vector<Segment>& segments_;
    const std::vector<Glyphs>& glyphs_;
    const std::vector<double>& known_;
    bool right_to_left_;
    double largest_ = 0;  // type size on the page
};

std::vector<SideLine> Splitter::side_lines(std::vector<std::uint32_t> ids) const {
    std::sort(ids.begin(), ids.end(), [&](auto a, auto b) { return segments_[a].baseline < segments_[b].baseline; });
    std::vector<SideLine> out;
    for (const std::uint32_t id : ids) {
        const Segment& s = segments_[id];
        if (!out.empty() && s.baseline - out.back().baseline < kSameBaseline * std::min(s.size, out.back().size)) {
            SideLine& line = out.back();
            if (s.box.x0 < segments_[line.first].box.x0) line.first = id;
            if (s.box.x1 > segments_[line.last].box.x1) line.last = id;
            line.box = united(line.box, s.box);
            line.size = std::max(line.size, s.size);
        } else {
            out.push_back({s.baseline, s.size, s.box, id, id});
        }
    }
    return out;
}

// Lines whose text goes on in the next line of the same side: wide, and the next begins in lower case at the same edge.
std::size_t Splitter::flows(const std::vector<SideLine>& lines) const {
    double right = 0, left = std::numeric_limits<double>::infinity();
    for (const SideLine& line : lines) {
        right = std::max(right, line.box.x1);
        left = std::min(left, line.box.x0);
    }
    std::size_t n = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const bool wide = lines[i].box.x1 > left + 0.7 * (right - left);
        const bool close = lines[i + 1].baseline - lines[i].baseline < 2 * lines[i].size;
        if (wide && close && starts_lower(segments_[lines[i + 1].first])) ++n;
    }
    return n;
}

// Blocks of lines set closely below each other: [begin, end) in `lines`.
std::vector<std::pair<std::size_t, std::size_t>> blocks_of(const std::vector<SideLine>& lines) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool close = i > 0 && lines[i].baseline - lines[i - 1].baseline <
                                        kBlockLeading * std::max(lines[i].size, lines[i - 1].size);
        if (close) {
            out.back().second = i + 1;
        } else {
            out.emplace_back(i, i + 1);
        }
    }
    return out;
}

// Whether `side` is a margin of cells that belong to lines of `text`: nearly every block begins on the baseline of a
// line of the text, or is centred with a block of it.
bool is_margin(const std::vector<SideLine>& side, const std::vector<SideLine>& text) {
    const auto blocks = blocks_of(side), others = blocks_of(text);
    if (blocks.size() < 2 || side.size() > 4 * blocks.size()) return false;
    std::size_t attached = 0;
    for (const auto& [begin, end] : blocks) {
        const SideLine &first = side[begin], &last = side[end - 1];
        const auto it = std::lower_bound(text.begin(), text.end(), first.baseline - kSharp,
                                         [](const SideLine& line, double y) { return line.baseline < y; });
        const bool starts = it != text.end() && it->baseline < first.baseline + kSharp;
        const double middle = (first.box.y0 + last.box.y1) / 2;
        const auto other = std::lower_bound(others.begin(), others.end(), middle, [&](const auto& block, double y) {
            return text[block.second - 1].box.y1 < y;
        });
        const bool centred =
            other != others.end() &&
            std::abs((text[other->first].box.y0 + text[other->second - 1].box.y1) / 2 - middle) < 1.5 * kSharp;
        attached += starts || centred ? 1 : 0;
    }
    return attached == blocks.size() || (blocks.size() >= 5 && 10 * attached >= 8 * blocks.size());
}

// Whether entries stand below each other whose parts are set in two columns each: nearly every block at the right
// begins on a line of the left side, most of them with a block there.
bool is_grid(const std::vector<SideLine>& left, const std::vector<SideLine>& right) {
    const auto blocks = blocks_of(right), others = blocks_of(left);
    if (blocks.size() < 4 || others.size() < 3) return false;
    const auto near = [](double y) {
        return [y](const SideLine& line) { return std::abs(line.baseline - y) < 2 * kSharp; };
    };
    std::size_t on_line = 0, on_start = 0, o = 0;
    for (const auto& block : blocks) {
        const double y = right[block.first].baseline;
        while (o + 1 < others.size() && left[others[o].second - 1].baseline < y - 2 * kSharp) ++o;
        const auto begin = left.begin() + static_cast<std::ptrdiff_t>(others[o].first);
        const auto end = left.begin() + static_cast<std::ptrdiff_t>(others[o].second);
        on_line += std::any_of(begin, end, near(y)) ? 1 : 0;
        on_start += near(y)(*begin) ? 1 : 0;
    }
    return 10 * on_line >= 9 * blocks.size() && 2 * on_start >= blocks.size();
}

// How surely the two sides are columns of their own: 0 for not at all.
double Splitter::judge(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right, double x,
                       std::vector<Margin>& margins) const {
    const auto l = side_lines(left), r = side_lines(right);
    if (l.empty() || r.empty()) return 0;
    Box lb = l[0].box, rb = r[0].box;
    for (const SideLine& line : l) lb = united(lb, line.box);
    for (const SideLine& line : r) rb = united(rb, line.box);
    const Box all = united(lb, rb);
    for (const bool on_left : {true, false}) {
        const auto &side = on_left ? l : r, &text = on_left ? r : l;
        const bool narrow = (on_left ? lb : rb).width() < kMarginWidth * all.width();
        if (narrow && side.size() < text.size() && is_margin(side, text)) {
            margins.push_back({x, all.y0, all.y1, on_left, false});
            return 0;
        }
    }
    const auto only_icons = [&](const std::vector<std::uint32_t>& ids) {
        return std::all_of(ids.begin(), ids.end(), [&](auto id) {
            return std::all_of(segments_[id].glyphs.begin(), segments_[id].glyphs.end(), [&](auto g) {
                return glyphs_[g].role == Role::icon || glyphs_[g].role == Role::bullet;
            });
        });
    };
    if (only_icons(left) || only_icons(right)) return 0;
    const bool known = std::any_of(known_.begin(), known_.end(), [&](double k) { return std::abs(k - x) < 12; });
    if (!known && is_grid(l, r)) {
        margins.push_back({x, all.y0, all.y1, false, true});
        return 0;
    }
    const bool header = all.y1 < kHeaderBottom;
    const std::size_t fewest = known ? 1 : header ? 2 : kFewestLines;
    if (l.size() < fewest || r.size() < fewest) return 0;
    std::size_t shared = 0, conflicts = 0;
    for (std::size_t i = 0, j = 0; i < l.size() && j < r.size();) {
        const double d = l[i].baseline - r[j].baseline, same = kSameBaseline * std::min(l[i].size, r[j].size);
        if (std::abs(d) < same) {
            ++shared, ++i, ++j;
        } else {
            // Lines that stand beside each other without a common baseline cannot be one row.
            const double overlap = std::min(l[i].box.y1, r[j].box.y1) - std::max(l[i].box.y0, r[j].box.y0);
            conflicts += overlap > 0.2 * std::min(l[i].size, r[j].size) ? 1 : 0;
            d < 0 ? ++i : ++j;
        }
    }
    const std::size_t alone_l = l.size() - shared, alone_r = r.size() - shared;
    const double part_l = static_cast<double>(alone_l) / static_cast<double>(l.size());
    const double part_r = static_cast<double>(alone_r) / static_cast<double>(r.size());
    const std::size_t flow_l = flows(l), flow_r = flows(r);
    const bool drift = alone_l >= 3 && alone_r >= 3 && part_l >= 0.2 && part_r >= 0.2 && conflicts >= 2;
    const bool both_flow = flow_l >= 2 && flow_r >= 2;
    const std::size_t flow_narrow = lb.width() < rb.width() ? flow_l : flow_r;
    const bool known_drift = known && (alone_l + alone_r >= 1) && (conflicts >= 1 || shared == 0 || flow_narrow >= 1);
    // A name and its headline beside a block of contact data.
    const bool named = std::any_of(l.begin(), l.end(), [&](const SideLine& line) { return line.size >= largest_; }) ||
                       std::any_of(r.begin(), r.end(), [&](const SideLine& line) { return line.size >= largest_; });
    const bool one_block = blocks_of(l).size() == 1 && blocks_of(r).size() == 1 && std::max(alone_l, alone_r) >= 2;
    const bool beside = header && named && conflicts >= 1 && (one_block || (conflicts >= 2 && conflicts > shared));
    if (!drift && !both_flow && !known_drift && !beside) return 0;
    // A short piece in the middle of a page is a table with cells of several lines.
    const bool low = all.y1 - all.y0 < kLowest && all.y0 > kHeaderBottom && flow_l + flow_r < 2 && !known;
    if (low) return 0;
    return static_cast<double>(l.size() + r.size()) * (0.5 + std::min(part_l, part_r)) +
           2.0 * static_cast<double>(std::min(flow_l, flow_r)) + (known ? kKnownFirst : 0);
}

// Rows at the ends of a band that have nothing on one side do not need the gutter: a name above the columns, the
// heading of what comes below them.
void Splitter::trim(std::vector<std::uint32_t>& left, std::vector<std::uint32_t>& right, bool cut_below) const {
    struct Item {
        std::uint32_t id;
        bool left;
    };
    std::vector<Item> items;
    for (const auto id : left) items.push_back({id, true});
    for (const auto id : right) items.push_back({id, false});
    std::sort(items.begin(), items.end(),
              [&](const Item& a, const Item& b) { return segments_[a.id].box.y0 < segments_[b.id].box.y0; });
    struct Chunk {
        std::size_t begin = 0, end = 0, lines = 0;
        bool has_left = false, has_right = false;
        double size = 0;
    };
    std::vector<Chunk> chunks;
    double reached = -1e9, largest = 0, last_baseline = -1e9;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Segment& s = segments_[items[i].id];
        if (chunks.empty() || s.box.y0 - reached > 0.4 * s.size) chunks.push_back({i, i, 0, false, false, 0});
        Chunk& chunk = chunks.back();
        chunk.end = i + 1;
        (items[i].left ? chunk.has_left : chunk.has_right) = true;
        chunk.lines += s.baseline - last_baseline > 0.4 * s.size ? 1 : 0;
        chunk.size = std::max(chunk.size, s.size);
        last_baseline = s.baseline;
        largest = std::max(largest, s.size);
        reached = std::max(reached, s.box.y1);
        sizes.push_back(s.size);
    }
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
    const double usual = sizes[sizes.size() / 2];
    std::size_t first = 0, last = chunks.size();
    while (first + 1 < last && chunks[first].has_left != chunks[first].has_right && chunks[first].lines <= 6 &&
           chunks[first].size == largest && largest > 1.3 * usual)
        ++first;
    while (cut_below && last > first + 1 && chunks[last - 1].has_left && !chunks[last - 1].has_right &&
           chunks[last - 1].lines <= 3)
        --last;
    if (first == 0 && last == chunks.size()) return;
    left.clear();
    right.clear();
    for (std::size_t i = chunks[first].begin; i < chunks[last - 1].end; ++i)
        (items[i].left ? left : right).push_back(items[i].id);
}

Candidate Splitter::best_gutter(const std::vector<std::uint32_t>& ids, std::vector<Margin>& margins) const {
    Candidate best;
    if (ids.size() < 2) return best;
    Box box = segments_[ids[0]].box;
    for (const std::uint32_t id : ids) box = united(box, segments_[id].box);
    std::vector<std::uint32_t> by_top = ids;
    std::sort(by_top.begin(), by_top.end(), [&](auto a, auto b) { return segments_[a].box.y0 < segments_[b].box.y0; });
    std::set<std::tuple<double, double, double, double, std::size_t, std::size_t>> seen;
    struct Extent {
        double left = -1e9, right = 1e9, top = 1e9, bottom = -1e9;  // left and right border of the white strip
    };
    const auto extent = [&](const std::vector<std::uint32_t>& on_left, const std::vector<std::uint32_t>& on_right) {
        Extent e;
        for (const auto* side : {&on_left, &on_right}) {
            for (const auto id : *side) {
                const Box& b = segments_[id].box;
                if (side == &on_left) e.left = std::max(e.left, b.x1);
                if (side == &on_right) e.right = std::min(e.right, b.x0);
                e.top = std::min(e.top, b.y0);
                e.bottom = std::max(e.bottom, b.y1);
            }
        }
        return e;
    };
    for (double x = box.x0 + 24; x < box.x1 - 24; x += kGridStep) {
        // Bands between segments that cross x.
        std::vector<std::uint32_t> left, right;
        double top = -std::numeric_limits<double>::infinity();
        const auto close_band = [&](double bottom) {
            // Neighbouring x give the same band again and again.
            if (!left.empty() && !right.empty()) {
                const Extent all = extent(left, right);
                const bool fresh =
                    all.bottom - all.top > kLowestBand &&
                    seen.emplace(all.left, all.right, all.top, all.bottom, left.size(), right.size()).second;
                if (fresh) trim(left, right, bottom > 0);
                if (fresh && !left.empty() && !right.empty()) {
                    const Extent e = extent(left, right);
                    if (e.right - e.left >= kNarrowestStrip && e.bottom - e.top > kLowestBand) {
                        const double score = judge(left, right, (e.left + e.right) / 2, margins);
                        if (score > best.score)
                            best = {(e.left + e.right) / 2, e.top, e.bottom, e.right - e.left, score};
                    }
                }
            }
            left.clear();
            right.clear();
            top = bottom;
        };
        for (const std::uint32_t id : by_top) {
            const Box& b = segments_[id].box;
            if (b.x0 < x - 0.5 && b.x1 > x + 0.5) {
                close_band(b.y1);
            } else if (b.y0 >= top - 0.3 * b.height()) {
                (b.x1 <= x + 0.5 ? left : right).push_back(id);
            }
        }
        close_band(0);
    }
    return best;
}

void Splitter::split(std::vector<std::uint32_t> ids, int depth, Region::Place place, double gutter,
                     std::vector<Region>& out) const {
    if (ids.empty()) return;
    std::vector<Margin> margins;
    const Candidate g = depth < kDeepest ? best_gutter(ids, margins) : Candidate{};
    if (g.score <= 0) {
        Region region;
        region.segments = std::move(ids);
        region.place = place;
        region.gutter = gutter;
        region.margins = std::move(margins);
        region.box = segments_[region.segments[0]].box;
        for (const std::uint32_t id : region.segments) region.box = united(region.box, segments_[id].box);
        out.push_back(std::move(region));
        return;
    }
    std::vector<std::uint32_t> above, left, right, below;
    for (const std::uint32_t id : ids) {
        const Box& b = segments_[id].box;
        const double middle = (b.y0 + b.y1) / 2;
        if (middle < g.top) {
            above.push_back(id);
        } else if (middle > g.bottom) {
            below.push_back(id);
        } else {
            ((b.x0 + b.x1) / 2 < g.x ? left : right).push_back(id);
        }
    }
    const bool outer = depth == 0;
    split(std::move(above), depth + 1, place, gutter, out);
    const auto side = [&](std::vector<std::uint32_t>& part, Region::Place which) {
        split(std::move(part), depth + 1, outer ? which : place, outer ? g.x : gutter, out);
    };
    if (right_to_left_) {
        side(right, Region::Place::right);
        side(left, Region::Place::left);
    } else {
        side(left, Region::Place::left);
        side(right, Region::Place::right);
    }
    split(std::move(below), depth + 1, place, gutter, out);
}

}  // namespace

std::vector<Segment> cut_segments(const std::vector<Glyphs>& glyphs) {
    std::vector<std::uint32_t> order(glyphs.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return glyphs[a].baseline() != glyphs[b].baseline() ? glyphs[a].baseline() < glyphs[b].baseline()
                                                            : glyphs[a].box.x0 < glyphs[b].box.x0;
    });
    std::vector<Segment> out;
    for (std::size_t i = 0; i < order.size();) {
        std::size_t j = i + 1;
        double reference = glyphs[order[i]].baseline();
        while (j < order.size() &&
               glyphs[order[j]].baseline() - reference < 0.28 * std::max(glyphs[order[j]].size, 4.0)) {
            reference = std::max(reference, glyphs[order[i]].baseline());
            ++j;
        }
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(i), order.begin() + static_cast<std::ptrdiff_t>(j),
                  [&](auto a, auto b) { return glyphs[a].box.x0 < glyphs[b].box.x0; });
        for (std::size_t k = i; k < j; ++k) {
            const Glyphs& g = glyphs[order[k]];
            const bool joins = k > i && g.box.x0 - out.back().box.x1 < kWideGap * std::max(g.size, out.back().size);
            if (joins) {
                Segment& s = out.back();
                s.glyphs.push_back(order[k]);
                s.box = united(s.box, g.box);
                s.size = std::max(s.size, g.size);
            } else {
                out.push_back({{order[k]}, g.box, g.baseline(), g.size});
            }
        }
        i = j;
    }
    return out;
}

std::vector<Region> find_regions(const std::vector<Segment>& segments, const std::vector<Glyphs>& glyphs,
                                 const std::vector<double>& known_gutters, bool right_to_left) {
    std::vector<std::uint32_t> ids(segments.size());
    std::iota(ids.begin(), ids.end(), 0U);
    std::vector<Region> out;
    Splitter(segments, glyphs, known_gutters, right_to_left).split(std::move(ids), 0, Region::Place::full, 0, out);
    return out;
}

}  // namespace cvextract::layout

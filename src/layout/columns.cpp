#include "layout/columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

constexpr double kWideGap = 1.0;         // times the type size: more than a justified line's spaces
constexpr double kSameBaseline = 0.3;    // times the type size
constexpr double kNarrowestStrip = 6;    // points
constexpr double kGridStep = 2;          // points between candidate gutters
constexpr std::size_t kFewestLines = 4;  // on each side of a gutter
constexpr int kDeepest = 3;
constexpr double kBlockLeading = 1.75;   // times the type size
constexpr double kSharp = 1.5;           // points; baselines that are meant to be one
constexpr double kMarginWidth = 0.32;    // of the region
constexpr double kSameEdge = 0.5;        // points
constexpr double kBulletGap = 0.4;       // times the type size
constexpr double kBeside = 0.65;         // of a line's height
constexpr double kLowestBand = 40;       // points
constexpr double kLowest = 110;          // points; of columns in the middle of a page
constexpr double kKnownFirst = 1000;     // score that no page reaches by its lines
constexpr double kTextWidth = 10;        // times the type size: a line of text, not a label
constexpr std::size_t kGutterLines = 5;  // below each other, for a gutter as narrow as a wide space
constexpr double kHeaderBottom = 200;    // points from the top of a page
constexpr double kWrapSlack = 1.6;       // times the type size: room at the end of a full line of ideographs

Box united(const Box& a, const Box& b) {
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

bool is_hangul(char32_t c) {
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F);
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
    void cut_rows(std::vector<std::uint32_t>& left, std::vector<std::uint32_t>& right, bool below) const;
    [[nodiscard]] std::vector<SideLine> side_lines(std::vector<std::uint32_t> ids) const;
    [[nodiscard]] std::size_t flows(const std::vector<SideLine>& lines) const;
    /// Whether a segment holds what only contact data do: an address of the network, an icon, a telephone number.
    [[nodiscard]] bool holds_contact(const Segment& segment) const {
        return std::any_of(segment.glyphs.begin(), segment.glyphs.end(), [&](std::uint32_t g) {
            const std::string& text = glyphs_[g].text;
            const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
            const bool icon = glyphs_[g].icon == Icon::mail || glyphs_[g].icon == Icon::phone;
            return icon || digits >= 7 || text.find('@') != std::string::npos ||
                   text.find("://") != std::string::npos || text.starts_with("www.");
        });
    }
    [[nodiscard]] bool is_bulleted(const Segment& segment) const {
        return segment.glyphs.size() > 1 && glyphs_[segment.glyphs.front()].role == Role::bullet;
    }
    [[nodiscard]] bool holds_lists(const std::vector<SideLine>& left, const std::vector<SideLine>& right) const;
    [[nodiscard]] Candidate lists_beside(const std::vector<std::uint32_t>& left,
                                         const std::vector<std::uint32_t>& right, double x) const;
    [[nodiscard]] bool starts_lower(const Segment& segment) const {
        const std::string& text = glyphs_[segment.glyphs.front()].text;
        std::size_t i = 0;
        return !text.empty() && is_lower(next_code_point(text, i));
    }
    /// Whether a line begins in a script without case and would not have fitted into `room` behind the line above: an
    /// ideograph alone would have, in Korean its first word.
    [[nodiscard]] bool was_wrapped(const Segment& segment, double room) const {
        const Glyphs& first = glyphs_[segment.glyphs.front()];
        if (first.role != Role::text || first.text.empty()) return false;
        std::size_t i = 0;
        const char32_t c = next_code_point(first.text, i);
        if (is_unspaced(c)) return room < kWrapSlack * first.size;
        return is_hangul(c) && room < std::max(kWrapSlack * first.size, first.box.width() + 0.2 * first.size);
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

// Lines whose text goes on in the next line of the same side: wide, and the next begins in lower case at the same edge;
// in scripts without case lines of text that are full, below each other at one edge.
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
        const Segment &here = segments_[lines[i].first], &below = segments_[lines[i + 1].first];
        const double room = right - lines[i].box.x1;
        const bool full = right - left > kTextWidth * here.size && std::abs(here.box.x0 - below.box.x0) < kSharp &&
                          lines[i].first == lines[i].last && lines[i + 1].first == lines[i + 1].last &&
                          here.size == below.size;
        if (wide && close && (starts_lower(below) || (full && was_wrapped(below, room)))) ++n;
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
// line of the text, holds the line on which a block of the text begins, is centred with one, or stands in a gap of the
// text (a heading). Where the margin has no fewer lines than the text, as tables with narrow cells do, all must.
bool is_margin(const std::vector<SideLine>& side, const std::vector<SideLine>& text, bool header) {
    const auto blocks = blocks_of(side), others = blocks_of(text);
    if (blocks.size() < 2 || side.size() > 4 * blocks.size()) return false;
    const auto line_at = [&](double y) {
        const auto it = std::lower_bound(text.begin(), text.end(), y - kSharp,
                                         [](const SideLine& line, double b) { return line.baseline < b; });
        return it != text.end() && it->baseline < y + kSharp ? it - text.begin() : std::ptrdiff_t{-1};
    };
    std::size_t attached = 0, alone = 0;
    for (const auto& [begin, end] : blocks) {
        const SideLine &first = side[begin], &last = side[end - 1];
        const double middle = (first.box.y0 + last.box.y1) / 2;
        const auto other = std::lower_bound(others.begin(), others.end(), middle, [&](const auto& block, double y) {
            return text[block.second - 1].box.y1 < y;
        });
        const bool centred =
            other != others.end() &&
            std::abs((text[other->first].box.y0 + text[other->second - 1].box.y1) / 2 - middle) < 1.5 * kSharp;
        bool starts = line_at(first.baseline) >= 0;
        for (std::size_t k = begin + 1; k < end && !starts && !header; ++k) {
            const auto at = line_at(side[k].baseline);
            starts = at >= 0 && std::any_of(others.begin(), others.end(), [&](const auto& block) {
                         return block.first == static_cast<std::size_t>(at);
                     });
        }
        const auto below = std::lower_bound(text.begin(), text.end(), first.box.y0,
                                            [](const SideLine& line, double y) { return line.box.y1 < y + 1; });
        const bool apart = begin + 1 == end && (below == text.end() || below->box.y0 > last.box.y1 - 1);
        if (starts || centred) {
            ++attached;
        } else if (apart) {
            ++alone;
        }
    }
    const std::size_t n = blocks.size();
    if (side.size() >= text.size()) return n >= 3 && attached == n && !header;
    if (2 * attached < n) return false;
    return attached == n || (n >= 5 && 10 * (attached + alone) >= 8 * n);
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

// Whether `side` holds single lines that each stand beside a line of `text` for the most part of their height, though
// on other baselines: dates in smaller print, set at the same top as the lines that they belong to.
bool is_beside(const std::vector<SideLine>& side, const std::vector<SideLine>& text) {
    if (side.size() < 2 || side.size() >= text.size() || blocks_of(side).size() < side.size()) return false;
    std::size_t t = 0;
    for (const SideLine& line : side) {
        while (t < text.size() && text[t].box.y1 < line.box.y0) ++t;
        std::size_t beside = 0, touched = 0;
        for (std::size_t k = t; k < text.size() && text[k].box.y0 < line.box.y1; ++k) {
            const double both = std::min(text[k].box.y1, line.box.y1) - std::max(text[k].box.y0, line.box.y0);
            const double part = both / std::max(0.1, std::min(text[k].box.height(), line.box.height()));
            beside += part > kBeside ? 1 : 0;
            touched += part > 0.25 ? 1 : 0;
        }
        if (beside != 1 || touched != 1) return false;
    }
    return true;
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
    // A gutter of a page before, wherever in the white strip of this one it lies.
    const bool known = std::any_of(known_.begin(), known_.end(),
                                   [&](double k) { return std::abs(k - x) < 12 || (k > lb.x1 && k < rb.x0); });
    for (const bool on_left : {true, false}) {
        // What was a column on the page before is no margin on this one.
        if (known) break;
        const auto &side = on_left ? l : r, &text = on_left ? r : l;
        const bool narrow = (on_left ? lb : rb).width() < kMarginWidth * all.width();
        if (narrow && is_margin(side, text, all.y1 < kHeaderBottom)) {
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
    if (!known && (is_grid(l, r) || holds_lists(l, r))) {
        margins.push_back({x, all.y0, all.y1, false, true});
        return 0;
    }
    const bool header = all.y1 < kHeaderBottom;
    if (!known && !header && rb.width() < kMarginWidth * all.width() && is_beside(r, l)) return 0;
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

// Whether the right side holds nothing but bulleted lists, each beside a list that begins with it at the left, and
// single lines on baselines of the left side (dates, places); and some item runs over several lines.
bool Splitter::holds_lists(const std::vector<SideLine>& left, const std::vector<SideLine>& right) const {
    std::size_t wrapped = 0;
    const SideLine* item = nullptr;  // of the list that the line before belongs to
    for (std::size_t i = 0; i < right.size(); ++i) {
        const SideLine& line = right[i];
        const bool close = i > 0 && line.baseline - right[i - 1].baseline < kBlockLeading * line.size;
        const bool begins = is_bulleted(segments_[line.first]);
        if (item != nullptr && close && line.box.x0 > item->box.x0 - kSharp) {
            wrapped += begins ? 0 : 1;
            continue;
        }
        const auto at = std::lower_bound(left.begin(), left.end(), line.baseline - kSharp,
                                         [](const SideLine& other, double y) { return other.baseline < y; });
        if (at == left.end() || at->baseline > line.baseline + kSharp) return false;
        if (begins && !is_bulleted(segments_[at->first])) return false;
        item = begins ? &line : nullptr;
    }
    return wrapped > 0;
}

// Two bulleted lists beside each other whose items run over several lines: they are read one after the other, though
// their lines share baselines.
Candidate Splitter::lists_beside(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right,
                                 double x) const {
    const auto r = side_lines(right);
    if (r.size() < 2 || !is_bulleted(segments_[r[0].first])) return {};
    const auto is_list = [&](std::span<const SideLine> lines) {
        std::size_t items = 0, others = 0;
        double edge = 0;
        for (const SideLine& line : lines) {
            const Segment& s = segments_[line.first];
            if (is_bulleted(s)) {
                ++items;
                edge = s.box.x0;
            } else if (items == 0 || s.box.x0 < edge + 2) {
                return false;
            } else {
                ++others;
            }
        }
        return items >= 1 && others >= 1;
    };
    if (!is_list(r)) return {};
    // The list at the left begins where the one at the right does, and may go on below it.
    const auto l = side_lines(left);
    const double top = r.front().baseline;
    std::size_t begin = 0;
    while (begin < l.size() && l[begin].baseline < top - 2 * kSharp) ++begin;
    if (begin == l.size() || std::abs(l[begin].baseline - top) > 2 * kSharp || !is_bulleted(segments_[l[begin].first]))
        return {};
    std::size_t end = begin + 1;
    const double edge = l[begin].box.x0;
    while (end < l.size() && l[end].baseline - l[end - 1].baseline < 2.2 * l[end].size && l[end].box.x0 > edge - 1 &&
           (is_bulleted(segments_[l[end].first]) || l[end].box.x0 > edge + 2))
        ++end;
    if (end < l.size() && l[end].baseline < r.back().baseline + kSharp) return {};
    if (!is_list(std::span(l).subspan(begin, end - begin))) return {};
    double bottom = r.back().box.y1, wide = 1e9, reach = 0;
    for (std::size_t i = begin; i < end; ++i) {
        bottom = std::max(bottom, l[i].box.y1);
        reach = std::max(reach, l[i].box.x1);
    }
    for (const SideLine& line : r) wide = std::min(wide, line.box.x0);
    if (wide - reach < kNarrowestStrip) return {};
    return {x, std::min(l[begin].box.y0, r[0].box.y0), bottom, wide - reach,
            0.5 * static_cast<double>(end - begin + r.size())};
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
    const auto is_header = [&](const Chunk& chunk, double gap) {
        if (gap < 1.2) return false;
        std::vector<std::uint32_t> on_left, on_right;
        bool contact = false;
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            (items[i].left ? on_left : on_right).push_back(items[i].id);
            contact = contact || holds_contact(segments_[items[i].id]);
        }
        if (chunk.size == largest_ && largest_ > 1.3 * usual && gap > 2.5) return true;
        const auto l = side_lines(on_left), r = side_lines(on_right);
        if (!contact || chunk.lines > 4) return false;
        const auto &few = l.size() < r.size() ? l : r, &many = l.size() < r.size() ? r : l;
        return std::all_of(few.begin(), few.end(), [&](const SideLine& a) {
            return std::any_of(many.begin(), many.end(),
                               [&](const SideLine& b) { return std::abs(a.baseline - b.baseline) < kSharp; });
        });
    };
    std::size_t first = 0, last = chunks.size();
    while (first + 1 < last && chunks[first].has_left != chunks[first].has_right && chunks[first].lines <= 6 &&
           chunks[first].size == largest && largest > 1.3 * usual)
        ++first;
    const auto box_of = [&](const Chunk& chunk) {
        Box box = segments_[items[chunk.begin].id].box;
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) box = united(box, segments_[items[i].id].box);
        return box;
    };
    const auto gap_below = [&](std::size_t k) { return box_of(chunks[k + 1]).y0 - box_of(chunks[k]).y1; };
    // A paragraph that begins above the columns is not cut.
    while (first > 0 && first + 1 < last && chunks[first].has_left == chunks[first - 1].has_left &&
           chunks[first].has_right == chunks[first - 1].has_right && chunks[first].lines <= 8 &&
           gap_below(first - 1) < 0.8 * usual)
        ++first;
    // A header block whose parts stand to the left and to the right: the name, rows of contact data.
    const auto columns_below = [&](std::size_t k) {
        std::size_t on_left = 0, on_right = 0;
        for (std::size_t i = chunks[k].end; i < chunks[last - 1].end; ++i) ++(items[i].left ? on_left : on_right);
        return std::min(on_left, on_right) >= kFewestLines;
    };
    while (first + 1 < last && columns_below(first) && box_of(chunks[first]).y1 < kHeaderBottom &&
           chunks[first].has_left && chunks[first].has_right && is_header(chunks[first], gap_below(first) / usual))
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

// Above and below columns of text, rows of one column may stand whose dates are where the right column is.
void Splitter::cut_rows(std::vector<std::uint32_t>& left, std::vector<std::uint32_t>& right, bool below) const {
    const auto l = side_lines(left), r = side_lines(right);
    if (r.size() < 4 || flows(r) < 2) return;
    double edge = r[0].box.x0, reach = r[0].box.x1;
    for (const SideLine& line : r) edge = std::min(edge, line.box.x0), reach = std::max(reach, line.box.x1);
    const auto is_row = [&](const SideLine& line) {
        const bool shared = std::any_of(l.begin(), l.end(), [&](const SideLine& other) {
            return std::abs(other.baseline - line.baseline) < kSharp;
        });
        return shared && line.box.x1 > reach - 3 && line.box.width() < 0.45 * (reach - edge);
    };
    // The rows' line that is nearest to the text, and the line of text that is nearest to them.
    const auto at = [&](std::size_t n) -> const SideLine& { return below ? r[r.size() - 1 - n] : r[n]; };
    std::size_t rows = 0;
    while (rows + 1 < r.size() && rows < 4 && is_row(at(rows))) ++rows;
    if (rows == 0) return;
    const SideLine &row = at(rows - 1), &text = at(rows);
    if (std::abs(row.baseline - text.baseline) < 2.5 * row.size) return;
    // The widest gap of the left side between the two.
    const double top = std::min(row.baseline, text.baseline), bottom = std::max(row.baseline, text.baseline);
    double cut = below ? row.box.y0 - 1 : row.box.y1 + 1, widest = 0;
    for (std::size_t i = 1; i < l.size(); ++i) {
        if (l[below ? i : i - 1].baseline < top + (below ? kSharp : -kSharp) || l[i].baseline > bottom + kSharp)
            continue;
        if (l[i].box.y0 - l[i - 1].box.y1 > widest) {
            widest = l[i].box.y0 - l[i - 1].box.y1;
            cut = (l[i].box.y0 + l[i - 1].box.y1) / 2;
        }
    }
    const auto outside = [&](std::uint32_t id) { return (segments_[id].baseline > cut) == below; };
    std::erase_if(left, outside);
    std::erase_if(right, outside);
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
                if (fresh) {
                    const Candidate lists = lists_beside(left, right, x);
                    if (lists.score > best.score) best = lists;
                    trim(left, right, bottom > 0);
                }
                for (const bool below : {true, false}) {
                    if (fresh && !left.empty() && !right.empty()) cut_rows(left, right, below);
                }
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

namespace {

/// A gap between neighbours on a baseline that may be part of a narrow gutter.
struct Gap {
    double left = 0, right = 0, baseline = 0, size = 0;
    std::uint32_t next = 0;  // the glyph behind it
    bool text = false;       // between lines of text, not behind a label
};

// Gaps that are no wider than those of justified lines but stand one below the other over many lines: a gutter.
// `gaps` come by baseline. Marks the glyphs behind such gaps.
std::vector<bool> narrow_gutters(const std::vector<Gap>& gaps, std::size_t glyphs) {
    struct Chain {
        double left, right, baseline;
        std::vector<std::uint32_t> behind;
        std::size_t text = 0;
    };
    std::vector<bool> cut(glyphs, false);
    std::vector<Chain> open;
    const auto close = [&](const Chain& chain) {
        if (chain.behind.size() < kGutterLines || 10 * chain.text < 6 * chain.behind.size()) return;
        for (const std::uint32_t g : chain.behind) cut[g] = true;
    };
    for (const Gap& gap : gaps) {
        std::erase_if(open, [&](const Chain& chain) {
            const bool done = gap.baseline - chain.baseline > 2.2 * gap.size;
            if (done) close(chain);
            return done;
        });
        const auto chain = std::find_if(open.begin(), open.end(), [&](const Chain& c) {
            return gap.baseline > c.baseline + 0.5 * gap.size &&
                   std::min(c.right, gap.right) - std::max(c.left, gap.left) >= kNarrowestStrip;
        });
        if (chain == open.end()) {
            open.push_back({gap.left, gap.right, gap.baseline, {gap.next}, gap.text ? 1U : 0U});
        } else {
            chain->left = std::max(chain->left, gap.left);
            chain->right = std::min(chain->right, gap.right);
            chain->baseline = gap.baseline;
            chain->behind.push_back(gap.next);
            chain->text += gap.text ? 1 : 0;
        }
    }
    for (const Chain& chain : open) close(chain);
    return cut;
}

}  // namespace

namespace {

// Bullets inside rows that stand exactly below each other begin items of lists set side by side. Marks them in `cut`.
void cut_at_bullets(std::vector<std::uint32_t> bullets, const std::vector<Glyphs>& glyphs, std::vector<bool>& cut) {
    const auto x = [&](std::uint32_t g) { return glyphs[g].box.x0; };
    std::sort(bullets.begin(), bullets.end(), [&](auto a, auto b) { return x(a) < x(b); });
    for (std::size_t i = 0; i < bullets.size(); ++i) {
        const bool before = i > 0 && x(bullets[i]) - x(bullets[i - 1]) < kSameEdge;
        const bool behind = i + 1 < bullets.size() && x(bullets[i + 1]) - x(bullets[i]) < kSameEdge;
        if (before || behind) cut[bullets[i]] = true;
    }
}

}  // namespace

std::vector<Segment> cut_segments(const std::vector<Glyphs>& glyphs) {
    std::vector<std::uint32_t> order(glyphs.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return glyphs[a].baseline() != glyphs[b].baseline() ? glyphs[a].baseline() < glyphs[b].baseline()
                                                            : glyphs[a].box.x0 < glyphs[b].box.x0;
    });
    std::vector<std::pair<std::size_t, std::size_t>> rows;
    std::vector<Gap> gaps;
    std::vector<std::uint32_t> bullets;
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
        double reached = glyphs[order[i]].box.x1, start = glyphs[order[i]].box.x0;
        // `text` is set for a wide left side first, and kept where the right side is wide too.
        std::size_t run = gaps.size();
        const auto end_run = [&](double x) {
            for (std::size_t g = run; g < gaps.size(); ++g)
                gaps[g].text = gaps[g].text && x - gaps[g].right > kTextWidth * gaps[g].size;
            run = gaps.size();
        };
        for (std::size_t k = i + 1; k < j; ++k) {
            const Glyphs& g = glyphs[order[k]];
            const double width = g.box.x0 - reached;
            if (width >= 2.5 * kWideGap * g.size) end_run(reached);
            if (g.role == Role::bullet && width > kBulletGap * g.size) bullets.push_back(order[k]);
            if (width >= std::max(kNarrowestStrip, 0.6 * g.size))
                gaps.push_back(
                    {reached, g.box.x0, g.baseline(), g.size, order[k], reached - start > kTextWidth * g.size});
            if (width >= 2.5 * kWideGap * g.size) start = g.box.x0;
            reached = std::max(reached, g.box.x1);
        }
        end_run(reached);
        rows.emplace_back(i, j);
        i = j;
    }
    std::vector<bool> cut = narrow_gutters(gaps, glyphs.size());
    cut_at_bullets(std::move(bullets), glyphs, cut);
    std::vector<Segment> out;
    for (const auto& [i, j] : rows) {
        for (std::size_t k = i; k < j; ++k) {
            const Glyphs& g = glyphs[order[k]];
            const bool joins =
                k > i && !cut[order[k]] && g.box.x0 - out.back().box.x1 < kWideGap * std::max(g.size, out.back().size);
            if (joins) {
                Segment& s = out.back();
                s.glyphs.push_back(order[k]);
                s.box = united(s.box, g.box);
                s.size = std::max(s.size, g.size);
            } else {
                out.push_back({{order[k]}, g.box, g.baseline(), g.size});
            }
        }
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

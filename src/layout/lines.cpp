#include "layout/lines.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "base/unicode.hpp"

namespace cvextract::layout {

namespace {

constexpr double kCellLeading = 1.75;  // times the type size, between the lines of one cell
constexpr double kBesideRow = 0.65;    // of the lower line's height, that two cells of a row stand beside each other
constexpr double kBesideOther = 0.25;  // the same for lines that are not in one row
constexpr double kSameStart = 3;       // points between the first lines of lists that are beside each other
constexpr std::size_t kDateWords = 3;
constexpr double kCellGap = 0.8;      // times the type size
constexpr double kCentredStep = 0.4;  // times the type size, from a centred line to the next line beside it
constexpr std::size_t kRowCells = 3;
constexpr double kTallBox = 1.5;      // times the type size
constexpr double kTallAscent = 0.78;  // times the type size
constexpr double kFlush = 4;          // points
constexpr double kRightCell = 0.45;   // of the region's width

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

namespace {

/// A segment with the line that it is to stand in.
struct Placed {
    std::uint32_t segment = 0;
    double baseline = 0;
    double cell = 0;        // left edge of its margin cell or list
    std::uint32_t row = 0;  // line inside its cell, from 1; 0 for no cell of a margin
    std::uint32_t own = 0;  // not 0: a line by itself, behind all with a smaller number on this baseline
};

// A heading does not end in "and", "of", "&" or a dash: a short word in lower case.
bool ends_open(const std::string& word) {
    if (word == "&" || word == "/") return true;
    if (word.size() > 4 && (word.ends_with('-') || word.ends_with("\xE2\x80\x93"))) return true;
    std::size_t offset = 0;
    return code_points(word) <= 3 && is_lower(next_code_point(word, offset));
}

// What joins the ends of a range that stand below each other.
constexpr std::array<std::string_view, 9> kRangeSigns = {
    "|", "-", "~", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x86\x93", "\xEF\xBD\x9C", "\xEF\xBD\x9E", "\xE3\x80\x9C"};

bool starts_with_sign(const std::string& text) {
    return std::ranges::any_of(kRangeSigns, [&](std::string_view sign) { return text.starts_with(sign); });
}

bool ends_with_sign(const std::string& text) {
    return std::ranges::any_of(kRangeSigns, [&](std::string_view sign) { return text.ends_with(sign); });
}

// A range of dates set as three lines, "2024" above an upright bar above "2023": time runs upwards.
bool is_upright_range(std::span<const std::size_t> cell, const std::vector<Placed>& placed,
                      const std::vector<Segment>& segments, const std::vector<Glyphs>& glyphs) {
    if (cell.size() != 3) return false;
    const Segment& middle = segments[placed[cell[1]].segment];
    return middle.glyphs.size() == 1 && glyphs[middle.glyphs.front()].text == "|";
}

// Whether two lines of a cell are one range by the sign at the end of the first or the beginning of the second.
bool joined_by_sign(const Segment& above, const Segment& below, const std::vector<Glyphs>& glyphs) {
    const bool list = starts_with_sign(glyphs[above.glyphs.front()].text);
    if (list && starts_with_sign(glyphs[below.glyphs.front()].text)) return false;
    if (ends_with_sign(glyphs[above.glyphs.back()].text) && ends_with_sign(glyphs[below.glyphs.back()].text))
        return false;
    return ends_with_sign(glyphs[above.glyphs.back()].text) ||
           (!list && starts_with_sign(glyphs[below.glyphs.front()].text));
}

// A year by itself below a line that ends in letters ("January" / "2016", "Sept. - Oct." / "2016").
bool is_year_below(const Segment& above, const Segment& below, const std::vector<Glyphs>& glyphs) {
    const std::string& year = glyphs[below.glyphs.front()].text;
    const std::string& word = glyphs[above.glyphs.back()].text;
    if (below.glyphs.size() > 1 || code_points(year) != 4 || word.empty()) return false;
    char32_t last = 0;
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t at = i;
        const char32_t c = next_code_point(word, i);
        if (i < word.size() || c != '.' || at == 0) last = c;
    }
    bool digits = true;
    for (std::size_t i = 0; i < year.size();) digits = is_digit(next_code_point(year, i)) && digits;
    return digits && is_letter(last);
}

// How many years a line of a margin that is a date by itself names; 0 for other lines, which have more words.
int years_in(const Segment& segment, const std::vector<Glyphs>& glyphs) {
    if (segment.glyphs.size() > kDateWords) return 0;
    int years = 0;
    for (const std::uint32_t g : segment.glyphs) {
        const std::string& text = glyphs[g].text;
        int run = 0;
        for (std::size_t i = 0; i < text.size();) {
            run = is_digit(next_code_point(text, i)) ? run + 1 : 0;
            years += run == 4 ? 1 : 0;
        }
    }
    return years;
}

// Lists beside lists, entry by entry: the right one is read when the left one has ended.
void attach_lists(const Margin& margin, std::vector<Placed>& placed, const std::vector<Segment>& segments,
                  const std::vector<Glyphs>& glyphs) {
    std::vector<std::size_t> right, left;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const Box& box = segments[placed[i].segment].box;
        const double y = (box.y0 + box.y1) / 2;
        if (y < margin.top || y > margin.bottom || placed[i].row > 0 || placed[i].own > 0) continue;
        ((box.x0 + box.x1) / 2 < margin.x ? left : right).push_back(i);
    }
    const auto by_baseline = [&](std::size_t a, std::size_t b) { return placed[a].baseline < placed[b].baseline; };
    std::sort(right.begin(), right.end(), by_baseline);
    std::sort(left.begin(), left.end(), by_baseline);
    const auto segment = [&](std::size_t i) -> const Segment& { return segments[placed[i].segment]; };
    const auto apart = [&](std::size_t a, std::size_t b) {
        return segment(b).baseline - segment(a).baseline > kCellLeading * std::max(segment(a).size, segment(b).size);
    };
    const auto bulleted = [&](std::size_t i) { return glyphs[segment(i).glyphs.front()].role == Role::bullet; };
    std::uint32_t own = 0;
    for (std::size_t i = 0, at = 0; i < right.size();) {
        const bool list = bulleted(right[i]);
        std::size_t end = i + 1;
        while (end < right.size() && !apart(right[end - 1], right[end]) && (list || !bulleted(right[end]))) ++end;
        if (list) {
            // The last line of the left block that the list begins beside.
            while (at < left.size() && segment(left[at]).baseline < segment(right[i]).baseline - 1.5) ++at;
            std::size_t last = at;
            while (last + 1 < left.size() && !apart(left[last], left[last + 1])) ++last;
            if (last < left.size() && segment(left[at]).baseline - segment(right[i]).baseline < kSameStart) {
                const double anchor = segment(left[last]).baseline;
                double edge = segment(right[i]).box.x0;
                for (std::size_t k = i; k < end; ++k) edge = std::min(edge, segment(right[k]).box.x0);
                for (std::size_t k = i; k < end; ++k) {
                    placed[right[k]].cell = edge;
                    if (k == i ||
                        segment(right[k]).baseline - segment(right[k - 1]).baseline > 0.4 * segment(right[k]).size)
                        ++own;
                    placed[right[k]].baseline = anchor;
                    placed[right[k]].own = own;
                }
            }
        }
        i = end;
    }
}

// Moves the lines of a margin's cells to the line of the text that each cell belongs to.
void attach_cells(const Margin& margin, std::span<const Margin> all, std::vector<Placed>& placed,
                  const std::vector<Segment>& segments, std::vector<Glyphs>& glyphs) {
    std::vector<std::size_t> cells, text;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const Box& box = segments[placed[i].segment].box;
        const double x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
        if (y < margin.top || y > margin.bottom || placed[i].row > 0) continue;
        // Cells of the margin on the other side are no text.
        const bool other = std::ranges::any_of(all, [&](const Margin& m) {
            return !m.lists && m.left != margin.left && (m.left ? m.x < margin.x : m.x > margin.x) && y >= m.top &&
                   y <= m.bottom && (x < m.x) == m.left;
        });
        if (other) continue;
        const bool left = (box.x0 + box.x1) / 2 < margin.x;
        (left == margin.left ? cells : text).push_back(i);
    }
    if (cells.empty() || text.empty()) return;
    const auto by_baseline = [&](std::size_t a, std::size_t b) { return placed[a].baseline < placed[b].baseline; };
    std::sort(cells.begin(), cells.end(), by_baseline);
    std::sort(text.begin(), text.end(), by_baseline);
    const auto segment = [&](std::size_t i) -> const Segment& { return segments[placed[i].segment]; };
    struct Block {
        double top = 0, bottom = 0, first = 0;  // first: the baseline of its first line
        std::size_t lines = 0;
    };
    std::vector<Block> blocks;
    double last_baseline = -1e9;
    for (const std::size_t t : text) {
        const Segment& s = segment(t);
        if (blocks.empty() || s.baseline - last_baseline > kCellLeading * s.size) {
            blocks.push_back({s.box.y0, s.box.y1, placed[t].baseline, 1});
        } else {
            blocks.back().bottom = std::max(blocks.back().bottom, s.box.y1);
            if (s.baseline - last_baseline > 0.4 * s.size) ++blocks.back().lines;
        }
        last_baseline = std::max(last_baseline, s.baseline);
    }
    const auto block_around = [&](double y) {
        const auto it = std::ranges::find_if(blocks, [&](const Block& b) { return y >= b.top && y <= b.bottom; });
        return it == blocks.end() ? Block{} : *it;
    };
    const auto text_at = [&](double y) {
        const auto it = std::lower_bound(text.begin(), text.end(), y - 1.5,
                                         [&](std::size_t t, double b) { return placed[t].baseline < b; });
        return it != text.end() && placed[*it].baseline < y + 1.5 ? it : text.end();
    };
    // The ends of a range below each other: two dates, or a date and a word, beside an entry whose second line is set
    // otherwise than its first, so that no second entry begins there.
    const auto is_stacked_range = [&](std::size_t begin, std::size_t end) {
        if (end - begin != 2) return false;
        const Segment &a = segment(cells[begin]), &b = segment(cells[begin + 1]);
        const int years_a = years_in(a, glyphs), years_b = years_in(b, glyphs);
        const bool year_a = years_a > 0, year_b = years_b > 0;
        // One end of a range is one date: what names two has both, and a place or the like stands below it.
        if ((!year_a && !year_b) || years_a > 1 || years_b > 1) return false;
        if ((!year_a && a.glyphs.size() > 2) || (!year_b && b.glyphs.size() > 2)) return false;
        const auto first = text_at(a.baseline), second = text_at(b.baseline);
        if (first == text.end() || second == text.end()) return false;
        const Segment &upper = segment(*first), &lower = segment(*second);
        const Glyphs &head = glyphs[upper.glyphs.front()], &body = glyphs[lower.glyphs.front()];
        return head.role == Role::text &&
               (head.font != body.font || body.role != Role::text || std::abs(head.size - body.size) > 0.3 ||
                std::abs(upper.box.x0 - lower.box.x0) > 0.5 * head.size);
    };
    for (std::size_t i = 0; i < cells.size();) {
        std::size_t end = i + 1;
        while (end < cells.size() &&
               segment(cells[end]).baseline - segment(cells[end - 1]).baseline <
                   kCellLeading * std::max(segment(cells[end]).size, segment(cells[end - 1]).size))
            ++end;
        const auto on_row = [&](std::size_t k) {
            const double y = segment(cells[k]).baseline, same = std::max(1.5, 0.2 * segment(cells[k]).size);
            const auto it = std::lower_bound(text.begin(), text.end(), y - same,
                                             [&](std::size_t t, double b) { return placed[t].baseline < b; });
            return it != text.end() && placed[*it].baseline < y + same;
        };
        const auto in_gap = [&](std::size_t k) {
            const Box& box = segment(cells[k]).box;
            return std::ranges::none_of(blocks, [&](const Block& b) {
                return std::min(b.bottom, box.y1) - std::max(b.top, box.y0) > 0.35 * box.height();
            });
        };
        // A block of several rows of the text: each begins a cell. A line in a gap of the text is none (a heading, the
        // end of a line that began to the right of the margin).
        if (margin.left && end > i + 1 &&
            !is_upright_range(std::span(cells).subspan(i, end - i), placed, segments, glyphs)) {
            if (!on_row(i) && in_gap(i)) {
                std::size_t below = i + 1;
                while (below < end && !on_row(below) && in_gap(below)) ++below;
                if (below < end && on_row(below)) {
                    i = below;
                    continue;
                }
            }
            std::size_t rows = 0, next = end;
            for (std::size_t k = i; k < end; ++k) {
                if (!on_row(k)) continue;
                if (k > i && next == end) next = k;
                ++rows;
            }
            if (on_row(i) && rows >= 2 && next > i + 1 && in_gap(i + 1)) {
                i = next;
                continue;
            }
        }
        const double first = segment(cells[i]).baseline, last = segment(cells[end - 1]).baseline;
        const double size = segment(cells[i]).size;
        // Lines that each stand beside a line of the text are cells of their own (a place above a date, labels of
        // skills), unless the words show that one goes on in the next ("Papers in" above "preparation").
        bool own_lines = true;
        bool goes_on = end > i + 1 && !starts_with_sign(glyphs[segment(cells[i]).glyphs.front()].text);
        for (std::size_t k = i; k < end; ++k) {
            const double y = segment(cells[k]).baseline;
            const auto it = std::lower_bound(text.begin(), text.end(), y - 1.5,
                                             [&](std::size_t t, double b) { return placed[t].baseline < b; });
            own_lines = own_lines && it != text.end() && placed[*it].baseline < y + 1.5;
            std::size_t offset = 0;
            if (k == i) continue;
            const bool lower = is_lower(next_code_point(glyphs[segment(cells[k]).glyphs.front()].text, offset));
            const bool year = margin.left && is_year_below(segment(cells[k - 1]), segment(cells[k]), glyphs);
            goes_on = goes_on && (lower || year || ends_open(glyphs[segment(cells[k - 1]).glyphs.back()].text) ||
                                  joined_by_sign(segment(cells[k - 1]), segment(cells[k]), glyphs));
        }
        own_lines = own_lines && !goes_on && !is_stacked_range(i, end);
        if (last - first < 0.4 * size) {
            // One line beside several: it belongs to the block that it is centred with.
            const double middle = (segment(cells[i]).box.y0 + segment(cells[i]).box.y1) / 2;
            const auto block = block_around(middle);
            const bool beside = std::ranges::any_of(
                text, [&](std::size_t t) { return std::abs(placed[t].baseline - first) < 0.3 * size; });
            const bool only = (i == 0 || segment(cells[i - 1]).baseline < block.top) &&
                              (end == cells.size() || segment(cells[end]).baseline > block.bottom);
            if (block.lines > 1 && only && std::abs((block.top + block.bottom) / 2 - middle) < 2 &&
                (!beside || (margin.left && block.lines >= 5))) {
                for (std::size_t k = i; k < end; ++k) {
                    placed[cells[k]].cell = segment(cells[k]).box.x0;
                    placed[cells[k]].baseline = block.first;
                    placed[cells[k]].row = 1;
                }
            }
        }
        if (last - first > 0.4 * size && !own_lines) {
            // The text's line on the cell's first baseline; else the first of the lines beside the cell.
            auto it = std::lower_bound(text.begin(), text.end(), first - 0.3 * size,
                                       [&](std::size_t t, double y) { return placed[t].baseline < y; });
            if (it != text.end() && placed[*it].baseline < last + 0.3 * size) {
                const double anchor = placed[*it].baseline;
                double x = segment(cells[i]).box.x0;
                for (std::size_t k = i; k < end; ++k) x = std::min(x, segment(cells[k]).box.x0);
                std::uint32_t row = 1;
                if (is_upright_range(std::span(cells).subspan(i, end - i), placed, segments, glyphs)) {
                    // Set as a line, the bar is a dash, and the earlier end comes first.
                    glyphs[segment(cells[i + 1]).glyphs.front()].text = "\xE2\x80\x93";
                    std::swap(cells[i], cells[i + 2]);
                    for (std::size_t k = i; k < end; ++k) {
                        placed[cells[k]].baseline = anchor;
                        placed[cells[k]].cell = x;
                        placed[cells[k]].row = row++;
                    }
                    i = end;
                    continue;
                }
                for (std::size_t k = i; k < end; ++k) {
                    if (k > i && segment(cells[k]).baseline - segment(cells[k - 1]).baseline > 0.4 * size) ++row;
                    placed[cells[k]].baseline = anchor;
                    placed[cells[k]].cell = x;
                    placed[cells[k]].row = row;
                }
            }
        }
        i = end;
    }
}

struct Piece {
    std::uint32_t glyph;
    double x;  // of the cell, or of the glyph itself
    std::uint32_t row;
};

/// A line that segments are still added to.
struct Open {
    RawLine line;
    std::vector<Piece> pieces;
    std::uint32_t own = 0;
    std::vector<Box> small;  ///< what stands beside larger type in it
    Box text;                ///< of all but the cells of margins, which run over several lines
};

// A place or a date at the right end of a row whose baseline is a little off (smaller print, an icon before it): two
// lines that stand beside each other for the most part of their height, and beside no other line. `lines` come by
// baseline.
void join_rows(std::vector<Open>& lines, const Box& region) {
    const auto beside = [&](std::size_t a, std::size_t b) {
        const Box &x = lines[a].text, &y = lines[b].text;
        return (std::min(x.y1, y.y1) - std::max(x.y0, y.y0)) / std::max(0.1, std::min(x.height(), y.height()));
    };
    const auto row = [&](std::size_t i) {
        const std::size_t next = i + 1;
        if (next == lines.size() || lines[i].own != lines[next].own || beside(i, next) < kBesideRow) return false;
        for (const std::size_t of : {i, next}) {
            if (i > 0 && beside(of, i - 1) > kBesideOther) return false;
            if (next + 1 < lines.size() && beside(of, next + 1) > kBesideOther) return false;
        }
        const bool ordered = lines[i].text.x0 < lines[next].text.x0;
        const Open &left = lines[ordered ? i : next], &right = lines[ordered ? next : i];
        return right.text.x0 - left.text.x1 > right.line.size && region.x1 - right.text.x1 < kFlush &&
               right.text.width() < kRightCell * region.width();
    };
    std::vector<Open> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!row(i)) {
            out.push_back(std::move(lines[i]));
            continue;
        }
        const bool ordered = lines[i].text.x0 < lines[i + 1].text.x0;
        Open &left = lines[ordered ? i : i + 1], &right = lines[ordered ? i + 1 : i];
        left.line.box = united(left.line.box, right.line.box);
        left.line.size = std::max(left.line.size, right.line.size);
        left.pieces.insert(left.pieces.end(), right.pieces.begin(), right.pieces.end());
        out.push_back(std::move(left));
        ++i;
    }
    lines = std::move(out);
}

/// Pieces of a line without a wide gap: the part of a cell that stands on it.
struct CellPart {
    std::size_t begin = 0, end = 0;  // pieces, by x
    double left = 0, right = 0;
};

std::vector<CellPart> cell_parts(Open& line, const std::vector<Glyphs>& glyphs) {
    std::stable_sort(line.pieces.begin(), line.pieces.end(), [](const Piece& a, const Piece& b) { return a.x < b.x; });
    std::vector<CellPart> out;
    for (std::size_t i = 0; i < line.pieces.size(); ++i) {
        const Box& box = glyphs[line.pieces[i].glyph].box;
        if (out.empty() || box.x0 - out.back().right > kCellGap * line.line.size) out.push_back({i, i, box.x0, box.x1});
        out.back().end = i + 1;
        out.back().right = std::max(out.back().right, box.x1);
    }
    return out;
}

// The row of a table whose cells are centred: a line of several cells halfway between two lines that stand in its gaps,
// which are the lines of its other cells.
void join_centred_rows(std::vector<Open>& lines, const std::vector<Glyphs>& glyphs) {
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        Open &above = lines[i - 1], &row = lines[i], &below = lines[i + 1];
        const double down = row.line.baseline - above.line.baseline, up = below.line.baseline - row.line.baseline;
        const double size = row.line.size;
        const bool near = above.own == 0 && row.own == 0 && below.own == 0 && down > kCentredStep * size &&
                          std::abs(down - up) < 0.15 * size && down + up < kCellLeading * size;
        const auto plain = [](const Open& line) {
            return !line.pieces.empty() && std::ranges::all_of(line.pieces, [](const Piece& p) { return p.row == 0; });
        };
        if (!near || !plain(above) || !plain(row) || !plain(below)) continue;
        const auto cells = cell_parts(row, glyphs), upper = cell_parts(above, glyphs),
                   lower = cell_parts(below, glyphs);
        const auto fits = [&](const CellPart& part) {
            return std::ranges::none_of(cells,
                                        [&](const CellPart& c) { return part.left < c.right && part.right > c.left; });
        };
        if (cells.size() < kRowCells || !std::ranges::all_of(upper, fits) || !std::ranges::all_of(lower, fits))
            continue;
        const auto add = [&](Open& from, const std::vector<CellPart>& parts, const std::vector<CellPart>& others,
                             std::uint32_t number) {
            for (const CellPart& part : parts) {
                double left = part.left;
                for (const CellPart& o : others) {
                    if (o.left < part.right && o.right > part.left) left = std::min(left, o.left);
                }
                for (std::size_t p = part.begin; p < part.end; ++p)
                    row.pieces.push_back({from.pieces[p].glyph, left, number});
            }
            row.line.box = united(row.line.box, from.line.box);
            from.pieces.clear();
        };
        add(above, upper, lower, 1);
        add(below, lower, upper, 2);
        ++i;
    }
    std::erase_if(lines, [](const Open& line) { return line.pieces.empty(); });
}

// A bullet halfway between two lines, as one stands that is centred with the two lines of a heading, marks the first.
void join_bullets(std::vector<Open>& lines, const std::vector<Glyphs>& glyphs) {
    const auto overlap = [](const Box& a, const Box& b) { return std::min(a.y1, b.y1) - std::max(a.y0, b.y0); };
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        Open &above = lines[i - 1], &bullet = lines[i], &below = lines[i + 1];
        const bool alone = bullet.pieces.size() == 1 && glyphs[bullet.pieces[0].glyph].role == Role::bullet;
        if (!alone || above.own != bullet.own || below.own != bullet.own || above.pieces.empty()) continue;
        const Box& mark = bullet.text;
        const bool before = std::abs(above.text.x0 - below.text.x0) < kFlush && mark.x1 < above.text.x0 + 1 &&
                            mark.x1 > above.text.x0 - 2 * above.line.size;
        if (!before || overlap(mark, above.text) <= 0 || overlap(mark, below.text) <= 0) continue;
        above.pieces.push_back(bullet.pieces[0]);
        above.line.box = united(above.line.box, mark);
        bullet.pieces.clear();
    }
    std::erase_if(lines, [](const Open& line) { return line.pieces.empty(); });
}

}  // namespace

std::vector<RawLine> group_lines(const Region& region, const std::vector<Segment>& segments,
                                 std::vector<Glyphs>& glyphs) {
    std::vector<Placed> order;
    for (const std::uint32_t id : region.segments) order.push_back({id, segments[id].baseline, 0, 0, 0});
    // The same margin is often found several times, without the cells that are a little wider than the others.
    std::vector<Margin> margins = region.margins;
    std::ranges::stable_sort(margins, std::greater<>(), [](const Margin& m) { return m.bottom - m.top; });
    for (const Margin& margin : margins)
        margin.lists ? attach_lists(margin, order, segments, glyphs)
                     : attach_cells(margin, margins, order, segments, glyphs);
    std::sort(order.begin(), order.end(), [&](const Placed& a, const Placed& b) {
        if (a.baseline != b.baseline) return a.baseline < b.baseline;
        if (a.own != b.own) return a.own < b.own;
        if ((a.row > 0) != (b.row > 0)) return b.row > 0;
        return segments[a.segment].box.x0 < segments[b.segment].box.x0;
    });
    std::vector<Open> lines;
    for (const Placed& item : order) {
        const Segment& s = segments[item.segment];
        bool placed = false;
        // The last few lines only: segments come by baseline.
        for (std::size_t back = 0; back < std::min<std::size_t>(lines.size(), 3) && !placed; ++back) {
            Open& open = lines[lines.size() - 1 - back];
            RawLine& line = open.line;
            if (item.own != open.own) continue;
            const double d = item.baseline - line.baseline, size = std::min(s.size, line.size);
            const double overlap = std::min(s.box.y1, line.box.y1) - std::max(s.box.y0, line.box.y0);
            const bool same = d < 0.3 * size;
            // What stands below other small print beside a large name is a line of its own.
            const bool stacked =
                item.row == 0 && std::any_of(open.small.end() - std::min<std::ptrdiff_t>(std::ssize(open.small), 8),
                                             open.small.end(), [&](const Box& box) {
                                                 const double both =
                                                     std::min(s.box.y1, box.y1) - std::max(s.box.y0, box.y0);
                                                 return s.box.x0 < box.x1 - 1 && s.box.x1 > box.x0 + 1 &&
                                                        both < 0.4 * std::min(s.box.height(), box.height());
                                             });
            if (stacked) continue;
            // Raised or lowered small print next to the line's text.
            const bool marker = std::ranges::all_of(s.glyphs, [&](std::uint32_t g) {
                return glyphs[g].role == Role::bullet && s.box.x1 < line.box.x0 + 1 &&
                       s.box.x1 > line.box.x0 - 2 * line.size;
            });
            // Boxes of symbol fonts reach far below their glyphs; what is at their top is a letter's height.
            const bool high = marker && s.box.height() > kTallBox * s.size &&
                              std::abs(s.box.y0 + kTallAscent * s.size - line.baseline) < 0.2 * s.size;
            const bool script = overlap > 0.5 * std::min(s.box.height(), line.box.height()) &&
                                (s.size < 0.82 * line.size || line.size < 0.82 * s.size || marker) &&
                                d < 0.6 * std::max(s.size, line.size);
            if (!same && !script && !high) continue;
            if (item.row == 0 && s.size < 0.82 * line.size) open.small.push_back(s.box);
            if (item.row == 0 && line.size < 0.82 * s.size) open.small.push_back(line.box);
            line.box = united(line.box, s.box);
            if (s.size > line.size && item.row == 0) line.baseline = item.baseline;
            if (item.row == 0) line.size = std::max(line.size, s.size);
            if (item.row == 0) open.text = open.text.width() > 0 ? united(open.text, s.box) : s.box;
            for (const std::uint32_t g : s.glyphs)
                open.pieces.push_back({g, item.row > 0 ? item.cell : glyphs[g].box.x0, item.row});
            placed = true;
        }
        if (placed) continue;
        Open open{{{}, s.box, s.size, item.baseline, {}}, {}, item.own, {}, item.row > 0 ? Box{} : s.box};
        for (const std::uint32_t g : s.glyphs)
            open.pieces.push_back({g, item.row > 0 ? item.cell : glyphs[g].box.x0, item.row});
        if (item.own > 0) open.line.left = item.cell;
        lines.push_back(std::move(open));
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Open& a, const Open& b) { return a.line.baseline < b.line.baseline; });
    join_rows(lines, region.box);
    join_centred_rows(lines, glyphs);
    join_bullets(lines, glyphs);
    std::vector<RawLine> out;
    for (Open& open : lines) {
        std::stable_sort(open.pieces.begin(), open.pieces.end(), [&](const Piece& a, const Piece& b) {
            if (a.x != b.x) return a.x < b.x;
            if (a.row != b.row) return a.row < b.row;
            return glyphs[a.glyph].box.x0 < glyphs[b.glyph].box.x0;
        });
        for (const Piece& piece : open.pieces) open.line.glyphs.push_back(piece.glyph);
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

namespace {

bool number_like(const std::string& text) {
    return text.find_first_of("0123456789") != std::string::npos &&
           text.find_first_not_of("0123456789+()-./") == std::string::npos;
}

// A comma or full stop drawn to the left of a number or a Latin word of a right-to-left line stands behind it.
void move_leading_mark(Glyphs& g) {
    std::size_t end = 0;
    const char32_t c = next_code_point(g.text, end);
    const bool mark = c == ',' || c == '.' || c == ':' || c == ';' || c == 0x060C || c == 0x061B;
    if (!mark || end == g.text.size()) return;
    g.text = g.text.substr(end) + g.text.substr(0, end);
}

}  // namespace

bool reads_right_to_left(const std::vector<Glyphs>& glyphs) {
    int balance = 0;
    for (const Glyphs& g : glyphs) balance += direction(g.text);
    return balance > 0;
}

bool order_right_to_left(RawLine& line, std::vector<Glyphs>& glyphs, bool page_does) {
    int balance = 0;
    std::vector<int> directions;
    for (const std::uint32_t id : line.glyphs) {
        directions.push_back(direction(glyphs[id].text));
        balance += directions.back();
    }
    if (std::none_of(directions.begin(), directions.end(), [](int d) { return d > 0; })) return false;
    const bool right_to_left = page_does || balance >= 0;
    auto& ids = line.glyphs;
    if (right_to_left) {
        std::reverse(ids.begin(), ids.end());
        std::reverse(directions.begin(), directions.end());
    }
    if (right_to_left) {
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (directions[i] <= 0) move_leading_mark(glyphs[ids[i]]);
        }
        // Groups of digits of one telephone number.
        for (std::size_t i = 0; i < ids.size();) {
            std::size_t end = i;
            while (end < ids.size() && number_like(glyphs[ids[end]].text)) ++end;
            std::reverse(ids.begin() + static_cast<std::ptrdiff_t>(i), ids.begin() + static_cast<std::ptrdiff_t>(end));
            i = end + 1;
        }
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

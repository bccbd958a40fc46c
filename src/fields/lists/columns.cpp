#include <algorithm>
#include <cmath>

#include "fields/lists/atoms.hpp"

namespace cvextract::fields::lists {

namespace {

constexpr double kColumnGap = 0.8;  // of the type size: nothing narrower parts columns
constexpr double kAligned = 0.45;   // of the type size: how far the cells of a column may start apart

/// What stands between two wide gaps of a row.
struct Cell {
    std::uint32_t begin = 0, end = 0;  // tokens of the line
    double x0 = 0, x1 = 0;
    bool bullet = false, bold = false, italic = false, colon = false, separators = false, language = false;
    double size = 0;
};

struct GridRow {
    layout::Range range;
    std::vector<Cell> cells;
    std::vector<std::vector<Cell>> columns;  // the cells by the column of the grid
};

class Reader {
  public:
    Reader(const Context& context, const segment::Section& section)
        : document_(context.document), languages_(context.models.lexicon("languages")), out_(section) {
        for (const layout::Range& range : section.body) rows_.push_back({range, cells_of(range), {}});
        out_.body.clear();
    }

    segment::Section read() {
        for (std::size_t r = 0; r < rows_.size();) {
            const std::size_t end = grid(r);
            if (end < r + 2 || !by_columns(r, end)) {
                out_.body.push_back(rows_[r++].range);
                continue;
            }
            for (std::size_t c = 0; c < rows_[r].columns.size(); ++c) {
                for (std::size_t k = r; k < end; ++k) {
                    const auto& cells = rows_[k].columns[c];
                    if (!cells.empty())
                        out_.body.push_back({rows_[k].range.line, cells.front().begin, cells.back().end});
                }
            }
            r = end;
        }
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::vector<Cell> cells_of(const layout::Range& range) const;
    [[nodiscard]] std::size_t grid(std::size_t first);
    [[nodiscard]] bool by_columns(std::size_t first, std::size_t last) const;

    const layout::Document& document_;
    models::Lexicon languages_;
    std::vector<GridRow> rows_;
    segment::Section out_;
};

std::vector<Cell> Reader::cells_of(const layout::Range& range) const {
    std::vector<Cell> out;
    const layout::Line& line = document_.lines.at(range.line);
    if (line.right_to_left) return out;
    double edge = 0;
    bool any = false;
    for (std::uint32_t t = range.begin; t < range.end; ++t) {
        const layout::Token& token = line.tokens.at(t);
        const layout::Style& style = document_.styles.at(token.style);
        const double size = std::max(1.0F, style.size);
        const bool counts = token.role == layout::Role::text || token.role == layout::Role::bullet;
        const bool begins =
            !any || (counts && token.box.x0 - edge > kColumnGap * size && !(out.back().bullet && out.back().size == 0));
        if (begins) {
            out.push_back({});
            out.back().begin = t;
            out.back().x0 = token.box.x0;
        }
        any = true;
        Cell& cell = out.back();
        cell.end = t + 1;
        if (!counts) continue;
        edge = cell.x1 = token.box.x1;
        if (token.role == layout::Role::bullet) {
            cell.bullet = cell.bullet || cell.size == 0;
            continue;
        }
        if (cell.size == 0) {
            cell.size = size;
            cell.bold = style.bold;
            cell.italic = style.italic;
            std::vector<std::uint64_t> hashes;
            for (const Unit& unit : cut_units(token.text)) hashes.push_back(unit.hash);
            cell.language = !hashes.empty() && languages_.longest(hashes, 0).has_value();
        }
        cell.colon = token.text.ends_with(':') || token.text.ends_with("\xEF\xBC\x9A");
        cell.separators = cell.separators || token.text.ends_with(',') || token.text.ends_with(';') ||
                          token.text == "\xC2\xB7" || token.text == "|" || token.text == "\xE2\x80\xA2" ||
                          token.text.ends_with("\xE3\x80\x81");
    }
    while (!out.empty() && out.back().size == 0 && out.size() > 1) {
        out[out.size() - 2].end = out.back().end;
        out.pop_back();
    }
    return out;
}

// The rows from `first` on whose cells begin where those of the first row do, or behind them in the same column.
std::size_t Reader::grid(std::size_t first) {
    const auto& head = rows_[first].cells;
    if (head.size() < 2) return first;
    const layout::Line& line = document_.lines.at(rows_[first].range.line);
    const double slack = kAligned * std::max(1.0, head[0].size);
    std::size_t end = first, rows = 0;
    for (std::size_t r = first; r < rows_.size(); ++r) {
        GridRow& row = rows_[r];
        const layout::Line& here = document_.lines.at(row.range.line);
        if (row.cells.empty() || here.page != line.page || here.region != line.region) break;
        row.columns.assign(head.size(), {});
        std::size_t hit = 0;
        bool fits = true;
        for (const Cell& cell : row.cells) {
            std::size_t c = 0;
            while (c + 1 < head.size() && cell.x0 > head[c + 1].x0 - slack) ++c;
            const bool starts = std::abs(cell.x0 - head[c].x0) <= slack;
            fits = fits && (starts || !row.columns[c].empty()) && (c + 1 >= head.size() || cell.x1 < head[c + 1].x0);
            hit += starts ? 1 : 0;
            row.columns[c].push_back(cell);
        }
        if (!fits) break;
        rows += hit >= 2 ? 1 : 0;
        if (hit >= 2 || r == end) end = r + 1;
    }
    // Rows of one cell below the last full one belong to the first column, if to the grid at all.
    return rows >= 2 ? end : first;
}

// Whether the columns are lists of their own. What tells: names of languages in every other row, a row of labels
// above what they name, list markers before each cell.
bool Reader::by_columns(std::size_t first, std::size_t last) const {
    std::size_t bullets = 0, cells = 0, apart = 0, full = 0, labels_above = 0;
    std::size_t languages_across = 0, languages_down = 0;
    for (std::size_t r = first; r < last; ++r) {
        const auto& columns = rows_[r].columns;
        const Cell* before = nullptr;
        bool all_language = true, first_only = false;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (columns[c].empty()) continue;
            const Cell& cell = columns[c].front();
            ++cells;
            bullets += cell.bullet ? 1 : 0;
            all_language = all_language && cell.language;
            if (before != nullptr) {
                ++full;
                const bool labelled = before->colon && !cell.colon;
                apart += before->bold != cell.bold || before->italic != cell.italic ||
                                 std::abs(before->size - cell.size) > 0.08 * cell.size || labelled ||
                                 (!before->separators && cell.separators && c == 1)
                             ? 1
                             : 0;
                first_only = before->language && !cell.language;
            }
            before = &cell;
        }
        languages_down += first_only ? 1 : 0;
        languages_across +=
            all_language && before != nullptr && !columns[0].empty() && columns.size() > 1 && !columns[1].empty();
    }
    if (languages_across > 0 && languages_down == 0) return true;
    if (languages_down > 0) return false;
    if (bullets == cells) return true;
    if (2 * apart > full) return false;
    // Each column has a label of its own: in another style than what stands below it, with a colon, or without the
    // separators of what stands below.
    for (std::size_t r = first; r + 1 < last; ++r) {
        bool label = true;
        std::size_t seen = 0;
        for (std::size_t c = 0; c < rows_[r].columns.size(); ++c) {
            if (rows_[r].columns[c].empty() || rows_[r + 1].columns[c].empty()) continue;
            const Cell &above = rows_[r].columns[c].front(), &below = rows_[r + 1].columns[c].front();
            ++seen;
            const bool styled = above.bold != below.bold || above.italic != below.italic ||
                                std::abs(above.size - below.size) > 0.08 * below.size;
            const bool marked = above.colon && !below.colon;
            const bool lists = !above.separators && (below.separators || rows_[r + 1].columns[c].size() > 1) &&
                               rows_[r].columns[c].size() == 1;
            label = label && (styled || marked || lists);
        }
        labels_above += label && seen >= 2 ? 1 : 0;
    }
    return labels_above > 0;
}

}  // namespace

segment::Section read_columns(const Context& context, const segment::Section& section) {
    return Reader(context, section).read();
}

}  // namespace cvextract::fields::lists

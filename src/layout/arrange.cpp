// Words to lines in reading order. Each page is cut into regions; regions are ordered over the pages, lines are cut
// into tokens, and what needs more than its own line (bullets by their repetition, joins) is decided at the end.

#include "layout/arrange.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>

#include "base/unicode.hpp"
#include "layout/accents.hpp"
#include "layout/columns.hpp"
#include "layout/furniture.hpp"
#include "layout/glyphs.hpp"
#include "layout/lines.hpp"
#include "layout/turned_page.hpp"
#include "layout/vertical.hpp"

namespace cvextract::layout {

namespace {

constexpr double kTabGap = 1.1;       // times the type size
constexpr double kWidestSpace = 1.3;  // times the type size: of a justified line
constexpr double kSpaceGap = 0.1;
constexpr double kVowelGap = 0.2, kVowelShare = 0.7;  // times the type size, times the line's usual gap
constexpr double kNextRow = 0.7;                      // times the type size
constexpr double kTallColumn = 200;                   // points
constexpr std::size_t kMostHashes = 6;

/// A page between cleaning and ordering.
struct Sheet {
    const pdf::Page* page = nullptr;
    PageGlyphs glyphs;
    std::vector<Segment> segments;
    std::vector<bool> furniture;
    std::vector<Region> regions;
    std::int32_t first_link = 0;
    double width = 0, height = 0;
    bool vertical = false;  // the page was turned by a quarter, see turn_vertical_text
    bool right_to_left = false;
};

bool unspaced_at(const std::string& text, bool last) {
    char32_t found = 0;
    for (std::size_t i = 0; i < text.size();) {
        found = next_code_point(text, i);
        if (!last) break;
    }
    return is_unspaced(found) || (found >= 0x3000 && found <= 0x303F) || (found >= 0xFF00 && found <= 0xFFEF);
}

char32_t first_of(const std::string& text) {
    std::size_t i = 0;
    return text.empty() ? 0 : next_code_point(text, i);
}

bool is_mark_text(const std::string& text) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size(); ++n) {
        const char32_t c = next_code_point(text, i);
        const bool mark = is_digit(c) || c == '*' || c == ',' || c == 0x2020 || c == 0x2021 || c == 0xA7 || c == 0xB6 ||
                          c == '#' || c == 0x2217 || (c >= 0x2070 && c <= 0x2079) || c == 0xB9 || c == 0xB2 ||
                          c == 0xB3;
        if (!mark) return false;
    }
    return n > 0 && n <= 3;
}

// Whether a word ends with a vowel sign of Arabic or Hebrew (shadda, kasra, qamats ...).
bool ends_with_vowel_sign(const std::string& text) {
    char32_t last = 0;
    for (std::size_t i = 0; i < text.size();) last = next_code_point(text, i);
    return (last >= 0x064B && last <= 0x0652) || last == 0x0670 || (last >= 0x05B0 && last <= 0x05BD);
}

// White space before each glyph but the first, in reading order. At the borders of a left-to-right run in a
// right-to-left line the neighbours in reading order do not touch on the page: there the gap beside the run counts.
std::vector<double> line_gaps(const std::vector<std::uint32_t>& ids, const std::vector<Glyphs>& glyphs, bool turned) {
    const auto apart = [&](std::uint32_t a, std::uint32_t b) {
        return glyphs[b].baseline() - glyphs[a].baseline() > kNextRow * glyphs[a].size;
    };
    const auto gap = [&](std::uint32_t a, std::uint32_t b) {
        // The next line of the same cell; in a line from right to left it may come before.
        if ((apart(a, b) && glyphs[b].box.x0 < glyphs[a].box.x1) || (turned && (apart(b, a) || apart(a, b))))
            return 0.25 * glyphs[a].size;
        return std::max({glyphs[b].box.x0 - glyphs[a].box.x1, glyphs[a].box.x0 - glyphs[b].box.x1, 0.0});
    };
    std::vector<double> gaps;
    if (!turned) {
        for (std::size_t i = 1; i < ids.size(); ++i) gaps.push_back(gap(ids[i - 1], ids[i]));
        return gaps;
    }
    std::vector<std::uint32_t> visual(ids);
    std::sort(visual.begin(), visual.end(), [&](auto a, auto b) { return glyphs[a].box.x0 < glyphs[b].box.x0; });
    std::unordered_map<std::uint32_t, std::size_t> place;
    for (std::size_t i = 0; i < visual.size(); ++i) place[visual[i]] = i;
    for (std::size_t i = 1; i < ids.size(); ++i) {
        const std::size_t a = place[ids[i - 1]], b = place[ids[i]];
        const auto between = std::span(visual).subspan(std::min(a, b) + 1, std::max(a, b) - std::min(a, b) - 1);
        const bool neighbours = std::ranges::all_of(between, [&](std::uint32_t g) {
            return apart(g, ids[i]) || apart(ids[i], g) || apart(g, ids[i - 1]) || apart(ids[i - 1], g);
        });
        if (neighbours) {
            gaps.push_back(gap(ids[i - 1], ids[i]));
        } else {
            const double left = a > 0 ? gap(visual[a - 1], visual[a]) : 0;
            const double right = b + 1 < visual.size() ? gap(visual[b], visual[b + 1]) : 0;
            gaps.push_back(std::max(left, right));
        }
    }
    return gaps;
}

class Builder {
  public:
    explicit Builder(const pdf::Document& pdf) : pdf_(pdf) {
        for (const auto& font : pdf.fonts) out_.fonts.push_back(font.name);
        out_.title = pdf.metadata.title;
        out_.author = pdf.metadata.author;
        out_.diagnostics = pdf.diagnostics;
    }

    /// Makes a line of glyphs in logical order and adds it to one of the document's lists.
    void add_line(std::vector<Line>& list, Sheet& sheet, RawLine raw, const Region* region, int number,
                  double last_baseline, double leading);
    Document finish();
    Document& document() { return out_; }
    void add_links(Sheet& sheet) {
        sheet.first_link = static_cast<std::int32_t>(out_.links.size());
        for (const auto& link : sheet.page->links) out_.links.push_back({sheet.page->number, link.box, link.uri});
    }

  private:
    [[nodiscard]] std::uint32_t style_of(const Glyphs& g);
    [[nodiscard]] Token token_of(const Glyphs& g, const Sheet& sheet);
    void find_bullets();
    void find_numbering();
    void find_joins();
    const pdf::Document& pdf_;
    Document out_;
    std::map<std::pair<std::uint32_t, long>, std::uint32_t> styles_;
    std::vector<double> mass_;
};

std::uint32_t Builder::style_of(const Glyphs& g) {
    const auto [it, fresh] =
        styles_.emplace(std::pair(g.font, std::lround(g.size * 4)), static_cast<std::uint32_t>(out_.styles.size()));
    if (fresh) {
        Style style;
        style.font = g.font;
        style.size = static_cast<float>(std::lround(g.size * 4)) / 4;
        if (g.font < pdf_.fonts.size()) {
            const auto& font = pdf_.fonts[g.font];
            style.bold = font.bold;
            style.italic = font.italic;
            style.monospace = font.monospace;
        }
        out_.styles.push_back(style);
        mass_.push_back(0);
    }
    return it->second;
}

Token Builder::token_of(const Glyphs& g, const Sheet& sheet) {
    Token token;
    token.text = g.text;
    token.box = g.box;
    token.style = style_of(g);
    token.role = g.role;
    token.icon = g.icon;
    token.link = g.link < 0 ? -1 : sheet.first_link + g.link;
    token.first_source = static_cast<std::uint32_t>(out_.sources.size());
    token.sources = static_cast<std::uint32_t>(g.words.size());
    for (const std::uint32_t w : g.words) out_.sources.push_back({sheet.page->number, w});
    token.first_edge = static_cast<std::uint32_t>(out_.edges.size());
    out_.edges.insert(out_.edges.end(), g.edges.begin(), g.edges.end());
    return token;
}

void Builder::add_line(std::vector<Line>& list, Sheet& sheet, RawLine raw, const Region* region, int number,
                       double last_baseline, double leading) {
    auto& glyphs = sheet.glyphs.shown;
    join_letter_spaced(raw, glyphs);
    Line line;
    line.page = sheet.page->number;
    line.region = number;
    line.box = raw.box;
    line.right_to_left = order_right_to_left(raw, glyphs, sheet.right_to_left);
    const std::vector<double> gaps = line_gaps(raw.glyphs, glyphs, line.right_to_left);
    double usual = 0;
    if (gaps.size() >= 3) {
        std::vector<double> sorted = gaps;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        usual = sorted[sorted.size() / 2];
    }
    for (std::size_t i = 0; i < raw.glyphs.size(); ++i) {
        const Glyphs& g = glyphs[raw.glyphs[i]];
        Token token = token_of(g, sheet);
        if (token.role == Role::text) mass_[token.style] += static_cast<double>(code_points(g.text));
        if (i > 0) {
            const Glyphs& before = glyphs[raw.glyphs[i - 1]];
            const double gap = gaps[i - 1], size = std::max(g.size, before.size);
            token.gap_before = static_cast<float>(gap);
            token.tab_before = gap > kTabGap * size && gap > 2.2 * std::min(usual, kWidestSpace * size);
            const bool run_on = unspaced_at(before.text, true) && unspaced_at(g.text, false);
            // A vowel sign that is set beside its letter opens a gap inside the word, narrower than those between
            // words.
            const bool inside_word =
                ends_with_vowel_sign(before.text) && gap < kVowelGap * size && gap < kVowelShare * usual;
            token.space_before =
                token.tab_before ||
                (inside_word ? false
                 : run_on    ? gap > 0.45 * size
                             : gap > kSpaceGap * size || (before.space_after && !run_on && gap > 0.02 * size));
            // What stands behind an icon is the cell that the icon begins; a dot inside a line parts cells.
            if (const Token& mark = line.tokens.back();
                (mark.role == Role::icon && mark.tab_before) || (mark.role == Role::bullet && i > 1))
                token.tab_before = token.space_before = true;
            const bool raised = g.size < 0.82 * raw.size && g.baseline() < raw.baseline - 0.1 * raw.size;
            if (raised && !token.tab_before) {
                token.superscript = true;
                // A mark follows larger text or another mark; digits among words of their own size, such as contact
                // data set beside a large name, are text.
                const bool smaller = g.size < 0.9 * before.size || line.tokens.back().role == Role::footnote_mark;
                if (smaller && is_mark_text(g.text) && before.role == Role::text && gap < 0.25 * size)
                    token.role = Role::footnote_mark;
            }
        } else {
            token.space_before = false;
        }
        line.tokens.push_back(std::move(token));
    }
    if (region != nullptr) {
        const auto text =
            std::find_if(line.tokens.begin(), line.tokens.end(), [](const Token& t) { return t.role == Role::text; });
        const Token& first = text == line.tokens.end() ? line.tokens.front() : *text;
        line.indent =
            line.right_to_left ? region->box.x1 - first.box.x1 : first.box.x0 - raw.left.value_or(region->box.x0);
    }
    const double baseline = raw.baseline;
    line.space_above = last_baseline < 0 ? 100 : std::max(0.0, baseline - last_baseline - leading);
    list.push_back(std::move(line));
}

// Markers at the beginnings of lines. A dash or a glyph of a symbol font is one where it stands apart from its text.
void Builder::find_bullets() {
    std::unordered_map<std::string, int> leads;
    for (const Line& line : out_.lines) {
        if (line.tokens.size() > 1) ++leads[line.tokens[0].text];
    }
    for (Line& line : out_.lines) {
        Token& first = line.tokens[0];
        if (line.tokens.size() < 2 && first.role == Role::text) continue;
        const bool symbol_bullet =
            first.role == Role::icon && first.icon == Icon::other && leads[first.text] >= 2 && line.tokens.size() > 1;
        const std::string& font = out_.fonts.empty() ? first.text : out_.fonts.at(out_.styles.at(first.style).font);
        const bool letter_o = first.text == "o" && (font.find("Courier") != std::string::npos || leads["o"] >= 2) &&
                              line.tokens[1].gap_before > 3;
        // "(512) 555-0123": a number in brackets before digits belongs to them.
        const bool area_code = line.tokens.size() > 1 && first.text[0] == '(' && !line.tokens[1].text.empty() &&
                               line.tokens[1].text[0] >= '0' && line.tokens[1].text[0] <= '9';
        if (symbol_bullet || letter_o ||
            (first.role == Role::text && is_bullet_text(first.text) && line.tokens[1].space_before && !area_code))
            first.role = Role::bullet;
        // Marks of Markdown before its headings, which some sites print with them.
        const bool hashes = first.text.size() <= kMostHashes && first.text.find_first_not_of('#') == std::string::npos;
        const char32_t next = line.tokens.size() > 1 ? first_of(line.tokens[1].text) : 0;
        if (first.role == Role::text && hashes && is_letter(next) && line.tokens[1].space_before)
            first.role = Role::ornament;
    }
}

// The number that a line begins with ("3", "4.1"): its last part, and a hash of what stands before that.
struct Number {
    int last = 0;
    std::size_t parents = 0;
};

std::optional<Number> numbering(const std::string& text) {
    if (text.empty() || text.size() > 8) return std::nullopt;
    Number number;
    int parts = 0, digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            if (++digits > 3) return std::nullopt;
            number.last = 10 * number.last + (c - '0');
            parts += digits == 1 ? 1 : 0;
        } else if (c == '.' && digits > 0 && parts < 4) {
            if (i + 1 == text.size()) break;
            number.parents = number.parents * 1000 + static_cast<std::size_t>(number.last) + 1;
            number.last = digits = 0;
        } else {
            return std::nullopt;
        }
    }
    return parts > 0 && digits > 0 ? std::optional(number) : std::nullopt;
}

// Numbers of sections and of list items that have no full stop: they stand apart from their text, in one look, and
// count by one.
void Builder::find_numbering() {
    struct Series {
        std::vector<std::size_t> lines;
        int last = 0, steps = 0;
    };
    std::map<std::tuple<std::uint32_t, std::size_t>, Series> series;
    for (std::size_t l = 0; l < out_.lines.size(); ++l) {
        const Line& line = out_.lines[l];
        if (line.tokens.size() < 2 || line.tokens[0].role != Role::text || line.tokens[1].role != Role::text) continue;
        if (line.tokens[1].gap_before < 0.6F * out_.styles.at(line.tokens[1].style).size) continue;
        std::size_t offset = 0;
        const char32_t lead = next_code_point(line.tokens[1].text, offset);
        const auto number = numbering(line.tokens[0].text);
        if (!number || !is_letter(lead) || is_lower(lead)) continue;
        Series& s = series[{line.tokens[1].style, number->parents}];
        const bool follows = s.lines.empty() ? number->last == 1 : std::abs(number->last - s.last) == 1;
        s.steps += follows ? 1 : 0;
        s.last = number->last;
        s.lines.push_back(l);
    }
    for (const auto& [key, s] : series) {
        const std::size_t fewest = std::get<1>(key) > 0 ? 2 : 3;
        if (s.lines.size() < fewest || 10 * s.steps < 8 * std::ssize(s.lines)) continue;
        for (const std::size_t l : s.lines) out_.lines[l].tokens[0].role = Role::bullet;
    }
}

void Builder::find_joins() {
    for (std::size_t i = 0; i + 1 < out_.lines.size(); ++i) {
        Line& line = out_.lines[i];
        const Line& next = out_.lines[i + 1];
        const auto last =
            std::find_if(line.tokens.rbegin(), line.tokens.rend(), [](const Token& t) { return t.role == Role::text; });
        const auto first =
            std::find_if(next.tokens.begin(), next.tokens.end(), [](const Token& t) { return t.role == Role::text; });
        if (last == line.tokens.rend() || first == next.tokens.end()) continue;
        const std::string& a = last->text;
        const std::string& b = first->text;
        std::size_t i_b = 0;
        const char32_t lead = next_code_point(b, i_b);
        const bool hyphen = a.ends_with('-') || a.ends_with("\xE2\x80\x90") || a.ends_with("\xC2\xAD");
        if (a.size() > 2 && hyphen && is_lower(lead)) {
            // "well-known" set over two lines keeps its hyphen only where the word has another one.
            line.join = a.find('-') + 1 < a.size() && a.find('-') != std::string::npos ? Join::none : Join::drop_hyphen;
        } else if (a.size() > 2 && hyphen) {
            line.join = Join::none;
        } else if (unspaced_at(a, true) && unspaced_at(b, false)) {
            line.join = Join::none;
        } else if ((a.find("://") != std::string::npos || a.starts_with("www.")) &&
                   (a.ends_with('/') || a.ends_with('_') || a.ends_with('=') || a.ends_with('&'))) {
            line.join = Join::none;
        }
    }
}

Document Builder::finish() {
    find_bullets();
    find_numbering();
    find_joins();
    for (std::uint32_t s = 0; s < mass_.size(); ++s) {
        if (mass_[s] > mass_[out_.body_style]) out_.body_style = s;
    }
    if (!out_.styles.empty()) out_.body_size = out_.styles[out_.body_style].size;
    return std::move(out_);
}

// Text that is printed twice on one spot for boldness is one text: the second copy goes with the first.
void drop_doubles(std::vector<Glyphs>& glyphs) {
    for (std::size_t i = 1; i < glyphs.size(); ++i) {
        Glyphs &a = glyphs[i - 1], &b = glyphs[i];
        const double overlap = std::min(a.box.x1, b.box.x1) - std::max(a.box.x0, b.box.x0);
        if (a.text != b.text || overlap < 0.7 * a.box.width() || std::abs(a.box.y0 - b.box.y0) > 0.2 * a.size) continue;
        b.words.insert(b.words.begin(), a.words.begin(), a.words.end());
        a.text.clear();
    }
    std::erase_if(glyphs, [](const Glyphs& g) { return g.text.empty(); });
}

// A sidebar that goes on over the pages is read through before the main column; so is the main column after it.
std::vector<std::pair<std::size_t, std::size_t>> reading_order(const std::vector<Sheet>& sheets) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    const auto gutter = [&](std::size_t s) {
        for (const Region& region : sheets[s].regions) {
            if (region.place != Region::Place::full) return region.gutter;
        }
        return 0.0;
    };
    for (std::size_t s = 0; s < sheets.size();) {
        std::size_t end = s + 1;
        const double x = gutter(s);
        const bool narrow = x > 0 && (x < 0.42 * sheets[s].width || x > 0.58 * sheets[s].width);
        while (narrow && end < sheets.size() && gutter(end) > 0 && std::abs(gutter(end) - x) < 15) ++end;
        using Place = Region::Place;
        const auto add = [&](std::size_t sheet, auto wanted) {
            for (std::size_t r = 0; r < sheets[sheet].regions.size(); ++r) {
                if (wanted(sheet, r)) out.emplace_back(sheet, r);
            }
        };
        if (end == s + 1) {
            add(s, [](auto, auto) { return true; });
        } else {
            const auto first_side = [&](std::size_t sheet) {
                const auto& regions = sheets[sheet].regions;
                return static_cast<std::size_t>(std::find_if(regions.begin(), regions.end(),
                                                             [](const Region& r) { return r.place != Place::full; }) -
                                                regions.begin());
            };
            for (std::size_t k = s; k < end; ++k) {
                if (k == s) add(k, [&](std::size_t sheet, std::size_t r) { return r < first_side(sheet); });
                add(k, [&](std::size_t sheet, std::size_t r) { return sheets[sheet].regions[r].place == Place::left; });
            }
            for (std::size_t k = s; k < end; ++k) {
                add(k, [&](std::size_t sheet, std::size_t r) {
                    const Place place = sheets[sheet].regions[r].place;
                    return place == Place::right || (place == Place::full && (r >= first_side(sheet) || sheet != s));
                });
            }
        }
        s = end;
    }
    return out;
}

// A page on which only one of the columns of the page before goes on.
void continue_column(const std::vector<Region>& before, std::vector<Region>& regions) {
    using Place = Region::Place;
    const auto tall = std::find_if(before.begin(), before.end(), [](const Region& region) {
        return region.place != Place::full && region.box.height() > kTallColumn;
    });
    if (tall == before.end() || regions.empty()) return;
    const double gutter = tall->gutter;
    const auto all = [&](auto inside) { return std::all_of(regions.begin(), regions.end(), inside); };
    if (!all([](const Region& region) { return region.place == Place::full; })) return;
    const bool left = all([&](const Region& region) { return region.box.x1 < gutter + 6; });
    const bool right = all([&](const Region& region) { return region.box.x0 > gutter - 6; });
    if (!left && !right) return;
    for (Region& region : regions) {
        region.place = left ? Place::left : Place::right;
        region.gutter = gutter;
    }
}

}  // namespace

Document arrange(const pdf::Document& pdf) {
    Builder builder(pdf);
    std::vector<Sheet> sheets;
    std::vector<PageSegments> page_segments;
    std::vector<const std::vector<Glyphs>*> all_glyphs;
    std::deque<pdf::Page> turned;
    for (const pdf::Page& printed : pdf.pages) {
        Sheet sheet;
        int quarters = 0;
        if (auto upright = upright_page(printed, quarters)) turned.push_back(std::move(*upright));
        const pdf::Page& page = quarters > 0 ? turned.back() : printed;
        sheet.page = &page;
        sheet.glyphs = clean_words(pdf, page);
        sheet.vertical = turn_vertical_text(sheet.glyphs, page);
        sheet.width = sheet.vertical ? page.height : page.width;
        sheet.height = sheet.vertical ? page.width : page.height;
        drop_doubles(sheet.glyphs.shown);
        join_accents(sheet.glyphs.shown);
        sheet.right_to_left = reads_right_to_left(sheet.glyphs.shown);
        sheet.segments = cut_segments(sheet.glyphs.shown);
        builder.document().pages.push_back(
            {page.number, sheet.width, sheet.height, sheet.vertical, sheet.vertical ? 1 : quarters});
        sheets.push_back(std::move(sheet));
    }
    for (const Sheet& sheet : sheets) {
        page_segments.push_back({&sheet.segments, sheet.width, sheet.height});
        all_glyphs.push_back(&sheet.glyphs.shown);
    }
    const auto furniture = find_furniture(page_segments, all_glyphs);
    std::vector<double> gutters;
    int hidden = 0;
    for (std::size_t s = 0; s < sheets.size(); ++s) {
        Sheet& sheet = sheets[s];
        builder.add_links(sheet);
        std::vector<Segment> body;
        Region running;
        for (std::uint32_t i = 0; i < sheet.segments.size(); ++i) {
            if (furniture[s][i]) {
                running.segments.push_back(i);
            } else {
                body.push_back(sheet.segments[i]);
            }
        }
        for (RawLine& line : group_lines(running, sheet.segments, sheet.glyphs.shown))
            builder.add_line(builder.document().furniture, sheet, std::move(line), nullptr, 0, -1, 0);
        sheet.segments = std::move(body);
        sheet.regions = find_regions(sheet.segments, sheet.glyphs.shown, gutters, sheet.right_to_left);
        for (const Region& region : sheet.regions) {
            // Columns of a header block say nothing of the other pages.
            if (region.place != Region::Place::full && region.box.height() > kTallColumn)
                gutters.push_back(region.gutter);
        }
        if (s > 0) continue_column(sheets[s - 1].regions, sheet.regions);
    }
    int number = 0;
    for (const auto& [s, r] : reading_order(sheets)) {
        Sheet& sheet = sheets[s];
        const Region& region = sheet.regions[r];
        auto lines = group_lines(region, sheet.segments, sheet.glyphs.shown);
        std::vector<double> steps;
        for (std::size_t i = 1; i < lines.size(); ++i) steps.push_back(lines[i].baseline - lines[i - 1].baseline);
        double leading = 0;
        if (!steps.empty()) {
            std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 3), steps.end());
            leading = steps[steps.size() / 3];
        }
        double last = -1;
        for (RawLine& line : lines) {
            const double baseline = line.baseline;
            builder.add_line(builder.document().lines, sheet, std::move(line), &region, number, last, leading);
            last = baseline;
        }
        ++number;
    }
    // Text set on its side and text that is not shown: kept, but apart.
    for (Sheet& sheet : sheets) {
        for (auto* list : {&sheet.glyphs.turned, &sheet.glyphs.hidden}) {
            const bool is_hidden = list == &sheet.glyphs.hidden;
            for (Glyphs& g : *list) {
                RawLine line{{static_cast<std::uint32_t>(sheet.glyphs.shown.size())}, g.box, g.size, g.baseline(), {}};
                sheet.glyphs.shown.push_back(std::move(g));
                builder.add_line(is_hidden ? builder.document().hidden : builder.document().furniture, sheet,
                                 std::move(line), nullptr, 0, -1, 0);
                hidden += is_hidden ? 1 : 0;
            }
        }
    }
    if (hidden > 0)
        builder.document().diagnostics.push_back(
            {"hidden-text", std::to_string(hidden) + " words are not shown on the page and were left out", 0});
    return builder.finish();
}

}  // namespace cvextract::layout

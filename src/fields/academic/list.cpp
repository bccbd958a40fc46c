#include "fields/academic/list.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/unicode.hpp"
#include "base/units.hpp"

namespace cvextract::fields::academic {

namespace {

enum class Opening : std::uint8_t { capital, lower, quote, digit, open, other };

/// What a line shows of where entries begin.
struct Row {
    layout::Range range;
    int marker = 0;           // 0 none, 1 bullet, 2 number
    std::string mark;         // the bullet itself
    double x = 0;             // left edge of its text
    double marker_x = 0;      // left edge of its marker
    double space = 0;         // above it
    double width = 0;         // share of its column that it fills
    bool emphasised = false;  // bold, italic, capitals or larger throughout
    bool heading = false;
    bool caps = false;  // in capitals throughout
    std::string_view first_word;
    std::uint32_t style = 0, last_style = 0;  // of its first and last words
    bool date_cell = false;                   // begins with a cell that holds a date
    bool date_right = false;                  // ends in a cell that holds a date
    std::uint32_t last_cell = 0;              // the token that begins that cell
    bool ends = false;                        // ends as a sentence or entry does
    bool continues = false;                   // the line before asks to be continued: a comma, a hyphen, a small word
    bool year = false;
    bool date_only = false;  // a date and nothing else
    Opening opening = Opening::other;
    std::size_t words = 0;
    int region = 0, page = 0;
};

bool is_year(std::string_view word) {
    return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) && word[2] >= '0' && word[2] <= '9' &&
           word[3] >= '0' && word[3] <= '9';
}

/// A year anywhere in a token: "(2019)", "2018-2021", "2021.".
bool has_year(std::string_view token) {
    for (std::size_t i = 0; i + 4 <= token.size(); ++i) {
        const bool left = i == 0 || token[i - 1] < '0' || token[i - 1] > '9';
        const bool right = i + 4 == token.size() || token[i + 4] < '0' || token[i + 4] > '9';
        if (left && right && is_year(token.substr(i, 4))) return true;
    }
    return false;
}

Opening opening_of(std::string_view text) {
    std::size_t offset = 0;
    const char32_t c = next_code_point(text, offset);
    if (c == 0x201C || c == '"' || c == 0x2018 || c == 0x00AB || c == 0x201D || c == '\'' || c == 0x300A)
        return Opening::quote;
    if (c == '(' || c == '[' || c == 0xFF08) return Opening::open;
    if (is_digit(c)) return Opening::digit;
    if (is_lower(c)) return Opening::lower;
    if (is_letter(c)) return Opening::capital;
    return Opening::other;
}

bool small_word(std::string_view token) {
    static constexpr std::array<std::string_view, 16> kWords = {"of", "the", "and", "in",   "for", "on", "a",    "an",
                                                                "to", "at",  "by",  "with", "&",   "de", "from", "und"};
    return std::ranges::find(kWords, token) != kWords.end();
}

class Cutter {
  public:
    Cutter(const layout::Document& document, std::span<const layout::Range> body, const models::Models& models,
           const ListOptions& options)
        : document_(document),
          headings_(models.lexicon("list_headings")),
          months_(models.lexicon("months")),
          options_(options) {
        rows_.reserve(body.size());
        for (const layout::Range& range : body) read(range);
        measure();
        find_headings();
    }

    std::vector<ListItem> run() {
        std::vector<ListItem> items;
        for (std::size_t i = 0; i < rows_.size();) {
            if (rows_[i].heading) {
                items.push_back({true, 0, {rows_[i].range}});
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < rows_.size() && !rows_[end].heading) ++end;
            cut_block(i, end, items);
            i = end;
        }
        return items;
    }

  private:
    void read(const layout::Range& range) {
        const layout::Line& line = document_.lines.at(range.line);
        Row row;
        row.range = range;
        row.region = line.region;
        row.page = line.page;
        row.space = line.space_above;
        bool first = true, emphasised = true, caps = true, letters = false, date_only = true;
        std::string_view last;
        std::uint32_t cell = 0;
        bool year_in_cell = false, short_cell = true;
        std::size_t cell_words = 0;
        for (std::uint32_t t = range.begin; t < range.end; ++t) {
            const layout::Token& token = line.tokens.at(t);
            if (token.role == layout::Role::bullet && first) {
                const bool number = std::ranges::any_of(token.text, [](char c) { return c >= '0' && c <= '9'; });
                row.marker = number ? 2 : 1;
                row.mark = number ? "#" : token.text;
                row.marker_x = token.box.x0;
                continue;
            }
            if (token.role != layout::Role::text || token.text.empty()) continue;
            if (first) {
                row.x = token.box.x0;
                row.style = token.style;
                row.first_word = token.text;
                row.opening = opening_of(token.text);
                if (row.marker == 0 && is_number_label(token.text)) {
                    row.marker = 2;
                    row.mark.assign(1, '#');
                    row.marker_x = token.box.x0;
                    continue;
                }
                // A dash that was set as a bullet.
                if (row.marker == 0 &&
                    (token.text == "-" || token.text == "\xE2\x80\x93" || token.text == "\xE2\x80\xA2")) {
                    row.marker = 1;
                    row.mark = token.text;
                    row.marker_x = token.box.x0;
                    continue;
                }
            }
            if (!first && token.tab_before) {
                if (cell == 0 && year_in_cell && short_cell && cell_words <= 4) row.date_cell = true;
                ++cell;
                row.last_cell = t;
                year_in_cell = false;
                cell_words = 0;
            }
            first = false;
            const bool year = has_year(token.text);
            // "Mar 10-12": a day below a heading that is a year.
            const bool day = cell_words == 1 && cell == 0 && begins_with_digit(token.text) && is_month(last);
            year_in_cell = year_in_cell || year || day;
            row.year = row.year || year;
            date_only =
                date_only && (year || is_month(token.text) || begins_with_digit(token.text) || !has_letter(token.text));
            ++cell_words;
            ++row.words;
            const layout::Style& style = document_.styles.at(token.style);
            const layout::Style& usual = document_.styles.at(document_.body_style);
            emphasised =
                emphasised && (style.bold || style.italic || token.small_caps || style.size > usual.size + 0.7F);
            for (std::size_t offset = 0; offset < token.text.size();) {
                const char32_t c = next_code_point(token.text, offset);
                letters = letters || is_letter(c);
                caps = caps && !is_lower(c);
            }
            last = token.text;
            row.last_style = token.style;
        }
        if (row.words == 0) {
            // Marks alone belong to what follows.
            row.x = line.box.x0;
        }
        if (cell > 0 && year_in_cell && cell_words <= 5) row.date_right = true;
        row.caps = caps && letters;
        constexpr std::size_t kDate = 5;  // words of a date or a range
        row.date_only = date_only && row.year && row.words <= kDate && row.marker == 0;
        row.emphasised = emphasised || (caps && letters && row.words > 0);
        if (!last.empty()) {
            std::string_view end = last;
            while (!end.empty() && (end.back() == '"' || end.back() == ')' || end.back() == ']')) end.remove_suffix(1);
            const char c = end.empty() ? ')' : end.back();
            row.ends = c == '.' || c == '!' || c == '?' || (c >= '0' && c <= '9') || c == ')' || last.back() == ')' ||
                       last.ends_with("\xE2\x80\x9D") || last.back() == ']' || row.date_right;
            ends_open_.push_back(c == ',' || c == ':' || c == ';' || c == '-' || small_word(last));
        } else {
            ends_open_.push_back(false);
        }
        rows_.push_back(std::move(row));
    }

    /// "[12]", "[C3]": the number of an entry.
    [[nodiscard]] static bool is_number_label(std::string_view token) {
        constexpr std::size_t kLetters = 3, kDigits = 3;
        if (!token.starts_with('[') || !token.ends_with(']')) return false;
        token = token.substr(1, token.size() - 2);
        const auto digit = std::ranges::find_if(token, [](char c) { return c >= '0' && c <= '9'; });
        const auto letters = static_cast<std::size_t>(digit - token.begin());
        return letters <= kLetters && digit != token.end() && token.size() - letters <= kDigits &&
               std::all_of(token.begin(), digit, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }) &&
               std::all_of(digit, token.end(), [](char c) { return c >= '0' && c <= '9'; });
    }
    [[nodiscard]] static bool has_letter(std::string_view token) {
        for (std::size_t offset = 0; offset < token.size();) {
            if (is_letter(next_code_point(token, offset))) return true;
        }
        return false;
    }
    [[nodiscard]] static bool begins_with_digit(std::string_view token) {
        return !token.empty() && token[0] >= '0' && token[0] <= '9';
    }
    [[nodiscard]] bool is_month(std::string_view token) const {
        const auto units = cut_units(token);
        return !units.empty() && months_.longest(std::array{units.front().hash}, 0).has_value();
    }

    void measure() {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            Row& row = rows_[i];
            const layout::Line& line = document_.lines[row.range.line];
            if (i > 0) row.continues = ends_open_[i - 1];
            double left = row.x, right = line.box.x1;
            constexpr std::size_t kNeighbours = 20;
            const std::size_t from = i - std::min(i, kNeighbours);
            for (std::size_t k = from; k < std::min(rows_.size(), i + kNeighbours); ++k) {
                if (rows_[k].region != row.region || rows_[k].page != row.page) continue;
                left = std::min(left, rows_[k].x);
                right = std::max(right, document_.lines[rows_[k].range.line].box.x1);
            }
            // A short section does not show how far its column runs; its neighbours do.
            const std::size_t at = row.range.line;
            for (std::size_t k = at - std::min(at, kNeighbours); k < std::min(document_.lines.size(), at + kNeighbours);
                 ++k) {
                const layout::Line& near = document_.lines[k];
                if (near.region == line.region && near.page == line.page) right = std::max(right, near.box.x1);
            }
            row.width = right > left ? (line.box.x1 - left) / (right - left) : 1;
        }
    }

    /// A share of a line's units that the vocabulary of sub-headings explains.
    [[nodiscard]] double known_heading(const Row& row) const {
        std::string text;
        const layout::Line& line = document_.lines[row.range.line];
        for (std::uint32_t t = row.range.begin; t < row.range.end; ++t) {
            if (line.tokens[t].role != layout::Role::text) continue;
            text += line.tokens[t].text;
            text += ' ';
        }
        const auto units = cut_units(text);
        std::vector<std::uint64_t> hashes;
        std::size_t words = 0, known = 0;
        for (const Unit& unit : units) hashes.push_back(unit.hash);
        for (std::size_t i = 0; i < units.size();) {
            if (const auto match = headings_.longest(hashes, i)) {
                known += match->units;
                words += match->units;
                i += match->units;
                continue;
            }
            if (units[i].kind != UnitClass::punctuation &&
                !small_word(fold(std::string_view(text).substr(units[i].begin, units[i].end - units[i].begin))))
                ++words;
            ++i;
        }
        return words == 0 ? 0 : static_cast<double>(known) / static_cast<double>(words);
    }

    void find_headings() {
        std::size_t body = 0, emphasised = 0, alone = 0;
        for (const Row& row : rows_) {
            body += row.words > 0 ? 1 : 0;
            emphasised += row.emphasised ? 1 : 0;
            alone += row.words == 1 && row.year ? 1 : 0;
        }
        std::size_t group = 0;    // where the entries below the last heading begin
        bool years_head = false;  // whether a year is the first of them
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            Row& row = rows_[i];
            if (i > 0 && rows_[i - 1].heading && !rows_[i - 1].date_only) {
                group = i;
                years_head = false;
            }
            if (row.marker != 0 || row.words == 0 || row.words > 10 || row.width > 0.85) continue;
            const bool last = i + 1 == rows_.size();
            if (last) continue;
            if (row.continues && !rows_[i - 1].heading) continue;
            const layout::Line& line = document_.lines[row.range.line];
            const std::string_view first = line.tokens[row.range.begin].text;
            // A year alone heads the entries of that year.
            if (row.words == 1 && is_year(first.substr(0, 4)) && first.size() <= 5 && rows_[i + 1].x <= row.x + 200 &&
                !row.date_cell) {
                // Behind a comma or a hyphen, or below the text of a bullet, it is the end of an entry.
                if (row.continues || continues_item(i) || fills_up(i)) continue;
                // Where years head entries, nothing stands above the first of them but a note.
                constexpr std::size_t kNote = 2;  // lines
                if (!years_head && i > group + (row.emphasised ? kNote : 0)) continue;
                years_head = true;
                row.heading = alone * 2 <= body && !(rows_[i + 1].marker == 0 && alone * 3 > body);
                continue;
            }
            const bool punctuated = row.ends && !row.year;
            if (row.year || (punctuated && !row.emphasised)) continue;
            if (!row.emphasised && fills_up(i)) continue;
            const bool wrapped = i > 0 && !rows_[i - 1].heading && !row.caps && rows_[i - 1].last_style == row.style;
            const double known = known_heading(row);
            const bool rare = emphasised * 4 <= body;
            if ((row.emphasised ? known >= 0.5 && !wrapped : known >= 0.6 && row.words <= 4) ||
                (known >= 0.9 && !row.ends) ||
                (row.emphasised && rare && row.words <= 5 && known > 0 && !row.ends && !wrapped))
                row.heading = true;
        }
        // What is set as a known heading is one.
        const auto like = [&](const Row& row, const Row& known) {
            constexpr double kSame = 2;
            return known.heading && known.emphasised && known.words > 1 && known.style == row.style &&
                   known.caps == row.caps && std::abs(known.x - row.x) <= kSame;
        };
        std::vector<std::size_t> known;
        for (std::size_t i = 0; i < rows_.size() && known.size() < kKnown; ++i) {
            if (rows_[i].heading && rows_[i].emphasised && rows_[i].words > 1) known.push_back(i);
        }
        if (emphasised * 4 > body) return;
        for (std::size_t i = 0; i + 1 < rows_.size(); ++i) {
            Row& row = rows_[i];
            // A title in bold that wraps is none.
            const bool wrapped = i > 0 && !rows_[i - 1].heading && !row.caps && rows_[i - 1].last_style == row.style;
            if (wrapped || row.heading || !row.emphasised || row.marker != 0 || row.words == 0 || row.words > 5 ||
                row.year || row.ends || row.continues || row.width > 0.85)
                continue;
            row.heading = std::ranges::any_of(known, [&](std::size_t k) { return like(row, rows_[k]); });
        }
    }
    static constexpr std::size_t kKnown = 8;  // headings that others are compared with

    /// Whether the row above row i had no room left for its first word and did not end: "September 2015-July" over
    /// "2021.".
    [[nodiscard]] bool fills_up(std::size_t i) const {
        if (i == 0) return false;
        const Row& above = rows_[i - 1];
        if (above.heading || above.ends || above.width <= 0 || above.page != rows_[i].page ||
            above.region != rows_[i].region)
            return false;
        const layout::Line& line = document_.lines[above.range.line];
        const auto& word = document_.lines[rows_[i].range.line].tokens[rows_[i].range.begin].box;
        // The row's share of its column says how far that runs.
        constexpr double kFull = 0.8;
        const double column = line.box.width() / above.width;
        constexpr double kSpace = 0.3;  // ems
        return above.width > kFull && column * (1 - above.width) < word.width() + kSpace * document_.body_size + 1;
    }

    /// Whether row i stands where the text of a bulleted row above it goes on.
    [[nodiscard]] bool continues_item(std::size_t i) const {
        constexpr double kSame = 2;
        for (std::size_t k = i; k-- > i - std::min(i, kLongest);) {
            const Row& above = rows_[k];
            if (above.page != rows_[i].page || above.region != rows_[i].region || above.heading) return false;
            if (above.marker == 0 && above.x < rows_[i].x - kSame) return false;
            if (above.marker != 0) return above.x > above.marker_x + kSame && std::abs(above.x - rows_[i].x) <= kSame;
        }
        return false;
    }

    struct Scheme {
        std::vector<std::size_t> starts;
        double prior = 0;
    };

    /// How good a way of cutting is: entries begin as beginnings do, end as ends do, are alike, and hold one year each.
    [[nodiscard]] double score(const Scheme& scheme, std::size_t begin, std::size_t end) const {
        if (scheme.starts.empty() || scheme.starts.front() != begin) return -1e9;
        std::array<std::size_t, 6> openings{};
        for (const std::size_t s : scheme.starts) ++openings[static_cast<std::size_t>(rows_[s].opening)];
        const auto common = static_cast<Opening>(std::ranges::max_element(openings) - openings.begin());
        // The word that most entries begin with: the owner's name.
        std::vector<std::string_view> words;
        for (const std::size_t s : scheme.starts) words.push_back(rows_[s].first_word);
        std::ranges::sort(words);
        std::string_view usual;
        std::size_t most = std::max<std::size_t>(2, words.size() / 2);
        for (std::size_t i = 0; i < words.size();) {
            std::size_t k = i;
            while (k < words.size() && words[k] == words[i]) ++k;
            if (k - i > most && !words[i].empty()) {
                usual = words[i];
                most = k - i;
            }
            i = k;
        }
        double total = 0;
        const auto n = static_cast<double>(scheme.starts.size());
        double mean = static_cast<double>(end - begin) / n, spread = 0;
        for (std::size_t k = 0; k < scheme.starts.size(); ++k) {
            const std::size_t s = scheme.starts[k];
            const std::size_t e = k + 1 < scheme.starts.size() ? scheme.starts[k + 1] : end;
            const Row& row = rows_[s];
            if (row.opening == Opening::lower && common != Opening::lower) total -= 2.5;
            if (row.opening == common) total += 0.3;
            if (row.continues && s > begin) total -= 2;
            // Left of the text of bullets, an entry begins whatever the last bullet ended in.
            const bool outdented = s > begin && row.marker == 0 && row.x < rows_[s - 1].x - kOutdent &&
                                   row.region == rows_[s - 1].region && bulleted(s, begin);
            if (s > begin && !rows_[s - 1].ends && !outdented) total -= rows_[s - 1].width > 0.85 ? 1.2 : 0.3;
            if (s > begin && rows_[s - 1].ends) total += 0.4;
            std::size_t years = 0;
            bool inner = false;
            for (std::size_t i = s; i < e; ++i) {
                years += rows_[i].year ? 1 : 0;
                // A finished, short line followed by a beginning, inside an entry: a cut was missed.
                if (i + 1 < e && rows_[i].ends && rows_[i].width < 0.8 && !rows_[i + 1].continues &&
                    rows_[i + 1].opening == row.opening && rows_[i].year)
                    inner = true;
                if (i + 1 < e && rows_[i].ends && !usual.empty() && rows_[i + 1].first_word == usual) total -= 2;
            }
            if (years == 0) total -= 0.5;
            if (years == 1 || years == 2) total += 0.3;
            if (years > 2) total -= 0.4 * static_cast<double>(years - 2);
            if (inner) total -= 0.6;
            const double d = static_cast<double>(e - s) - mean;
            spread += d * d;
        }
        return total / n + scheme.prior - 0.15 * std::sqrt(spread / n) / std::max(1.0, mean);
    }

    /// Whether the row above row s, or what it continues, begins with a bullet.
    [[nodiscard]] bool bulleted(std::size_t s, std::size_t begin) const {
        for (std::size_t k = s; k-- > std::max(begin, s - std::min(s, kLongest));) {
            if (rows_[k].marker != 0) return true;
            if (rows_[k].x < rows_[s - 1].x - kOutdent) return false;
        }
        return false;
    }
    static constexpr double kOutdent = 3.0;
    static constexpr std::size_t kLongest = 12;  // lines of what a bullet says

    void cut_block(std::size_t begin, std::size_t end, std::vector<ListItem>& items) const {
        if (begin >= end) return;
        std::vector<Scheme> schemes;
        const std::size_t count = end - begin;
        const auto scheme = [&](double prior, auto&& starts) {
            Scheme s;
            s.prior = prior;
            for (std::size_t i = begin; i < end; ++i)
                if (i == begin || starts(i)) s.starts.push_back(i);
            schemes.push_back(std::move(s));
        };
        double left = 1e9, marker_left = 1e9;
        std::size_t markers = 0, cells = 0, rights = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (rows_[i].words > 0) left = std::min(left, rows_[i].x);
            if (rows_[i].marker != 0) {
                ++markers;
                marker_left = std::min(marker_left, rows_[i].marker_x);
            }
            cells += rows_[i].date_cell ? 1 : 0;
            rights += rows_[i].date_right ? 1 : 0;
        }
        const double tolerance = 3.0;
        // Heads without markers over marked lines that tell of them: the heads begin entries.
        const auto head = [&](std::size_t i) {
            return rows_[i].marker == 0 && rows_[i].words > 0 &&
                   region_relative(i, rows_[i].x) <= marker_offset(begin, end) + tolerance;
        };
        std::size_t heads = 0;
        for (std::size_t i = begin + 1; i < end; ++i) heads += head(i) && !head(i - 1) ? 1 : 0;
        if (markers >= 2 && head(begin) && heads >= 1 && !options_.nested)
            scheme(2.5, [&](std::size_t i) { return head(i) && !head(i - 1); });
        if (markers >= 1 && rows_[begin].marker != 0) {
            const std::string& mark = rows_[begin].mark;
            if (options_.nested) {
                scheme(3, [&](std::size_t i) { return rows_[i].marker != 0; });
            } else {
                scheme(3, [&](std::size_t i) {
                    return rows_[i].marker != 0 &&
                           (rows_[i].mark == mark || region_relative(i, rows_[i].marker_x) <=
                                                         region_relative(begin, rows_[begin].marker_x) + tolerance);
                });
            }
        } else if (markers * 3 >= count || (markers >= 2 && options_.nested)) {
            scheme(2, [&](std::size_t i) { return rows_[i].marker != 0; });
        }
        // Dates in a column of their own begin entries, also where bullets below tell more of them.
        if (cells >= 1 && rows_[begin].date_cell)
            scheme(cells >= 2 ? 2.6 : 1.2, [&](std::size_t i) { return rows_[i].date_cell; });
        // Hanging indents: the leftmost lines of each column begin entries.
        scheme(0.8, [&](std::size_t i) { return rows_[i].x <= column_left(i, begin, end) + tolerance; });
        // First lines set in: rarer.
        scheme(0.2, [&](std::size_t i) { return rows_[i].x > column_left(i, begin, end) + tolerance; });
        std::vector<double> spaces;
        for (std::size_t i = begin + 1; i < end; ++i) spaces.push_back(rows_[i].space);
        if (!spaces.empty()) {
            std::ranges::sort(spaces);
            const double usual = spaces[spaces.size() / 4];
            // At the head of a page no space shows.
            const auto turned = [&](std::size_t i) {
                return (rows_[i].page != rows_[i - 1].page || rows_[i].region != rows_[i - 1].region) &&
                       rows_[i - 1].ends && rows_[i].opening == rows_[begin].opening;
            };
            scheme(0.9,
                   [&](std::size_t i) { return (rows_[i].space > usual + 1.5 || turned(i)) && !rows_[i].continues; });
        }
        // Or dates at the right end of their first lines.
        scheme(rights >= 2 && rows_[begin].date_right ? 1.2 : 0.3, [&](std::size_t i) { return rows_[i].date_right; });
        // Or dates on lines of their own end them.
        std::size_t dates = 0;
        for (std::size_t i = begin; i < end; ++i) dates += rows_[i].date_only ? 1 : 0;
        if (dates > 0 && (dates > 1 || rows_[end - 1].date_only) && !rows_[begin].date_only && dates * 5 >= count)
            scheme(1.0, [&](std::size_t i) { return rows_[i - 1].date_only && !rows_[i].date_only; });
        // Each line one entry; or: behind a line that ended with room to spare, or that ended an entry.
        scheme(0.1, [](std::size_t) { return true; });
        scheme(0.3, [&](std::size_t i) {
            return rows_[i - 1].width < 0.9 && !rows_[i].continues && rows_[i].opening != Opening::lower;
        });
        scheme(0.2, [&](std::size_t i) {
            return rows_[i - 1].ends && !rows_[i].continues && rows_[i].opening == rows_[begin].opening;
        });
        const bool undated =
            std::none_of(rows_.begin() + static_cast<std::ptrdiff_t>(begin),
                         rows_.begin() + static_cast<std::ptrdiff_t>(end), [](const Row& row) { return row.year; });
        constexpr double kShort = 0.7;  // of the column: the line did not wrap
        const bool lines = undated && count > 1 && rows_[begin].width < kShort;
        const Scheme* best = &schemes.front();
        double best_score = -1e9;
        for (const Scheme& s : schemes) {
            // A cut that finds nothing explains nothing, unless the block is one entry.
            const double value = score(s, begin, end) - (s.starts.size() == 1 && (count > 4 || lines) ? 1 : 0);
            if (value > best_score) {
                best_score = value;
                best = &s;
            }
        }
        for (std::size_t k = 0; k < best->starts.size(); ++k) {
            ListItem item;
            const std::size_t e = k + 1 < best->starts.size() ? best->starts[k + 1] : end;
            for (std::size_t i = best->starts[k]; i < e; ++i) item.ranges.push_back(rows_[i].range);
            const Row& row = rows_[best->starts[k]];
            // What wraps around the date at the right end of the first line is read in one piece.
            if (row.date_right && item.ranges.size() > 1 && wraps(row, item.ranges[1])) {
                item.ranges.front().end = row.last_cell;
                item.ranges.push_back({row.range.line, row.last_cell, row.range.end});
            }
            const double x = row.marker != 0 ? row.marker_x : row.x;
            item.level =
                region_relative(best->starts[k], x) >
                        region_relative(begin, rows_[begin].marker != 0 ? rows_[begin].marker_x : rows_[begin].x) +
                            tolerance
                    ? 1
                    : 0;
            items.push_back(std::move(item));
        }
    }

    /// The next line's first word had no room before the date at the right end.
    [[nodiscard]] bool wraps(const Row& row, const layout::Range& next) const {
        const layout::Line& line = document_.lines[row.range.line];
        const layout::Line& below = document_.lines[next.line];
        if (row.last_cell <= row.range.begin || next.begin >= next.end || below.tokens.size() <= next.begin)
            return false;
        constexpr double kGap = 4;  // ems between the columns
        return line.tokens[row.last_cell - 1].box.x1 + below.tokens[next.begin].box.width() +
                   kGap * document_.body_size >
               line.tokens[row.last_cell].box.x0;
    }

    /// Where the markers of a block stand, against the left edge of their column.
    [[nodiscard]] double marker_offset(std::size_t begin, std::size_t end) const {
        double left = 1e9;
        for (std::size_t i = begin; i < end; ++i) {
            if (rows_[i].marker != 0) left = std::min(left, region_relative(i, rows_[i].marker_x));
        }
        return left;
    }

    [[nodiscard]] double region_relative(std::size_t i, double x) const {
        return x - (document_.lines[rows_[i].range.line].box.x0 - document_.lines[rows_[i].range.line].indent);
    }

    /// The left edge of the text of a block in the column of row i.
    [[nodiscard]] double column_left(std::size_t i, std::size_t begin, std::size_t end) const {
        constexpr std::size_t kNeighbours = 40;
        double left = rows_[i].x;
        for (std::size_t k = std::max(begin, i - std::min(i, kNeighbours)); k < std::min(end, i + kNeighbours); ++k) {
            if (rows_[k].page == rows_[i].page && rows_[k].region == rows_[i].region && rows_[k].words > 0)
                left = std::min(left, rows_[k].x);
        }
        return left;
    }

    const layout::Document& document_;
    models::Lexicon headings_, months_;
    ListOptions options_;
    std::vector<Row> rows_;
    std::vector<bool> ends_open_;
};

}  // namespace

std::vector<ListItem> cut_list(const layout::Document& document, std::span<const layout::Range> body,
                               const models::Models& models, const ListOptions& options) {
    return Cutter(document, body, models, options).run();
}

}  // namespace cvextract::fields::academic

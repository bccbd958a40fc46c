#include "fields/lists/atoms.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/unicode.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::Row;

constexpr std::size_t kLongestBracket = 80;  // units
constexpr double kWideGap = 0.42;  // of the type size: more than any space between words that is not justified
constexpr double kWiderThanUsual = 1.5;

enum class Mark : std::uint8_t {
    none,
    comma,
    semicolon,
    bar,
    slash,
    colon,
    dot,
    hyphen,
    dash,
    open,
    close,
    stop,
    joins
};

Mark mark_of(std::string_view unit) {
    if (unit == "," || unit == "\xEF\xBC\x8C" || unit == "\xE3\x80\x81" || unit == "\xD8\x8C") return Mark::comma;
    if (unit == ";" || unit == "\xEF\xBC\x9B" || unit == "\xD8\x9B") return Mark::semicolon;
    if (unit == "|" || unit == "\xEF\xBD\x9C" || unit == "\xC2\xA6") return Mark::bar;
    if (unit == "/" || unit == "\\" || unit == "\xEF\xBC\x8F") return Mark::slash;
    if (unit == ":" || unit == "\xEF\xBC\x9A") return Mark::colon;
    if (unit == "\xC2\xB7" || unit == "\xE2\x80\xA2" || unit == "\xE2\x97\x8F" || unit == "\xE2\x8B\x85" ||
        unit == "\xE2\x88\x99" || unit == "\xE3\x83\xBB" || unit == "\xE2\x80\xA7" || unit == "\xE2\x96\xAA" ||
        unit == "\xE2\x96\xA0" || unit == "\xE2\x97\xA6" || unit == "*")
        return Mark::dot;
    if (unit == "-") return Mark::hyphen;
    if (unit == "\xE2\x80\x93" || unit == "\xE2\x80\x94" || unit == "\xE2\x88\x92") return Mark::dash;
    if (unit == "(" || unit == "[" || unit == "\xEF\xBC\x88") return Mark::open;
    if (unit == ")" || unit == "]" || unit == "\xEF\xBC\x89") return Mark::close;
    if (unit == "." || unit == "\xE3\x80\x82") return Mark::stop;
    if (unit == "&" || unit == "+") return Mark::joins;
    return Mark::none;
}

class Cutter {
  public:
    explicit Cutter(const Body& body, Grain grain)
        : body_(body),
          phrases_(grain == Grain::phrases),
          text_(body.text.str()),
          words_(body.context->models.lexicon("list_words")) {
        for (const Unit& unit : body.units) hashes_.push_back(unit.hash);
        find_languages();
        measure_gaps();
    }

    std::vector<Atom> cut();

  private:
    [[nodiscard]] std::string_view unit_text(std::size_t u) const {
        return text_.substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin);
    }
    [[nodiscard]] const layout::Token& token(std::size_t u) const {
        return body_.text.token(body_.text.pieces()[body_.piece[u]]);
    }
    void find_languages();
    void drop_signs();
    [[nodiscard]] bool is_private(std::size_t u) const;
    void measure_gaps();
    [[nodiscard]] std::uint32_t breaks_before(std::size_t u, const Row& row) const;
    [[nodiscard]] bool wide(std::size_t u) const;
    [[nodiscard]] std::optional<std::size_t> closing(std::size_t u) const;
    [[nodiscard]] std::uint32_t separator(std::size_t u, const Row& row) const;
    [[nodiscard]] bool tight(std::size_t u, const Row& row) const {
        return !space_left(u, row) && !space_right(u, row);
    }
    [[nodiscard]] bool space_left(std::size_t u, const Row& row) const {
        return u == row.first_unit || body_.units[u].space_before;
    }
    [[nodiscard]] bool space_right(std::size_t u, const Row& row) const {
        return u + 1 >= row.last_unit || body_.units[u + 1].space_before;
    }
    void content(std::size_t u, std::size_t row) {
        if (!open_) {
            Atom atom;
            atom.first = atom.outer_first = u;
            atom.row = row;
            atom.breaks = pending_;
            out_.push_back(atom);
            pending_ = 0;
            open_ = true;
        }
        out_.back().last = out_.back().outer_last = u + 1;
    }
    void part(std::uint32_t breaks) {
        pending_ |= breaks;
        open_ = false;
    }

    const Body& body_;
    bool phrases_;
    std::string_view text_;
    models::Lexicon words_;
    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint8_t> language_;  // 1: the name of a language begins, 2: goes on
    std::vector<float> narrowest_;        // of each row: its smallest space
    double usual_ = 0.25;                 // space between words, of the type size
    std::vector<Atom> out_;
    std::uint32_t pending_ = 0;
    bool open_ = false;
};

void Cutter::find_languages() {
    const models::Lexicon languages = body_.context->models.lexicon("languages");
    language_.assign(hashes_.size(), 0);
    for (std::size_t u = 0; u < hashes_.size();) {
        const auto match = (body_.flags[u] & entries::kLowerWord) != 0 && body_.kind != SectionKind::languages
                               ? std::nullopt
                               : languages.longest(hashes_, u);
        for (std::size_t k = 0; match && k < match->units; ++k) language_[u + k] = k == 0 ? 1 : 2;
        u += match ? match->units : 1;
    }
}

void Cutter::measure_gaps() {
    std::vector<double> spaces;
    for (const Row& row : body_.rows) {
        float least = 1e6F;
        for (std::size_t u = row.first_unit + 1; u < row.last_unit; ++u) {
            if (body_.piece[u] == body_.piece[u - 1] || !token(u).space_before) continue;
            const double size = std::max(1.0F, body_.style(u).size);
            const double gap = token(u).gap_before / size;
            least = std::min(least, static_cast<float>(gap));
            if (gap < kWideGap) spaces.push_back(gap);
        }
        narrowest_.push_back(least);
    }
    if (spaces.empty()) return;
    std::nth_element(spaces.begin(), spaces.begin() + static_cast<std::ptrdiff_t>(spaces.size() / 2), spaces.end());
    usual_ = std::max(0.12, spaces[spaces.size() / 2]);
}

bool Cutter::wide(std::size_t u) const {
    const double size = std::max(1.0F, body_.style(u).size);
    const double gap = token(u).gap_before / size;
    if (gap < kWideGap || gap < kWiderThanUsual * usual_) return false;
    // In a justified line all spaces are wide.
    const auto row =
        static_cast<std::size_t>(std::upper_bound(body_.rows.begin(), body_.rows.end(), u,
                                                  [](std::size_t unit, const Row& r) { return unit < r.last_unit; }) -
                                 body_.rows.begin());
    return gap > 0.85 || row >= narrowest_.size() || gap > 1.3 * static_cast<double>(narrowest_[row]);
}

std::uint32_t Cutter::breaks_before(std::size_t u, const Row& row) const {
    if (u == row.first_unit) return kRow | (row.bullet ? kBullet : 0U);
    if (body_.piece[u] == body_.piece[u - 1]) return 0;
    std::uint32_t out = 0;
    const auto& here = body_.text.pieces()[body_.piece[u]];
    const auto& before = body_.text.pieces()[body_.piece[u - 1]];
    if (body_.cell[u] != body_.cell[u - 1]) out |= kCell;
    for (std::uint32_t t = before.token + 1; t < here.token; ++t) {
        const auto role = body_.context->document.lines.at(here.line).tokens.at(t).role;
        if (role != layout::Role::text && role != layout::Role::footnote_mark) out |= kBullet;
    }
    // Between runs of both directions gaps are no gaps.
    if (token(u).space_before && !body_.context->document.lines.at(here.line).right_to_left && wide(u)) out |= kGap;
    const layout::Style &a = body_.style(u - 1), &b = body_.style(u);
    const bool spaced = body_.units[u].space_before || (phrases_ && body_.units[u].kind == UnitClass::ideograph &&
                                                        body_.units[u - 1].kind == UnitClass::ideograph);
    if (spaced && (a.bold != b.bold || a.italic != b.italic || std::abs(a.size - b.size) > 0.08F * a.size))
        out |= kStyle;
    return out;
}

// The bracket that closes the one at `u`, where the two hold something to part from what stands before.
std::optional<std::size_t> Cutter::closing(std::size_t u) const {
    int depth = 0;
    for (std::size_t k = u; k < hashes_.size() && k < u + kLongestBracket; ++k) {
        const Mark mark = mark_of(unit_text(k));
        if (mark == Mark::open) ++depth;
        if (mark == Mark::close && --depth == 0) return k;
    }
    return std::nullopt;
}

std::uint32_t Cutter::separator(std::size_t u, const Row& row) const {
    const Mark mark = mark_of(unit_text(u));
    const Unit& unit = body_.units[u];
    const bool numbers = u > row.first_unit && u + 1 < row.last_unit && tight(u, row) &&
                         body_.units[u - 1].kind == UnitClass::number && body_.units[u + 1].kind == UnitClass::number;
    const bool url = (body_.flags[u] & entries::kUrl) != 0;
    switch (mark) {
        case Mark::comma:
            return numbers ? 0 : kComma;
        case Mark::semicolon:
            return kSemicolon;
        case Mark::bar:
            return kBar;
        case Mark::slash:
            return numbers || url ? 0 : tight(u, row) ? kTightSlash : space_left(u, row) ? kSlash : kTightSlash;
        case Mark::colon:
            return numbers || url ||
                           (tight(u, row) && u + 1 < row.last_unit && mark_of(unit_text(u + 1)) == Mark::colon)
                       ? 0
                       : kColon;
        case Mark::dot:
            return tight(u, row) ? (unit_text(u) == "*" ? 0U : kTightDot) : kDot;
        case Mark::hyphen:
            if (phrases_ && (body_.flags[u] & entries::kInDate) == 0)
                return space_left(u, row) || space_right(u, row) ? kDash : 0;
            return space_left(u, row) && space_right(u, row) ? kDash : 0;
        case Mark::dash:
            return space_left(u, row) || space_right(u, row) ? kDash : 0;
        case Mark::stop:
            return !space_left(u, row) && space_right(u, row) ? kStop : 0;
        case Mark::joins:
            return space_left(u, row) && space_right(u, row) ? kAnd : 0;
        case Mark::close:
            return kClose;
        case Mark::open:
            return 0;
        case Mark::none:
            break;
    }
    if (unit.kind == UnitClass::punctuation) {
        // A sign that stands alone is no word.
        return space_left(u, row) && space_right(u, row) && unit_text(u) != "#" && unit_text(u) != "%" ? kBullet : 0;
    }
    if (u == 0 || u + 1 >= hashes_.size() || unit.capital) return 0;
    const auto match = words_.longest(hashes_, u);
    if (phrases_ && match && match->units == 1 && match->payload.starts_with("before")) return kWord;
    if (!match || match->units != 1 || match->payload != "and") return 0;
    // Between ideographs it may be part of a word.
    const bool inside =
        unit.kind == UnitClass::ideograph && !unit.space_before &&
        (body_.units[u - 1].kind == UnitClass::ideograph || body_.units[u + 1].kind == UnitClass::ideograph);
    return inside ? 0 : kAnd;
}

std::vector<Atom> Cutter::cut() {
    std::size_t bracket_end = 0, bracket = 0;
    for (std::size_t r = 0; r < body_.rows.size(); ++r) {
        const Row& row = body_.rows[r];
        for (std::size_t u = row.first_unit; u < row.last_unit; ++u) {
            const bool broken =
                u == row.first_unit && r > 0 && !row.bullet &&
                body_.context->document.lines.at(body_.rows[r - 1].range.line).join == layout::Join::drop_hyphen;
            if (u < bracket_end) {
                out_.back().last = u + 1;
                out_.back().outer_last = bracket_end + 1;
                continue;
            }
            if (bracket_end != 0 && u == bracket_end) {
                part(kClose);
                bracket_end = 0;
                continue;
            }
            if (!broken) {
                if (const std::uint32_t breaks = breaks_before(u, row); breaks != 0) part(breaks);
            }
            if (phrases_ && mark_of(unit_text(u)) == Mark::open) {
                part(kOpen);
                bracket = u;
                continue;
            }
            if (phrases_ && mark_of(unit_text(u)) == Mark::close && !out_.empty()) {
                out_.back().outer_last = u + 1;
                part(kClose);
                continue;
            }
            if (phrases_ && u > 0 && body_.date[u] != body_.date[u - 1]) part(kDate);
            if (mark_of(unit_text(u)) == Mark::open) {
                const auto end = closing(u);
                const std::size_t held = end ? *end - u - 1 : 0;
                const bool full_width = unit_text(u).size() > 1;
                if (held > 0 && (space_left(u, row) || full_width || held > 2 ||
                                 (held == 1 && body_.units[u + 1].end - body_.units[u + 1].begin > 3))) {
                    part(kOpen);
                    content(u + 1, r);
                    out_.back().outer_first = u;
                    out_.back().outer_last = *end + 1;
                    bracket_end = *end;
                    ++u;
                    continue;
                }
                if (end && held > 0 && open_) {  // "C(++)", "tongue(s)": part of the word
                    for (std::size_t k = u; k <= *end && k < row.last_unit; ++k) content(k, r);
                    u = std::min(*end, row.last_unit - 1);
                    continue;
                }
                if (!end) {
                    content(u, r);
                    continue;
                }
            }
            if (const std::uint32_t s = separator(u, row); s != 0) {
                part(s);
                continue;
            }
            const bool names = !phrases_ && (body_.kind == SectionKind::languages || !open_);
            if (language_[u] == 1 && open_ && names &&
                (language_[u - 1] == 0 || body_.units[u].kind == UnitClass::ideograph) &&
                body_.units[u].kind != UnitClass::punctuation)
                part(kName);
            const bool ends_name = u > 0 && !phrases_ && language_[u - 1] != 0 && language_[u] != 2 && open_ &&
                                   !out_.empty() && out_.back().last == u && out_.back().language;
            if (ends_name && (body_.units[u].space_before || body_.units[u].kind == UnitClass::ideograph)) part(kName);
            const bool begins = !open_;
            content(u, r);
            if (begins && (out_.back().breaks & kOpen) != 0 && bracket < u) out_.back().outer_first = bracket;
            if (begins) out_.back().language = language_[u] == 1;
        }
    }
    drop_signs();
    for (Atom& atom : out_) {
        atom.only_language = atom.language;
        for (std::size_t u = atom.first + 1; u < atom.last && atom.only_language; ++u)
            atom.only_language = language_[u] == 2;
    }
    return std::move(out_);
}

// Stars, boxes and the like are marks, not items.
void Cutter::drop_signs() {
    std::vector<Atom> kept;
    std::uint32_t breaks = 0;
    for (Atom& atom : out_) {
        bool says = false;
        for (std::size_t u = atom.first; u < atom.last && !says; ++u)
            says = body_.units[u].kind != UnitClass::punctuation && !is_private(u);
        atom.breaks |= breaks;
        breaks = says ? 0 : atom.breaks | kBullet;
        if (says) kept.push_back(atom);
    }
    out_ = std::move(kept);
}

bool Cutter::is_private(std::size_t u) const {
    const std::string_view text = unit_text(u);
    std::size_t at = 0;
    const char32_t c = next_code_point(text, at);
    return c >= 0xE000 && c <= 0xF8FF;
}

}  // namespace

std::vector<Atom> cut_atoms(const Body& body, Grain grain) {
    return Cutter(body, grain).cut();
}

Value printed_value(const Body& body, std::size_t first, std::size_t last, double confidence) {
    if (first >= last) return {};
    // Over a line's end a value is joined as the text flows: hyphens go, CJK has no space.
    std::vector<layout::Range> ranges;
    const auto pieces = body.text.pieces();
    for (std::size_t u = first; u < last; ++u) {
        const auto& piece = pieces[body.piece[u]];
        if (ranges.empty() || ranges.back().line != piece.line)
            ranges.push_back({piece.line, piece.token, piece.token});
        ranges.back().end = piece.token + 1;
    }
    if (ranges.size() < 2) return body.text.value(body.units[first].begin, body.units[last - 1].end, confidence);
    const Text text(body.context->document, ranges, Text::Lines::reflow);
    // The first and the last token may hold more than the run.
    const std::size_t before = body.units[first].begin - pieces[body.piece[first]].begin;
    const std::size_t behind = pieces[body.piece[last - 1]].end - body.units[last - 1].end;
    return text.value(before, text.str().size() - std::min(behind, text.str().size()), confidence);
}

}  // namespace cvextract::fields::lists

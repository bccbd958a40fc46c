#include "fields/academic/people.hpp"

#include <algorithm>

#include "base/unicode.hpp"
#include "base/units.hpp"

namespace cvextract::fields::academic {

namespace {

enum class Gap : std::uint8_t { comma, strong };  // what stands before a piece: a comma, or "and", ";", "&"

/// What stands between two separators.
struct Piece {
    std::size_t begin = 0, end = 0;  // bytes
    Gap before = Gap::strong;
    std::size_t words = 0;     // of two letters or more, particles not counted
    std::size_t initials = 0;  // "J.", "J.-P.", "JM"
    bool han = false;
    bool suffix = false;  // "Jr."
};

struct Vocabulary {
    std::vector<std::uint64_t> joins, others, leads, suffixes, particles;
    static std::vector<std::uint64_t> hashes(std::initializer_list<std::string_view> words) {
        std::vector<std::uint64_t> out;
        for (const auto word : words) {
            const auto units = cut_units(word);
            if (!units.empty()) out.push_back(units.front().hash);
        }
        return out;
    }
    static const Vocabulary& get() {
        static const Vocabulary words{hashes({"and", "und", "et", "y", "e", "i", "og", "och", "ja"}),
                                      hashes({"al", "others"}), hashes({"with", "by", "joint", "avec", "mit"}),
                                      hashes({"Jr", "Sr", "II", "III", "IV"}),
                                      hashes({"van", "der", "von", "de", "la", "del", "della", "di", "da", "dos", "du",
                                              "den", "ten", "ter", "zu", "el", "le", "bin", "ibn"})};
        return words;
    }
};

bool has(const std::vector<std::uint64_t>& list, std::uint64_t hash) {
    return std::ranges::find(list, hash) != list.end();
}

char32_t point_at(std::string_view text, std::size_t offset) {
    return next_code_point(text, offset);
}

bool is_join_mark(char32_t c) {
    return c == '&' || c == ';' || c == 0xFF1B || c == 0x3001 || c == '|' || c == 0x00B7 || c == 0x4E0E || c == 0x548C;
}

/// Capitals alone, at most three, or one letter: "J", "JM", "J.", "J.H.W"
bool is_initials(std::string_view word, const Unit& unit) {
    if (unit.kind != UnitClass::word) return false;
    std::size_t letters = 0;
    bool capitals = true;
    for (std::size_t offset = 0; offset < word.size();) {
        const char32_t c = next_code_point(word, offset);
        if (!is_letter(c)) continue;
        ++letters;
        capitals = capitals && is_upper(c);
    }
    return letters > 0 && letters <= 3 && capitals;
}

class Splitter {
  public:
    explicit Splitter(std::string_view text) : text_(text), units_(cut_units(text)) {}

    std::vector<PersonSpan> run() {
        cut();
        return pair();
    }

  private:
    void close(Gap next) {
        if (piece_.end > piece_.begin) {
            pieces_.push_back(piece_);
            piece_ = {};
            piece_.before = next;
        } else if (next == Gap::strong) {
            piece_.before = next;
        }
    }

    void cut() {
        const Vocabulary& words = Vocabulary::get();
        int depth = 0;
        bool after_initials = false;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            const Unit& unit = units_[i];
            const std::string_view word = text_.substr(unit.begin, unit.end - unit.begin);
            const char32_t c = point_at(text_, unit.begin);
            const std::size_t gap = i > 0 ? units_[i - 1].end : 0;
            if (text_.substr(gap, unit.begin - gap).find_first_of("\t\n") != std::string_view::npos &&
                piece_.words + piece_.initials > 1)
                close(Gap::strong);
            if (unit.kind == UnitClass::punctuation || (unit.kind == UnitClass::ideograph && is_join_mark(c))) {
                const bool content = !pieces_.empty() || piece_.end > piece_.begin;
                if (content && (c == '(' || c == '[' || c == 0xFF08)) ++depth;
                if ((c == ')' || c == ']' || c == 0xFF09) && depth > 0) --depth;
                if (depth > 0 || c == ')' || c == ']' || c == 0xFF09) continue;
                if (c == ',' || c == 0xFF0C) close(Gap::comma);
                if (is_join_mark(c) || c == ':') close(Gap::strong);
                if (c == 0x2026) close(Gap::strong);
                continue;
            }
            if (depth > 0 || unit.kind == UnitClass::number) continue;
            if (unit.kind == UnitClass::word) {
                const bool lower = !unit.capital;
                if (lower && has(words.joins, unit.hash)) {
                    close(Gap::strong);
                    continue;
                }
                if (lower && (has(words.others, unit.hash) || has(words.leads, unit.hash))) continue;
            }
            if (c == 0x7B49 && unit.kind == UnitClass::ideograph) continue;  // "and others"
            const bool initials = is_initials(word, unit);
            // "ABELARD N. HAAPALA J.": a new name begins behind the initials that ended one.
            if (after_initials && piece_.words > 0 && word.size() > 1 && unit.all_caps && unit.space_before &&
                !word.ends_with('.'))
                close(Gap::strong);
            if (piece_.end == piece_.begin) piece_.begin = unit.begin;
            piece_.end = unit.end;
            if (unit.kind == UnitClass::ideograph)
                piece_.han = true;
            else if (has(words.suffixes, unit.hash) && piece_.words + piece_.initials == 0)
                piece_.suffix = true;
            else if (initials && !(piece_.words == 0 && unit.all_caps && word.size() > 1 &&
                                   word.find('.') == std::string_view::npos))
                ++piece_.initials;
            else if (!has(words.particles, unit.hash))
                ++piece_.words;
            after_initials = initials && word.ends_with('.');
        }
        close(Gap::strong);
    }

    [[nodiscard]] bool bare_surname(const Piece& p) const {
        return p.words >= 1 && p.words <= 2 && p.initials == 0 && !p.han && !p.suffix;
    }

    std::vector<PersonSpan> pair() {
        // Behind a comma, initials alone belong to the surname before them; a given name alone only when the list is
        // inverted: the first name always, later ones when no name reads without its neighbour.
        const auto first_only = [&] {
            return pieces_.size() >= 2 && pieces_[1].before == Gap::comma && bare_surname(pieces_[0]) &&
                   pieces_[0].words == 1 && pieces_[1].words >= 1 && pieces_[1].words <= 2 && !pieces_[1].suffix;
        };
        bool all_inverted = !pieces_.empty();
        std::size_t pairs = 0;
        for (std::size_t i = 0; i < pieces_.size();) {
            const bool two = i + 1 < pieces_.size() && pieces_[i + 1].before == Gap::comma;
            if (bare_surname(pieces_[i]) && two && pieces_[i + 1].words + pieces_[i + 1].initials <= 3) {
                ++pairs;
                i += 2;
            } else {
                all_inverted = false;
                break;
            }
        }
        bool single_words = true;  // "Woon, Jonathan, Amanda Leifson": later names stand alone
        for (std::size_t i = 2; i < pieces_.size(); ++i)
            single_words = single_words && (pieces_[i].words + pieces_[i].initials == 1 || i % 2 == 1);
        std::vector<PersonSpan> people;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const Piece& p = pieces_[i];
            PersonSpan span{p.begin, p.end};
            const bool next = i + 1 < pieces_.size() && pieces_[i + 1].before == Gap::comma;
            if (next && p.words >= 1 && p.initials == 0 && !p.suffix) {
                const Piece& q = pieces_[i + 1];
                const bool initials = q.words == 0 && q.initials > 0;
                const bool inverted =
                    (i == 0 && first_only() && (pieces_.size() == 2 || !single_words || pairs == 1)) ||
                    (all_inverted && single_words && first_only());
                if (initials || inverted) {
                    span.end = q.end;
                    ++i;
                }
            }
            if (i + 1 < pieces_.size() && pieces_[i + 1].suffix) span.end = pieces_[++i].end;
            if (p.suffix && !people.empty()) continue;
            people.push_back(trim(span));
        }
        return people;
    }

    /// A full stop belongs to initials, not to a name that ends a list.
    [[nodiscard]] PersonSpan trim(PersonSpan span) const {
        const std::string_view name = text_.substr(span.begin, span.end - span.begin);
        if (!name.ends_with('.')) return span;
        const std::size_t start = name.find_last_of(" .-", name.size() - 2);
        const std::size_t from = start == std::string_view::npos ? 0 : start + 1;
        const std::string_view word = name.substr(from, name.size() - from - 1);
        const auto units = cut_units(word);
        const bool short_form = code_points(word) <= 1 ||
                                (units.size() == 1 && units.front().all_caps && word.size() <= 3) ||
                                (units.size() == 1 && has(Vocabulary::get().suffixes, units.front().hash));
        if (!short_form) --span.end;
        return span;
    }

    std::string_view text_;
    std::vector<Unit> units_;
    std::vector<Piece> pieces_;
    Piece piece_;
};

}  // namespace

std::vector<PersonSpan> split_people(std::string_view text) {
    return Splitter(text).run();
}

}  // namespace cvextract::fields::academic

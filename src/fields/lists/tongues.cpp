#include "fields/lists/tongues.hpp"

#include <algorithm>

#include "fields/lists/atoms.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::Row;

constexpr std::size_t kRowsBetween = 5;  // of table heads between a label and its languages
constexpr double kSure = 0.9;

class Reader {
  public:
    Reader(const Context& context, const segment::Section& section)
        : body_(context, section),
          text_(body_.text.str()),
          labels_(context.models.lexicon("language_labels")),
          languages_(context.models.lexicon("languages")) {
        for (const Unit& unit : body_.units) hashes_.push_back(unit.hash);
    }

    Tongues read(const segment::Section& section) {
        Tongues out;
        out.rest = section;
        std::vector<bool> taken(body_.rows.size(), false);
        bool open = false, begun = false;
        std::size_t last = 0;  // row of the block
        for (std::size_t r = 0; r < body_.rows.size(); ++r) {
            const Row& row = body_.rows[r];
            std::size_t u = row.first_unit;
            const auto label = longest(labels_, u, row.last_unit);
            if (label) u = past_colon(u + label->units, row.last_unit);
            if (label && label->payload == "mother") {
                // "French: mother tongue" has the label for a level.
                if (!any_language(u, row.last_unit)) continue;
                open = true;
                add_names(out.languages, u, row.last_unit, row.first_unit, row.first_unit + label->units);
            } else if (open && r <= last + kRowsBetween && names_language(u, row.last_unit)) {
                add_language(out.languages, r, u);
            } else if (!label || !open) {
                continue;
            }
            // What stands between the rows of the block is its table's head and levels.
            for (std::size_t k = begun ? last : r; k <= r; ++k) taken[k] = true;
            begun = true;
            last = r;
        }
        if (out.languages.empty()) return out;
        out.rest.body.clear();
        for (std::size_t r = 0; r < body_.rows.size(); ++r) {
            if (!taken[r]) out.rest.body.push_back(body_.rows[r].range);
        }
        return out;
    }

  private:
    [[nodiscard]] std::optional<models::Lexicon::Match> longest(const models::Lexicon& lexicon, std::size_t u,
                                                                std::size_t end) const {
        return u < end ? lexicon.longest(std::span(hashes_).first(end), u) : std::nullopt;
    }
    [[nodiscard]] std::string_view unit_text(std::size_t u) const {
        return text_.substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin);
    }
    [[nodiscard]] std::size_t past_colon(std::size_t u, std::size_t end) const {
        while (u < end && body_.units[u].kind == UnitClass::punctuation) ++u;
        return u;
    }
    [[nodiscard]] bool names_language(std::size_t u, std::size_t end) const {
        // "german" in running text is no heading of a row; scripts without case have no such words.
        return longest(languages_, u, end).has_value() && (body_.flags[u] & entries::kLowerWord) == 0;
    }
    [[nodiscard]] bool any_language(std::size_t u, std::size_t end) const {
        while (u < end && !names_language(u, end)) ++u;
        return u < end;
    }
    // A level of the Common European Framework: a letter from A to C and 1 or 2.
    [[nodiscard]] bool is_level(std::size_t u) const {
        const std::string_view text = unit_text(u);
        return text.size() == 2 && ((text[0] >= 'A' && text[0] <= 'C') || (text[0] >= 'a' && text[0] <= 'c')) &&
               (text[1] == '1' || text[1] == '2');
    }
    // First and last unit of a level in [u, end), which may be cut before its digit; none: u == end.
    [[nodiscard]] std::pair<std::size_t, std::size_t> level_in(std::size_t u, std::size_t end) const {
        for (; u < end; ++u) {
            if (is_level(u)) return {u, u + 1};
            const std::string_view text = unit_text(u);
            const bool letter = text.size() == 1 && text[0] >= 'A' && text[0] <= 'C';
            if (letter && u + 1 < end && !body_.units[u + 1].space_before &&
                (unit_text(u + 1) == "1" || unit_text(u + 1) == "2"))
                return {u, u + 2};
        }
        return {end, end};
    }
    /// All languages of a row, each with the label as its fluency.
    void add_names(std::vector<Language>& out, std::size_t u, std::size_t end, std::size_t label,
                   std::size_t label_end) {
        // "(s)" of a label is none of its words.
        std::size_t words = label;
        while (words < label_end && unit_text(words) != "(" && unit_text(words) != "/") ++words;
        while (u < end) {
            const auto match = longest(languages_, u, end);
            if (match)
                out.push_back(
                    {printed_value(body_, u, u + match->units, kSure), printed_value(body_, label, words, kSure)});
            u += match ? match->units : 1;
        }
    }
    void add_language(std::vector<Language>& out, std::size_t r, std::size_t u) {
        const Row& row = body_.rows[r];
        const std::size_t end = u + longest(languages_, u, row.last_unit)->units;
        Language language;
        language.language = printed_value(body_, u, end, kSure);
        const auto level = [&](std::size_t first, std::size_t last) {
            const auto [from, to] = level_in(first, last);
            if (from != to && language.fluency.empty()) language.fluency = printed_value(body_, from, to, kSure);
        };
        level(end, row.last_unit);
        const std::size_t rest = past_colon(end, row.last_unit);
        if (language.fluency.empty() && rest < row.last_unit) {
            language.fluency = printed_value(body_, rest, row.last_unit, kSure);
        } else if (language.fluency.empty()) {
            for (std::size_t k = r + 1; k < body_.rows.size() && k <= r + 2; ++k) {
                if (names_language(body_.rows[k].first_unit, body_.rows[k].last_unit)) break;
                level(body_.rows[k].first_unit, body_.rows[k].last_unit);
            }
        }
        out.push_back(std::move(language));
    }

    Body body_;
    std::string_view text_;
    models::Lexicon labels_, languages_;
    std::vector<std::uint64_t> hashes_;
};

}  // namespace

Tongues read_tongues(const Context& context, const segment::Section& section) {
    return Reader(context, section).read(section);
}

}  // namespace cvextract::fields::lists

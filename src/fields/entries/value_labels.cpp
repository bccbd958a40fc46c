#include "fields/entries/value_labels.hpp"

#include <algorithm>
#include <string_view>

namespace cvextract::fields::entries {

namespace {

constexpr std::string_view kFullWidthColon = "\xEF\xBC\x9A";
// Brackets of Japanese and Chinese labels: corner brackets, black lenticular brackets.
constexpr std::string_view kOpening[] = {"(", "[", "\xEF\xBC\x88", "\xE3\x80\x90", "\xE3\x80\x8C", "\xEF\xBC\xBB"};
constexpr std::string_view kClosing[] = {")", "]", "\xEF\xBC\x89", "\xE3\x80\x91", "\xE3\x80\x8D", "\xEF\xBC\xBD"};
constexpr std::string_view kBreaks[] = {"|", ";", "\xC2\xB7", "\xE2\x80\xA2", "\xEF\xBD\x9C", "\xEF\xBC\x9B"};
constexpr std::string_view kSofter[] = {",", ".", "\xEF\xBC\x8C", "\xE3\x80\x82", "\xE2\x80\x93", "-"};

template <std::size_t N>
bool one_of(std::string_view unit, const std::string_view (&list)[N]) {
    return std::find(std::begin(list), std::end(list), unit) != std::end(list);
}

// Words that name their value also without a colon behind them.
bool speaks_alone(std::string_view sort) {
    return sort == "thesis" || sort == "advisor" || sort == "score" || sort == "courses";
}

class Finder {
  public:
    explicit Finder(const Body& body)
        : body_(body), lexicon_(body.context->models.lexicon("field_labels")), out_(body.units.size()) {
        hashes_.reserve(body.units.size());
        for (const Unit& unit : body.units) hashes_.push_back(unit.hash);
    }

    std::vector<ValueLabel> run() {
        if (lexicon_.empty()) return std::move(out_);
        std::uint64_t above = 0;
        for (const Row& row : body_.rows) above = read_row(row, above);
        return std::move(out_);
    }

  private:
    std::string_view str(std::size_t u) const {
        return body_.text.str().substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin);
    }
    bool colon(std::size_t u) const { return str(u) == ":" || str(u) == kFullWidthColon; }

    // Reads a line; the sort of its label when the line is nothing but a label.
    std::uint64_t read_row(const Row& row, std::uint64_t above) {
        ValueLabel scope{above, static_cast<std::uint8_t>(above != 0 ? 3 : 0), false, 0};
        bool may_begin = true;
        bool bracket = false;
        std::size_t u = row.first_unit;
        while (u < row.last_unit) {
            const bool new_cell = u > row.first_unit && body_.cell[u] != body_.cell[u - 1];
            const std::string_view unit = str(u);
            if (new_cell) may_begin = true;
            if (may_begin && body_.units[u].kind != UnitClass::punctuation && body_.date[u] < 0) {
                const auto match = lexicon_.longest(std::span(hashes_).first(row.last_unit), u);
                const std::size_t end = match ? u + match->units : u;
                if (match && (end == row.last_unit || !runs_on(end - 1, end))) {
                    const bool marked = end < row.last_unit && (colon(end) || one_of(str(end), kClosing));
                    const bool cell = end < row.last_unit && body_.cell[end] != body_.cell[end - 1];
                    const bool alone = u == row.first_unit && end + (marked ? 1U : 0U) >= row.last_unit;
                    const bool looks = end < row.last_unit && body_.style(end).bold != body_.style(end - 1).bold;
                    const std::uint64_t sort = learn::name(match->payload);
                    if (marked || cell || alone || looks || speaks_alone(match->payload)) {
                        const auto strength = static_cast<std::uint8_t>(marked || cell ? 2 : 1);
                        for (std::size_t k = u; k < end; ++k) out_[k] = {sort, strength, true, 0};
                        if (alone) return sort;
                        scope = {sort, strength, false, 0};
                        u = end + (marked ? 1 : 0);
                        may_begin = false;
                        continue;
                    }
                }
            }
            may_begin = false;
            if (one_of(unit, kOpening)) {
                may_begin = true;
                bracket = true;
            } else if (one_of(unit, kClosing)) {
                if (bracket) scope = {};
                bracket = false;
            } else if (one_of(unit, kBreaks)) {
                may_begin = true;
                scope = {};
            } else if (one_of(unit, kSofter)) {
                may_begin = true;
            }
            out_[u] = scope;
            if (scope.sort != 0 && scope.distance < 4) ++scope.distance;
            ++u;
        }
        return 0;
    }

    // "Title" in "Titled", "place" in "placement": a phrase ends where a word does; Han has no spaces.
    bool runs_on(std::size_t last, std::size_t next) const {
        return body_.units[last].kind != UnitClass::ideograph && body_.units[next].kind == UnitClass::word &&
               !body_.units[next].space_before && body_.cell[next] == body_.cell[last];
    }

    const Body& body_;
    models::Lexicon lexicon_;
    std::vector<std::uint64_t> hashes_;
    std::vector<ValueLabel> out_;
};

}  // namespace

std::vector<ValueLabel> find_value_labels(const Body& body) {
    return Finder(body).run();
}

}  // namespace cvextract::fields::entries

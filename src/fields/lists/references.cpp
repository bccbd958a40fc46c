#include <algorithm>
#include <optional>

#include "fields/lists/atoms.hpp"
#include "fields/lists/honours.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::Row;

constexpr std::size_t kLongestName = 7;   // units
constexpr std::size_t kLongestNote = 14;  // units: "Available on request"

bool is_dash(std::string_view text) {
    return text == "-" || text == "\xE2\x80\x93" || text == "\xE2\x80\x94" || text == "\xE2\x80\x95";
}

/// Reads the people of a section: each is named in the first line of an entry ("Dr. Ana Ruiz, Head of ...") or signs
/// what they say ("... - Ana Ruiz").
class Reader {
  public:
    explicit Reader(const Body& body) : body_(body), text_(body.text.str()) {}

    std::vector<Reference> read() const {
        if (body_.units.empty()) return {};
        if (auto signed_ones = read_signed(); !signed_ones.empty()) return signed_ones;
        std::vector<Reference> out;
        const std::vector<std::size_t> starts = starts_of_entries();
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const std::size_t first = body_.rows[starts[i]].first_unit;
            const std::size_t last = i + 1 < starts.size() ? body_.rows[starts[i + 1]].first_unit : body_.units.size();
            const std::size_t name = end_of_name(first);
            Reference reference;
            reference.name = printed_value(body_, first, name, 0.8);
            reference.reference = printed_value(body_, skip_separators(name, last), last, 0.7);
            out.push_back(std::move(reference));
        }
        if (out.empty() && body_.units.size() <= kLongestNote)
            out.push_back({{}, printed_value(body_, 0, body_.units.size(), 0.7)});
        return out;
    }

  private:
    [[nodiscard]] std::string_view unit_text(std::size_t u) const {
        return text_.substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin);
    }
    // The unit that a name ends before, reading from `u`: at a separator, a bracket, a cell or the end of the row.
    [[nodiscard]] std::size_t end_of_name(std::size_t u) const {
        const Row& row = row_of(u);
        std::size_t end = u;
        while (end < row.last_unit && (end == u || body_.cell[end] == body_.cell[end - 1])) {
            const std::string_view text = unit_text(end);
            if (text == "," || text == ";" || text == "(" || text == "|" || text == ":" || text == "@" ||
                (is_dash(text) && body_.units[end].space_before))
                break;
            ++end;
        }
        // "Ana Ruiz, Ph.D."
        std::size_t degree = end + 1;
        while (end < row.last_unit && unit_text(end) == "," && degree < row.last_unit &&
               (body_.flags[degree] & entries::kDegree) != 0)
            ++degree;
        return degree > end + 1 && degree <= end + 3 ? degree : end;
    }
    [[nodiscard]] const Row& row_of(std::size_t u) const {
        return *std::upper_bound(body_.rows.begin(), body_.rows.end(), u,
                                 [](std::size_t unit, const Row& r) { return unit < r.last_unit; });
    }
    [[nodiscard]] std::size_t skip_separators(std::size_t u, std::size_t last) const {
        while (u < last && body_.units[u].kind == UnitClass::punctuation && unit_text(u) != "(" && unit_text(u) != "[")
            ++u;
        return u;
    }
    // Whether the units read like the name of a person.
    [[nodiscard]] bool is_name(std::size_t first, std::size_t last) const {
        if (first >= last || last - first > kLongestName) return false;
        std::size_t words = 0, known = 0, other = 0, lower = 0;
        bool last_lower = false;
        for (std::size_t u = first; u < last; ++u) {
            const Unit& unit = body_.units[u];
            if (unit.kind == UnitClass::number) return false;
            if (unit.kind == UnitClass::punctuation) continue;
            words += unit.kind == UnitClass::ideograph ? 0 : 1;
            known += (body_.flags[u] & entries::kPersonName) != 0 ? 1 : 0;
            last_lower = (body_.flags[u] & entries::kLowerWord) != 0;
            lower += last_lower ? 1 : 0;
            other += (body_.flags[u] & (entries::kOrganisation | entries::kUrl)) != 0 ? 1 : 0;
            if (u == first && (body_.flags[u] & entries::kLowerWord) != 0) return false;
        }
        // "Ramiro de Elejalde": particles stand between capitals.
        return other == 0 && (known > 0 || words >= 2) && words <= 6 && 2 * lower <= words && !last_lower;
    }
    [[nodiscard]] std::vector<Reference> read_signed() const {
        std::vector<Reference> out;
        std::size_t from = 0;
        for (const Row& row : body_.rows) {
            std::optional<std::size_t> sign;
            const auto& tokens = body_.context->document.lines.at(row.range.line).tokens;
            if (row.range.begin < row.range.end && is_dash(tokens.at(row.range.begin).text) && row.first_unit > from)
                sign = skip_separators(row.first_unit, row.last_unit);
            for (std::size_t u = row.first_unit + 1; !sign && u + 1 < row.last_unit; ++u) {
                // After the end of a sentence.
                if (is_dash(unit_text(u)) && body_.units[u].space_before && body_.units[u + 1].space_before &&
                    (unit_text(u - 1) == "." || unit_text(u - 1) == "\"" || unit_text(u - 1) == "!" ||
                     unit_text(u - 1) == "\xE2\x80\x9D"))
                    sign = u + 1;
            }
            if (!sign || !is_name(*sign, row.last_unit)) continue;
            std::size_t end = *sign;
            while (end > from && body_.units[end - 1].kind == UnitClass::punctuation && is_dash(unit_text(end - 1)))
                --end;
            out.push_back({printed_value(body_, *sign, row.last_unit, 0.85), printed_value(body_, from, end, 0.85)});
            from = row.last_unit;
        }
        return out;
    }
    // The rows that entries begin with: those with a marker, else those in the look of the first one, else those with
    // more space above, else those that begin with a name.
    [[nodiscard]] std::vector<std::size_t> starts_of_entries() const {
        std::vector<std::size_t> named, marked, styled;
        const auto& style = body_.style(body_.rows[0].first_unit);
        bool restyled = false;
        for (std::size_t r = 0; r < body_.rows.size(); ++r) {
            const Row& row = body_.rows[r];
            const bool name = is_name(row.first_unit, end_of_name(row.first_unit));
            const auto& here = body_.style(row.first_unit);
            const bool same = here.bold == style.bold && here.italic == style.italic && here.size == style.size;
            restyled = restyled || !same;
            if (name) named.push_back(r);
            if (name && row.bullet) marked.push_back(r);
            if (name && same) styled.push_back(r);
        }
        if (named.empty() || named.front() != 0) return {};
        if (!marked.empty() && marked.front() == 0) return marked;
        if (restyled) return styled;
        std::vector<std::size_t> out;
        for (const std::size_t r : named) {
            // A line that names people's jobs or places goes on with the entry.
            const Row& row = body_.rows[r];
            bool known = r == 0;
            for (std::size_t u = row.first_unit; u < end_of_name(row.first_unit); ++u)
                known = known || ((body_.flags[u] & entries::kPersonName) != 0 &&
                                  (body_.flags[u] & (entries::kJobTitle | entries::kDegree | entries::kCity)) == 0);
            bool job = false;
            for (std::size_t u = row.first_unit; u < end_of_name(row.first_unit); ++u)
                job = job || ((body_.flags[u] & entries::kJobTitle) != 0 &&
                              (body_.flags[u] & entries::kPersonName) == 0 && u > row.first_unit + 1);
            if (known && !job) out.push_back(r);
        }
        return out;
    }

    const Body& body_;
    std::string_view text_;
};

}  // namespace

void collect_references(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::references) continue;
        const Body body(context, section);
        for (Reference& reference : Reader(body).read()) {
            if (!reference.name.empty() || !reference.reference.empty())
                record.references.push_back(std::move(reference));
        }
    }
}

}  // namespace cvextract::fields::lists

#include "fields/entries/body.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/unicode.hpp"

namespace cvextract::fields::entries {

namespace {

using learn::mix;

struct ListedFlag {
    const char* lexicon;
    std::uint32_t flag;
};
constexpr ListedFlag kLexicons[] = {{"organisations", kOrganisation},
                                    {"job_titles", kJobTitle},
                                    {"degrees", kDegree},
                                    {"countries", kCountry | kPlace},
                                    {"places", kPlace},
                                    {"regions", kPlace},
                                    {"cities", kCity | kPlace},
                                    {"city_names", kCity | kPlace},
                                    {"person_names", kPersonName},
                                    {"fields_of_study", kStudyField},
                                    {"schools", kSchoolName},
                                    {"school_names", kSchoolName},
                                    {"companies", kCompany},
                                    {"employer_names", kCompany}};

void mark_phrases(Body& body) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(body.units.size());
    for (const Unit& unit : body.units) hashes.push_back(unit.hash);
    body.sorts.assign(hashes.size(), 0);
    for (const ListedFlag& listed : kLexicons) {
        const models::Lexicon lexicon = body.context->models.lexicon(listed.lexicon);
        if (lexicon.empty()) continue;
        const bool names = (listed.flag & (kPlace | kPersonName | kSchoolName | kCompany)) != 0;
        const bool sorted = (listed.flag & (kOrganisation | kJobTitle | kDegree | kStudyField)) != 0;
        for (std::size_t i = 0; i < hashes.size();) {
            // Names of places and people are capitalised where the script has capitals.
            const bool skip = names && (body.flags[i] & kLowerWord) != 0;
            const auto match = skip ? std::nullopt : lexicon.longest(hashes, i);
            const std::size_t n = match ? match->units : 1;
            for (std::size_t k = 0; match && k < n; ++k) {
                body.flags[i + k] |= listed.flag;
                if (sorted && body.sorts[i + k] == 0) body.sorts[i + k] = mix(listed.flag, learn::name(match->payload));
            }
            if (match) body.flags[i] |= kPhraseStart;
            i += n;
        }
    }
    const models::Lexicon senses = body.context->models.lexicon("word_senses");
    body.senses.assign(hashes.size(), 0);
    if (senses.empty()) return;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        if (body.units[i].kind != UnitClass::word) continue;
        if (const auto match = senses.longest(hashes, i)) body.senses[i] = learn::name(match->payload);
    }
}

// The last three letters tell what kind of word it is ("-eer", "-ity", "-ung"), also where no list knows it.
void mark_words(Body& body) {
    body.suffixes.assign(body.units.size(), 0);
    for (std::size_t i = 0; i < body.units.size(); ++i) {
        const Unit& unit = body.units[i];
        if (unit.kind != UnitClass::word) continue;
        const std::string_view text = body.text.str().substr(unit.begin, unit.end - unit.begin);
        if (!unit.capital && static_cast<unsigned char>(text[0]) < 0x80) body.flags[i] |= kLowerWord;
        std::size_t begin = text.size();
        int letters = 0;
        while (begin > 0 && letters < 3) {
            --begin;
            if ((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) ++letters;
        }
        if (begin == 0) continue;
        std::uint64_t hash = learn::name("suffix");
        for (const char c : text.substr(begin))
            hash = mix(hash, static_cast<std::uint64_t>(c >= 'A' && c <= 'Z' ? c + 32 : c));
        body.suffixes[i] = hash;
    }
}

void mark_brackets_and_urls(Body& body) {
    const std::string_view text = body.text.str();
    int depth = 0;
    for (std::size_t i = 0; i < body.units.size(); ++i) {
        const std::string_view unit = text.substr(body.units[i].begin, body.units[i].end - body.units[i].begin);
        if (unit == "(" || unit == "[") ++depth;
        if (depth > 0) body.flags[i] |= kBracketed;
        if ((unit == ")" || unit == "]") && depth > 0) --depth;
        if (i > 0 && text.substr(body.units[i - 1].end, body.units[i].begin - body.units[i - 1].end).find('\n') !=
                         std::string_view::npos)
            depth = unit == "(" ? 1 : 0;
    }
    for (std::size_t p = 0; p < body.text.pieces().size(); ++p) {
        const std::string& token = body.text.token(body.text.pieces()[p]).text;
        const bool url = token.find("://") != std::string::npos || token.starts_with("www.") ||
                         (token.find('/') != std::string::npos && token.find('.') != std::string::npos &&
                          token.find(".com") != std::string::npos);
        if (!url) continue;
        for (std::size_t i = 0; i < body.units.size(); ++i) {
            if (body.piece[i] == p) body.flags[i] |= kUrl;
        }
    }
}

std::uint64_t look(const layout::Style& style) {
    return static_cast<std::uint64_t>(style.bold) | static_cast<std::uint64_t>(style.italic) << 1 |
           static_cast<std::uint64_t>(std::lround(style.size * 2)) << 2;
}

void measure_rows(Body& body) {
    const auto& document = body.context->document;
    // Left and right edges by region: a section may span columns.
    std::map<std::pair<int, int>, std::pair<double, double>> edges;
    std::vector<double> gaps;
    for (Row& row : body.rows) {
        const layout::Line& line = document.lines.at(row.range.line);
        const auto [it, fresh] = edges.try_emplace({line.page, line.region}, row.left, row.right);
        it->second.first = std::min(it->second.first, row.left);
        it->second.second = std::max(it->second.second, row.right);
    }
    const layout::Line* above = nullptr;
    for (Row& row : body.rows) {
        const layout::Line& line = document.lines.at(row.range.line);
        const auto& [left, right] = edges.at({line.page, line.region});
        row.indent = row.left - left;
        row.fill = right > left ? (row.right - left) / (right - left) : 1;
        row.breaks = above == nullptr || above->page != line.page || above->region != line.region;
        row.space_above = row.breaks ? 0 : line.box.y0 - above->box.y1;
        if (!row.breaks) gaps.push_back(row.space_above);
        above = &line;
    }
    if (!gaps.empty()) {
        std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 4), gaps.end());
        const double usual = gaps[gaps.size() / 4];
        for (Row& row : body.rows) {
            if (!row.breaks) row.space_above -= usual;
        }
    }
    for (Row& row : body.rows) {
        const std::size_t first = row.first_unit, last = row.last_unit;
        std::uint64_t s = row.bullet ? row.mark : 1;
        s = mix(s, static_cast<std::uint64_t>(std::lround(std::max(0.0, row.indent) / 4)));
        if (first < last) {
            s = mix(s, look(body.style(first)));
            s = mix(s, body.units[first].all_caps);
            s = mix(s, body.cell[last - 1] > 0);
            s = mix(s, body.date[first] >= 0 ? 1 : body.date[last - 1] >= 0 ? 2 : 0);
        }
        row.signature = s;
    }
}

}  // namespace

Body::Body(const Context& c, const segment::Section& section)
    : context(&c), kind(section.kind), text(c.document, section.body, Text::Lines::keep) {
    units = cut_units(text.str());
    flags.assign(units.size(), 0);
    date.assign(units.size(), -1);
    const auto pieces = text.pieces();
    for (std::size_t i = 0, p = 0; i < units.size(); ++i) {
        while (p + 1 < pieces.size() && pieces[p].end <= units[i].begin) ++p;
        piece.push_back(static_cast<std::uint32_t>(p));
    }
    cell.assign(units.size(), 0);
    dates = spans::find_dates(text.str(), units, c.models, {.language = c.outline.language});
    std::size_t d = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        while (d < dates.size() && dates[d].end <= units[i].begin) ++d;
        if (d < dates.size() && units[i].begin >= dates[d].begin) {
            date[i] = static_cast<std::int32_t>(d);
            flags[i] |= kInDate;
        }
    }
    // Rows: by the line of the pieces.
    std::size_t u = 0;
    for (const layout::Range& range : section.body) {
        const layout::Line& line = c.document.lines.at(range.line);
        Row row;
        row.range = range;
        row.first_unit = u;
        while (u < units.size() && pieces[piece[u]].line == range.line && pieces[piece[u]].token < range.end) ++u;
        row.last_unit = u;
        if (row.first_unit == row.last_unit) continue;
        row.begin = units[row.first_unit].begin;
        row.end = units[u - 1].end;
        bool first = true;
        for (std::uint32_t t = range.begin; t < range.end; ++t) {
            const layout::Token& token = line.tokens.at(t);
            if (first && token.role == layout::Role::bullet) {
                row.bullet = true;
                // Numbers and letters that count are one marker.
                const bool counts = token.text.size() > 1 && static_cast<unsigned char>(token.text[0]) < 0x80;
                row.mark = counts ? learn::name("count") : learn::name(token.text);
            }
            if (token.role != layout::Role::text) continue;
            if (first) row.left = token.box.x0;
            row.left = std::min(row.left, token.box.x0);
            row.right = std::max(row.right, token.box.x1);
            first = false;
        }
        std::uint16_t cells = 0;
        for (std::size_t i = row.first_unit; i < u; ++i) {
            if (i > row.first_unit && piece[i] != piece[i - 1] && text.token(pieces[piece[i]]).tab_before) ++cells;
            cell[i] = cells;
        }
        rows.push_back(row);
    }
    mark_words(*this);
    mark_phrases(*this);
    mark_brackets_and_urls(*this);
    measure_rows(*this);
}

std::size_t Body::row_of(std::size_t unit) const {
    const auto row =
        std::upper_bound(rows.begin(), rows.end(), unit, [](std::size_t u, const Row& r) { return u < r.first_unit; });
    return static_cast<std::size_t>(row - rows.begin()) - 1;
}

bool Body::breaks_early(std::size_t before, std::size_t unit) const {
    const auto pieces = text.pieces();
    const Box &last = box(before), &next = box(unit);
    const layout::Line& line = context->document.lines.at(pieces[piece[before]].line);
    // The room: to the next cell of the line, or to where lines of its column end (Row::fill tells).
    const Row& row = rows[row_of(before)];
    const double left = row.left - row.indent;
    double limit = row.fill > 0 ? left + (row.right - left) / row.fill : row.right;
    for (const layout::Token& token : line.tokens) {
        if (token.box.x0 > last.x1 && token.role == layout::Role::text) limit = std::min(limit, token.box.x0);
    }
    constexpr double kSpaces = 1.0;  // of the type's size, for the space before the word and what is beside it
    return last.x1 + kSpaces * line.box.height() + next.width() < limit;
}

bool Body::stands_alone(std::size_t row) const {
    if (row == 0) return true;
    // The cell above that the row stands under.
    const Row &above = rows[row - 1], &own = rows[row];
    std::size_t end = above.first_unit + 1;
    while (end < above.last_unit && (cell[end] == cell[end - 1] || box(end).x0 <= own.left)) ++end;
    return breaks_early(end - 1, own.first_unit);
}

}  // namespace cvextract::fields::entries

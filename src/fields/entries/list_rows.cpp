#include "fields/entries/list_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

#include "fields/entries/unit_text.hpp"

namespace cvextract::fields::entries {

namespace {

using Type = std::tuple<bool, bool, long, bool>;

/// The type that a row is set in behind a date that leads it.
Type type_of(const Body& body, const Row& row) {
    std::size_t u = row.first_unit;
    while (u + 1 < row.last_unit && body.date[u] >= 0) ++u;
    const layout::Style& style = body.style(u);
    return {style.bold, style.italic, std::lround(style.size * 2), body.units[u].all_caps};
}

bool dated(const Body& body, const Row& row) {
    return std::any_of(body.date.begin() + static_cast<std::ptrdiff_t>(row.first_unit),
                       body.date.begin() + static_cast<std::ptrdiff_t>(row.last_unit), [](auto d) { return d >= 0; });
}

/// A line in lower case behind a comma goes on.
void join_wrapped(const Body& body, std::vector<RowLabel>& labels) {
    for (std::size_t r = 1; r < labels.size(); ++r) {
        const Row& row = body.rows[r];
        if (!begins(labels[r]) || row.bullet || labels[r - 1] == RowLabel::other) continue;
        const bool comma = unit_text(body, body.rows[r - 1].last_unit - 1) == ",";
        if (comma && (body.flags[row.first_unit] & kLowerWord) != 0) labels[r] = RowLabel::header;
    }
}

/// Most lines with one mark begin an entry: all do.
void agree_on_marks(const Body& body, std::vector<RowLabel>& labels) {
    std::map<std::pair<std::uint64_t, long>, std::pair<std::size_t, std::size_t>> counts;
    const auto key = [&](const Row& row) { return std::pair(row.mark, std::lround(row.indent / 4)); };
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (body.rows[r].mark == 0) continue;
        auto& [first, all] = counts[key(body.rows[r])];
        first += begins(labels[r]) ? 1 : 0;
        ++all;
    }
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (body.rows[r].mark == 0 || begins(labels[r])) continue;
        const auto& [first, all] = counts[key(body.rows[r])];
        if (first >= 2 && first * 3 >= all * 2) labels[r] = RowLabel::begin;
    }
}

/// All entries begin in one type, which other lines have not: lines in that type begin entries.
void agree_on_type(const Body& body, std::vector<RowLabel>& labels) {
    const RowRoom room(body);
    std::map<Type, std::size_t> first;
    std::size_t all = 0, adjacent = 0;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        if (!begins(labels[r])) continue;
        ++first[type_of(body, body.rows[r])];
        ++all;
        adjacent += r + 1 < labels.size() && begins(labels[r + 1]) ? 1 : 0;
    }
    if (first.size() != 1) return;
    const Type type = first.begin()->first;
    const bool marked = std::any_of(body.rows.begin(), body.rows.end(), [](const Row& row) { return row.mark != 0; });
    const auto other = static_cast<std::size_t>(
        std::count_if(body.rows.begin(), body.rows.end(), [&](const Row& row) { return type_of(body, row) != type; }));
    if (marked || other == 0) return;
    // Bold lines above plain ones.
    const bool heavy = std::get<0>(type) && std::none_of(body.rows.begin(), body.rows.end(), [&](const Row& row) {
                           const Type t = type_of(body, row);
                           return std::get<0>(t) && t != type;
                       });
    for (std::size_t r = 1; r < labels.size(); ++r) {
        const Row& row = body.rows[r];
        if (labels[r] != RowLabel::header && labels[r] != RowLabel::other) continue;
        if (type_of(body, row) != type || (body.flags[row.first_unit] & kLowerWord) != 0) continue;
        const bool apart = type_of(body, body.rows[r - 1]) != type;
        if (apart || ((heavy || adjacent * 2 >= all) && room.above(r))) labels[r] = RowLabel::begin;
    }
}

/// Where entries begin with their date, a line without one goes on, further in, or is a sub-heading.
void agree_on_dates(const Body& body, std::vector<RowLabel>& labels) {
    std::size_t leading = 0, all = 0;
    double left = 1e9;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const Row& row = body.rows[r];
        if (!begins(labels[r])) continue;
        ++all;
        if (body.date[row.first_unit] < 0 || row.last_unit - row.first_unit < 3) continue;
        ++leading;
        left = std::min(left, row.left);
    }
    if (leading < 3 || leading * 3 < all * 2) return;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const Row& row = body.rows[r];
        if (!begins(labels[r]) || dated(body, row)) continue;
        const double size = std::max(1.0F, body.style(row.first_unit).size);
        const bool set_off = row.space_above > 0.6 * size || r == 0 || row.breaks;
        const bool before_entry = r + 1 < labels.size() && begins(labels[r + 1]) && dated(body, body.rows[r + 1]);
        if (before_entry && (set_off || row.left < left - 1))
            labels[r] = RowLabel::other;
        else if (row.left > left + 2 * size && !set_off)
            labels[r] = RowLabel::header;
    }
}

}  // namespace

RowRoom::RowRoom(const Body& body) : body_(body) {
    for (const Row& row : body.rows) {
        const layout::Line& line = body.context->document.lines.at(row.range.line);
        const auto [it, fresh] = columns_.try_emplace({line.page, line.region}, row.left, row.right);
        it->second.first = std::min(it->second.first, row.left);
        it->second.second = std::max(it->second.second, row.right);
    }
}

bool RowRoom::above(std::size_t r) const {
    if (r == 0 || body_.rows[r].breaks) return false;
    const Row &row = body_.rows[r], &above = body_.rows[r - 1];
    const layout::Line& line = body_.context->document.lines.at(row.range.line);
    const auto& [left, right] = columns_.at({line.page, line.region});
    const std::size_t u = row.first_unit, last = above.last_unit - 1;
    constexpr std::string_view kGoOn[] = {",", "-", "(", "&", ":"};
    if ((body_.flags[u] & kLowerWord) != 0 || (body_.flags[last] & kLowerWord) != 0 ||
        std::ranges::find(kGoOn, unit_text(body_, last)) != std::end(kGoOn))
        return false;
    const double size = std::max(1.0F, body_.style(u).size);
    const layout::Token& token = body_.text.token(body_.text.pieces()[body_.piece[u]]);
    double word = token.box.x1 - token.box.x0;
    if (body_.units[u].kind == UnitClass::ideograph) word = std::min(word, 2 * size);
    // Lines that end where the column ends, and begin where they must.
    const bool flush =
        std::abs(above.right - right) < 2 && std::abs(row.right - right) < 2 && std::abs(above.left - row.left) > 2;
    const double room = flush ? above.left - left : right - above.right;
    return room > word + size;
}

void settle_list_rows(const Body& body, std::vector<RowLabel>& labels) {
    if (body.kind != SectionKind::awards && body.kind != SectionKind::certificates) return;
    join_wrapped(body, labels);
    agree_on_marks(body, labels);
    agree_on_type(body, labels);
    agree_on_dates(body, labels);
}

}  // namespace cvextract::fields::entries

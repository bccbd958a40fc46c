#include "fields/contact/location.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "fields/spans/email.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/place.hpp"
#include "fields/spans/url.hpp"

namespace cvextract::fields::contact {

namespace {

constexpr std::size_t kLongestAddress = 240;  // bytes
constexpr std::size_t kMostCells = 6;
constexpr double kThreshold = 0.4;
constexpr double kSurePhone = 0.6;
constexpr double kLabelBonus = 0.35;
constexpr double kSameEdge = 14;    // points between the left edges of lines of one column
constexpr double kFlushEdge = 0.5;  // points between the right edges of lines set flush right

// Some cells as one string, with the way back to the text.
class Joined {
  public:
    void add(const Text& text, const Cell& cell) {
        if (!string_.empty()) string_ += '\n';
        pieces_.push_back({string_.size(), cell.begin, cell.end - cell.begin});
        string_ += text.str().substr(cell.begin, cell.end - cell.begin);
    }
    [[nodiscard]] const std::string& str() const { return string_; }
    // The value of a part; one over several cells is joined by spaces.
    [[nodiscard]] Value value(const Text& text, const spans::AddressSpan::Part& part, double confidence) const {
        Value whole;
        for (const Piece& piece : pieces_) {
            const std::size_t begin = std::max(part.begin, piece.joined);
            const std::size_t end = std::min(part.end, piece.joined + piece.size);
            if (begin >= end) continue;
            Value here = text.value(piece.text + begin - piece.joined, piece.text + end - piece.joined, confidence);
            if (whole.text.empty()) {
                whole = std::move(here);
            } else if (!here.text.empty()) {
                whole.text += ", " + here.text;
                whole.sources.insert(whole.sources.end(), here.sources.begin(), here.sources.end());
            }
        }
        return whole;
    }

  private:
    struct Piece {
        std::size_t joined, text, size;
    };
    std::string string_;
    std::vector<Piece> pieces_;
};

double left_edge(const Text& text, const Cell& cell) {
    const std::size_t p = text.piece_at(cell.begin);
    return p < text.pieces().size() ? text.token(text.pieces()[p]).box.x0 : 0;
}

double right_edge(const Text& text, const Cell& cell) {
    const std::size_t p = text.piece_at(cell.end - 1);
    return p < text.pieces().size() ? text.token(text.pieces()[p]).box.x1 : 0;
}

// Where the label stands that has a cell of its own before a cell.
double label_edge(const Text& text, const Cell& cell) {
    std::size_t p = text.piece_at(cell.begin);
    if (p >= text.pieces().size()) return 0;
    if (p > 0 && text.pieces()[p - 1].line == cell.line && text.token(text.pieces()[p]).tab_before) --p;
    while (p > 0 && text.pieces()[p - 1].line == cell.line && !text.token(text.pieces()[p]).tab_before) --p;
    return text.token(text.pieces()[p]).box.x0;
}

bool usable(const Cell& cell) {
    return cell.label == Label::none || cell.label == Label::address;
}

// The next cell down the column: the one that begins at about the same place on the next line, or ends there where the
// column is set flush right.
std::size_t below(const Text& text, std::span<const Cell> cells, std::size_t i) {
    const double x = left_edge(text, cells[i]);
    for (std::size_t k = i + 1; k < cells.size() && cells[k].order <= cells[i].order + 1; ++k) {
        if (cells[k].order != cells[i].order + 1 || !usable(cells[k])) continue;
        const double here = left_edge(text, cells[k]);
        if (std::abs(here - x) < kSameEdge) return k;
        if (std::abs(right_edge(text, cells[k]) - right_edge(text, cells[i])) < kFlushEdge) return k;
        // What goes on below a label: "Location  Casablanca", and "MA" under "Location".
        if (cells[i].label == Label::address && cells[i].colon &&
            std::abs(here - label_edge(text, cells[i])) < kSameEdge)
            return k;
    }
    return cells.size();
}

std::size_t beside(std::span<const Cell> cells, std::size_t i) {
    const bool next = i + 1 < cells.size() && cells[i + 1].order == cells[i].order && cells[i + 1].label == Label::none;
    return next ? i + 1 : cells.size();
}

// The cells without the e-mail addresses, web addresses and telephone numbers in them.
std::vector<Cell> without_data(const Context& context, const Zone& zone) {
    std::vector<std::pair<std::size_t, std::size_t>> data;
    for (const auto& span : spans::find_emails(zone.text.str(), context.models))
        data.emplace_back(span.begin, span.end);
    for (const auto& span : spans::find_urls(zone.text.str(), context.models)) data.emplace_back(span.begin, span.end);
    for (const Cell& cell : zone.cells) {  // by cells: a postal code before an icon is no part of the number behind it
        for (const auto& span : spans::find_phones(zone.text.str().substr(cell.begin, cell.end - cell.begin))) {
            if (span.score > kSurePhone) data.emplace_back(cell.begin + span.begin, cell.begin + span.end);
        }
    }
    std::ranges::sort(data);
    std::vector<Cell> cells;
    for (const Cell& cell : zone.cells) {
        Cell rest = cell;
        for (const auto& [begin, end] : data) {
            if (end <= rest.begin || begin >= rest.end) continue;
            if (begin > rest.begin + 2) {
                Cell before = rest;
                before.end = begin;
                cells.push_back(before);
            }
            rest.begin = std::min(end, rest.end);
        }
        if (rest.end > rest.begin + 1) cells.push_back(rest);
    }
    return cells;
}

// The lines of sections in which labels and icons of places say where a job or a school was.
std::vector<std::uint32_t> entry_lines(const Context& context) {
    std::vector<std::uint32_t> lines;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::work && section.kind != SectionKind::education &&
            section.kind != SectionKind::volunteer && section.kind != SectionKind::projects &&
            section.kind != SectionKind::teaching && section.kind != SectionKind::talks &&
            section.kind != SectionKind::awards)
            continue;
        for (const layout::Range& range : section.body) lines.push_back(range.line);
    }
    std::ranges::sort(lines);
    return lines;
}

}  // namespace

LocationFound find_location(const Context& context, const Zone& whole) {
    const std::vector<Cell> cells = without_data(context, whole);
    const Zone zone{whole.text, cells, whole.primary};
    const std::vector<std::uint32_t> entries = zone.primary ? std::vector<std::uint32_t>{} : entry_lines(context);
    struct Best {
        Joined joined;
        spans::AddressSpan address;
        double score = 0;
    } best;
    const auto try_chain = [&](std::size_t first, bool down) {
        Joined joined;
        std::size_t i = first;
        for (std::size_t n = 0; n < kMostCells && i < zone.cells.size(); ++n) {
            joined.add(zone.text, zone.cells[i]);
            if (joined.str().size() > kLongestAddress || joined.str().find('@') != std::string::npos) return;
            auto address = spans::parse_address(joined.str(), context.models);
            const double score = address.score + (zone.cells[first].label == Label::address ? kLabelBonus : 0.0);
            if (address.score > 0 && score > best.score + 0.02) best = {joined, std::move(address), score};
            const std::size_t along = beside(zone.cells, i);
            i = !down && along < zone.cells.size() ? along : down ? below(zone.text, zone.cells, i) : zone.cells.size();
        }
    };
    for (std::size_t i = 0; i < zone.cells.size(); ++i) {
        const Cell& cell = zone.cells[i];
        if (!usable(cell)) continue;
        if (!zone.primary && (cell.label != Label::address || std::ranges::binary_search(entries, cell.line))) continue;
        try_chain(i, false);
        try_chain(i, true);
    }
    LocationFound found;
    if (best.score < kThreshold) return found;
    Location& location = found.value;
    found.likely_country = best.address.likely_country;
    const double confidence = std::min(0.95, best.score);
    location.address = best.joined.value(zone.text, best.address.address, confidence);
    location.postal_code = best.joined.value(zone.text, best.address.postal_code, confidence);
    location.city = best.joined.value(zone.text, best.address.city, confidence);
    location.region = best.joined.value(zone.text, best.address.region, confidence);
    if (!best.address.country_code.empty()) {
        location.country_code = best.joined.value(zone.text, best.address.country, confidence);
        location.country_code.text = best.address.country_code;
    }
    return found;
}

}  // namespace cvextract::fields::contact

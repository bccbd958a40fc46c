#include "fields/text.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace cvextract::fields {

namespace {

// What a value is printed between is not part of it.
bool is_trimmed(char32_t c) {
    return is_space(c) || c == ',' || c == ';' || c == '|' || c == ':' || c == 0x00B7 || c == 0xFF0C || c == 0xFF1B ||
           c == 0x3001 || c == 0xFF1A || c == 0x2022 || c == 0x060C || c == 0x061B;
}

bool is_left_trimmed(char32_t c) {
    return is_trimmed(c) || c == ')' || c == 0xFF09;
}

std::size_t previous_code_point(std::string_view text, std::size_t end) {
    do {
        --end;
    } while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    return end;
}

}  // namespace

Text::Text(const layout::Document& document, std::span<const layout::Range> ranges, Lines lines)
    : document_(&document) {
    const layout::Line* last = nullptr;
    bool last_range_ends_line = false;
    for (const auto& range : ranges) {
        const layout::Line& line = document.lines.at(range.line);
        bool first = true;
        for (std::uint32_t t = range.begin; t < range.end; ++t) {
            const layout::Token& token = line.tokens.at(t);
            if (token.role != layout::Role::text || token.text.empty()) continue;
            if (!text_.empty()) {
                if (first && last != nullptr && last != &line) {
                    if (lines == Lines::keep || !last_range_ends_line) {
                        text_ += '\n';
                    } else if (last->join == layout::Join::space) {
                        text_ += ' ';
                    } else if (last->join == layout::Join::drop_hyphen) {
                        const std::size_t cut = previous_code_point(text_, text_.size());
                        text_.erase(cut);
                        pieces_.back().end = static_cast<std::uint32_t>(cut);
                    }
                } else if (token.tab_before) {
                    text_ += '\t';
                } else if (token.space_before) {
                    text_ += ' ';
                }
            }
            first = false;
            const auto begin = static_cast<std::uint32_t>(text_.size());
            text_ += token.text;
            pieces_.push_back({begin, static_cast<std::uint32_t>(text_.size()), range.line, t});
            last = &line;
            last_range_ends_line = true;
        }
    }
}

const layout::Token& Text::token(const Piece& piece) const {
    return document_->lines.at(piece.line).tokens.at(piece.token);
}

const layout::Style& Text::style(const Piece& piece) const {
    return document_->styles.at(token(piece).style);
}

std::size_t Text::piece_at(std::size_t offset) const {
    const auto it = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                     [](std::size_t o, const Piece& p) { return o < p.end; });
    return static_cast<std::size_t>(it - pieces_.begin());
}

Value Text::value(std::size_t begin, std::size_t end, double confidence) const {
    end = std::min(end, text_.size());
    const std::string_view all = text_;
    const auto trim_left = [&] {
        while (begin < end) {
            std::size_t next = begin;
            if (!is_left_trimmed(next_code_point(all, next))) break;
            begin = next;
        }
    };
    trim_left();
    while (begin < end) {
        const std::size_t previous = previous_code_point(all, end);
        std::size_t next = previous;
        if (!is_trimmed(next_code_point(all, next))) break;
        end = previous;
    }
    return value_as(collapse_spaces(all.substr(begin, end - begin)), begin, end, confidence);
}

Value Text::value_as(std::string text, std::size_t begin, std::size_t end, double confidence) const {
    Value value;
    value.text = std::move(text);
    if (value.text.empty()) return value;
    value.confidence = confidence;
    end = std::min(end, text_.size());
    std::uint32_t line_of_last = 0;
    bool tab = false;
    for (std::size_t p = piece_at(begin); p < pieces_.size() && pieces_[p].begin < end; ++p) {
        const Piece& piece = pieces_[p];
        const layout::Line& line = document_->lines.at(piece.line);
        const layout::Token& token = line.tokens.at(piece.token);
        const std::size_t from = std::max<std::size_t>(begin, piece.begin) - piece.begin;
        const std::size_t to = std::min<std::size_t>(end, piece.end) - piece.begin;
        Box box = token.box;
        // Part of a token: the edges of its code points say where it stands.
        const std::size_t points = code_points(token.text);
        // Latin letters in a right-to-left line stand in another order than the code points of their token: such a
        // token is shown whole.
        const bool mixed = line.right_to_left && std::any_of(token.text.begin(), token.text.end(), [](char c) {
                               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                           });
        const bool part = (from > 0 || to < token.text.size()) && !mixed;
        if (part && token.first_edge + points < document_->edges.size()) {
            const std::size_t first = code_points(std::string_view(token.text).substr(0, from));
            const std::size_t behind = code_points(std::string_view(token.text).substr(0, to));
            const double a = document_->edges[token.first_edge + first],
                         b = document_->edges[token.first_edge + behind];
            if (std::min(a, b) >= box.x0 - 1 && std::max(a, b) <= box.x1 + 1) {
                box.x0 = std::min(a, b);
                box.x1 = std::max(a, b);
            }
        }
        tab = token.tab_before && from == 0;
        const std::string_view printed =
            mixed ? std::string_view(token.text) : std::string_view(token.text).substr(from, to - from);
        // One box holds what stands side by side; in lines of two directions the next word may stand elsewhere.
        const auto beside = [&](const Box& last) {
            return std::max(box.x0, last.x0) - std::min(box.x1, last.x1) < 2 * std::max(box.height(), last.height());
        };
        if (!value.sources.empty() && line_of_last == piece.line && !tab &&
            (!line.right_to_left || beside(value.sources.back().box))) {
            Source& source = value.sources.back();
            source.box = {std::min(source.box.x0, box.x0), std::min(source.box.y0, box.y0),
                          std::max(source.box.x1, box.x1), std::max(source.box.y1, box.y1)};
            if (token.space_before && from == 0) source.text += ' ';
            source.text += printed;
        } else {
            value.sources.push_back({line.page, box, std::string(printed)});
        }
        line_of_last = piece.line;
    }
    for (Source& source : value.sources) {
        const auto page = std::ranges::find(document_->pages, source.page, &layout::PageInfo::number);
        if (page != document_->pages.end()) source.box = layout::printed_box(*page, source.box);
    }
    return value;
}

}  // namespace cvextract::fields

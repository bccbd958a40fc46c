#pragma once

#include <string_view>

#include "fields/entries/entries.hpp"

/// Small questions about the units of a body.
namespace cvextract::fields::entries {

inline std::string_view unit_text(const Body& body, std::size_t u) {
    return body.text.str().substr(body.units[u].begin, body.units[u].end - body.units[u].begin);
}

inline bool same_row(const Body& body, std::size_t a, std::size_t b) {
    return body.text.pieces()[body.piece[a]].line == body.text.pieces()[body.piece[b]].line;
}

inline bool opens(const Body& body, std::size_t u) {
    return unit_text(body, u) == "(" || unit_text(body, u) == "\xEF\xBC\x88";
}

inline bool closes(const Body& body, std::size_t u) {
    return unit_text(body, u) == ")" || unit_text(body, u) == "\xEF\xBC\x89";
}

inline bool is_comma(std::string_view unit) {
    return unit == "," || unit == "\xEF\xBC\x8C" || unit == "\xD8\x8C";
}

inline bool same_cell(const Body& body, std::size_t a, std::size_t b) {
    return same_row(body, a, b) && body.cell[a] == body.cell[b];
}

inline FieldSpan piece_of(const Body& body, const FieldSpan& span, Field field, std::size_t first, std::size_t last) {
    return {field, body.units[first].begin, body.units[last - 1].end, first, last, span.confidence};
}

}  // namespace cvextract::fields::entries

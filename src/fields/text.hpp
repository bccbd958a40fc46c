#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cvextract/record.hpp"
#include "layout/document.hpp"

namespace cvextract::fields {

/// Some of a document's tokens as one string, with the way back: extractors work on offsets into str() and get Values
/// with their boxes from value(). Only tokens of Role::text are in the string. Between tokens stands what is printed
/// between them: a space, nothing, '\t' where a new cell of a row begins, '\n' at the end of a line; where a line's
/// text goes on in the next (reflow), a space or nothing, and line-end hyphens are dropped.
class Text {
  public:
    enum class Lines { keep, reflow };

    Text(const layout::Document& document, std::span<const layout::Range> ranges, Lines lines);

    [[nodiscard]] std::string_view str() const { return text_; }

    /// The value printed at [begin, end): outer white space and trailing separators (`,` `;` `|` `U+00B7` `:`) trimmed,
    /// white space collapsed, its boxes by line. Empty where nothing is left.
    [[nodiscard]] Value value(std::size_t begin, std::size_t end, double confidence) const;
    /// The same boxes, but `text` as given: for normalised values such as dates.
    [[nodiscard]] Value value_as(std::string text, std::size_t begin, std::size_t end, double confidence) const;

    /// One token's place in str().
    struct Piece {
        std::uint32_t begin = 0, end = 0;   ///< offsets into str()
        std::uint32_t line = 0, token = 0;  ///< document.lines[line].tokens[token]
    };
    [[nodiscard]] std::span<const Piece> pieces() const { return pieces_; }
    [[nodiscard]] const layout::Token& token(const Piece& piece) const;
    [[nodiscard]] const layout::Style& style(const Piece& piece) const;
    /// Index into pieces() of the piece at or after an offset; pieces().size() behind the last.
    [[nodiscard]] std::size_t piece_at(std::size_t offset) const;
    [[nodiscard]] const layout::Document& document() const { return *document_; }

  private:
    const layout::Document* document_;
    std::string text_;
    std::vector<Piece> pieces_;
};

}  // namespace cvextract::fields

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fields/entries/entries.hpp"

namespace cvextract::fields::entries {

/// Reads values out of a cut section.
class Assembler {
  public:
    Assembler(const Body& body, const Cut& cut) : body_(body), cut_(cut) {}

    /// The first run of that field in the entry; empty when there is none. A value that goes on over a line's end is
    /// one value; runs on both sides of a separator are not.
    [[nodiscard]] Value first(const Entry& entry, Field field) const;
    /// Every run of that field, cut at list separators outside brackets.
    [[nodiscard]] std::vector<Value> items(const Entry& entry, Field field) const;
    /// All runs of that field as one value, joined by a space.
    [[nodiscard]] Value joined(const Entry& entry, Field field) const;
    /// The address of the entry: printed as such in its header, or the target of a link: of one on the title first,
    /// else of the only one in the entry. `title` is the field that names the entry.
    [[nodiscard]] Value address(const Entry& entry, Field title) const;
    /// Running text of the entry: what stands in header lines, with the lines that it goes on in.
    [[nodiscard]] Value description(const Entry& entry) const;

    /// The entry's date: the span that most of the units labelled DATE lie in. Null when there is none.
    [[nodiscard]] const spans::DateSpan* date(const Entry& entry) const;
    /// Fills the dates of a job or a degree from its span.
    void set_range(const Entry& entry, Value& start, Value& end, Flag* ongoing) const;
    /// Fills one date.
    void set_date(const Entry& entry, Value& date) const;

    /// Bulleted or listed lines, one value each; and running text as one value.
    [[nodiscard]] std::vector<Value> highlights(const Entry& entry) const;
    [[nodiscard]] Value prose(const Entry& entry) const;
    /// All text of the entry that is no field of it, in printed order: bullets, running text, and header lines without
    /// a field. A line that says nothing but a field ("Supervised by Jane Roe") is left out.
    [[nodiscard]] std::vector<Value> remarks(const Entry& entry) const;

  private:
    [[nodiscard]] bool holds_any(const Entry& entry, std::size_t first, std::size_t last) const;
    [[nodiscard]] bool graded(const Entry& entry, std::size_t row) const;
    [[nodiscard]] std::pair<std::size_t, std::size_t> words_left(const Entry& entry, std::size_t first,
                                                                 std::size_t last) const;
    /// The white space before a unit in its line, points; 0 at the start of a line or inside a word.
    [[nodiscard]] double gap_before(std::size_t unit) const;
    /// White space from which on a gap in the span parts items: half as wide again as between words; 0 when there is
    /// none.
    [[nodiscard]] double wide_gap(const FieldSpan& span) const;
    // What stands at [begin, end) of the body's text; words that a line's end broke are joined.
    [[nodiscard]] Value value_at(const FieldSpan& span, double confidence) const;
    [[nodiscard]] Value rows_value(std::size_t first, std::size_t last, std::size_t skip = 0) const;
    [[nodiscard]] Value dated(const spans::DateSpan& span, const std::string& iso, double confidence) const;
    const Body& body_;
    const Cut& cut_;
};

}  // namespace cvextract::fields::entries

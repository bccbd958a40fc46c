#include "fields/academic/transcript.hpp"

#include <re2/re2.h>

#include "base/unicode.hpp"
#include "fields/text.hpp"

namespace cvextract::fields::academic {

namespace {

struct Cell {
    std::size_t begin = 0, end = 0;
    bool grade = false;
};

bool is_grade(std::string_view text) {
    static const RE2 kGrade(
        R"((?i)\s*(?:(?:100|\d{1,2})(?:[.,]\d{1,2})?(?:\s?(?:%|/\s?\d{1,3}(?:[.,]\d)?|\(?[A-F][+\x{2212}-]?\)?))?)"
        R"(|[A-F][+\x{2212}-]{0,2}(?:\s?\(?\d{1,3}(?:[.,]\d+)?\)?)?|pass(?:ed)?|p|s|distinction|merit|honou?rs?|excellent|good|very good)"
        R"(|first|2[:.][12]|\x{4F18}|\x{826F}|\x{4F18}\x{79C0}|\x{826F}\x{597D}|\x{901A}\x{8FC7}|\x{79C0}|\x{512A}|\x{53EF})\s*)");
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kGrade);
}

/// A grade that needs no cell of its own to be known: two digits or a letter with a sign.
bool is_clear_grade(std::string_view text) {
    static const RE2 kGrade(R"((?:100|\d{2}(?:[.,]\d{1,2})?%?|[A-F][+\x{2212}-]))");
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kGrade);
}

/// Cells of a line: what tabs and separators divide, and what clear grades end that a capital or nothing follows.
std::vector<Cell> cells_of(const Text& text) {
    const std::string_view words = text.str();
    const auto pieces = text.pieces();
    std::vector<Cell> cells;
    std::size_t from = 0;
    const auto close = [&](std::size_t end) {
        const std::string_view cell = words.substr(from, end - from);
        if (cell.find_first_not_of(" ,.:;|\t") != std::string_view::npos) cells.push_back({from, end, is_grade(cell)});
    };
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        std::string_view word = words.substr(pieces[p].begin, pieces[p].end - pieces[p].begin);
        if (p > 0 && text.token(pieces[p]).tab_before) {
            close(pieces[p].begin);
            from = pieces[p].begin;
        }
        const bool divider = word.ends_with(';') || word.ends_with(',') || word == "|";
        while (!word.empty() && (word.back() == ';' || word.back() == ',' || word.back() == ')')) word.remove_suffix(1);
        while (!word.empty() && word.front() == '(') word.remove_prefix(1);
        bool followed = p + 1 == pieces.size() || divider || text.token(pieces[p + 1]).tab_before;
        if (!followed) {
            std::size_t offset = pieces[p + 1].begin;
            const char32_t c = next_code_point(words, offset);
            followed = is_upper(c) || is_unspaced(c);
        }
        const bool opens = pieces[p].begin <= from;
        // At the start of a cell only behind a course.
        if (!followed || (opens && (cells.empty() || cells.back().grade)) || !is_clear_grade(word)) continue;
        if (!opens) close(pieces[p].begin);
        const auto begin = static_cast<std::size_t>(word.data() - words.data());
        cells.push_back({begin, begin + word.size(), true});
        from = pieces[p].end;
    }
    close(words.size());
    return cells;
}

}  // namespace

void read_transcript(const Context& context, const segment::Section& section, std::vector<Course>& courses) {
    constexpr double kPaired = 0.9, kAlone = 0.5;
    std::vector<Text> lines;
    std::vector<std::vector<Cell>> rows;
    bool graded = false;
    for (const layout::Range& range : section.body) {
        lines.emplace_back(context.document, std::span(&range, 1), Text::Lines::keep);
        rows.push_back(cells_of(lines.back()));
        for (const Cell& cell : rows.back()) graded = graded || cell.grade;
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const Text& text = lines[r];
        const auto& cells = rows[r];
        const bool grades_first = !cells.empty() && cells.front().grade && !cells.back().grade;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].grade) continue;
            const bool before = grades_first && i > 0 && cells[i - 1].grade;
            const bool behind = !grades_first && i + 1 < cells.size() && cells[i + 1].grade;
            if (!before && !behind && graded) continue;  // a heading of the table
            Course course;
            course.course = text.value(cells[i].begin, cells[i].end, graded ? kPaired : kAlone);
            if (before || behind) {
                const Cell& grade = cells[before ? i - 1 : i + 1];
                course.grade = text.value(grade.begin, grade.end, kPaired);
            }
            if (!course.course.empty()) courses.push_back(std::move(course));
        }
    }
}

}  // namespace cvextract::fields::academic

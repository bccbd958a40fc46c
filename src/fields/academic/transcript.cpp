#include "fields/academic/transcript.hpp"

#include <re2/re2.h>

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

/// Cells of a line; a grade at the end of a cell ("Algebra: 95", "Algebra (A+)") is cut off.
std::vector<Cell> cells_of(std::string_view text) {
    static const RE2 kTail(R"(^(.*\S)(?:\s*:\s*|\s+|\s*\()((?:100|\d{2}(?:[.,]\d{1,2})?)|[A-F][+\x{2212}-]?)\)?\s*$)");
    std::vector<Cell> cells;
    for (std::size_t begin = 0; begin <= text.size();) {
        std::size_t end = text.find_first_of("\t;|\n", begin);
        if (end == std::string_view::npos) end = text.size();
        const std::string_view cell = text.substr(begin, end - begin);
        re2::StringPiece course, grade;
        if (is_grade(cell)) {
            cells.push_back({begin, end, true});
        } else if (RE2::FullMatch(re2::StringPiece(cell.data(), cell.size()), kTail, &course, &grade) &&
                   course.size() > 2) {
            cells.push_back({begin, begin + course.size(), false});
            const auto at = static_cast<std::size_t>(grade.data() - text.data());
            cells.push_back({at, at + grade.size(), true});
        } else if (cell.find_first_not_of(" ,.") != std::string_view::npos) {
            cells.push_back({begin, end, false});
        }
        begin = end + 1;
    }
    return cells;
}

}  // namespace

void read_transcript(const Context& context, const segment::Section& section, std::vector<Course>& courses) {
    constexpr double kPaired = 0.9, kAlone = 0.5;
    for (const layout::Range& range : section.body) {
        const Text text(context.document, std::span(&range, 1), Text::Lines::keep);
        const auto cells = cells_of(text.str());
        std::size_t grades = 0;
        for (const Cell& cell : cells) grades += cell.grade ? 1 : 0;
        const bool grades_first = !cells.empty() && cells.front().grade && !cells.back().grade;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].grade) continue;
            const bool before = grades_first && i > 0 && cells[i - 1].grade;
            const bool behind = !grades_first && i + 1 < cells.size() && cells[i + 1].grade;
            if (!before && !behind && grades > 0) continue;  // a heading of the table
            Course course;
            course.course = text.value(cells[i].begin, cells[i].end, grades > 0 ? kPaired : kAlone);
            if (before || behind) {
                const Cell& grade = cells[before ? i - 1 : i + 1];
                course.grade = text.value(grade.begin, grade.end, kPaired);
            }
            if (!course.course.empty()) courses.push_back(std::move(course));
        }
    }
}

}  // namespace cvextract::fields::academic

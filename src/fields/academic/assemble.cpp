#include "fields/academic/assemble.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/unicode.hpp"
#include "fields/academic/people.hpp"
#include "fields/spans/date.hpp"

namespace cvextract::fields::academic {

namespace {

constexpr std::uint64_t cue(std::string_view name) {
    return learn::name(name);
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> marks) {
    return std::ranges::any_of(marks, [&](std::string_view m) { return text.ends_with(m); });
}

/// The end of a value without the full stop that ends a sentence; that of an abbreviation stays.
std::size_t without_stop(std::string_view text, std::size_t begin, std::size_t end) {
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n' || text[end - 1] == '\t')) --end;
    if (end <= begin || text[end - 1] != '.') return end;
    const std::size_t space = text.find_last_of(" .-", end - 2);
    const std::size_t word = space == std::string_view::npos || space < begin ? begin : space + 1;
    std::size_t offset = word;
    const bool capital = is_upper(next_code_point(text, offset));
    const bool abbreviation = end - word <= 4 && capital;
    return abbreviation ? end : end - 1;
}

/// The marks of quotation around a whole value.
void strip_quotes(std::string_view text, std::size_t& begin, std::size_t& end) {
    for (bool again = true; again;) {
        again = false;
        const std::string_view part = text.substr(begin, end - begin);
        for (const std::string_view mark :
             {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\"", "\xC2\xAB", "\xE3\x80\x8A", "''", "``"}) {
            if (part.size() <= 2 * mark.size()) continue;
            const std::string_view inner = part.substr(mark.size());
            const bool paired = inner.find("\xE2\x80\x9D") != std::string_view::npos &&
                                !ends_with_any(part, {"\xE2\x80\x9D"}) && mark == "\xE2\x80\x9C";
            if (part.starts_with(mark) && !paired) {
                begin += mark.size();
                again = true;
                break;
            }
        }
    }
    const std::string_view part = text.substr(begin, end - begin);
    for (const std::string_view mark : {"\xE2\x80\x9D", "\xE2\x80\x9C", "\"", "\xC2\xBB", "\xE3\x80\x8B", "''"}) {
        if (!part.ends_with(mark)) continue;
        const std::string_view inner = part.substr(0, part.size() - mark.size());
        if (mark == "\xE2\x80\x9D" && inner.find("\xE2\x80\x9C") != std::string_view::npos) continue;
        end -= mark.size();
        break;
    }
}

class Assembler {
  public:
    Assembler(const Text& text, const Passage& passage, std::span<const LabelledSpan> spans,
              std::span<const Identifier> identifiers, const Heading& heading, const models::Models& models)
        : text_(text),
          passage_(passage),
          words_(passage.text),
          dates_(spans::find_dates(passage.text, passage.units, models)),
          own_(mended(spans)),
          spans_(own_),
          identifiers_(identifiers),
          heading_(heading),
          models_(models) {}

    Publication run() {
        title();
        if (work_.name.empty()) return {};
        people();
        work_.publisher = longest("V");
        work_.volume = first("VOL");
        work_.issue = first("ISS");
        work_.pages = first("PP");
        page_count();
        date();
        numbers();
        status_and_note();
        type();
        return std::move(work_);
    }

  private:
    /// Repairs what the labels of single words leave undecided.
    [[nodiscard]] std::vector<LabelledSpan> mended(std::span<const LabelledSpan> spans) const {
        std::vector<LabelledSpan> out(spans.begin(), spans.end());
        const auto& units = passage_.units;
        const auto number = [](const LabelledSpan& s) {
            return s.label == "VOL" || s.label == "ISS" || s.label == "PP";
        };
        // "KDD '25: Proceedings of ...", "GameSec-25: ...": the year belongs to the name of the meeting.
        for (std::size_t i = 0; i + 2 < out.size(); ++i) {
            LabelledSpan &name = out[i], &year = out[i + 1], &rest = out[i + 2];
            if (name.label != "V" || !number(year) || rest.label != "V" || year.end - year.begin != 2) continue;
            const std::string_view before = words_.substr(name.end, year.begin - name.end);
            const std::string_view behind = words_.substr(year.end, rest.begin - year.end);
            const bool glued = before == "-" || before == "'" || before == " '" || before.ends_with("\xE2\x80\x99");
            if (!glued || behind != ": ") continue;
            name.end = rest.end;
            name.end_unit = rest.end_unit;
            out.erase(out.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                      out.begin() + static_cast<std::ptrdiff_t>(i) + 3);
        }
        cells(out);
        looks(out);
        // "August 9-13, 2026": days are no pages.
        std::erase_if(out, [&](const LabelledSpan& s) {
            if (!number(s)) return false;
            const auto date = std::ranges::find_if(
                dates_, [&](const auto& d) { return d.core_begin < s.begin && d.core_end >= s.end; });
            return date != dates_.end() && date->precision != spans::Precision::year;
        });
        const bool pages = std::ranges::any_of(out, [](const auto& s) { return s.label == "PP"; });
        for (LabelledSpan& s : out) {
            // "124: 93": behind a colon stand pages.
            const std::size_t at = words_.find_last_not_of(' ', s.begin - std::min<std::size_t>(s.begin, 1));
            if (s.label == "ISS" && !pages && s.begin > 0 && at != std::string_view::npos && words_[at] == ':')
                s.label = "PP";
            // "e0227502"
            const std::size_t i = s.first_unit;
            if (s.label == "PP" && i > 0 && !units[i].space_before && units[i - 1].kind == UnitClass::word &&
                units[i - 1].end == s.begin && units[i - 1].end - units[i - 1].begin == 1)
                s.begin = units[i - 1].begin;
        }
        return out;
    }

    [[nodiscard]] std::size_t unit_at(std::size_t byte) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(passage_.units, byte, {}, &Unit::begin) -
                                        passage_.units.begin());
    }
    [[nodiscard]] LabelledSpan span_of(std::string_view label, std::size_t begin, std::size_t end,
                                       double confidence) const {
        return {label, begin, end, unit_at(begin), unit_at(end), confidence};
    }

    /// Where no venue was found and the title changes its look once, the venue begins there.
    void looks(std::vector<LabelledSpan>& out) const {
        if (std::ranges::any_of(out, [](const auto& s) { return s.label == "V"; })) return;
        const auto title = std::ranges::find(out, "T", &LabelledSpan::label);
        if (title == out.end() || std::ranges::count(out, "T", &LabelledSpan::label) != 1) return;
        const auto look = [&](std::size_t i) {
            const Mark& m = passage_.marks[i];
            return std::array{m.bold, m.italic, m.linked};
        };
        std::size_t change = title->first_unit;
        auto last = look(title->first_unit);
        for (std::size_t i = title->first_unit + 1; i < title->end_unit; ++i) {
            if (passage_.units[i].kind == UnitClass::punctuation || look(i) == last) continue;
            if (change != title->first_unit) return;  // and back: a word in italics
            change = i;
            last = look(i);
        }
        const auto shape = change < title->end_unit ? passage_.marks[change].shape : Shape::other;
        const bool capital =
            shape == Shape::capital || shape == Shape::caps || shape == Shape::short_caps || shape == Shape::han;
        // "... in Homo sapiens"
        std::size_t before = change;
        while (before > title->first_unit && passage_.units[before - 1].kind == UnitClass::punctuation) --before;
        constexpr std::size_t kSmall = 4;  // bytes
        if (before == change && before > 0 && passage_.units[before - 1].space_before &&
            passage_.marks[before - 1].shape == Shape::lower &&
            passage_.units[before - 1].end - passage_.units[before - 1].begin <= kSmall)
            return;
        if (change == title->first_unit || change < title->first_unit + 2 || !capital) return;
        const LabelledSpan span = *title;
        *title = span_of("T", span.begin, passage_.units[change - 1].end, span.confidence);
        out.push_back(span_of("V", passage_.units[change].begin, span.end, span.confidence));
    }

    /// Where entries are rows of a table: no title goes on in the cell of the venue, whose year is the date.
    void cells(std::vector<LabelledSpan>& out) const {
        const auto venue = [&] { return std::ranges::any_of(out, [](const auto& s) { return s.label == "V"; }); };
        const auto& units = passage_.units;
        const auto words = [&](std::size_t first, std::size_t last) {
            std::size_t n = 0;
            for (std::size_t i = first; i < last; ++i) n += units[i].kind == UnitClass::word ? 1 : 0;
            return n;
        };
        constexpr std::size_t kVenue = 3;  // words
        const std::size_t count = out.size();
        for (std::size_t k = 0; k < count; ++k) {
            const LabelledSpan span = out[k];
            const std::size_t cell = words_.find('\t', span.begin);
            const bool crosses = cell < span.end;
            if (span.label == "T" && crosses && words_.find('\t', cell + 1) >= span.end) {
                const std::size_t first = unit_at(cell + 1);
                if (first >= span.end_unit || words(first, span.end_unit) > kVenue) continue;
                out[k] = span_of("T", span.begin, cell, span.confidence);
                if (passage_.marks[first].shape == Shape::year || units[first].kind == UnitClass::number) continue;
                std::size_t last = span.end_unit;
                if (passage_.marks[last - 1].shape == Shape::year) {
                    --last;
                    out.push_back(span_of("D", units[last].begin, span.end, span.confidence));
                }
                if (last > first && !venue())
                    out.push_back(span_of("V", units[first].begin, units[last - 1].end, span.confidence));
            } else if (span.label == "D") {
                // "NeurIPS 2023"
                std::size_t year = span.first_unit;
                while (year < span.end_unit && passage_.marks[year].shape != Shape::year) ++year;
                const bool date = std::ranges::any_of(
                    dates_, [&](const auto& d) { return d.begin <= span.begin && d.end > span.begin; });
                const bool begins = span.begin > 0 && words_[span.begin - 1] == '\t';
                if (date || !begins || year == span.end_unit || year == span.first_unit) continue;
                if (!venue()) out.push_back(span_of("V", span.begin, units[year - 1].end, span.confidence));
                out[k] = span_of("D", units[year].begin, units[year].end, span.confidence);
            }
        }
        // A number that fills a cell is none of a journal's: citations, places.
        std::erase_if(out, [&](const LabelledSpan& s) {
            if (s.label != "VOL" && s.label != "ISS") return false;
            const std::size_t behind = words_.find_first_not_of("* ", s.end);
            return s.begin > 0 && words_[s.begin - 1] == '\t' &&
                   (behind == std::string_view::npos || words_[behind] == '\n' || words_[behind] == '\t');
        });
    }

    [[nodiscard]] Value clean(std::size_t begin, std::size_t end, double confidence) const {
        for (int i = 0; i < 2; ++i) {
            end = without_stop(words_, begin, end);
            while (end > begin && (words_[end - 1] == ',' || words_[end - 1] == ' ')) --end;
            strip_quotes(words_, begin, end);
        }
        return text_.value(begin, without_stop(words_, begin, end), confidence);
    }

    [[nodiscard]] const LabelledSpan* find_longest(std::string_view label) const {
        const LabelledSpan* best = nullptr;
        for (const LabelledSpan& span : spans_) {
            if (span.label == label && !in_title(span) &&
                (best == nullptr || span.end - span.begin > best->end - best->begin))
                best = &span;
        }
        return best;
    }
    [[nodiscard]] Value longest(std::string_view label) const {
        const LabelledSpan* span = find_longest(label);
        if (span == nullptr) return {};
        // A bracket that opens inside closes inside: "(NeurIPS 2023, Spotlight (Top 3.5%))".
        std::size_t end = span->end;
        int depth = 0;
        for (std::size_t i = span->begin; i < end; ++i) depth += words_[i] == '(' ? 1 : words_[i] == ')' ? -1 : 0;
        constexpr std::size_t kFar = 60;  // bytes to the closing bracket
        for (std::size_t i = end; depth > 0 && i < std::min(words_.size(), span->end + kFar); ++i) {
            depth += words_[i] == '(' ? 1 : words_[i] == ')' ? -1 : 0;
            if (depth == 0) end = i + 1;
        }
        return clean(span->begin, end, span->confidence);
    }
    [[nodiscard]] Value first(std::string_view label) const {
        for (const LabelledSpan& span : spans_) {
            if (span.label == label && !in_title(span)) return text_.value(span.begin, span.end, span.confidence);
        }
        return {};
    }

    void title() {
        const LabelledSpan* best = find_longest("T");
        if (best == nullptr) return;
        // A title whose middle was read as something else for a word or two.
        std::size_t begin = best->begin, end = best->end;
        for (const LabelledSpan& span : spans_) {
            if (span.label != "T" || &span == best) continue;
            const std::size_t gap = span.begin >= end ? span.begin - end : begin >= span.end ? begin - span.end : 0;
            if (gap > 3) continue;
            begin = std::min(begin, span.begin);
            end = std::max(end, span.end);
        }
        quotation(*best, begin, end);
        title_begin_ = begin;
        title_end_ = end;
        work_.name = clean(begin, end, best->confidence);
    }

    /// A title in quotation marks is all that stands between them.
    void quotation(const LabelledSpan& span, std::size_t& begin, std::size_t& end) const {
        std::size_t first = span.first_unit, last = span.end_unit - 1;
        const auto quoted = [&](std::size_t i) { return passage_.marks[i].quoted; };
        if (!quoted(first) || !quoted(last)) return;
        while (first > 0 && quoted(first - 1)) --first;
        while (last + 1 < passage_.marks.size() && quoted(last + 1)) ++last;
        // Most of it was read as the title.
        const std::size_t from = passage_.units[first].begin, to = passage_.units[last].end;
        if ((to - from) > 2 * (end - begin)) return;
        begin = std::min(begin, from);
        end = std::max(end, to);
    }

    /// Whether bytes stand inside the title.
    [[nodiscard]] bool in_title(const LabelledSpan& span) const {
        return span.begin >= title_begin_ && span.end <= title_end_ && title_end_ > title_begin_;
    }

    void people() {
        for (const LabelledSpan& span : spans_) {
            if (span.label != "A") continue;
            std::size_t end = span.end;
            // The full stop of the last initial.
            if (end < words_.size() && words_[end] == '.' && end > 0 && words_[end - 1] != '.') {
                const bool initial =
                    end < 2 || words_[end - 2] == ' ' || words_[end - 2] == '.' || words_[end - 2] == '-';
                if (initial) ++end;
            }
            for (const PersonSpan& person : split_people(words_.substr(span.begin, end - span.begin)))
                work_.authors.push_back(
                    text_.value(span.begin + person.begin, span.begin + person.end, span.confidence));
        }
        std::erase_if(work_.authors, [](const Value& v) { return v.empty(); });
    }

    /// "73 pages": how long the work is.
    void page_count() {
        constexpr double kConfidence = 0.95;
        for (std::size_t i = 0; i + 1 < passage_.marks.size(); ++i) {
            const Mark& mark = passage_.marks[i];
            const bool count = mark.shape == Shape::digits && mark.digits <= 4 &&
                               passage_.marks[i + 1].cue == cue("page") && !passage_.marks[i + 1].quoted &&
                               passage_.units[i + 1].end - passage_.units[i + 1].begin > 1;
            const bool range =
                i > 0 && (passage_.marks[i - 1].shape == Shape::dash || passage_.marks[i - 1].cue == cue("page"));
            // "vol. 12, pages 3": the number belongs to what stands before it.
            const bool behind = i + 2 < passage_.marks.size() && passage_.marks[i + 2].shape == Shape::digits;
            if (!count || range || behind) continue;
            work_.pages = text_.value(passage_.units[i].begin, passage_.units[i + 1].end, kConfidence);
            const std::string_view number = words_.substr(passage_.units[i].begin, mark.digits);
            if (work_.volume.text == number) work_.volume = {};
            if (work_.issue.text == number) work_.issue = {};
            return;
        }
    }

    void date() {
        for (const LabelledSpan& span : spans_) {
            if (span.label != "D" || in_title(span)) continue;
            for (const auto& date : dates_) {
                if (date.end <= span.begin || date.begin >= span.end || date.first.empty()) continue;
                std::string when = date.term ? date.first.substr(0, 4) : date.first;
                work_.release_date = text_.value_as(std::move(when), span.begin, span.end, span.confidence);
                return;
            }
            // A year that the grammar of dates does not take here.
            for (std::size_t i = span.first_unit; i < span.end_unit; ++i) {
                if (passage_.marks[i].shape != Shape::year) continue;
                const Unit& unit = passage_.units[i];
                work_.release_date = text_.value(unit.begin, unit.end, span.confidence);
                return;
            }
        }
        if (work_.release_date.empty()) work_.release_date = heading_.year;
    }

    /// Identifiers in the words, then those that only links show.
    void numbers() {
        constexpr double kPrinted = 0.98, kLinked = 0.9;
        bool printed_arxiv = false;
        const auto take = [&](Value& field, const Identifier& id, bool linked) {
            if (!field.empty()) return;
            if (linked) {
                field = {id.value, kLinked, {}};
                return;
            }
            // The evidence is the number itself, without what announces it.
            const std::size_t at = std::string_view(words_).substr(id.begin, id.end - id.begin).find(id.value);
            const bool verbatim = at != std::string_view::npos;
            const std::size_t begin = verbatim ? id.begin + at : id.begin;
            field = text_.value_as(id.value, begin, verbatim ? begin + id.value.size() : id.end, kPrinted);
        };
        const auto use = [&](const Identifier& id, bool linked, bool only) {
            switch (id.kind) {
                case IdentifierKind::doi:
                    take(work_.doi, id, linked);
                    break;
                case IdentifierKind::arxiv: {
                    const bool address = linked || words_.substr(id.begin, id.end - id.begin).find("arxiv.org") !=
                                                       std::string_view::npos;
                    take(work_.arxiv, id, linked);
                    if (!address) printed_arxiv = true;
                    break;
                }
                case IdentifierKind::pmid:
                    take(work_.pmid, id, linked);
                    break;
                case IdentifierKind::isbn:
                    take(work_.isbn, id, linked);
                    break;
                case IdentifierKind::url:
                    if (only) take(work_.url, id, linked);
                    break;
            }
        };
        for (const Identifier& id : identifiers_) {
            const std::string_view printed = std::string_view(words_).substr(id.begin, id.end - id.begin);
            use(id, false, true);
            if (id.kind == IdentifierKind::arxiv && printed.find("://") != std::string_view::npos && work_.url.empty())
                work_.url = text_.value_as(std::string(printed), id.begin, id.end, kPrinted);
        }
        std::int32_t last = -1;
        for (const Text::Piece& piece : text_.pieces()) {
            const std::int32_t link = text_.token(piece).link;
            if (link < 0 || link == last) continue;
            last = link;
            const std::string& uri = text_.document().links.at(static_cast<std::size_t>(link)).uri;
            const auto found = find_identifiers(uri);
            const bool doi = std::ranges::any_of(found, [](const auto& id) { return id.kind == IdentifierKind::doi; });
            const bool resolver = uri.find("doi.org/") != std::string::npos;
            for (const Identifier& id : found) {
                if (id.kind != IdentifierKind::url) use(id, true, false);
            }
            const bool arxiv = uri.find("arxiv.org") != std::string::npos;
            const bool work = uri.starts_with("http") && !resolver && !(arxiv && printed_arxiv) &&
                              uri.find("github.com") == std::string::npos && uri.find("youtu") == std::string::npos &&
                              uri.find("scholar.google") == std::string::npos &&
                              uri.find("orcid.org") == std::string::npos;
            if (work && work_.url.empty() && !(doi && !work_.doi.empty() && resolver)) work_.url = {uri, kLinked, {}};
        }
    }

    [[nodiscard]] bool labelled(std::size_t unit) const {
        return std::ranges::any_of(spans_,
                                   [&](const LabelledSpan& s) { return unit >= s.first_unit && unit < s.end_unit; });
    }

    void status_and_note() {
        constexpr double kConfidence = 0.85;
        for (std::size_t i = 0; i < passage_.marks.size(); ++i) {
            const Mark& mark = passage_.marks[i];
            if (mark.cue_inside || mark.cue == 0 || labelled(i)) continue;
            std::size_t end = i + 1;
            while (end < passage_.marks.size() && passage_.marks[end].cue_inside) ++end;
            if (mark.cue == cue("status") && work_.status.empty()) {
                std::string_view words = std::string_view(words_).substr(
                    passage_.units[i].begin, passage_.units[end - 1].end - passage_.units[i].begin);
                work_.status =
                    text_.value(passage_.units[i].begin, passage_.units[i].begin + words.size(), kConfidence);
            } else if ((mark.cue == cue("award") || mark.cue == cue("note")) && work_.note.empty()) {
                const Stretch& segment = passage_.segments[mark.segment];
                std::size_t first = i, last = end;
                while (first > segment.begin && !labelled(first - 1) && passage_.marks[first - 1].depth == mark.depth &&
                       passage_.marks[first - 1].shape != Shape::open &&
                       passage_.marks[first - 1].shape != Shape::comma)
                    --first;
                while (last < segment.end && !labelled(last) && passage_.marks[last].depth >= mark.depth &&
                       !(passage_.marks[last].shape == Shape::close && passage_.marks[last].depth < mark.depth))
                    ++last;
                work_.note = clean(passage_.units[first].begin, passage_.units[last - 1].end, kConfidence);
            }
        }
        if (work_.status.empty()) work_.status = heading_.status;
    }

    void type() {
        constexpr double kConfidence = 0.8;
        const auto holds = [&](std::uint64_t wanted, bool outside) {
            for (std::size_t i = 0; i < passage_.marks.size(); ++i) {
                if (passage_.marks[i].cue != wanted) continue;
                const bool venue = std::ranges::any_of(spans_, [&](const LabelledSpan& s) {
                    return s.label == "V" && i >= s.first_unit && i < s.end_unit;
                });
                if (venue || (outside && !labelled(i))) return true;
            }
            return false;
        };
        const char* guess = "";
        if (holds(cue("thesis"), true))
            guess = "thesis";
        else if (holds(cue("preprint"), true) && work_.volume.empty())
            guess = "article";
        else if (holds(cue("proc"), true) || holds(cue("venue"), false))
            guess = "paper-conference";
        else if (!work_.volume.empty() || holds(cue("journal"), false))
            guess = "article-journal";
        else if (holds(cue("editor"), true))
            guess = "chapter";
        else if (holds(cue("report"), true))
            guess = "report";
        else if (holds(cue("house"), true) || !work_.isbn.empty())
            guess = "book";
        if (!heading_.type.empty())
            work_.type = heading_.type;
        else if (*guess != '\0')
            work_.type = {guess, kConfidence, {}};
    }

    const Text& text_;
    const Passage& passage_;
    std::string_view words_;
    std::vector<spans::DateSpan> dates_;
    std::vector<LabelledSpan> own_;
    std::span<const LabelledSpan> spans_;
    std::span<const Identifier> identifiers_;
    const Heading& heading_;
    const models::Models& models_;
    std::size_t title_begin_ = 0, title_end_ = 0;
    Publication work_;
};

}  // namespace

Publication assemble(const Text& text, const Passage& passage, std::span<const LabelledSpan> spans,
                     std::span<const Identifier> identifiers, const Heading& heading, const models::Models& models) {
    return Assembler(text, passage, spans, identifiers, heading, models).run();
}

}  // namespace cvextract::fields::academic

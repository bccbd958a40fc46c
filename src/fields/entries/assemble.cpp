#include "fields/entries/assemble.hpp"

#include <algorithm>
#include <map>

#include "fields/entries/text_rows.hpp"

namespace cvextract::fields::entries {

namespace {

double field_confidence(const Entry& entry, const FieldSpan& span) {
    return std::min(entry.confidence, span.confidence);
}

// Adds text behind a space, with its sources.
void append(Value& whole, Value part) {
    if (part.empty()) return;
    if (whole.empty()) {
        whole = std::move(part);
        return;
    }
    whole.text += ' ' + part.text;
    whole.confidence = std::min(whole.confidence, part.confidence);
    whole.sources.insert(whole.sources.end(), part.sources.begin(), part.sources.end());
}

}  // namespace

Value Assembler::value_at(const FieldSpan& span, double confidence) const {
    const auto pieces = body_.text.pieces();
    const std::size_t first = body_.piece[span.first_unit], last = body_.piece[span.last_unit - 1];
    if (pieces[first].line == pieces[last].line) return body_.text.value(span.begin, span.end, confidence);
    std::vector<layout::Range> ranges;
    for (std::size_t p = first; p <= last; ++p) {
        if (ranges.empty() || ranges.back().line != pieces[p].line)
            ranges.push_back({pieces[p].line, pieces[p].token, pieces[p].token + 1});
        ranges.back().end = pieces[p].token + 1;
    }
    const Text text(body_.context->document, ranges, Text::Lines::reflow);
    if (text.pieces().empty()) return {};
    const std::size_t skipped = span.begin - pieces[first].begin, left = pieces[last].end - span.end;
    const std::size_t begin = text.pieces().front().begin + skipped, end = text.pieces().back().end;
    return text.value(begin, std::max(begin, end > left ? end - left : 0), confidence);
}

Value Assembler::first(const Entry& entry, Field field) const {
    for (const FieldSpan& span : entry.fields) {
        if (span.field != field) continue;
        if (Value value = value_at(span, field_confidence(entry, span)); !value.empty()) return value;
    }
    return {};
}

double Assembler::gap_before(std::size_t unit) const {
    const auto pieces = body_.text.pieces();
    const std::uint32_t piece = body_.piece[unit];
    if (piece == 0 || body_.piece[unit - 1] == piece || pieces[piece - 1].line != pieces[piece].line) return 0;
    return body_.text.token(pieces[piece]).box.x0 - body_.text.token(pieces[piece - 1]).box.x1;
}

double Assembler::wide_gap(const FieldSpan& span) const {
    constexpr double kWider = 1.5, kLeastMore = 1.5;  // times the narrowest; points
    double narrow = 0;
    for (std::size_t u = span.first_unit + 1; u < span.last_unit; ++u) {
        const double gap = gap_before(u);
        if (gap > 0 && (narrow == 0 || gap < narrow)) narrow = gap;
    }
    return narrow == 0 ? 0 : std::max(kWider * narrow, narrow + kLeastMore);
}

std::vector<Value> Assembler::items(const Entry& entry, Field field) const {
    std::vector<Value> out;
    for (const FieldSpan& span : entry.fields) {
        if (span.field != field) continue;
        // Where no mark parts them, items stand further apart than their words.
        const bool marked =
            body_.text.str().substr(span.begin, span.end - span.begin).find_first_of(",;|") != std::string_view::npos;
        const double wide = marked ? 0 : wide_gap(span);
        std::size_t begin = span.begin;
        const auto cut = [&](std::size_t end) {
            if (Value value = body_.text.value(begin, end, field_confidence(entry, span)); !value.empty())
                out.push_back(std::move(value));
            begin = end;
        };
        for (std::size_t u = span.first_unit; u < span.last_unit; ++u) {
            const Unit& unit = body_.units[u];
            const char c = body_.text.str()[unit.begin];
            const bool separator = unit.kind == UnitClass::punctuation && (c == ',' || c == ';' || c == '|') &&
                                   (body_.flags[u] & kBracketed) == 0;
            const bool apart = wide > 0 && u > span.first_unit && gap_before(u) >= wide;
            if (separator || apart || (u > span.first_unit && body_.cell[u] != body_.cell[u - 1])) {
                cut(unit.begin);
                if (separator) begin = unit.end;
            }
        }
        cut(span.end);
    }
    return out;
}

Value Assembler::joined(const Entry& entry, Field field) const {
    Value out;
    for (const FieldSpan& span : entry.fields) {
        if (span.field != field) continue;
        append(out, value_at(span, field_confidence(entry, span)));
    }
    return out;
}

Value Assembler::address(const Entry& entry, Field title) const {
    if (Value printed = first(entry, Field::url); !printed.empty()) return printed;
    const auto& links = body_.context->document.links;
    // Targets in the entry's lines, and where they are; the same target on several words is one.
    struct Target {
        const std::string* uri;
        std::size_t begin, end;
        bool on_title;
    };
    std::vector<Target> targets;
    const auto pieces = body_.text.pieces();
    for (std::size_t r = entry.first; r < entry.last; ++r) {
        for (std::size_t u = body_.rows[r].first_unit; u < body_.rows[r].last_unit; ++u) {
            const std::int32_t link = body_.text.token(pieces[body_.piece[u]]).link;
            if (link < 0 || static_cast<std::size_t>(link) >= links.size()) continue;
            const std::string& uri = links[static_cast<std::size_t>(link)].uri;
            if (!uri.starts_with("http")) continue;
            const bool on_title = std::any_of(entry.fields.begin(), entry.fields.end(), [&](const FieldSpan& span) {
                return span.field == title && u >= span.first_unit && u < span.last_unit;
            });
            const auto known =
                std::find_if(targets.begin(), targets.end(), [&](const Target& t) { return *t.uri == uri; });
            if (known == targets.end()) {
                targets.push_back({&uri, body_.units[u].begin, body_.units[u].end, on_title});
            } else {
                known->end = body_.units[u].end;
                known->on_title = known->on_title || on_title;
            }
        }
    }
    const auto named = std::find_if(targets.begin(), targets.end(), [](const Target& t) { return t.on_title; });
    if (named == targets.end() && targets.size() != 1) return {};
    const Target& target = named == targets.end() ? targets.front() : *named;
    return body_.text.value_as(*target.uri, target.begin, target.end, std::min(entry.confidence, 0.8));
}

Value Assembler::description(const Entry& entry) const {
    Value out;
    for (const FieldSpan& span : entry.fields) {
        if (span.field != Field::description) continue;
        const auto row = std::find_if(body_.rows.begin(), body_.rows.end(),
                                      [&](const Row& r) { return r.last_unit >= span.last_unit; });
        Value part = value_at(span, field_confidence(entry, span));
        if (row != body_.rows.end() && row->last_unit == span.last_unit) {
            const auto first = static_cast<std::size_t>(row - body_.rows.begin()) + 1;
            std::size_t end = first;
            while (end < entry.last && cut_.labels[end] == RowLabel::more) ++end;
            if (end > first) append(part, rows_value(first, end));
        }
        append(out, std::move(part));
    }
    return out;
}

const spans::DateSpan* Assembler::date(const Entry& entry) const {
    std::map<std::int32_t, double> votes;
    for (const FieldSpan& span : entry.fields) {
        if (span.field != Field::date) continue;
        for (std::size_t u = span.first_unit; u < span.last_unit; ++u) {
            if (body_.date[u] >= 0) votes[body_.date[u]] += span.confidence;
        }
    }
    const auto best =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == votes.end() ? nullptr : &body_.dates[static_cast<std::size_t>(best->first)];
}

Value Assembler::dated(const spans::DateSpan& span, const std::string& iso, double confidence) const {
    return body_.text.value_as(iso, span.begin, span.end, confidence);
}

void Assembler::set_range(const Entry& entry, Value& start, Value& end, Flag* ongoing) const {
    const spans::DateSpan* span = date(entry);
    if (span == nullptr) return;
    const spans::DateRange range = spans::assign_range(*span);
    const double confidence = std::min(entry.confidence, span->score);
    const auto flag = [&] {
        if (ongoing == nullptr) return;
        ongoing->set = true;
        ongoing->confidence = confidence;
        ongoing->sources = dated(*span, "true", confidence).sources;
    };
    if (entry.opens) {
        start = dated(*span, range.start.empty() ? range.end : range.start, confidence);
        if (entry.until >= 0) {
            const spans::DateSpan& last = body_.dates[static_cast<std::size_t>(entry.until)];
            end = dated(last, last.last.empty() ? last.first : last.last, confidence);
        } else if (entry.goes_on) {
            flag();
        }
        return;
    }
    start = dated(*span, range.start, confidence);
    end = dated(*span, range.end, confidence);
    if (range.ongoing) flag();
}

void Assembler::set_date(const Entry& entry, Value& value) const {
    if (const spans::DateSpan* span = date(entry))
        value = dated(*span, span->last.empty() ? span->first : span->last, std::min(entry.confidence, span->score));
}

Value Assembler::rows_value(std::size_t first, std::size_t last, std::size_t skip) const {
    std::vector<layout::Range> ranges;
    double confidence = 1;
    for (std::size_t r = first; r < last; ++r) {
        ranges.push_back(body_.rows[r].range);
        confidence = std::min<double>(confidence, cut_.confidence[r]);
    }
    const Text text(body_.context->document, ranges, Text::Lines::reflow);
    // Units that are left out, of the first row.
    const Row& row = body_.rows[first];
    const std::size_t begin = skip == 0 ? 0 : body_.units[row.first_unit + skip].begin - row.begin;
    return text.value(begin, text.str().size(), confidence);
}

std::vector<Value> Assembler::highlights(const Entry& entry) const {
    std::vector<Value> out;
    const auto marked = [&](std::size_t r) {
        return cut_.labels[r] == RowLabel::item ? mark_units(body_, body_.rows[r]) : 0;
    };
    std::size_t marks = 0;
    for (std::size_t r = entry.first; r < entry.last; ++r) marks += marked(r) > 0 ? 1 : 0;
    for (std::size_t r = entry.first; r < entry.last; ++r) {
        if (cut_.labels[r] != RowLabel::item) continue;
        std::size_t end = r + 1;
        while (end < entry.last && cut_.labels[end] == RowLabel::more) ++end;
        const std::size_t skip = marks >= 2 ? marked(r) : 0;
        if (Value value = rows_value(r, end, skip); !value.empty()) out.push_back(std::move(value));
    }
    return out;
}

Value Assembler::prose(const Entry& entry) const {
    Value out;
    bool inside = false;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        if (!inside) return;
        Value part = rows_value(begin, end);
        inside = false;
        if (part.empty()) return;
        if (!out.empty()) part.text = out.text + ' ' + part.text;
        part.sources.insert(part.sources.begin(), out.sources.begin(), out.sources.end());
        if (!out.empty()) part.confidence = std::min(part.confidence, out.confidence);
        out = std::move(part);
    };
    for (std::size_t r = entry.first; r < entry.last; ++r) {
        const RowLabel label = cut_.labels[r];
        if (label == RowLabel::prose && !inside) {
            inside = true;
            begin = r;
        } else if (label != RowLabel::more && label != RowLabel::prose) {
            add(r);
        }
    }
    add(entry.last);
    return out;
}

bool Assembler::holds_any(const Entry& entry, std::size_t first, std::size_t last) const {
    return std::any_of(entry.fields.begin(), entry.fields.end(), [&](const FieldSpan& span) {
        return span.first_unit < body_.rows[last - 1].last_unit && body_.rows[first].first_unit < span.last_unit;
    });
}

// Whether a line's only fields are a grade.
bool Assembler::graded(const Entry& entry, std::size_t r) const {
    return std::all_of(entry.fields.begin(), entry.fields.end(), [&](const FieldSpan& span) {
        return span.field == Field::score || span.first_unit >= body_.rows[r].last_unit ||
               span.last_unit <= body_.rows[r].first_unit;
    });
}

// How much of rows [first, last) is no field of the entry: words in front of the first of its fields, and behind that.
std::pair<std::size_t, std::size_t> Assembler::words_left(const Entry& entry, std::size_t first,
                                                          std::size_t last) const {
    std::size_t before = 0, behind = 0;
    bool found = false;
    for (std::size_t u = body_.rows[first].first_unit; u < body_.rows[last - 1].last_unit; ++u) {
        const bool taken = std::any_of(entry.fields.begin(), entry.fields.end(), [&](const FieldSpan& span) {
            return u >= span.first_unit && u < span.last_unit;
        });
        found = found || taken;
        if (!taken && body_.units[u].kind != UnitClass::punctuation) ++(found ? behind : before);
    }
    return {before, behind};
}

std::vector<Value> Assembler::remarks(const Entry& entry) const {
    constexpr std::size_t kLabel = 4;  // words before a value that only name it
    std::vector<Value> out;
    // Where a main field was not found, a line that says nothing known is as likely to be it.
    const bool whole = entry.has(Field::organisation) && entry.has(Field::degree) && entry.has(Field::date);
    for (std::size_t r = entry.first; r < entry.last;) {
        const RowLabel label = cut_.labels[r];
        const std::size_t begin = r++;
        if (label == RowLabel::item || label == RowLabel::prose) {
            while (r < entry.last && cut_.labels[r] == RowLabel::more) ++r;
            const bool holds = holds_any(entry, begin, r);
            const auto [before, behind] = words_left(entry, begin, r);
            if (holds && before <= kLabel && behind == 0) continue;
        } else if (label == RowLabel::header && whole) {
            const auto [before, behind] = words_left(entry, begin, r);
            if (holds_any(entry, begin, r)) {
                if (!graded(entry, begin) || before + behind <= 2 * kLabel) continue;
            } else if (before < 2 || !body_.stands_alone(begin)) {
                continue;  // a single word, or the rest of a value above
            }
        } else {
            continue;
        }
        if (Value value = rows_value(begin, r); !value.empty()) out.push_back(std::move(value));
    }
    return out;
}

}  // namespace cvextract::fields::entries

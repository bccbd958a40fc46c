#include "fields/lists/honour_rules.hpp"

#include <algorithm>
#include <cmath>

namespace cvextract::fields::lists {

namespace {

using entries::Body;
using entries::RowLabel;

constexpr std::size_t kLongestName = 8;  // words of a giver's name
constexpr std::uint32_t kGiver = entries::kOrganisation | entries::kSchoolName;

class Mender {
  public:
    Mender(const HonourAtoms& in, std::size_t first, std::vector<PartSpan>& spans)
        : in_(in), body_(in.body), spans_(spans), hashes_(in.hashes), first_(first), last_(first) {
        words_ = body_.context->models.lexicon("list_words");
        while (last_ < in.entry.size() && in.entry[last_] == in.entry[first]) ++last_;
    }

    void mend() {
        join_dates();
        hear_words();
        if (body_.kind == SectionKind::awards) part_at_colon();
        part_title();
        settle_givers();
        name_entry();
        if (body_.kind == SectionKind::awards) swap_giver();
        drop_lead();
        take_rest();
    }

  private:
    [[nodiscard]] const Atom& atom(std::size_t i) const { return in_.atoms[i]; }
    [[nodiscard]] bool is_date(std::size_t i) const { return body_.date[atom(i).first] >= 0; }
    [[nodiscard]] std::string_view text(std::size_t u) const {
        return body_.text.str().substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin);
    }
    [[nodiscard]] bool is_word(std::size_t u) const {
        return body_.units[u].kind == UnitClass::word || body_.units[u].kind == UnitClass::ideograph;
    }
    [[nodiscard]] PartSpan* span_at(std::size_t unit) {
        const auto it =
            std::ranges::find_if(spans_, [&](const PartSpan& s) { return s.first <= unit && unit < s.last; });
        return it == spans_.end() ? nullptr : &*it;
    }
    [[nodiscard]] bool has(Part part) const { return std::ranges::find(spans_, part, &PartSpan::part) != spans_.end(); }
    [[nodiscard]] bool is(std::size_t u, std::string_view payload) const {
        const auto match = words_.longest(hashes_, u);
        return match && match->payload == payload;
    }
    /// A name of someone who may give: words of organisations, hardly any in lower case, no numbers.
    [[nodiscard]] bool names_giver(std::size_t first, std::size_t last,
                                   std::uint32_t flags = kGiver | entries::kCompany) const {
        std::size_t words = 0, lower = 0;
        bool organisation = false;
        for (std::size_t u = first; u < last; ++u) {
            if (body_.units[u].kind == UnitClass::number || is(u, "rank")) return false;
            words += is_word(u) ? 1 : 0;
            lower += (body_.flags[u] & entries::kLowerWord) != 0 ? 1 : 0;
            organisation = organisation || (body_.flags[u] & flags) != 0;
        }
        return organisation && words <= kLongestName && lower * 3 <= words;
    }

    [[nodiscard]] bool behind_giver_word(std::size_t i) const {
        return (atom(i).breaks & kWord) != 0 && atom(i).first > 0 && is(atom(i).first - 1, "before giver");
    }
    [[nodiscard]] bool stopped(std::size_t last) const {
        return last < body_.units.size() && text(last) == "." && !body_.units[last].space_before;
    }
    /// Whether a span holds a word of a class of list_words.
    [[nodiscard]] bool holds(const PartSpan& span, std::string_view payload) const {
        for (std::size_t u = span.first; u < span.last; ++u)
            if (is(u, payload)) return true;
        return false;
    }

    [[nodiscard]] bool same_type(std::size_t a, std::size_t b) const {
        const layout::Style &x = body_.style(a), &y = body_.style(b);
        return x.bold == y.bold && x.italic == y.italic && std::abs(x.size - y.size) < 0.08F * x.size;
    }

    void join_dates();
    void part_at_colon();
    void swap_giver();
    void hear_words();
    void part_title();
    void settle_givers();
    void name_entry();
    void drop_lead();
    void take_rest();

    const HonourAtoms& in_;
    const Body& body_;
    std::vector<PartSpan>& spans_;
    models::Lexicon words_;
    std::span<const std::uint64_t> hashes_;
    std::size_t first_, last_;  // atoms of the entry
};

// A date with plain words on both sides belongs to their phrase.
void Mender::join_dates() {
    const auto plain = [&](std::size_t i) { return (atom(i).breaks & ~kDate) == 0; };
    for (std::size_t i = first_ + 1; i + 1 < last_; ++i) {
        if (!is_date(i) || !plain(i) || !plain(i + 1)) continue;
        PartSpan *before = span_at(atom(i - 1).last - 1), *after = span_at(atom(i + 1).first);
        if (before == nullptr || before == after) continue;
        if (after != nullptr && after->part != before->part) continue;
        before->last = after != nullptr ? after->last : atom(i + 1).last;
        if (after != nullptr) spans_.erase(spans_.begin() + (after - spans_.data()));
    }
}

// Who stands behind "awarded by" gives.
void Mender::hear_words() {
    for (std::size_t i = first_; i < last_; ++i) {
        if (!behind_giver_word(i) || is_date(i)) continue;
        PartSpan* own = span_at(atom(i).first);
        if (own != nullptr && own->part == Part::giver) continue;
        const bool behind_title =
            i > first_ &&
            ((atom(i).breaks & kRow) != 0 || is_date(i - 1) ||
             (span_at(atom(i - 1).last - 1) != nullptr && span_at(atom(i - 1).last - 1)->part == Part::title));
        if (!behind_title || (own != nullptr && own->first != atom(i).first)) continue;
        for (PartSpan& span : spans_)
            if (span.part == Part::giver) span.part = Part::note;
        if (own != nullptr)
            own->part = Part::giver;
        else
            spans_.push_back({Part::giver, atom(i).first, atom(i).last, 0.6});
    }
}

// "Course - University": the title ends where an organisation begins behind a dash.
void Mender::part_title() {
    const auto title = std::ranges::find(spans_, Part::title, &PartSpan::part);
    if (title == spans_.end()) return;
    for (std::size_t i = first_ + 1; i < last_; ++i) {
        if (atom(i).first <= title->first || atom(i).last > title->last) continue;
        if ((atom(i).breaks & kDash) == 0 || !names_giver(atom(i).first, atom(i).last, kGiver)) continue;
        const std::size_t end = title->last;
        title->last = atom(i - 1).outer_last;
        for (PartSpan& span : spans_)
            if (span.part == Part::giver) span.part = Part::none;
        std::erase_if(spans_, [](const PartSpan& s) { return s.part == Part::none; });
        spans_.push_back({Part::giver, atom(i).first, end, 0.6});
        return;
    }
}

// One gives; what else stands on lines of its own says what it was for. A note that names an organisation gives.
void Mender::settle_givers() {
    const PartSpan* giver = nullptr;
    for (PartSpan& span : spans_) {
        if (span.part != Part::giver) continue;
        if (giver == nullptr)
            giver = &span;
        else if (body_.row_of(span.first) > body_.row_of(giver->last - 1))
            span.part = Part::note;
    }
    if (giver != nullptr) return;
    const auto note = std::ranges::find_if(spans_, [&](const PartSpan& span) {
        return span.part == Part::note && has(Part::title) && names_giver(span.first, span.last);
    });
    if (note != spans_.end()) note->part = Part::giver;
}

// An entry without any part is its first phrase; a sentence below that is no title.
void Mender::name_entry() {
    for (PartSpan& span : spans_) {
        const bool below = span.part == Part::title && stopped(span.last) && span.first == spans_.front().first &&
                           body_.row_of(span.first) > in_.cut.entries[in_.entry[first_]].first;
        const bool any =
            below && std::any_of(in_.atoms.begin() + static_cast<std::ptrdiff_t>(first_),
                                 in_.atoms.begin() + static_cast<std::ptrdiff_t>(last_), [&](const Atom& a) {
                                     return a.row < body_.row_of(span.first) && body_.date[a.first] < 0;
                                 });
        if (any) span.part = Part::note;
    }
    if (has(Part::title)) return;
    for (std::size_t i = first_; i < last_; ++i) {
        if (is_date(i) || (atom(i).breaks & kOpen) != 0) continue;
        if (span_at(atom(i).first) != nullptr) continue;
        std::size_t words = 0;
        for (std::size_t u = atom(i).first; u < atom(i).last; ++u) words += is_word(u) ? 1 : 0;
        if (words < 2) continue;
        spans_.push_back({Part::title, atom(i).first, atom(i).last, 0.5});
        return;
    }
}

// "Awarded X Prize": the verb is no part of the title.
void Mender::drop_lead() {
    for (PartSpan& span : spans_) {
        const bool lead = span.part == Part::title && span.last > span.first + 2 && is(span.first, "before giver") &&
                          body_.units[span.first].capital && body_.units[span.first + 1].capital;
        if (lead) ++span.first;
    }
}

// "Title: what it was for": all behind the colon is a sentence.
void Mender::part_at_colon() {
    const auto colon = std::find_if(in_.atoms.begin() + static_cast<std::ptrdiff_t>(first_) + 1,
                                    in_.atoms.begin() + static_cast<std::ptrdiff_t>(last_),
                                    [](const Atom& a) { return (a.breaks & kColon) != 0; });
    const auto c = static_cast<std::size_t>(colon - in_.atoms.begin());
    if (c >= last_ || atom(c).row != atom(first_).row || (atom(c).breaks & kRow) != 0) return;
    std::size_t end = last_, words = 0, lower = 0;
    while (end > c && is_date(end - 1)) --end;
    if (end <= c) return;
    for (std::size_t u = atom(c).first; u < atom(end - 1).last; ++u) {
        words += is_word(u) ? 1 : 0;
        lower += (body_.flags[u] & entries::kLowerWord) != 0 ? 1 : 0;
    }
    if (words < 4 || lower * 2 < words) return;
    std::size_t t = first_;
    while (t < c && is_date(t)) ++t;
    if (t == c) return;
    const PartSpan* before = span_at(atom(t).first);
    const std::size_t title_end = before != nullptr ? std::min(before->last, atom(c - 1).outer_last) : atom(t).last;
    std::erase_if(spans_, [&](const PartSpan& s) { return s.last > atom(c).first || s.first == atom(t).first; });
    for (PartSpan& span : spans_)
        if (span.part == Part::title) span.part = Part::note;
    spans_.push_back({Part::title, atom(t).first, title_end, 0.7});
    // The first word may be one that parts atoms.
    std::size_t begin = atom(c).first;
    while (begin > atom(c - 1).last && is_word(begin - 1)) --begin;
    spans_.push_back({Part::note, begin, atom(end - 1).outer_last, 0.7});
}

// An organisation for a title beside what sounds like an award gives that.
void Mender::swap_giver() {
    const auto title = std::ranges::find(spans_, Part::title, &PartSpan::part);
    if (title == spans_.end() || !names_giver(title->first, title->last, kGiver) || holds(*title, "award")) return;
    const auto other = std::ranges::find_if(spans_, [&](const PartSpan& s) {
        return &s != &*title && (holds(s, "award") || (s.part == Part::giver && !names_giver(s.first, s.last)));
    });
    if (other == spans_.end()) return;
    other->part = Part::title;
    title->part = Part::giver;
}

// What no part has yet, behind the title: who gives, what it was for, or more of a certificate's name.
void Mender::take_rest() {
    const auto title = std::ranges::find(spans_, Part::title, &PartSpan::part);
    if (title == spans_.end()) return;
    const std::size_t title_row = body_.row_of(title->last - 1);
    const auto free = [&](std::size_t i) {
        return !is_date(i) && span_at(atom(i).first) == nullptr && atom(i).first >= title->last &&
               in_.cut.labels[atom(i).row] != RowLabel::other;
    };
    std::vector<PartSpan> found;
    bool given = has(Part::giver);
    for (std::size_t i = first_; i < last_;) {
        if (!free(i)) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < last_ && free(end) && !behind_giver_word(end) &&
               ((atom(end).breaks & kRow) == 0 || !in_.room.above(atom(end).row)))
            ++end;
        const std::size_t first = atom(i).first, last = atom(end - 1).outer_last;
        std::size_t words = 0, lower = 0;
        for (std::size_t u = first; u < last; ++u) {
            words += is_word(u) ? 1 : 0;
            lower += (body_.flags[u] & entries::kLowerWord) != 0 ? 1 : 0;
        }
        const bool row_start = (atom(i).breaks & kRow) != 0;
        const bool name = names_giver(first, last) ||
                          (row_start && atom(i).row == title_row + 1 && !stopped(last) && words >= 2 &&
                           words <= kLongestName && (lower * 3 <= words || (body_.flags[first] & kGiver) != 0) &&
                           !holds({Part::none, first, last, 0}, "rank"));
        const bool wrapped = row_start && atom(i).row == title_row + 1 && first == title->last &&
                             !in_.room.above(atom(i).row) && !body_.rows[atom(i).row].breaks &&
                             same_type(first, title->first);
        if (wrapped) {
            title->last = atom(i).last;
        } else if (words > 0 && !given && name) {
            found.push_back({Part::giver, first, last, 0.5});
            given = true;
        } else if (body_.kind == SectionKind::awards) {
            if (row_start && words >= 2) found.push_back({Part::note, first, last, 0.5});
        } else if (first <= title->last + 1 && (atom(i).breaks & (kComma | kColon)) != 0 && words > 0 && end < last_ &&
                   atom(end - 1).row == atom(i).row) {
            title->last = last;
        }
        i = end;
    }
    spans_.insert(spans_.end(), found.begin(), found.end());
}

}  // namespace

void mend_parts(const HonourAtoms& in, std::size_t first, std::vector<PartSpan>& spans) {
    Mender(in, first, spans).mend();
    std::ranges::stable_sort(spans, {}, &PartSpan::first);
}

}  // namespace cvextract::fields::lists

#include "fields/academic/activity_model.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/unicode.hpp"
#include "fields/academic/heading.hpp"
#include "fields/academic/labelled.hpp"
#include "fields/spans/date.hpp"
#include "fields/spans/place.hpp"
#include "fields/text.hpp"

namespace cvextract::fields::academic {

namespace {

using learn::mix;
using learn::name;

enum Hint : std::uint16_t { kPlace = 1, kJob = 2, kOrganisation = 4, kDate = 8, kMoney = 16, kVenue = 32, kName = 64 };

/// What vocabulary and grammars know of each unit.
std::vector<std::uint16_t> hints_of(const Passage& passage, const models::Models& models) {
    std::vector<std::uint16_t> hints(passage.units.size(), 0);
    const auto cover = [&](std::size_t begin, std::size_t end, Hint hint) {
        for (std::size_t i = 0; i < hints.size(); ++i) {
            if (passage.units[i].begin >= begin && passage.units[i].end <= end)
                hints[i] = static_cast<std::uint16_t>(hints[i] | hint);
        }
    };
    for (const auto& place : spans::find_places(passage.text, passage.units, models)) {
        if (!place.abbreviation) cover(place.begin, place.end, kPlace);
    }
    for (const auto& date : spans::find_dates(passage.text, passage.units, models)) cover(date.begin, date.end, kDate);
    std::vector<std::uint64_t> hashes;
    hashes.reserve(passage.units.size());
    for (const Unit& unit : passage.units) hashes.push_back(unit.hash);
    const std::pair<const char*, Hint> lists[] = {{"job_titles", kJob}, {"organisations", kOrganisation}};
    for (const auto& [list, hint] : lists) {
        const models::Lexicon words = models.lexicon(list);
        for (std::size_t i = 0; i < hashes.size();) {
            const auto match = words.longest(hashes, i);
            const std::size_t n = match ? match->units : 1;
            for (std::size_t k = i; match && k < i + n; ++k) hints[k] = static_cast<std::uint16_t>(hints[k] | hint);
            i += n;
        }
    }
    for (std::size_t i = 0; i < hints.size(); ++i) {
        std::size_t offset = passage.units[i].begin;
        const char32_t c = next_code_point(passage.text, offset);
        const bool sign = c == '$' || (c >= 0x20A0 && c <= 0x20CF) || c == 0xA3 || c == 0xA5 || c == 0x5186;
        if (sign) hints[i] = static_cast<std::uint16_t>(hints[i] | kMoney);
        if (passage.marks[i].cue == name("venue") || passage.marks[i].cue == name("journal") ||
            passage.marks[i].cue == name("univ"))
            hints[i] = static_cast<std::uint16_t>(hints[i] | kVenue);
        if (passage.marks[i].given) hints[i] = static_cast<std::uint16_t>(hints[i] | kName);
    }
    return hints;
}

/// The spans of one label, or dates, of an entry that may enumerate several.
struct Part {
    std::size_t begin = 0, end = 0;
    double confidence = 0;
    std::size_t index = 0;  ///< of the date
};

class Reader {
  public:
    Reader(const Text& text, const Passage& passage, const std::vector<LabelledSpan>& spans, SectionKind kind,
           const Value& year, const Value& role, const models::Models& models, const spans::DateStyle& style)
        : text_(text),
          passage_(passage),
          hints_(hints_of(passage, models)),
          dates_(spans::find_dates(passage.text, passage.units, models, style)),
          headings_(models.lexicon("list_headings")),
          kind_(kind) {
        for (const LabelledSpan& span : spans) {
            auto& parts = of(span.label);
            // A value in whose middle a word or a mark was read as something else.
            constexpr std::size_t kGap = 3;  // bytes
            if (!parts.empty() && span.begin - parts.back().end <= kGap && span.label == "T" &&
                passage.text.find_first_of(";\n\t", parts.back().end) >= span.begin) {
                parts.back().end = span.end;
                continue;
            }
            // "Editor/Chair"
            if (!parts.empty() && span.label == "R" && span.begin - parts.back().end == 1 &&
                passage.text[parts.back().end] == '/') {
                parts.back().end = span.end;
                continue;
            }
            parts.push_back({span.begin, span.end, span.confidence, 0});
        }
        mend_edges();
        if (kind == SectionKind::service) {
            // A name below "Reviewer for" is no role.
            if (!role.empty() && groups_.empty() && titles_.empty() && roles_.size() == 1 && !is_job(roles_.front()))
                groups_ = std::exchange(roles_, {});
            // "Film club meetings, coordinator"
            if (groups_.empty() && titles_.empty() && roles_.size() == 2 && is_job(roles_[0]) != is_job(roles_[1])) {
                const std::size_t other = is_job(roles_[0]) ? 1 : 0;
                groups_.push_back(roles_[other]);
                roles_.erase(roles_.begin() + static_cast<std::ptrdiff_t>(other));
            }
            const std::string printed = roles_.empty() ? role.text : std::string(words_of(roles_.front()));
            reviewer_ = reviews(printed);
        }
        settle();
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const auto& date = dates_[i];
            const auto inside = [&](const Part& p) { return date.core_begin < p.end && date.core_end > p.begin; };
            if (date.first.empty() || std::ranges::any_of(titles_, inside) || std::ranges::any_of(numbers_, inside))
                continue;
            const bool own = std::ranges::none_of(groups_, inside);
            (own ? when_ : when_inside_).push_back({date.core_begin, date.core_end, date.score, i});
        }
        if (when_.empty()) when_ = when_inside_;
        if (when_.empty() && !year.empty()) complete(year, models);
    }

    /// What stands behind the last date: "Linear Algebra, Fall 2020, Northwind University".
    [[nodiscard]] std::string_view tail() const {
        if (when_.empty() || titles_.empty() || titles_.front().end > when_.back().begin) return {};
        const std::string_view words = passage_.text;
        std::size_t begin = when_.back().end, end = words.size();
        constexpr std::string_view kMarks = " .,;:()-";
        while (begin < end && kMarks.find(words[begin]) != std::string_view::npos) ++begin;
        // A note behind a dash or on a line of its own.
        end = std::min({end, words.find(" - ", begin), words.find('\n', begin), words.find('\t', begin)});
        while (end > begin && kMarks.find(words[end - 1]) != std::string_view::npos) --end;
        return words.substr(begin, end - begin);
    }
    [[nodiscard]] bool tail_is_organisation() const {
        const std::string_view words = tail();
        constexpr std::size_t kLongest = 60;  // bytes
        if (words.size() > kLongest) return false;
        const auto begin = static_cast<std::size_t>(words.data() - passage_.text.data());
        for (std::size_t i = unit_at(begin); !words.empty() && i < passage_.units.size(); ++i) {
            if (passage_.units[i].end > begin + words.size()) break;
            if ((hints_[i] & kJob) != 0) return false;
            if ((hints_[i] & kOrganisation) != 0 || has_cue(passage_.units[i].begin, passage_.units[i].end, "univ") ||
                acronym(i))
                return true;
        }
        return false;
    }
    /// Takes it as the organisation.
    void use_tail() {
        const std::string_view words = tail();
        const auto begin = static_cast<std::size_t>(words.data() - passage_.text.data());
        constexpr double kConfidence = 0.7;
        std::erase_if(titles_, [&](const Part& part) { return part.begin >= begin; });
        groups_.push_back({begin, begin + words.size(), kConfidence, 0});
    }

    [[nodiscard]] bool has_title() const { return !titles_.empty(); }
    [[nodiscard]] bool has_date() const { return !when_.empty(); }
    /// Nothing else.
    [[nodiscard]] bool role_and_date() const {
        return titles_.empty() && groups_.empty() && roles_.size() == 1 && !when_.empty();
    }
    [[nodiscard]] Value role() const { return roles_.empty() ? Value{} : role_value(roles_.front()); }
    [[nodiscard]] Value organisation() const { return groups_.empty() ? Value{} : value(groups_.front()); }

    [[nodiscard]] std::string_view words_of(const Part& part) const {
        return std::string_view(passage_.text).substr(part.begin, part.end - part.begin);
    }
    [[nodiscard]] bool is_job(const Part& part) const {
        for (std::size_t i = unit_at(part.begin); i < passage_.units.size() && passage_.units[i].end <= part.end; ++i) {
            if ((hints_[i] & kJob) != 0) return true;
        }
        return false;
    }
    [[nodiscard]] bool reviews(std::string_view role) const {
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : cut_units(role)) hashes.push_back(unit.hash);
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            const auto match = headings_.longest(hashes, i);
            if (match && match->payload == "role:Reviewer") return true;
        }
        return false;
    }

    /// No value begins or ends inside a word or a date, and no place goes on behind the full stop of a sentence.
    void mend_edges() {
        const auto& units = passage_.units;
        std::vector<Part>* const all[] = {&titles_, &groups_, &roles_, &places_, &numbers_};
        std::vector<Part*> order;
        for (auto* parts : all) {
            for (Part& part : *parts) {
                const std::size_t first = unit_at(part.begin), behind = unit_at(part.end);
                if (first > 0 && first < units.size() && joins(first)) part.begin = word_begin(first);
                for (std::size_t i = behind; i > 0 && i < units.size() && joins(i); ++i) part.end = units[i].end;
                order.push_back(&part);
            }
        }
        // The last words of a title before the event.
        for (Part& part : titles_) {
            constexpr std::size_t kFew = 3;
            std::size_t i = unit_at(part.end);
            const std::size_t first = i;
            while (i < units.size() && i - first <= kFew && passage_.marks[i].shape == Shape::lower &&
                   passage_.marks[i].before == Break::none)
                ++i;
            const bool next = i > first && i < units.size() && i - first <= kFew &&
                              std::ranges::any_of(order, [&](const Part* p) { return p->begin == units[i].begin; });
            if (next && kind_ == SectionKind::talks && hints_[i - 1] == 0 && passage_.marks[i - 1].cue == 0)
                part.end = units[i - 1].end;
        }
        // What has become a part of its neighbour's word is no value.
        std::ranges::sort(order, [](const Part* a, const Part* b) {
            return a->begin != b->begin ? a->begin < b->begin : a->end > b->end;
        });
        const Part* widest = nullptr;
        for (Part* part : order) {
            if (widest != nullptr && part->end <= widest->end)
                part->begin = part->end;
            else
                widest = part;
        }
        std::size_t d = 0;
        for (Part* part : order) {
            while (d < dates_.size() && dates_[d].core_end <= part->begin) ++d;
            if (d < dates_.size() && dates_[d].core_begin < part->begin && dates_[d].core_end < part->end)
                part->begin = dates_[d].core_end;
        }
        // Nor does a value go on in the next cell.
        for (Part* part : order) {
            const std::size_t cell = passage_.text.find('\t', part->begin);
            if (cell >= part->end) continue;
            const Part rest{cell + 1, part->end, part->confidence, 0};
            part->end = cell;
            const bool title = part >= titles_.data() && part < titles_.data() + titles_.size();
            if (kind_ == SectionKind::talks && title && groups_.empty()) rest_ = rest;
        }
        if (rest_.end > rest_.begin) groups_.push_back(rest_);
        for (auto* parts : all) std::erase_if(*parts, [](const Part& part) { return part.begin >= part.end; });
        for (Part& part : places_) {
            for (std::size_t i = unit_at(part.begin); i + 1 < units.size() && units[i + 1].end <= part.end; ++i) {
                if (!ends_place(i, part.end)) continue;
                part.end = units[i].end - 1;
                break;
            }
        }
    }

    /// Whether unit i is or ends in the full stop behind a place, of one that ends at that byte.
    [[nodiscard]] bool ends_place(std::size_t i, std::size_t end) const {
        const auto& units = passage_.units;
        if (!units[i + 1].space_before) return false;
        const auto place = [&](std::size_t k) { return (hints_[k] & kPlace) != 0; };
        constexpr std::size_t kAbbreviation = 5;  // bytes
        const bool mark = passage_.marks[i].shape == Shape::stop;
        const bool ended = mark ? i > 0 && (place(i - 1) || units[i - 1].end - units[i - 1].begin > kAbbreviation)
                                : passage_.marks[i].dotted && place(i);
        if (!ended) return false;
        // "St. Gallen"
        const bool last = i + 2 >= units.size() || units[i + 2].end > end;
        return !place(i + 1) || !(last || place(i + 2) || passage_.marks[i + 2].shape == Shape::comma);
    }

    /// Lines that end early are courses each; behind the first, long ones tell of it.
    void part_courses() {
        std::vector<Part> parts;
        for (const Part& part : titles_) {
            const std::string_view words = words_of(part);
            constexpr std::size_t kLong = 70;  // bytes
            std::vector<Part> lines;
            bool telling = false;
            for (std::size_t from = 0; from < words.size();) {
                const std::size_t end = std::min(words.find('\n', from), words.size());
                telling = telling || (from > 0 && end - from > kLong);
                if (end > from) lines.push_back({part.begin + from, part.begin + end, part.confidence, 0});
                from = end + 1;
            }
            if (telling) lines.resize(1);
            parts.insert(parts.end(), lines.begin(), lines.end());
        }
        titles_ = std::move(parts);
    }

    /// "Instructor of Econometrics": the role and the course.
    void taught() {
        Part& role = roles_.front();
        const std::size_t first = unit_at(role.begin);
        for (std::size_t i = first + 1; i + 1 < passage_.units.size() && passage_.units[i + 1].end <= role.end; ++i) {
            if (passage_.marks[i].shape != Shape::lower || passage_.units[i].end - passage_.units[i].begin > 3)
                continue;
            const Part head{role.begin, passage_.units[i - 1].end, role.confidence, 0};
            const Part rest{passage_.units[i + 1].begin, role.end, role.confidence, 0};
            const Shape shape = passage_.marks[i + 1].shape;
            const bool capital = shape == Shape::capital || shape == Shape::caps || shape == Shape::short_caps;
            if (!capital || !is_job(head) || is_job(rest)) return;
            titles_.push_back(rest);
            role = head;
            return;
        }
    }

    /// "Area chair: A, B": what stands before the colon is the role for all behind it.
    [[nodiscard]] bool label_role() {
        std::size_t colon = 0;
        while (colon < passage_.units.size() && passage_.marks[colon].shape != Shape::colon) {
            if (passage_.marks[colon].shape == Shape::comma) return false;
            ++colon;
        }
        constexpr std::size_t kLongest = 10;  // units of a role
        if (colon == 0 || colon > kLongest || colon == passage_.units.size()) return false;
        const std::size_t at = passage_.units[colon].begin;
        const auto behind = [&](const Part& part) { return part.begin >= at; };
        if (std::ranges::count_if(groups_, behind) < 2 || std::ranges::any_of(roles_, behind)) return false;
        std::erase_if(groups_, [&](const Part& part) { return !behind(part); });
        if (roles_.empty()) roles_.push_back({0, at, groups_.front().confidence, 0});
        return true;
    }

    /// A long list between commas, in which some names were not known for what they are.
    [[nodiscard]] bool list_many() {
        constexpr std::size_t kMany = 6;
        if (groups_.size() < kMany || !titles_.empty()) return false;
        const std::size_t first = unit_at(groups_.front().begin), behind = unit_at(groups_.back().end);
        std::vector<Part> parts;
        std::size_t from = first, dates = 0;
        for (const auto& date : dates_) dates += date.core_begin >= groups_.front().begin ? 1 : 0;
        if (dates > 0) return false;
        const auto close = [&](std::size_t to) {
            while (from < to && passage_.marks[from].shape == Shape::lower) ++from;  // "and"
            if (from < to)
                parts.push_back(
                    {passage_.units[from].begin, passage_.units[to - 1].end, groups_.front().confidence, 0});
        };
        for (std::size_t i = first; i < behind; ++i) {
            if (passage_.marks[i].shape != Shape::comma || passage_.marks[i].depth > passage_.marks[first].depth)
                continue;
            close(i);
            from = i + 1;
        }
        close(behind);
        if (parts.size() < kMany) return false;
        groups_ = std::move(parts);
        return true;
    }

    /// Whoever reviews, reviews for many: "Reviewer for A, B, C" names three.
    [[nodiscard]] bool list_reviews() {
        if (!reviewer_) return false;
        std::vector<Part> parts;
        for (const Part& group : groups_) {
            std::size_t from = group.begin;
            const std::size_t first = unit_at(group.begin);
            for (std::size_t i = first; i < passage_.units.size() && passage_.units[i].end <= group.end; ++i) {
                if (passage_.marks[i].shape != Shape::comma || passage_.marks[i].depth > passage_.marks[first].depth)
                    continue;
                parts.push_back({from, passage_.units[i].begin, group.confidence, 0});
                from = passage_.units[i].end;
            }
            if (from < group.end) parts.push_back({from, group.end, group.confidence, 0});
        }
        constexpr std::size_t kMany = 4;
        if (parts.size() < kMany && parts.size() > groups_.size()) return false;
        groups_ = std::move(parts);
        return true;
    }

    /// The first unit that begins at or behind a byte.
    [[nodiscard]] std::size_t unit_at(std::size_t byte) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(passage_.units, byte, {}, &Unit::begin) -
                                        passage_.units.begin());
    }

    /// Whether unit i belongs to the word of the unit before it.
    [[nodiscard]] bool joins(std::size_t i) const {
        const auto& units = passage_.units;
        const auto word = [&](std::size_t k) { return units[k].kind == UnitClass::word; };
        const auto mark = [&](std::size_t k) {
            const char c = passage_.text[units[k].begin];
            return c == '_' || (c == '-' && units[k].kind == UnitClass::punctuation);
        };
        if (units[i].space_before) return false;
        if (mark(i)) return word(i - 1) && i + 1 < units.size() && word(i + 1) && !units[i + 1].space_before;
        return i > 1 && word(i) && mark(i - 1) && word(i - 2) && !units[i - 1].space_before;
    }
    [[nodiscard]] std::size_t word_begin(std::size_t i) const {
        while (i > 0 && joins(i)) --i;
        return passage_.units[i].begin;
    }

    /// Repairs what the words alone leave undecided: people before a title, notes in square brackets, the parts of one
    /// organisation's name.
    void settle() {
        const std::string_view words = passage_.text;
        for (Part& part : titles_) {
            for (std::size_t i = 0; i + 1 < passage_.segments.size(); ++i) {
                const Stretch& segment = passage_.segments[i];
                const std::size_t next = passage_.units[passage_.segments[i + 1].begin].begin;
                constexpr std::size_t kName = 3;  // units of a name
                if (kind_ == SectionKind::talks && segment.end - segment.begin >= kName &&
                    passage_.units[segment.begin].begin <= part.begin && part.begin < next && next < part.end &&
                    segment.people > 0.5)
                    part.begin = next;
            }
        }
        // Marks alone name nothing.
        for (auto* parts : {&titles_, &groups_, &roles_}) {
            std::erase_if(*parts, [&](const Part& part) {
                for (std::size_t i = part.begin; i < part.end;) {
                    const char32_t c = next_code_point(words, i);
                    if (is_letter(c) || is_digit(c)) return false;
                }
                return true;
            });
        }
        if (kind_ == SectionKind::teaching) {
            part_courses();
            if (titles_.empty() && roles_.size() == 1) taught();
        }
        // Nor in a line that tells of the course.
        if (kind_ == SectionKind::teaching && titles_.size() > 1) {
            std::erase_if(titles_, [&](const Part& part) {
                if (part.begin == titles_.front().begin) return false;
                constexpr std::size_t kLong = 70;  // bytes
                const std::size_t line = words.rfind('\n', part.begin);
                const std::size_t from = line == std::string_view::npos ? 0 : line + 1;
                const std::size_t to = std::min(words.find('\n', part.begin), words.size());
                return from > titles_.front().begin && to - from > kLong &&
                       std::ranges::none_of(dates_,
                                            [&](const auto& d) { return d.core_begin >= from && d.core_end <= to; });
            });
        }
        // A course or a title does not begin in the middle of a sentence.
        if (kind_ == SectionKind::teaching && titles_.size() > 1) {
            std::erase_if(titles_, [&](const Part& part) {
                std::size_t offset = part.begin;
                return is_lower(next_code_point(words, offset));
            });
        }
        std::erase_if(groups_, [&](const Part& part) {
            return words[part.begin] == '[' || (part.begin > 0 && words[part.begin - 1] == '[');
        });
        if (groups_.size() < 2 || (kind_ == SectionKind::service && label_role())) return;
        if (kind_ == SectionKind::service && (list_many() || list_reviews())) return;
        // "Reviewer: A, B, C" enumerates; "Chair, Committee of A, University of B" names one.
        constexpr std::size_t kMany = 4;
        const std::string_view before = words.substr(0, groups_.front().begin);
        const bool enumerates = before.ends_with(": ") || before.ends_with("\n") || before.ends_with("\t") ||
                                before.ends_with(" for ") || before.ends_with(":") || groups_.size() >= kMany ||
                                (!when_.empty() && when_.size() == groups_.size());
        if (enumerates && kind_ != SectionKind::teaching && kind_ != SectionKind::talks) return;
        std::vector<Part> joined;
        for (const Part& part : groups_) {
            const std::string_view between =
                joined.empty() ? std::string_view{} : words.substr(joined.back().end, part.begin - joined.back().end);
            constexpr std::size_t kMark = 3;  // bytes of ", " or " ("
            const bool near = !joined.empty() && between.size() <= kMark &&
                              between.find_first_of(";\n\t:.") == std::string_view::npos &&
                              between.find_first_of(",(") != std::string_view::npos;
            if (near)
                joined.back().end = part.end;
            else
                joined.push_back(part);
        }
        groups_ = std::move(joined);
    }

    /// Of several titles the last is the talk's, in a list that names the event first.
    void titles_come_last() {
        if (titles_.size() > 1) titles_ = {titles_.back()};
    }

    [[nodiscard]] std::vector<Activity> run() const {
        std::vector<Activity> out;
        const bool by_group = kind_ == SectionKind::service || kind_ == SectionKind::memberships;
        const std::vector<Part>* keys = by_group ? &groups_ : &titles_;
        const bool one = kind_ == SectionKind::talks || kind_ == SectionKind::grants || kind_ == SectionKind::patents;
        const std::vector<Part> longest =
            one && titles_.size() > 1 ? std::vector<Part>{longest_title()} : std::vector<Part>{};
        if (!longest.empty()) keys = &longest;
        if (!by_group && titles_.size() <= 1 && groups_.size() > 1 && when_.size() >= groups_.size()) keys = &groups_;
        if (keys->empty()) keys = by_group ? (titles_.empty() ? &roles_ : &titles_) : &groups_;
        if (keys->empty()) keys = &roles_;
        if (keys->empty()) return out;
        const std::size_t n = keys->size();
        for (std::size_t k = 0; k < n; ++k) {
            Activity a;
            const auto pick = [&](const std::vector<Part>& parts, bool role = false) -> Value {
                if (&parts == keys) return role ? role_value(parts[k]) : value(parts[k]);
                if (&parts == &titles_ && keys == &longest) return value(longest.front());
                const auto mine = share(parts, *keys, k);
                if (mine.empty()) return {};
                const Part* best = mine.front();
                for (const Part* p : mine) {
                    if (n == 1 && &parts == &titles_ && p->end - p->begin > best->end - best->begin) best = p;
                }
                return role ? role_value(*best) : value(*best);
            };
            a.title = pick(titles_);
            a.organisation = pick(groups_);
            a.role = pick(roles_, true);
            a.location = pick(places_);
            a.number = pick(numbers_);
            set_dates(share(when_, *keys, k), a);
            // "ETH Zurich, invited talk, online": of two places the first is the house.
            if (kind_ == SectionKind::talks && n == 1 && groups_.empty() && keys != &groups_ && places_.size() > 1) {
                a.organisation = value(places_[0]);
                a.location = value(places_[1]);
            }
            // Where nothing but a house is named, that is where the talk was.
            if (kind_ == SectionKind::talks && a.organisation.empty() && !a.title.empty())
                house(a, pick_part(places_, *keys, k));
            else if (kind_ == SectionKind::talks && n == 1 && keys != &groups_ && !groups_.empty())
                venue(a);
            out.push_back(std::move(a));
        }
        return out;
    }

  private:
    /// "Reviewer experience": the role that a phrase of several words stands for.
    [[nodiscard]] Value role_value(const Part& part) const {
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : cut_units(words_of(part))) hashes.push_back(unit.hash);
        const auto match = headings_.longest(hashes, 0);
        if (match && match->units == hashes.size() && hashes.size() > 1 && match->payload.starts_with("role:"))
            return text_.value_as(std::string(match->payload.substr(5)), part.begin, part.end, part.confidence);
        return value(part);
    }

    [[nodiscard]] Part longest_title() const {
        return *std::ranges::max_element(titles_, {}, [](const Part& p) { return p.end - p.begin; });
    }

    /// "Oxford University, Oxford, United Kingdom": the house and its place.
    void house(Activity& a, const Part* part) const {
        if (part == nullptr) return;
        std::size_t first = passage_.units.size(), comma = first;
        bool known = false;
        for (std::size_t i = 0; i < passage_.units.size(); ++i) {
            const Unit& unit = passage_.units[i];
            if (unit.begin < part->begin || unit.end > part->end) continue;
            first = std::min(first, i);
            if (passage_.marks[i].shape == Shape::comma) {
                // "ICML, Sydney": a short name that is no place before a place.
                known = known || (i == first + 1 && acronym(first) && (hints_[first] & kPlace) == 0);
                if (known) {
                    comma = i;
                    break;
                }
                comma = passage_.units.size();
            }
            known = known || (hints_[i] & (kOrganisation | kVenue)) != 0;
        }
        if (!known) return;
        const std::size_t cut = comma < passage_.units.size() ? passage_.units[comma].begin : part->end;
        a.organisation = value({part->begin, cut, part->confidence, 0});
        a.location = cut < part->end ? value({passage_.units[comma].end, part->end, part->confidence, 0}) : Value{};
    }

    /// "SVPW", "ESPAnet": a word of several capitals.
    [[nodiscard]] bool acronym(std::size_t unit) const {
        const Unit& u = passage_.units[unit];
        std::size_t capitals = 0;
        for (std::size_t offset = u.begin; offset < u.end;)
            capitals += is_upper(next_code_point(passage_.text, offset)) ? 1 : 0;
        return capitals > 1;
    }

    [[nodiscard]] bool has_cue(std::size_t begin, std::size_t end, std::string_view cue) const {
        for (std::size_t i = unit_at(begin); i < passage_.units.size() && passage_.units[i].end <= end; ++i) {
            if (passage_.marks[i].cue == name(cue)) return true;
        }
        return false;
    }

    /// "Workshop on Rivers, Bielefeld University, Bielefeld": an event at a house; the house goes with the place.
    void venue(Activity& a) const {
        const Part* part = &groups_.front();
        const Part* place = places_.empty() ? nullptr : &places_.front();
        std::size_t house = std::string::npos;
        if (groups_.size() > 1 && place != nullptr && has_cue(part->begin, part->end, "venue")) {
            for (std::size_t k = 1; k < groups_.size(); ++k) {
                if (groups_[k].end <= place->begin && place->begin - groups_[k].end <= 2) house = groups_[k].begin;
            }
        }
        const std::size_t first = unit_at(part->begin);
        std::size_t cut = std::string::npos;
        for (std::size_t i = first + 1; i < passage_.units.size() && passage_.units[i].end < part->end; ++i) {
            const bool outer = passage_.marks[i].depth <= passage_.marks[first].depth;
            if (passage_.marks[i].shape != Shape::comma || !outer) continue;
            const std::size_t end = passage_.units[i].begin;
            if (!has_cue(part->begin, end, "venue") || has_cue(part->begin, end, "univ")) continue;
            if (has_cue(end, part->end, "venue") || !has_cue(end, part->end, "univ")) continue;
            cut = end;
        }
        if (cut != std::string::npos) {
            const bool near = place != nullptr && place->begin >= part->end && place->begin - part->end <= 2;
            if (near || place == nullptr) house = cut + 1;
            a.organisation = value({part->begin, cut, part->confidence, 0});
        }
        if (house == std::string::npos) return;
        const std::size_t end = place != nullptr ? place->end : part->end;
        a.location = value({house, end, place != nullptr ? place->confidence : part->confidence, 0});
    }

    [[nodiscard]] static const Part* pick_part(const std::vector<Part>& parts, const std::vector<Part>& keys,
                                               std::size_t k) {
        const auto mine = share(parts, keys, k);
        return mine.empty() ? nullptr : mine.front();
    }

    std::vector<Part>& of(std::string_view label) {
        return label == "T"   ? titles_
               : label == "G" ? groups_
               : label == "R" ? roles_
               : label == "L" ? places_
                              : numbers_;
    }

    /// A day or a month in a cell of its own, below a heading that is a year.
    void complete(const Value& year, const models::Models& models) {
        const std::size_t cell = std::min(passage_.text.find_first_of("\t\n"), passage_.text.size());
        constexpr std::size_t kLongest = 20;  // bytes of a day and a month
        if (cell == passage_.text.size() || cell > kLongest) return;
        auto found = spans::find_dates(passage_.text.substr(0, cell) + " " + year.text, models);
        if (found.size() != 1 || found.front().core_begin > 2) {
            year_ = year;
            return;
        }
        found.front().core_end = std::min(found.front().core_end, cell);
        when_.push_back({found.front().core_begin, found.front().core_end, found.front().score, dates_.size()});
        dates_.push_back(std::move(found.front()));
    }

    /// Which of the parts belong to the k-th of the keys: one each, all of the only one, or those behind it.
    [[nodiscard]] static std::vector<const Part*> share(const std::vector<Part>& parts, const std::vector<Part>& keys,
                                                        std::size_t k) {
        std::vector<const Part*> mine;
        const std::size_t n = keys.size();
        if (parts.empty()) return mine;
        if (n == 1) {
            for (const Part& p : parts) mine.push_back(&p);
        } else if (parts.size() == n) {
            mine.push_back(&parts[k]);
        } else if (parts.size() == 1 &&
                   (parts.front().end <= keys.front().begin || parts.front().begin >= keys.back().end)) {
            mine.push_back(&parts.front());
        } else {
            // All stand before the first: they hold for all. Otherwise each key has its own before or behind it,
            // whichever leaves fewer keys without; a part behind the last key says behind.
            if (parts.back().end <= keys.front().begin) {
                for (const Part& p : parts) mine.push_back(&p);
                return mine;
            }
            const auto between = [&](std::size_t from, std::size_t to) {
                return std::ranges::any_of(parts, [&](const Part& p) { return p.begin >= from && p.end <= to; });
            };
            std::size_t ahead = 0, behind = 0;
            for (std::size_t i = 0; i < n; ++i) {
                ahead += between(i == 0 ? 0 : keys[i - 1].end, keys[i].begin) ? 1 : 0;
                behind += between(keys[i].end, i + 1 < n ? keys[i + 1].begin : std::string::npos) ? 1 : 0;
            }
            const bool before = ahead > behind;
            for (const Part& p : parts) {
                const std::size_t from = before ? (k == 0 ? 0 : keys[k - 1].end) : keys[k].end;
                const std::size_t to = before ? keys[k].begin : k + 1 < n ? keys[k + 1].begin : std::string::npos;
                if (p.begin >= from && p.end <= to) mine.push_back(&p);
            }
        }
        return mine;
    }

    void set_dates(const std::vector<const Part*>& parts, Activity& a) const {
        if (parts.empty()) {
            a.date = a.end = year_;
            return;
        }
        const auto dated = [&](const Part& p, const std::string& when) {
            return when.empty() ? Value{} : text_.value_as(when, p.begin, p.end, p.confidence);
        };
        const auto& first = dates_[parts.front()->index];
        a.date = dated(*parts.front(), first.term ? first.first.substr(0, 4) : first.first);
        if (parts.size() == 1) {
            const auto range = spans::assign_range(first);
            a.start = dated(*parts.front(), range.start);
            a.end = dated(*parts.front(), range.end);
            return;
        }
        // Several terms: the earliest and the latest.
        bool ongoing = false;
        for (const Part* p : parts) {
            const auto& date = dates_[p->index];
            const auto least = date.first, most = date.last.empty() ? date.first : date.last;
            ongoing = ongoing || date.ongoing;
            if (a.start.empty() || least < a.start.text) a.start = dated(*p, least);
            if (a.end.empty() || most > a.end.text) a.end = dated(*p, most);
        }
        if (ongoing) a.end = {};
        if (a.start.text == a.end.text) a.start = {};
    }

    [[nodiscard]] Value value(const Part& part) const {
        const std::string_view words = passage_.text;
        std::size_t begin = part.begin, end = part.end;
        const auto trim = [&] {
            while (begin < end && std::string_view(" .,;:\n\t").find(words[begin]) != std::string_view::npos) ++begin;
            while (begin < end && std::string_view(" ,;:\n\t").find(words[end - 1]) != std::string_view::npos) --end;
            const std::size_t space = words.find_last_of(" .", end - 2);
            // The full stop of a sentence, not that of an abbreviation.
            constexpr std::size_t kAbbreviation = 5;
            if (end > begin + 3 && words[end - 1] == '.' &&
                (space == std::string_view::npos || end - space > kAbbreviation || space < begin ||
                 (&part >= places_.data() && &part < places_.data() + places_.size() && words[space] == ' ')))
                --end;
        };
        trim();
        if (end < words.size() && (words[end] == '?' || words[end] == '!')) ++end;
        for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\xE2\x80\x9C", "\xE2\x80\x9D"},
                                          {"\"", "\""},
                                          {"\xE2\x80\x98", "\xE2\x80\x99"},
                                          {"(", ")"}}) {
            const std::string_view part_words = words.substr(begin, end - begin);
            const bool opens = part_words.starts_with(open), closes = part_words.ends_with(close);
            if (opens && (closes || part_words.find(close, open.size()) == std::string_view::npos))
                begin += open.size();
            if (closes && (opens || part_words.find(open) == std::string_view::npos || open == close))
                end -= close.size();
            trim();
        }
        // A bracket that opens inside closes inside.
        int depth = 0;
        for (std::size_t i = begin; i < end; ++i) depth += words[i] == '(' ? 1 : words[i] == ')' ? -1 : 0;
        if (depth == 1 && end < words.size() && words[end] == ')') ++end;
        return text_.value(begin, end, part.confidence);
    }

    const Text& text_;
    const Passage& passage_;
    std::vector<std::uint16_t> hints_;
    std::vector<spans::DateSpan> dates_;
    models::Lexicon headings_;
    SectionKind kind_;
    bool reviewer_ = false;
    Value year_;
    std::vector<Part> titles_, groups_, roles_, places_, numbers_, when_, when_inside_;
    Part rest_;
};

}  // namespace

std::vector<KindList> lists_of(const Context& context, const segment::Section& section) {
    std::vector<KindList> lists{{section.kind, {}}};
    Heading heading = read_heading(Text(context.document, section.heading, Text::Lines::reflow), context.models);
    const bool mixed = section.kind == SectionKind::publications && heading.talks;
    heading.talks = false;  // "Publications and talks"
    std::vector<ListItem> talks;
    for (ListItem& item : cut_list(context.document, section.body, context.models)) {
        if (mixed && !item.heading && lists.back().kind == section.kind &&
            tells_of_talk(Text(context.document, item.ranges, Text::Lines::keep), context.models)) {
            talks.push_back(std::move(item));
            continue;
        }
        if (item.heading && section.kind == SectionKind::publications) {
            const Text text(context.document, item.ranges, Text::Lines::reflow);
            heading = next_heading(heading, text, context.models);
            const SectionKind kind = heading.talks ? SectionKind::talks : section.kind;
            if (kind != lists.back().kind) lists.push_back({kind, {}});
        }
        lists.back().items.push_back(std::move(item));
    }
    if (!talks.empty()) lists.push_back({SectionKind::talks, std::move(talks)});
    return lists;
}

learn::Sequence activity_features(const Passage& passage, const ListStyle& style, const Recurrence& recurrence,
                                  SectionKind kind, bool heading, const models::Models& models) {
    const std::uint64_t list = name(to_string(kind));
    const learn::Sequence base = features(passage, style, recurrence, list);
    const std::vector<std::uint16_t> hints = hints_of(passage, models);
    const std::size_t n = hints.size();
    const auto at = [&](std::size_t i, int k) -> std::uint64_t {
        const auto j = static_cast<std::ptrdiff_t>(i) + k;
        return j < 0 ? 1001 : j >= static_cast<std::ptrdiff_t>(n) ? 1002 : hints[static_cast<std::size_t>(j)];
    };
    const auto word = [&](std::size_t i, int k) -> std::uint64_t {
        const auto j = static_cast<std::ptrdiff_t>(i) + k;
        return j < 0 || j >= static_cast<std::ptrdiff_t>(n) ? 7 : passage.units[static_cast<std::size_t>(j)].hash;
    };
    const auto over = [&](const Stretch& s) {
        std::uint64_t all = 0;
        for (std::size_t i = s.begin; i < s.end; ++i) all |= hints[i];
        return all;
    };
    std::vector<std::uint64_t> chunks, segments;
    for (const Stretch& c : passage.chunks) chunks.push_back(over(c));
    for (const Stretch& s : passage.segments) segments.push_back(over(s));
    std::size_t colon = n, first_date = n;
    for (std::size_t i = n; i-- > 0;) {
        if (passage.marks[i].shape == Shape::colon) colon = i;
        if ((hints[i] & kDate) != 0) first_date = i;
    }
    const std::uint64_t head = heading ? 1 : 0;
    learn::Sequence out;
    for (std::size_t i = 0; i < n; ++i) {
        out.next();
        for (const learn::Feature f : base.at(i)) out.add(f);
        const auto both = [&](learn::Feature f) {
            out.add(f);
            out.add(mix(f, list));
        };
        const Mark& mark = passage.marks[i];
        both(mix(name("a-heading"), head));
        for (int k = -2; k <= 2; ++k) out.add(mix(mix(name("a-hint"), static_cast<std::uint64_t>(k + 8)), at(i, k)));
        both(mix(name("a-hint0"), at(i, 0)));
        both(mix(name("a-word"), word(i, 0)));
        both(mix(name("a-word-"), word(i, -1)));
        out.add(mix(name("a-word+"), word(i, 1)));
        out.add(mix(mix(name("a-words"), word(i, -1)), word(i, 0)));
        const std::uint64_t here = chunks[mark.chunk];
        const std::uint64_t before = mark.chunk > 0 ? chunks[mark.chunk - 1] : 1001;
        const std::uint64_t behind = mark.chunk + 1 < chunks.size() ? chunks[mark.chunk + 1] : 1002;
        both(mix(mix(name("a-chunk"), here), head));
        out.add(mix(mix(name("a-chunk-"), before), here));
        out.add(mix(mix(name("a-chunk+"), behind), here));
        both(mix(mix(name("a-place"), std::min<std::uint64_t>(mark.chunk, 4)),
                 std::min<std::uint64_t>(chunks.size(), 6)));
        out.add(mix(mix(mix(name("a-placechunk"), std::min<std::uint64_t>(mark.chunk, 4)), here), list));
        both(mix(mix(name("a-segment"), segments[mark.segment]), std::min<std::uint64_t>(mark.segment, 4)));
        both(mix(mix(name("a-colon"), colon == n ? 0u : i < colon ? 1u : i == colon ? 2u : 3u), here));
        both(mix(name("a-date"), first_date == n ? 0u : i < first_date ? 1u : 2u));
        const Stretch& chunk = passage.chunks[mark.chunk];
        const std::uint64_t first = word(chunk.begin, 0);
        out.add(mix(name("a-chunkfirst"), first));
        out.add(mix(mix(name("a-chunkbefore"), word(chunk.begin, -1)), here));
    }
    return out;
}

namespace {

/// Whether the entries of a list name the event before the title.
struct Order {
    bool events_first = false, titles_first = false;
    bool lines = false;  ///< a line ends between the two
};

Order order_of(std::span<const Passage> passages, std::span<const std::vector<LabelledSpan>> spans) {
    std::size_t events = 0, titles = 0, lines = 0;
    for (std::size_t i = 0; i < passages.size(); ++i) {
        const auto title = std::ranges::find(spans[i], "T", &LabelledSpan::label);
        const auto event = std::ranges::find(spans[i], "G", &LabelledSpan::label);
        if (title == spans[i].end() || event == spans[i].end()) continue;
        const bool first = event->begin < title->begin;
        ++(first ? events : titles);
        const std::size_t from = std::min(event->end, title->end), to = std::max(event->begin, title->begin);
        lines += passages[i].text.substr(from, to - from).find('\n') != std::string::npos ? 1 : 0;
    }
    constexpr std::size_t kFew = 3;
    const std::size_t all = events + titles;
    return {all >= kFew && events * 4 >= all * 3, all >= kFew && titles * 4 >= all * 3, lines * 4 >= all * 3};
}

/// Reads a talk in the order of its list.
void put_in_order(const Passage& passage, const Order& order, std::vector<LabelledSpan>& spans) {
    const auto labelled = [](std::string_view label) {
        return [label](const LabelledSpan& span) { return span.label == label; };
    };
    const auto title = std::ranges::find_if(spans, labelled("T"));
    if (title == spans.end()) return;
    const auto events = std::ranges::count_if(spans, labelled("G"));
    if (order.titles_first && events > 1) {
        // People before the title are no event.
        const auto event = std::ranges::find_if(spans, labelled("G"));
        if (event < title && std::ranges::any_of(title, spans.end(), labelled("G"))) spans.erase(event);
        return;
    }
    if (!order.events_first || events > 0) return;
    if (order.lines) {
        const std::size_t line = passage.text.find('\n', title->begin);
        if (line != std::string::npos && line < title->end) {
            LabelledSpan event = *title;
            event.label = "G";
            event.end = line;
            title->begin = line + 1;
            spans.insert(title, event);
        }
        return;
    }
    const auto titles = std::ranges::count_if(spans, labelled("T"));
    if (titles > 1) title->label = "G";
}

}  // namespace

std::vector<Activity> read_activities(const Context& context, std::span<const ListItem> items, SectionKind kind,
                                      std::span<const layout::Range> heading) {
    std::vector<Activity> out;
    const learn::Crf crf(context.models.member("weights/activities.crf"));
    if (crf.empty()) return out;
    std::vector<Text> texts;
    std::vector<Passage> passages, entries;
    std::vector<bool> heads;
    for (const ListItem& item : items) {
        Text text(context.document, item.ranges, Text::Lines::reflow);
        if (text.str().empty()) continue;
        passages.push_back(make_passage(text, {}, context.models));
        texts.push_back(std::move(text));
        heads.push_back(item.heading);
        if (!item.heading) entries.push_back(passages.back());
    }
    const ListStyle style = list_style(entries);
    const Recurrence recurrence(entries);
    // 4/5/2019 is what the other dates of the list are.
    std::string all;
    for (const Passage& passage : passages) (all += passage.text) += '\n';
    spans::DateStyle dates = spans::date_style(all, context.models);
    if (dates.order == spans::DateStyle::Order::unknown && all.find('/') != std::string::npos) {
        // Or those of the document.
        for (const layout::Line& line : context.document.lines) {
            for (const layout::Token& token : line.tokens) {
                if (token.text.find('/') != std::string::npos) (all += token.text) += '\n';
            }
        }
        dates = spans::date_style(all, context.models);
    }
    Value role, organisation, group;
    bool open = false;  // whether the last entry names a house and no role
    Heading above;
    if (kind == SectionKind::service || kind == SectionKind::teaching)
        role = read_heading(Text(context.document, heading, Text::Lines::reflow), context.models).role;
    std::vector<std::vector<LabelledSpan>> labels;
    labels.reserve(passages.size());
    for (std::size_t i = 0; i < passages.size(); ++i) {
        labels.push_back(label(passages[i], crf,
                               activity_features(passages[i], style, recurrence, kind, heads[i], context.models), {}));
    }
    Order order;
    if (kind == SectionKind::talks) {
        order = order_of(passages, labels);
        for (std::size_t i = 0; i < passages.size(); ++i) {
            if (!heads[i]) put_in_order(passages[i], order, labels[i]);
        }
    }
    for (std::size_t i = 0; i < passages.size(); ++i) {
        const auto& spans = labels[i];
        if (heads[i]) {
            above = next_heading(above, texts[i], context.models);
            if (!above.year.empty() && passages[i].units.size() < 3) continue;
        }
        Reader reader(texts[i], passages[i], spans, kind, above.year, role, context.models, dates);
        if (order.events_first) reader.titles_come_last();
        if (kind == SectionKind::teaching && reader.organisation().empty() && reader.tail_is_organisation())
            reader.use_tail();
        const bool by_group = kind == SectionKind::service || kind == SectionKind::memberships;
        // What stands alone above entries holds for them.
        const bool over = heads[i] || (i + 1 < passages.size() && !reader.has_title() && !reader.has_date() &&
                                       (by_group ? reader.organisation().empty() && !reader.role().empty()
                                                 : kind == SectionKind::teaching && !spans.empty()));
        if (over) {
            Value new_role = reader.role(), house = reader.organisation();
            if (new_role.empty() && heads[i]) new_role = read_heading(texts[i], context.models).role;
            if (!house.empty()) organisation = house;
            if (!new_role.empty() || house.empty()) role = new_role;
            continue;
        }
        // Roles below the name of a house are held there: "President, 2018" below "Chess Club, since 2016".
        const bool held = by_group && !group.empty() && reader.role_and_date();
        for (Activity& a : reader.run()) {
            if (held) {
                a.organisation = group;
                if (open) out.pop_back();
                open = false;
            } else {
                group = a.organisation;
                open = a.role.empty() && role.empty();
            }
            if (a.role.empty() && kind != SectionKind::talks) a.role = role;
            if (a.organisation.empty() && kind == SectionKind::teaching) a.organisation = organisation;
            out.push_back(std::move(a));
        }
    }
    return out;
}

}  // namespace cvextract::fields::academic

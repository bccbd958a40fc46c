#include "fields/academic/talk_lines.hpp"

#include <algorithm>
#include <utility>

#include "fields/academic/heading.hpp"
#include "fields/academic/list.hpp"
#include "fields/academic/passage.hpp"
#include "fields/spans/date.hpp"

namespace cvextract::fields::academic {

namespace {

constexpr double kConfidence = 0.65;
using Stretch = std::pair<std::size_t, std::size_t>;  // bytes [first, second)

/// The first of the separators in [begin, end): where it begins and ends.
Stretch find_first(std::string_view words, std::size_t begin, std::size_t end,
                   std::initializer_list<std::string_view> separators) {
    Stretch best{end, end};
    for (const std::string_view separator : separators) {
        const std::size_t at = words.find(separator, begin);
        if (at < best.first) best = {at, std::min(end, at + separator.size())};
    }
    return best;
}

Talk read_talk(const Text& text, const models::Models& models) {
    Talk talk;
    const Passage passage = make_passage(text, {}, models);
    const std::string_view words = passage.text;
    const auto value = [&](std::size_t begin, std::size_t end) {
        while (end > begin && (words[end - 1] == '.' || words[end - 1] == ' ')) --end;
        while (begin < end && (words[begin] == '.' || words[begin] == ' ')) ++begin;
        return text.value(begin, end, kConfidence);
    };
    const auto dates = spans::find_dates(words, passage.units, models);
    Stretch date{words.size(), words.size()};
    for (const auto& d : dates) {
        const auto quoted = std::ranges::any_of(passage.units, [&](const Unit& u) {
            return u.begin >= d.begin && u.end <= d.end &&
                   passage.marks[static_cast<std::size_t>(&u - passage.units.data())].quoted;
        });
        if (quoted || d.first.empty()) continue;
        date = {d.begin, d.end};
        talk.date = text.value_as(d.term ? d.first.substr(0, 4) : d.first, d.core_begin, d.core_end, kConfidence);
    }
    Stretch title{0, 0};
    for (std::size_t i = 0; i < passage.marks.size(); ++i) {
        if (!passage.marks[i].quoted) continue;
        if (title.second == 0)
            title.first = passage.units[i].begin;
        else if (!passage.marks[i - 1].quoted)
            break;
        title.second = passage.units[i].end;
    }
    std::size_t rest = date.first == 0 ? date.second : 0;
    if (title.second == 0) {
        const std::size_t limit = date.first == 0 ? words.size() : date.first;
        const Stretch cut = find_first(words, rest, limit, {" at ", "\n", "\t", ". ", "? "});
        title = {rest, cut.first};
        if (cut.first < words.size() && words[cut.first] == '?') ++title.second;
        rest = cut.second;
    } else if (title.first <= rest + 4) {
        rest = title.second;
    }
    talk.title = value(title.first, title.second);
    // What stands between title and date is the event, its place behind a comma or behind the date.
    std::size_t end = date.first > rest ? date.first : words.size();
    if (title.first > rest) end = std::min(end, title.first);
    const Stretch cut = find_first(words, rest + 3, end, {", ", ". ", " - ", "\t", "\n", " \xE2\x80\x93 "});
    talk.event = value(rest, std::min(cut.first, end));
    if (cut.first < end) talk.location = value(cut.second, end);
    if (date.second < words.size() && date.second > rest) {
        Value behind = value(date.second, words.size());
        if (!behind.empty()) talk.location = std::move(behind);
    }
    return talk;
}

}  // namespace

std::vector<Talk> read_talk_lines(const Context& context, std::span<const layout::Range> body) {
    std::vector<Talk> talks;
    for (const ListItem& item : cut_list(context.document, body, context.models)) {
        if (item.heading) continue;
        const Text text(context.document, item.ranges, Text::Lines::reflow);
        if (text.str().empty()) continue;
        Talk talk = read_talk(text, context.models);
        if (!talk.title.empty()) talks.push_back(std::move(talk));
    }
    return talks;
}

std::vector<Talk> read_talks_among(const Context& context, const segment::Section& section) {
    std::vector<Talk> talks;
    bool inside = false;
    for (const ListItem& item : cut_list(context.document, section.body, context.models)) {
        const Text text(context.document, item.ranges, Text::Lines::reflow);
        if (text.str().empty()) continue;
        if (item.heading) {
            inside = read_heading(text, context.models).talks;
            continue;
        }
        if (!inside) continue;
        Talk talk = read_talk(text, context.models);
        if (!talk.title.empty()) talks.push_back(std::move(talk));
    }
    return talks;
}

}  // namespace cvextract::fields::academic

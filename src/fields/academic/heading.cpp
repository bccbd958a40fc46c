#include "fields/academic/heading.hpp"

#include <algorithm>
#include <vector>

#include "base/units.hpp"

namespace cvextract::fields::academic {

Heading read_heading(const Text& text, const models::Models& models) {
    constexpr double kConfidence = 0.8;
    Heading heading;
    const std::string_view words = text.str();
    heading.whole = text.value(0, words.size(), kConfidence);
    const auto units = cut_units(words);
    const models::Lexicon known = models.lexicon("list_headings");
    std::vector<std::uint64_t> hashes;
    hashes.reserve(units.size());
    for (const Unit& unit : units) hashes.push_back(unit.hash);
    std::size_t types = 0;
    for (std::size_t i = 0; i < units.size();) {
        const auto match = known.longest(hashes, i);
        if (!match) {
            const std::string_view word = words.substr(units[i].begin, units[i].end - units[i].begin);
            if (units[i].kind == UnitClass::number && word.size() == 4 && units.size() <= 3 &&
                (word.starts_with("19") || word.starts_with("20")))
                heading.year = text.value_as(std::string(word), units[i].begin, units[i].end, kConfidence);
            ++i;
            continue;
        }
        const std::size_t begin = units[i].begin, end = units[i + match->units - 1].end;
        const std::string_view payload = match->payload;
        // "Invited talks and workshops": where the talks were given.
        const bool meeting = payload == "paper-conference" && match->units == 1;
        heading.talks = payload == "kind:talks" || ((payload.empty() || meeting) && heading.talks);
        if (payload == "kind:talks") {
            // no type
        } else if (payload.starts_with("status:")) {
            heading.status = text.value_as(std::string(payload.substr(7)), begin, end, kConfidence);
        } else if (payload.starts_with("role:")) {
            heading.role = text.value_as(std::string(payload.substr(5)), begin, end, kConfidence);
        } else if (!payload.empty() && !(heading.talks && meeting)) {
            if (heading.type.text != payload) ++types;
            heading.type = text.value_as(std::string(payload), begin, end, kConfidence);
        }
        i += match->units;
    }
    if (types > 1) heading.type = {};  // "Articles and book chapters" says neither
    return heading;
}

bool tells_of_talk(const Text& text, const models::Models& models) {
    const models::Lexicon known = models.lexicon("talk_words");
    const std::string_view words = text.str();
    // The first line names the work; behind it stands what it is.
    std::vector<std::uint64_t> hashes;
    const std::size_t line = std::min(words.find('\n'), words.size());
    for (const Unit& unit : cut_units(words.substr(line))) hashes.push_back(unit.hash);
    for (std::size_t i = 0; i < hashes.size();) {
        const auto match = known.longest(hashes, i);
        if (match && match->payload.empty()) return true;
        i += match ? match->units : 1;
    }
    return false;
}

Heading next_heading(const Heading& before, const Text& text, const models::Models& models) {
    Heading heading = read_heading(text, models);
    if (heading.year.empty() || !heading.type.empty() || !heading.status.empty() || heading.talks) return heading;
    Heading same = before;
    same.year = heading.year;
    return same;
}

}  // namespace cvextract::fields::academic

#include "fields/spans/place.hpp"

#include <algorithm>
#include <optional>

#include "base/unicode.hpp"

namespace cvextract::fields::spans {

namespace {

constexpr float kAbbreviationWeight = 0.5F;
constexpr std::size_t kLongEnough = 6;  // bytes of a region's name that some languages write with a small letter

std::uint8_t kind_of(std::string_view word) {
    if (word == "city") return kCity;
    if (word == "region") return kRegion;
    if (word == "country") return kCountry;
    return 0;
}

}  // namespace

std::vector<PlaceSpan> find_places(std::string_view text, std::span<const Unit> units, const models::Models& models) {
    const models::Lexicon places = models.lexicon("places"), cities = models.lexicon("cities"),
                          names = models.lexicon("city_names"), regions = models.lexicon("regions"),
                          subdivisions = models.lexicon("subdivisions"), countries = models.lexicon("countries");
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    std::vector<PlaceSpan> found;
    for (std::size_t i = 0; i < units.size();) {
        const Unit& unit = units[i];
        const bool cased = [&] {
            std::size_t offset = unit.begin;
            const char32_t c = next_code_point(text, offset);
            return is_upper(c) || is_lower(c);
        }();
        if (unit.kind == UnitClass::number || unit.kind == UnitClass::punctuation) {
            ++i;
            continue;
        }
        PlaceSpan span;
        std::size_t length = 0;
        const auto take = [&](const std::optional<models::Lexicon::Match>& match, std::uint8_t kind,
                              std::string_view country, bool abbreviation) {
            if (!match || match->units < length) return;
            if (match->units > length) span = {};
            length = match->units;
            span.kinds |= kind;
            if (span.country.empty()) span.country = country.substr(0, 2);
            if (kind == kCity) span.countries = country;
            span.abbreviation = abbreviation && span.kinds == kind;
            span.weight = std::max<double>(span.weight, match->weight);
        };
        const bool small = cased && !unit.capital;
        if (const auto match = places.longest(hashes, i);
            match && (!small || (match->payload.starts_with("region") && unit.end - unit.begin >= kLongEnough))) {
            const std::size_t blank = match->payload.find(' ');
            if (blank != std::string_view::npos)
                take(match, kind_of(match->payload.substr(0, blank)), match->payload.substr(blank + 1), false);
        }
        const auto take_list = [&](const models::Lexicon& list, std::uint8_t kind) {
            if (const auto match = list.longest(hashes, i))
                take(match, kind, match->payload, kind == kRegion && match->weight == kAbbreviationWeight);
        };
        if (!small) {
            take_list(countries, kCountry);
            take_list(cities, kCity);
            take_list(names, kCity);
            take_list(regions, kRegion);
            take_list(subdivisions, kRegion);
        }
        if (length == 0 || (span.abbreviation && !unit.all_caps && unit.end - unit.begin <= 3)) {
            ++i;
            continue;
        }
        span.begin = unit.begin;
        span.end = units[i + length - 1].end;
        found.push_back(std::move(span));
        i += length;
    }
    return found;
}

}  // namespace cvextract::fields::spans

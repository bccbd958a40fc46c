#include "fields/spans/place.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "base/unicode.hpp"

namespace cvextract::fields::spans {

namespace {

constexpr float kAbbreviationWeight = 0.5F;

std::uint8_t kind_of(std::string_view word) {
    if (word == "city") return kCity;
    if (word == "region") return kRegion;
    if (word == "country") return kCountry;
    return 0;
}

}  // namespace

std::vector<PlaceSpan> find_places(std::string_view text, std::span<const Unit> units, const models::Models& models) {
    const models::Lexicon places = models.lexicon("places"), cities = models.lexicon("cities"),
                          regions = models.lexicon("regions"), countries = models.lexicon("countries");
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
        if (unit.kind == UnitClass::number || unit.kind == UnitClass::punctuation || (cased && !unit.capital)) {
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
            span.abbreviation = abbreviation && span.kinds == kind;
            span.weight = std::max<double>(span.weight, match->weight);
        };
        if (const auto match = places.longest(hashes, i)) {
            const std::size_t blank = match->payload.find(' ');
            if (blank != std::string_view::npos)
                take(match, kind_of(match->payload.substr(0, blank)), match->payload.substr(blank + 1), false);
        }
        const auto take_list = [&](const models::Lexicon& list, std::uint8_t kind) {
            if (const auto match = list.longest(hashes, i))
                take(match, kind, match->payload, kind == kRegion && match->weight == kAbbreviationWeight);
        };
        take_list(countries, kCountry);
        take_list(cities, kCity);
        take_list(regions, kRegion);
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

namespace {

using Part = AddressSpan::Part;

// Postal codes by how sure their form is: the first pattern that matches a whole run wins.
const RE2& strong_postcode() {
    static const RE2 pattern(
        R"(\b([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2}\b|\d{5}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3}-\d{4}|\d{5}-\d{3}|[A-Z]{1,2}-\d{4,5})\b)");
    return pattern;
}
const RE2& plain_postcode() {
    static const RE2 pattern(R"((?:^|[^\d/.#-])(\d{4,6}|\d{3} \d{2})(?:$|[^\d/.-]))");
    return pattern;
}

bool covers(const PlaceSpan& place, const Part& part) {
    return place.begin == part.begin && place.end == part.end;
}

Part trimmed(std::string_view text, Part part) {
    const auto drop = [](char c) { return c == ' ' || c == '.' || c == ':' || c == '-' || c == '(' || c == ')'; };
    while (part.begin < part.end && drop(text[part.begin])) ++part.begin;
    while (part.begin < part.end && (drop(text[part.end - 1]) && text[part.end - 1] != '.')) --part.end;
    return part;
}

// Cuts at commas, bars, dots in the middle, tabs and line ends.
std::vector<Part> split_parts(std::string_view text) {
    std::vector<Part> parts;
    std::size_t begin = 0, i = 0;
    const auto close = [&](std::size_t end) {
        const Part part = trimmed(text, {begin, end});
        if (!part.empty()) parts.push_back(part);
    };
    while (i < text.size()) {
        const std::size_t at = i;
        const char32_t c = next_code_point(text, i);
        const bool dash = (c == '-' || c == 0x2013 || c == 0x2014) && at > 0 && text[at - 1] == ' ' &&
                          i < text.size() && text[i] == ' ';
        if (c == ',' || c == ';' || c == '|' || c == '\n' || c == '\t' || c == 0xB7 || c == 0x2022 || c == 0x2219 ||
            c == 0x22C5 || c == 0xFF0C || c == 0x3001 || c == 0x060C || dash) {
            close(at);
            begin = i;
        }
    }
    close(text.size());
    return parts;
}

// The postal code of a part, if it has one; "plain" ones need a city or region beside them to count.
std::optional<Part> postcode(std::string_view text, const Part& part, bool& strong) {
    const re2::StringPiece all(text.data() + part.begin, part.end - part.begin);
    re2::StringPiece found;
    strong = RE2::PartialMatch(all, strong_postcode(), &found);
    if (!strong && !RE2::PartialMatch(all, plain_postcode(), &found)) return std::nullopt;
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    return Part{begin, begin + found.size()};
}

// Scripts without spaces: the province's name or suffix, then the town up to its suffix.
void parse_unspaced(std::string_view text, const Part& part, std::span<const PlaceSpan> places,
                    const models::Lexicon& words, AddressSpan& address) {
    std::size_t at = part.begin;
    for (const PlaceSpan& place : places) {
        if (place.begin != at || place.end > part.end) continue;
        if ((place.kinds & kRegion) != 0 && address.region.empty()) {
            address.region = {place.begin, place.end};
            at = place.end;
        } else if ((place.kinds & kCity) != 0 && address.city.empty()) {
            address.city = {place.begin, place.end};
            at = place.end;
        }
    }
    constexpr int kLongestTown = 6;
    std::size_t i = at;
    for (int letters = 0; i < part.end && letters < kLongestTown; ++letters) {
        const std::size_t begin = i;
        const char32_t c = next_code_point(text, i);
        if (!is_letter(c)) break;
        const auto match = words.exact(text.substr(begin, i - begin));
        if (!match || letters == 0) continue;
        if (match->payload == "region_suffix" && address.region.empty()) {
            address.region = {at, i};
            at = i;
            letters = -1;
        } else if (match->payload == "city_suffix") {
            if (address.city.empty()) {
                address.city = {at, i};
            } else if (address.city.end == at && letters == 0) {
                address.city.end = i;
            }
            break;
        }
    }
}

}  // namespace

AddressSpan parse_address(std::string_view text, const models::Models& models) {
    AddressSpan address;
    const models::Lexicon words = models.lexicon("contact_words");
    const auto units = cut_units(text);
    const auto places = find_places(text, units, models);
    const auto parts = split_parts(text);
    std::vector<Part> rest;
    double evidence = 0;
    std::size_t unknown = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        Part part = parts[p];
        std::size_t offset = part.begin;
        const char32_t first = next_code_point(text, offset);
        bool strong = false;
        const auto code = address.postal_code.empty() ? postcode(text, part, strong) : std::nullopt;
        Part left = part, right{part.end, part.end};
        if (code) {
            left = trimmed(text, {part.begin, code->begin});
            right = trimmed(text, {code->end, part.end});
        }
        // What the pieces beside the code (or the whole part) are.
        bool used = false, named = false;
        const auto name = [&](Part piece) {
            for (const PlaceSpan& place : places) {
                if (!covers(place, piece)) continue;
                const bool city_first = address.city.empty() && (place.kinds & kCity) != 0;
                if ((place.kinds & kCountry) != 0 && address.country.empty() &&
                    (!city_first || !address.city.empty())) {
                    address.country = piece;
                    address.country_code = place.country;
                    return true;
                }
                if (city_first && !place.abbreviation) {
                    address.city = piece;
                    evidence += place.weight * 0.6;
                    return true;
                }
                if ((place.kinds & kRegion) != 0 && address.region.empty()) {
                    if (place.abbreviation && address.city.empty() && p == 0) return false;
                    address.region = piece;
                    return true;
                }
                if ((place.kinds & kCountry) != 0 && address.country.empty()) {
                    address.country = piece;
                    address.country_code = place.country;
                    return true;
                }
            }
            return false;
        };
        if (is_unspaced(first) ||
            (code && right.begin < right.end && is_unspaced(next_code_point(text, offset = right.begin)))) {
            const Part body = code && !right.empty() ? right : part;
            const bool had = !address.city.empty() || !address.region.empty();
            parse_unspaced(text, body, places, words, address);
            if (code && (strong || !address.city.empty())) address.postal_code = *code;
            if (!had && address.city.empty() && address.region.empty() && !name(part))
                ++unknown;
            else if (address.city.end < part.end && address.region.end < part.end)
                rest.push_back(part);
            continue;
        }
        if (code) {
            const auto street_in = [&](const Part& piece) {
                return std::ranges::any_of(units, [&](const Unit& u) {
                    if (u.begin < piece.begin || u.end > piece.end) return false;
                    const auto match = words.exact(std::span(&u.hash, 1));
                    return match && match->payload == "street";
                });
            };
            if (!strong && left.empty() && !right.empty() && street_in(right)) {
                rest.push_back(part);  // a house number before the street
                continue;
            }
            if (!right.empty() && left.empty()) {  // "78462 Konstanz"
                used = true;
                if (!name(right) && address.city.empty()) {
                    address.city = right;
                    evidence += strong ? 0.3 : 0.15;
                }
                named = true;
            } else if (!left.empty() && right.empty()) {  // "CA 94588", "Vancouver WA 98686", "Oxford OX1 2JD"
                const auto inside = std::ranges::find_if(
                    places, [&](const PlaceSpan& s) { return s.end == left.end && s.begin > left.begin; });
                const bool had_city = !address.city.empty();
                named = name(left);
                if (!named && inside != places.end() && (inside->kinds & kRegion) != 0) {
                    const Part before = trimmed(text, {left.begin, inside->begin});
                    address.region = {inside->begin, inside->end};
                    named = true;
                    if (!name(before) && address.city.empty()) address.city = before;
                } else if (!named && !had_city && strong &&
                           std::ranges::none_of(text.substr(left.begin, left.end - left.begin),
                                                [](char c) { return c >= '0' && c <= '9'; })) {
                    address.city = left;
                    named = true;
                }
                used = named || strong;
            } else if (left.empty() && right.empty()) {
                used = strong || p > 0;
            } else {
                used = strong;
                named = name(right);
                if (!left.empty()) rest.push_back(left);
            }
            if (used) {
                address.postal_code = *code;
                evidence += strong ? 0.5 : 0.3;
                if (left.empty() || right.empty() || named) continue;
            }
        }
        if (name(part)) continue;
        // "Boston MA", "Ankara Turkey": two names side by side
        const auto last =
            std::ranges::find_if(places, [&](const PlaceSpan& s) { return s.end == part.end && s.begin > part.begin; });
        if (last != places.end() && (last->kinds & (kRegion | kCountry)) != 0) {
            const Part before = trimmed(text, {part.begin, last->begin});
            const bool city = std::ranges::any_of(
                places, [&](const PlaceSpan& s) { return covers(s, before) && (s.kinds & kCity) != 0; });
            if (city && name(before) && name({last->begin, last->end})) continue;
        }
        rest.push_back(part);
    }
    // What is left: a street (with a number or a word for one), or a town that the gazetteer does not know.
    std::size_t street = 0;
    for (const Part& part : rest) {
        bool number = false, word = false;
        for (const Unit& unit : units) {
            if (unit.begin < part.begin || unit.end > part.end) continue;
            number = number || unit.kind == UnitClass::number;
            const auto match = words.exact(std::span(&unit.hash, 1));
            word = word || (match && match->payload == "street");
        }
        if (number || word) {
            ++street;
            evidence += number && word ? 0.35 : 0.1;
            if (address.address.empty())
                address.address = part;
            else
                address.address.end = std::max(address.address.end, part.end);
        } else {
            ++unknown;
            if (address.address.empty() && !address.city.empty() && part.end <= address.city.begin &&
                !address.postal_code.empty()) {
                address.address = part;  // a campus or a house with a name
                --unknown;
            }
            // The part before the region or the country is the town.
            const std::size_t behind = !address.region.empty()    ? address.region.begin
                                       : !address.country.empty() ? address.country.begin
                                                                  : 0;
            if (address.city.empty() && behind > part.end &&
                text.substr(part.end, behind - part.end).find_first_not_of(" ,") == std::string_view::npos &&
                part.end - part.begin < 40) {
                address.city = part;
                --unknown;
            }
        }
    }
    const int named = (address.city.empty() ? 0 : 1) + (address.region.empty() ? 0 : 1) +
                      (address.country.empty() ? 0 : 1) + (address.postal_code.empty() ? 0 : 1);
    if (named == 0 && street == 0) return {};
    evidence += named >= 2 ? 0.45 : named == 1 ? 0.15 : 0.0;
    evidence -= 0.25 * static_cast<double>(unknown);
    address.score = std::clamp(evidence, 0.0, 1.0);
    return address;
}

}  // namespace cvextract::fields::spans

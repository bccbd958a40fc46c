#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/unicode.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/place.hpp"

// An address is cut at commas, bars and line ends; each part is named by the gazetteer and by its postal code, and what
// is left beside them is the street. The order of the parts differs between countries and does not matter here.

namespace cvextract::fields::spans {

namespace {

using Part = AddressSpan::Part;

constexpr double kSmallCity = 0.5;  // weight below which a name that is a region too is the region
constexpr std::size_t kLongestHouseNumber = 7;
constexpr double kSurePhone = 0.6;        // score from which digits are a telephone number rather than a postal code
constexpr std::size_t kLongestTown = 40;  // bytes of a town that the gazetteer does not know
constexpr std::size_t kTwoLetters = 6;    // bytes of two ideographs
constexpr int kLongestUnspacedTown = 6;   // letters before the suffix of a town in Han and Hangul addresses

// Postal codes that are nothing else by their form; the others need a place beside them.
const RE2& strong_postcode() {
    static const RE2 pattern(
        R"(\b([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{5}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3}-\d{4}|\d{5}-\d{3}|[A-Z]{1,2}-\d{4,5})\b)");
    return pattern;
}
// Letters by what they are not: \pL has hundreds of ranges, and compiling it costs as much as reading a page.
#define CVEXTRACT_LETTERS \
    R"([^\x00-\x40\x5B-\x60\x7B-\x{BF}\x{D7}\x{F7}\x{2000}-\x{2BFF}\x{3000}-\x{3004}\x{3007}-\x{303F}\x{FF00}-\x{FF20}])"
const RE2& dutch_postcode() {
    static const RE2 pattern(R"(^([1-9]\d{3} ?(?:[A-Z]{2}|[a-z]{2}))(?:$|[ ,]+)" CVEXTRACT_LETTERS "{3})");
    return pattern;
}
const RE2& plain_postcode() {
    static const RE2 pattern(R"((?:^|[^\d/.#-]|)" CVEXTRACT_LETTERS R"({3}-)(\d{4,6}|\d{3} \d{2})(?:$|[^\d/.-]))");
    return pattern;
}
#undef CVEXTRACT_LETTERS

bool covers(const PlaceSpan& place, const Part& part) {
    return place.begin == part.begin && place.end == part.end;
}

Part trimmed(std::string_view text, Part part) {
    const auto drop = [](char c) { return c == ' ' || c == ':' || c == '-' || c == ',' || c == '\n' || c == '\t'; };
    while (part.begin < part.end && (drop(text[part.begin]) || text[part.begin] == '.')) ++part.begin;
    while (part.begin < part.end && drop(text[part.end - 1])) --part.end;
    return part;
}

// Cuts at commas, bars, dots in the middle, brackets, spaced dashes, tabs and line ends.
// A line end inside the name of a place ("Pays de / la Loire") is no cut.
std::vector<Part> split_parts(std::string_view text, std::span<const PlaceSpan> places) {
    std::vector<Part> parts;
    std::size_t begin = 0, i = 0;
    const auto close = [&](std::size_t end) {
        const Part part = trimmed(text, {begin, end});
        if (!part.empty()) parts.push_back(part);
    };
    while (i < text.size()) {
        const std::size_t at = i;
        const char32_t c = next_code_point(text, i);
        if (c == '\n' && std::ranges::any_of(places, [&](const PlaceSpan& s) { return s.begin < at && s.end > at; }))
            continue;
        const bool dash = (c == '-' || c == 0x2013 || c == 0x2014) && at > 0 && text[at - 1] == ' ' &&
                          i < text.size() && text[i] == ' ';
        if (c == ',' || c == ';' || c == '|' || c == '\n' || c == '\t' || c == '(' || c == ')' || c == 0xB7 ||
            c == 0x2022 || c == 0x2219 || c == 0x22C5 || c == 0xFF0C || c == 0x3001 || c == 0x060C || c == 0xFF08 ||
            c == 0xFF09 || dash) {
            close(at);
            begin = i;
        }
    }
    close(text.size());
    return parts;
}

class AddressReader {
  public:
    AddressReader(std::string_view text, const models::Models& models)
        : text_(text),
          words_(models.lexicon("contact_words")),
          codes_(models.lexicon("country_codes")),
          organisations_(models.lexicon("organisations")),
          units_(cut_units(text)),
          places_(find_places(text, units_, models)),
          phones_(find_phones(text)) {}

    AddressSpan read();

  private:
    struct Code {
        Part part;  // empty where there is none
        bool strong = false;
        explicit operator bool() const { return !part.empty(); }
    };
    void read_part(Part part, bool first);
    [[nodiscard]] bool read_unspaced(const Part& part, const Code& code);
    [[nodiscard]] bool read_hangul(const Part& body, const Code& code);
    [[nodiscard]] bool read_code(const Part& part, const Code& code, bool first);
    [[nodiscard]] bool name(const Part& part, bool first);
    [[nodiscard]] bool name_pair(const Part& part);
    [[nodiscard]] bool name_town_before_region(const Part& part);
    [[nodiscard]] bool name_town_behind_street(const Part& part);
    [[nodiscard]] bool name_district(const Part& part);
    void set_country(const Part& part, std::string_view code);
    [[nodiscard]] Part without_country_code(Part part);
    [[nodiscard]] Code postcode(const Part& part) const;
    [[nodiscard]] bool has_street_word(const Part& part) const;
    [[nodiscard]] bool has_number(const Part& part) const;
    [[nodiscard]] bool has_letters(const Part& part) const;
    [[nodiscard]] bool is_code(const Part& part) const;
    [[nodiscard]] bool is_state_code(const Part& part, const Part& code) const;
    void place_rest();

    [[nodiscard]] std::string_view at(const Part& part) const {
        return text_.substr(part.begin, part.end - part.begin);
    }

    std::string_view text_;
    models::Lexicon words_, codes_, organisations_;
    std::vector<Unit> units_;
    std::vector<PlaceSpan> places_;
    std::vector<PhoneSpan> phones_;
    AddressSpan address_;
    std::string_view city_countries_;
    std::vector<Part> rest_;
    bool strong_elsewhere_ = false;  // some part has a postal code that can be nothing else
    bool suffixed_city_ = false;     // the town is known by its suffix alone
    double evidence_ = 0;
    std::size_t unknown_ = 0;
};

bool AddressReader::has_street_word(const Part& part) const {
    return std::ranges::any_of(units_, [&](const Unit& unit) {
        if (unit.begin < part.begin || unit.end > part.end) return false;
        const auto match = words_.exact(std::span(&unit.hash, 1));
        return match && match->payload == "street";
    });
}

bool AddressReader::has_letters(const Part& part) const {
    return std::ranges::any_of(units_, [&](const Unit& unit) {
        return (unit.kind == UnitClass::word || unit.kind == UnitClass::ideograph) && unit.begin >= part.begin &&
               unit.end <= part.end;
    });
}

bool AddressReader::has_number(const Part& part) const {
    return std::ranges::any_of(units_, [&](const Unit& unit) {
        return unit.kind == UnitClass::number && unit.begin >= part.begin && unit.end <= part.end;
    });
}

void AddressReader::set_country(const Part& part, std::string_view code) {
    // "England, GB": the part of the country is the region.
    if (!address_.country.empty() && address_.country_code == code && address_.region.empty())
        address_.region = address_.country;
    address_.country = part;
    address_.country_code = code;
}

// Names a part by the gazetteer. The first city is the city; a name that can be both goes to what is still missing.
bool AddressReader::name(const Part& part, bool first) {
    if (const auto match = words_.exact(at(part)); match && match->payload.starts_with("label_")) return false;
    for (const PlaceSpan& place : places_) {
        if (!covers(place, part)) continue;
        const bool city = (place.kinds & kCity) != 0, region = (place.kinds & kRegion) != 0,
                   country = (place.kinds & kCountry) != 0;
        if (city && address_.city.empty() && !place.abbreviation &&
            !(region && address_.region.empty() && place.weight < kSmallCity)) {
            address_.city = part;
            city_countries_ = place.countries;
            evidence_ += place.weight * 0.6;
            return true;
        }
        if (country && (address_.country.empty() || address_.country_code == place.country)) {
            if (region && address_.region.empty() && !address_.country.empty()) {
                address_.region = part;
            } else {
                set_country(part, place.country);
            }
            return true;
        }
        if (region && address_.region.empty()) {
            if (place.abbreviation && address_.city.empty() && first) return false;
            address_.region = part;
            return true;
        }
    }
    return false;
}

// The code of a country at the end of a part: "Gauteng 2196 ZA", "Gdansk, PL". A state's code goes before it.
Part AddressReader::without_country_code(Part part) {
    const std::string_view printed = at(part);
    if (printed.size() < 2) return part;
    const std::string_view last = printed.substr(printed.size() - 2);
    if (last[0] < 'A' || last[0] > 'Z' || last[1] < 'A' || last[1] > 'Z') return part;
    const bool whole = printed.size() == 2;
    if (!whole && printed[printed.size() - 3] != ' ') return part;
    if (!codes_.exact(last)) return part;
    const Part code{part.end - 2, part.end};
    const bool state =
        std::ranges::any_of(places_, [&](const PlaceSpan& s) { return covers(s, code) && (s.kinds & kRegion) != 0; });
    const bool at_home = !city_countries_.empty() && city_countries_.find(last) != std::string_view::npos;
    const bool behind_number =
        !whole && printed.size() > 3 && printed[printed.size() - 4] >= '0' && printed[printed.size() - 4] <= '9';
    const bool known = !address_.city.empty() || !address_.region.empty() || !address_.postal_code.empty();
    // "Perm RU": a town with the code of its own country
    const Part before = whole ? part : trimmed(text_, {part.begin, code.begin});
    // or "Casablanca MA" where no such town is in a country with that state; "Zhejiang CN": a region of the country.
    const bool town_at_home = !whole && std::ranges::any_of(places_, [&](const PlaceSpan& s) {
        if (!covers(s, before)) return false;
        const bool town = (s.kinds & kCity) != 0 && s.countries.find(last) != std::string_view::npos &&
                          (!state || s.countries.find("US") == std::string_view::npos);
        return town || ((s.kinds & kRegion) != 0 && !state && s.country == last);
    });
    if (town_at_home) {
        set_country(code, last);
        return before;
    }
    if (whole ? !(known && (!state || at_home || !address_.region.empty())) : !(behind_number && !state)) return part;
    set_country(code, last);
    return trimmed(text_, {part.begin, code.begin});
}

AddressReader::Code AddressReader::postcode(const Part& part) const {
    const re2::StringPiece all(text_.data() + part.begin, part.end - part.begin);
    re2::StringPiece found;
    // Patterns are not compiled for what they cannot match.
    const auto is_number = [](char c) { return c >= '0' && c <= '9'; };
    if (std::none_of(all.begin(), all.end(), is_number)) return {};
    bool strong = RE2::PartialMatch(all, strong_postcode(), &found) ||
                  (is_number(all[0]) && RE2::PartialMatch(all, dutch_postcode(), &found));
    if (!strong && (strong_elsewhere_ || !RE2::PartialMatch(all, plain_postcode(), &found))) return {};
    const auto begin = static_cast<std::size_t>(found.data() - text_.data());
    const Part code{begin, begin + found.size()};
    for (const PhoneSpan& phone : phones_) {
        if (phone.score >= kSurePhone && phone.begin <= code.begin && phone.end >= code.end &&
            phone.end - phone.begin > code.end - code.begin)
            return {};
    }
    const std::string_view printed = at(code);
    if (!strong && printed.size() == 4 && printed >= "1950" && printed <= "2035") {
        // A year, unless a known town follows.
        const Part right = trimmed(text_, {code.end, part.end});
        const bool town = std::ranges::any_of(
            places_, [&](const PlaceSpan& s) { return s.begin == right.begin && (s.kinds & kCity) != 0; });
        const Part left = trimmed(text_, {part.begin, code.begin});
        const bool region = std::ranges::any_of(
            places_, [&](const PlaceSpan& s) { return s.end == left.end && (s.kinds & kRegion) != 0; });
        if (!region && (!town || code.begin != part.begin)) return {};
    }
    return Code{code, strong};
}

// Scripts without spaces: the province's name or suffix, then the town up to its suffix.
bool AddressReader::read_unspaced(const Part& part, const Code& code) {
    Part body = part;
    if (code) {
        body = trimmed(text_, {code.part.end, part.end});
        if (body.empty()) body = trimmed(text_, {part.begin, code.part.begin});
    }
    if (body.empty()) return false;
    std::size_t offset = body.begin;
    const char32_t first = next_code_point(text_, offset);
    if (first >= 0xAC00 && first <= 0xD7A3) return read_hangul(body, code);
    if (!is_unspaced(first)) return false;
    // A quarter that was taken for the town gives way to a town of the gazetteer in a part of its own.
    const auto town = std::ranges::find_if(
        places_, [&](const PlaceSpan& s) { return s.begin == body.begin && (s.kinds & kCity) != 0; });
    if (town != places_.end() && suffixed_city_ && body.end - town->end <= kTwoLetters / 2) {
        if (rest_.empty() || rest_.back().begin != address_.city.begin) rest_.push_back(address_.city);
        address_.city = {};
        suffixed_city_ = false;
    }
    const bool had = !address_.city.empty() || !address_.region.empty();
    std::size_t begin = body.begin;
    for (const PlaceSpan& place : places_) {
        if (place.begin != begin || place.end > body.end) continue;
        // The name of a town that begins the name of a school or a company is no address.
        if (place.end + kTwoLetters <= body.end && organisations_.exact(text_.substr(place.end, kTwoLetters))) break;
        if ((place.kinds & kCountry) != 0 && address_.country.empty()) {
            set_country({place.begin, place.end}, place.country);
            begin = place.end;
        } else if ((place.kinds & kRegion) != 0 && address_.region.empty() &&
                   !(address_.city.empty() && (place.kinds & kCity) != 0 && place.end == body.end)) {
            address_.region = {place.begin, place.end};
            begin = place.end;
        } else if ((place.kinds & kCity) != 0 && address_.city.empty()) {
            address_.city = {place.begin, place.end};
            evidence_ += 0.35;
            begin = place.end;
        }
    }
    std::size_t i = begin;
    for (int letters = 0; i < body.end && letters < kLongestUnspacedTown; ++letters) {
        const std::size_t here = i;
        const char32_t c = next_code_point(text_, i);
        if (!is_letter(c)) break;
        const auto match = words_.exact(text_.substr(here, i - here));
        if (!match) continue;
        if (match->payload == "region_suffix" && address_.region.empty() && letters > 0) {
            address_.region = {begin, i};
            begin = i;
            letters = -1;
        } else if (match->payload == "city_suffix") {
            if (address_.city.empty() && letters > 0) {
                address_.city = {begin, i};
                suffixed_city_ = true;
            } else if (!address_.city.empty() && address_.city.end == begin && letters == 0) {
                address_.city.end = i;  // the suffix behind a town that is known without it
            }
            break;
        }
    }
    const bool found = !address_.city.empty() || !address_.region.empty();
    if (code && (code.strong || found)) {
        address_.postal_code = code.part;
        evidence_ += 0.3;
    }
    if (!found && !had && !name(body, true)) {
        ++unknown_;
    } else if (address_.city.end < body.end && address_.region.end < body.end && has_number(body)) {
        rest_.push_back(body);
    }
    return true;
}

// Korean addresses: province, town, district, each a word with its suffix.
bool AddressReader::read_hangul(const Part& body, const Code& code) {
    bool found = false;
    for (const Unit& unit : units_) {
        if (unit.begin < body.begin || unit.end > body.end || unit.kind != UnitClass::word) continue;
        const Part word{unit.begin, unit.end};
        const auto place = std::ranges::find_if(places_, [&](const PlaceSpan& s) { return covers(s, word); });
        constexpr std::size_t kSyllable = 3;  // bytes
        const std::string_view printed = at(word);
        const auto suffix =
            printed.size() > kSyllable ? words_.exact(printed.substr(printed.size() - kSyllable)) : std::nullopt;
        if (place != places_.end() && (place->kinds & kRegion) != 0 && address_.region.empty()) {
            address_.region = word;
            found = true;
        } else if (address_.city.empty() && ((place != places_.end() && (place->kinds & kCity) != 0) ||
                                             (suffix && suffix->payload == "city_suffix"))) {
            address_.city = word;
            evidence_ += 0.35;
            found = true;
        }
    }
    if (found && code) address_.postal_code = code.part;
    if (found && has_number(body)) rest_.push_back(body);
    return found;
}

// A part with a postal code: the town stands on one side of it, the region perhaps on the other.
bool AddressReader::read_code(const Part& part, const Code& code, bool first) {
    const Part left = trimmed(text_, {part.begin, code.part.begin}), right = trimmed(text_, {code.part.end, part.end});
    if (!code.strong && left.empty() && !right.empty() && has_street_word(right)) return false;  // a house number
    bool used = code.strong, left_used = left.empty(), right_used = right.empty();
    if (!right.empty()) {
        if (name(right, false) || name_pair(right) || name_district(right)) {
            used = right_used = true;
        } else if (address_.city.empty() && right.end - right.begin < kLongestTown && !has_number(right)) {
            address_.city = right;
            evidence_ += code.strong ? 0.3 : 0.1;
            used = right_used = true;
        }
    }
    if (!left.empty()) {
        if (name(left, false) || name_pair(left)) {
            used = left_used = true;
        } else if (name_town_before_region(left)) {
            used = left_used = true;
        } else if (right.empty() && address_.region.empty() && is_state_code(left, code.part)) {
            address_.region = left;
            used = left_used = true;
        } else if (name_town_behind_street(left)) {
            used = left_used = true;
        } else if (code.strong && address_.city.empty() && !has_number(left) && has_letters(left)) {
            address_.city = left;
            left_used = true;
        }
    }
    if (left.empty() && right.empty()) {
        const bool place = !address_.city.empty() || !address_.region.empty() || !first;
        used = code.strong || place;
    }
    if (!used) return false;
    address_.postal_code = code.part;
    evidence_ += code.strong ? 0.5 : 0.3;
    if (!left_used) rest_.push_back(left);
    if (!right_used) rest_.push_back(right);
    return true;
}

// "Boston MA", "Ankara Turkey": a town and a region or country without a comma.
bool AddressReader::name_pair(const Part& part) {
    for (const PlaceSpan& last : places_) {
        if (last.end != part.end || last.begin <= part.begin || (last.kinds & (kRegion | kCountry)) == 0) continue;
        const Part before = trimmed(text_, {part.begin, last.begin});
        const auto town = std::ranges::find_if(
            places_, [&](const PlaceSpan& s) { return covers(s, before) && (s.kinds & kCity) != 0; });
        if (town == places_.end() || !name(before, true)) continue;
        if (name({last.begin, last.end}, false)) return true;
    }
    return false;
}

// "Fremantle WA" beside a postal code: what stands before a region is a town, known or not.
bool AddressReader::name_town_before_region(const Part& part) {
    if (!address_.city.empty() || !address_.region.empty() || has_number(part)) return false;
    const auto region = std::ranges::find_if(places_, [&](const PlaceSpan& s) {
        return s.end == part.end && s.begin > part.begin && (s.kinds & kRegion) != 0;
    });
    if (region == places_.end()) return false;
    const Part town = trimmed(text_, {part.begin, region->begin});
    if (town.empty() || town.end - town.begin > kLongestTown || has_street_word(town)) return false;
    address_.city = town;
    address_.region = {region->begin, region->end};
    return true;
}

// "100 George St Sydney NSW 2000", "Jakarta Selatan 12190": a known town, perhaps with a quarter or a region behind it,
// at the end of what stands before a code. What stands before the town is the street.
bool AddressReader::name_town_behind_street(const Part& part) {
    if (!address_.city.empty()) return false;
    for (const PlaceSpan& town : places_) {
        if (town.begin < part.begin || town.end > part.end || (town.kinds & kCity) == 0 || town.abbreviation) continue;
        const Part street = trimmed(text_, {part.begin, town.begin}), behind = trimmed(text_, {town.end, part.end});
        if (street.empty() && behind.empty()) continue;
        const auto region = std::ranges::find_if(
            places_, [&](const PlaceSpan& s) { return covers(s, behind) && (s.kinds & kRegion) != 0; });
        if (!behind.empty() && region == places_.end() && (!street.empty() || has_number(behind))) continue;
        if (!street.empty() && !has_number(street) && !has_street_word(street)) continue;
        address_.city = {town.begin, region != places_.end() || behind.empty() ? town.end : part.end};
        city_countries_ = town.countries;
        if (region != places_.end() && address_.region.empty()) address_.region = behind;
        if (!street.empty()) rest_.push_back(street);
        evidence_ += town.weight * 0.6;
        return true;
    }
    return false;
}

// "Praha 1", "Dublin 8": a known town and the number of its district.
bool AddressReader::name_district(const Part& part) {
    if (!address_.city.empty()) return false;
    for (const PlaceSpan& town : places_) {
        if (town.begin != part.begin || town.end >= part.end || (town.kinds & kCity) == 0) continue;
        const std::string_view number = text_.substr(town.end, part.end - town.end);
        constexpr std::size_t kLongestDistrict = 3;  // bytes with the blank
        if (number.size() > kLongestDistrict || number[0] != ' ' ||
            number.find_first_not_of("0123456789", 1) != std::string_view::npos)
            continue;
        address_.city = {town.begin, town.end};
        city_countries_ = town.countries;
        evidence_ += town.weight * 0.6;
        return true;
    }
    return false;
}

void AddressReader::read_part(Part part, bool first) {
    part = without_country_code(part);
    if (part.empty()) return;
    const Code code = address_.postal_code.empty() ? postcode(part) : Code{};
    if (read_unspaced(part, code)) return;
    if (code && read_code(part, code, first)) return;
    if (name(part, first) || name_pair(part) || name_district(part)) return;
    const Part unstopped{part.begin, part.end - (text_[part.end - 1] == '.' ? 1 : 0)};
    if (unstopped.end < part.end && name(unstopped, first)) return;
    rest_.push_back(part);
}

// Is the whole part a postal code of digits?
bool AddressReader::is_code(const Part& part) const {
    const auto code = postcode(part);
    return code && code.part.begin == part.begin && code.part.end == part.end;
}

// "ST 12345": two capitals before a code of five digits are a state, known or made up.
bool AddressReader::is_state_code(const Part& part, const Part& code) const {
    constexpr std::size_t kStateCode = 2, kZipCode = 5;
    const std::string_view letters = at(part);
    return letters.size() == kStateCode && code.end - code.begin >= kZipCode &&
           std::ranges::all_of(letters, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// What is left: a street (with a number or a word for one), a campus, or a town that the gazetteer does not know.
void AddressReader::place_rest() {
    const auto add = [&](const Part& part) {
        if (address_.address.empty()) {
            address_.address = part;
        } else {
            address_.address.end = std::max(address_.address.end, part.end);
        }
    };
    const bool street =
        std::ranges::any_of(rest_, [&](const Part& part) { return has_number(part) || has_street_word(part); });
    for (const Part& part : rest_) {
        if (!has_letters(part) && part.end - part.begin > kLongestHouseNumber) continue;  // a phone, a date
        const bool number = has_number(part), word = has_street_word(part);
        std::size_t behind = 0;  // the nearest named part behind this one
        for (const Part& named : {address_.region, address_.postal_code, address_.country}) {
            if (!named.empty() && named.begin >= part.end && (behind == 0 || named.begin < behind))
                behind = named.begin;
        }
        const bool before_region =
            behind > part.end && text_.substr(part.end, behind - part.end).find_first_not_of(" ,(-\xE2\x80\x93\n\t") ==
                                     std::string_view::npos;
        // "112 Briarwood Drive Marquette, MI": the town ends the part with the street.
        if ((number || word) && address_.city.empty() && before_region) {
            const auto town = std::ranges::find_if(places_, [&](const PlaceSpan& s) {
                return s.end == part.end && s.begin > part.begin && (s.kinds & kCity) != 0;
            });
            if (town != places_.end()) {
                address_.city = {town->begin, town->end};
                add(trimmed(text_, {part.begin, town->begin}));
                continue;
            }
        }
        const bool behind_code = !address_.postal_code.empty() && address_.postal_code.end <= part.begin &&
                                 text_.substr(address_.postal_code.end, part.begin - address_.postal_code.end)
                                         .find_first_not_of(" ,-\n\t") == std::string_view::npos;
        if (!number && !word && address_.city.empty() && (before_region || behind_code) &&
            part.end - part.begin < kLongestTown) {
            address_.city = part;
        } else if (address_.postal_code.empty() && !address_.city.empty() && !has_letters(part) && is_code(part)) {
            address_.postal_code = part;  // "400367, Cluj-Napoca"
            evidence_ += 0.2;
        } else if (number || word) {
            evidence_ += number && word ? 0.35 : 0.1;
            add(part);
        } else if (!address_.city.empty() && part.end <= address_.city.begin && !address_.postal_code.empty()) {
            // The name and the office above the street are no part of it.
            if (!street || !address_.address.empty()) add(part);
        } else {
            ++unknown_;
        }
    }
}

AddressSpan AddressReader::read() {
    const auto parts = split_parts(text_, places_);
    strong_elsewhere_ = std::ranges::any_of(parts, [&](const Part& part) {
        const auto code = postcode(part);
        return code && code.strong;
    });
    for (std::size_t i = 0; i < parts.size(); ++i) read_part(parts[i], i == 0);
    // "FR, Nantes": the code of the town's country before it.
    if (!parts.empty() && address_.country.empty() && address_.city.begin > parts[0].end &&
        codes_.exact(at(parts[0])) && parts[0].end - parts[0].begin == 2 && at(parts[0])[0] < 'a' &&
        city_countries_.find(at(parts[0])) != std::string_view::npos) {
        std::erase_if(rest_, [&](const Part& part) { return part.begin == parts[0].begin; });
        set_country(parts[0], at(parts[0]));
    }
    place_rest();
    // "6300 Zug": a town that is known as a region alone, beside the code.
    if (address_.city.empty() && !address_.region.empty() && address_.region.begin > address_.postal_code.end &&
        address_.region.begin - address_.postal_code.end == 1 && !address_.postal_code.empty())
        std::swap(address_.city, address_.region);
    const int named = (address_.city.empty() ? 0 : 1) + (address_.region.empty() ? 0 : 1) +
                      (address_.country.empty() ? 0 : 1) + (address_.postal_code.empty() ? 0 : 1);
    if (named == 0 && address_.address.empty()) return {};
    evidence_ += named >= 3 ? 0.65 : named == 2 ? 0.45 : named == 1 ? 0.15 : 0.0;
    // A country's name and nothing else.
    if (named == 1 && parts.size() == 1 && !address_.country.empty() && at(address_.country) == at(parts[0]) &&
        at(parts[0]).size() > 3)
        evidence_ += 0.3;
    evidence_ -= (named >= 3 ? 0.15 : 0.25) * static_cast<double>(unknown_);
    address_.score = std::max(evidence_, 0.0);
    address_.likely_country = address_.country_code;
    for (const PlaceSpan& place : places_) {
        if (!address_.likely_country.empty()) break;
        if (covers(place, address_.region)) address_.likely_country = place.country;
    }
    if (address_.likely_country.empty()) address_.likely_country = city_countries_.substr(0, 2);
    return address_;
}

}  // namespace

AddressSpan parse_address(std::string_view text, const models::Models& models) {
    return AddressReader(text, models).read();
}

}  // namespace cvextract::fields::spans

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "models/models.hpp"

namespace cvextract::fields::spans {

/// What a place's name can stand for; a name can be several ("New York", "Luxembourg").
enum PlaceKind : std::uint8_t { kCity = 1, kRegion = 2, kCountry = 4 };

/// A name of the gazetteer (models/lexicon/places.tsv, cities.tsv, regions.tsv, countries.tsv) in a text.
struct PlaceSpan {
    std::size_t begin = 0, end = 0;  ///< bytes
    std::uint8_t kinds = 0;          ///< of PlaceKind
    std::string country;             ///< ISO 3166-1 alpha-2; the likeliest where several have such a place
    std::string_view countries;      ///< of all well-known cities of that name, most people first, by blanks
    bool abbreviation = false;       ///< "CA": only good beside a city or a postcode
    double weight = 0;               ///< 0..1: how well known
};

/// All names of places in printed order, longest first where they overlap. Names in scripts with case count only when
/// they begin with a capital. O(n).
[[nodiscard]] std::vector<PlaceSpan> find_places(std::string_view text, std::span<const Unit> units,
                                                 const models::Models& models);

/// Parts of an address as offsets into the text; an empty part was not printed.
struct AddressSpan {
    struct Part {
        std::size_t begin = 0, end = 0;
        [[nodiscard]] bool empty() const { return begin >= end; }
    };
    Part address, postal_code, city, region, country;
    std::string country_code;    ///< only when the country is printed
    std::string likely_country;  ///< ISO 3166-1 alpha-2: the printed one, or that of the region or town; may be empty
    double score = 0;  ///< that this is an address or a place of living at all: 0 no, 0.5 likely, 1 and more sure
};

/// Reads a line, a cell or a few lines ('\n') that may be an address. The score is 0 when nothing speaks for one.
[[nodiscard]] AddressSpan parse_address(std::string_view text, const models::Models& models);

}  // namespace cvextract::fields::spans

#pragma once

#include <vector>

#include "fields/entries/body.hpp"

/// Lists of short things: skills by category, spoken languages with their fluency, interests. How a list is set
/// (commas, bars, bullets, tags, tables, labels in bold) is a property of the whole section, and so are the features.
namespace cvextract::fields::lists {

/// What a unit of a list is; the names are the labels of weights/lists.crf.
enum class Label : std::uint8_t { none, begin, inside, category, level };
inline constexpr const char* kLabels[] = {"O", "B", "I", "C", "V"};

/// Features of a section's units.
[[nodiscard]] learn::Sequence list_features(const entries::Body& body);

/// A group of a list: what is printed before it names the category.
struct Group {
    Value category;
    struct Item {
        Value text, level;
        std::string code;  ///< ISO 639 code where the text is the name of a language, else empty
    };
    std::vector<Item> items;
};

/// Reads a section as a list. O(units).
[[nodiscard]] std::vector<Group> read_groups(const entries::Body& body);

/// Skills, spoken languages and interests.
void collect_lists(const Context& context, Record& record);

}  // namespace cvextract::fields::lists

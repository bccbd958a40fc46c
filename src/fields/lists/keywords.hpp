#pragma once

#include <vector>

#include "fields/lists/atoms.hpp"

/// Lists of short things: skills by category, spoken languages with their fluency, interests. How a list is set
/// (commas, bars, bullets, tags, tables, labels in bold) is a property of the whole section, and so are the features.
namespace cvextract::fields::lists {

/// What an atom of a list is; the names are the labels of weights/lists.crf.
enum class Label : std::uint8_t {
    none,
    begin,     ///< an item begins
    inside,    ///< the item before goes on, over what stands between
    category,  ///< names a group of items
    level,     ///< of the item before, or of the group
};
inline constexpr const char* kLabels[] = {"O", "B", "I", "C", "V"};

/// Features of a section's atoms.
[[nodiscard]] learn::Sequence list_features(const entries::Body& body, const std::vector<Atom>& atoms);

/// A group of a list: what is printed before it names the category.
struct Group {
    Value category, level;
    struct Item {
        Value text, level;
        bool language = false;  ///< is, or begins with, the name of a language
    };
    std::vector<Item> items;
};

/// Reads a section as a list. O(units).
[[nodiscard]] std::vector<Group> read_groups(const entries::Body& body);

/// Skills, spoken languages and interests.
void collect_lists(const Context& context, Record& record);

}  // namespace cvextract::fields::lists

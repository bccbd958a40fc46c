#pragma once

#include <algorithm>
#include <cstdint>

namespace cvextract {

/// What a table of hashes keeps of each key in a byte beside it (0 stands for a free slot): most look-ups are of keys
/// that the table does not have, and end here without a page of the table itself being touched.
constexpr std::uint8_t hash_tag(std::uint64_t key) {
    return std::max<std::uint8_t>(static_cast<std::uint8_t>(key >> 56), 1);
}

}  // namespace cvextract

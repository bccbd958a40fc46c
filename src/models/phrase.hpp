#pragma once

#include <cstdint>

namespace cvextract::models {

/// The key of a phrase is made of its units' hashes, one after the other; shared by compile_models and the look-up.
inline constexpr std::uint64_t kPhraseStart = 0x243F6A8885A308D3ull;

constexpr std::uint64_t extend_phrase(std::uint64_t key, std::uint64_t unit_hash) {
    std::uint64_t h = (key ^ unit_hash) * 0x9E3779B97F4A7C15ull;
    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9ull;
    h ^= h >> 32;
    return h == 0 ? 1 : h;
}

}  // namespace cvextract::models

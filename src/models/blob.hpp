#pragma once

#include <cstdint>

/// The layout of a compiled model blob (little endian, every member 16-byte aligned):
/// BlobHeader, BlobEntry[entries] sorted by name hash, then the members.
namespace cvextract::models {

inline constexpr std::uint64_t kBlobMagic = 0x3230584356454C42ull;  // "BLEVCX02"

struct BlobHeader {
    std::uint64_t magic = kBlobMagic;
    std::uint64_t size = 0;  ///< of the whole blob
    std::uint64_t entries = 0;
    std::uint64_t checksum = 0;  ///< hash64 of everything behind the header
};

struct BlobEntry {
    std::uint64_t name = 0;    ///< hash64 of the member's name
    std::uint64_t offset = 0;  ///< from the blob's start
    std::uint64_t size = 0;
    std::uint64_t reserved = 0;
};

/// A compiled lexicon: LexiconHeader, Slot[slots], uint8 tags[slots], string pool.
struct LexiconHeader {
    std::uint64_t slots = 0;  ///< a power of two
    std::uint64_t pool_size = 0;
};

}  // namespace cvextract::models

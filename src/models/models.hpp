#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cvextract/result.hpp"

/// Vocabulary and weights. `models/` in the source tree is compiled at build time (tools/compile_models) into one blob
/// that is linked into the library: nothing is parsed or copied at start-up.
namespace cvextract::models {

/// A list of phrases with a payload each, made from models/lexicon/NAME.tsv (`phrase<TAB>payload<TAB>weight`, the last
/// two optional, `#` starts a comment line). Phrases match by their folded units (base/units.hpp): case, width,
/// accents, full stops and apostrophes inside words do not matter.
class Lexicon {
  public:
    struct Match {
        std::size_t units = 0;     ///< how many units the phrase spans
        std::string_view payload;  ///< empty when the list has none
        float weight = 1;
    };
    /// The longest phrase that starts at `unit_hashes[begin]`.
    [[nodiscard]] std::optional<Match> longest(std::span<const std::uint64_t> unit_hashes, std::size_t begin) const;
    /// The phrase that spans all of the units.
    [[nodiscard]] std::optional<Match> exact(std::span<const std::uint64_t> unit_hashes) const;
    [[nodiscard]] std::optional<Match> exact(std::string_view text) const;
    [[nodiscard]] bool empty() const { return slots_.empty(); }

    struct Slot {
        std::uint64_t key = 0;      ///< hash of a phrase or of a beginning of one; 0 for a free slot
        std::uint32_t payload = 0;  ///< offset into the string pool
        std::uint16_t payload_size = 0;
        std::uint8_t terminal = 0;  ///< 1 when the key is a whole phrase
        std::uint8_t reserved = 0;
        float weight = 0;
        std::uint32_t reserved2 = 0;
    };
    Lexicon() = default;
    Lexicon(std::span<const Slot> slots, const std::uint8_t* tags, std::string_view pool)
        : slots_(slots), tags_(tags), pool_(pool) {}

  private:
    [[nodiscard]] const Slot* find(std::uint64_t key) const;
    std::span<const Slot> slots_;         ///< open addressing, size a power of two
    const std::uint8_t* tags_ = nullptr;  ///< of each slot (base/hash_tag.hpp)
    std::string_view pool_;
};

/// The blob: named members of bytes. Lexicons are "lexicon/NAME", weights "weights/NAME", other files by their path
/// below models/.
class Models {
  public:
    /// The models that are linked into the library.
    [[nodiscard]] static const Models& builtin();
    /// A compiled blob in a file (mapped), for experiments and cross-validation.
    [[nodiscard]] static Result<Models> open(const std::string& path);
    /// A blob in memory that outlives the Models.
    [[nodiscard]] static Result<Models> from_bytes(std::span<const std::byte> bytes);

    /// The lexicon of that name; an empty one when there is none.
    [[nodiscard]] Lexicon lexicon(std::string_view name) const;
    /// The bytes of a member, 16-byte aligned; empty when there is none.
    [[nodiscard]] std::span<const std::byte> member(std::string_view name) const;

  private:
    std::span<const std::byte> bytes_;
    std::shared_ptr<const void> owner_;
};

}  // namespace cvextract::models

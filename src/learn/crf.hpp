#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cvextract::learn {

/// A feature is a 64-bit hash: of a template's name and of what it saw. Templates are numbered at compile time by
/// hashing their names, so that no string is built per feature.
using Feature = std::uint64_t;

constexpr Feature mix(Feature a, Feature b) {
    Feature h = (a ^ (b + 0x9E3779B97F4A7C15ull + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDull;
    h ^= h >> 33;
    return h == 0 ? 1 : h;
}

constexpr Feature name(std::string_view text) {
    Feature h = 0xCBF29CE484222325ull;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    return h;
}

/// The features of all positions of a sequence, one after the other in memory.
class Sequence {
  public:
    /// Starts the next position.
    void next() { starts_.push_back(features_.size()); }
    /// Adds a feature to the current position.
    void add(Feature feature) { features_.push_back(feature); }
    [[nodiscard]] std::size_t size() const { return starts_.size(); }
    [[nodiscard]] std::span<const Feature> at(std::size_t i) const {
        const std::size_t end = i + 1 < starts_.size() ? starts_[i + 1] : features_.size();
        return std::span(features_).subspan(starts_[i], end - starts_[i]);
    }

  private:
    std::vector<Feature> features_;
    std::vector<std::size_t> starts_;
};

/// The best labelling of a sequence and how sure it is.
struct Labelling {
    std::vector<std::uint8_t> labels;  ///< index into Crf::labels() for each position
    std::vector<float> confidence;     ///< marginal probability of that label at that position
    std::vector<float> marginals;      ///< of every label at every position, position by position
};

/// A linear-chain conditional random field (Lafferty, McCallum and Pereira, ICML 2001) over hashed binary features:
/// exact decoding by Viterbi, marginals by forward-backward. The score of a label at a position comes from a layer
/// of rectified units over its features (as in Collobert et al., JMLR 2011). A view of a member of the model blob:
/// nothing is copied.
///
/// A member "weights/NAME.crf" is compiled from models/weights/NAME.crf, which tools/train writes (see there).
/// Cost: O(positions x (features x units + units x labels + labels^2)).
class Crf {
  public:
    Crf() = default;
    /// An empty model when the bytes are none.
    explicit Crf(std::span<const std::byte> bytes);

    [[nodiscard]] bool empty() const { return labels_.empty(); }
    [[nodiscard]] const std::vector<std::string_view>& labels() const { return labels_; }
    /// Index of a label; labels().size() when there is none of that name.
    [[nodiscard]] std::size_t label(std::string_view name) const;

    /// Optional hard facts: allowed[i] is a bit mask of the labels that position i may have (0: any).
    [[nodiscard]] Labelling decode(const Sequence& sequence, std::span<const std::uint64_t> allowed = {}) const;
    /// The score of every label at every position, position by position, before the order of labels is looked at.
    [[nodiscard]] std::vector<float> scores(const Sequence& sequence,
                                            std::span<const std::uint64_t> allowed = {}) const;
    /// Decodes scores, which may have been changed by other evidence.
    [[nodiscard]] Labelling decode(std::span<const float> scores) const;

    struct Slot {
        std::uint64_t key = 0;  ///< feature; 0 for a free slot
        std::uint32_t row = 0;  ///< index of its weights
        float scale = 0;        ///< of its weights
    };
    struct Header {
        std::uint32_t labels = 0, slots = 0, units = 0, rows = 0, names_size = 0, reserved[3] = {};
    };
    static constexpr std::size_t kMostLabels = 64, kMostUnits = 1024;
    /// Rows of labels are padded with zeros to whole vectors of the processor.
    static constexpr std::size_t padded(std::size_t labels) { return (labels + 7) / 8 * 8; }

  private:
    [[nodiscard]] const Slot* find(Feature feature) const;

    std::vector<std::string_view> labels_;
    std::span<const float>
        transitions_;                ///< (labels + 1) rows of labels: row 0 starts a sequence, row i+1 follows label i
    std::span<const double> moves_;  ///< their exponentials; 0 in the padding
    std::span<const double> back_;   ///< the same by the label that is reached: of every label before it
    std::span<const Slot> slots_;
    std::span<const std::uint8_t> tags_;  ///< of each slot (base/hash_tag.hpp)
    std::span<const float> bias_;         ///< of the units
    std::span<const float> output_;       ///< of every label from each unit, unit by unit
    std::span<const std::int8_t> rows_;   ///< a feature's weights for the units, times its scale
};

}  // namespace cvextract::learn

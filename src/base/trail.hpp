#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>

namespace cvextract {

/// Where the reading of a document has come to, kept in memory that outlives the process that reads, and where earlier
/// attempts at it died. So a page that breaks the PDF library costs that page, not the document. A place is a page
/// (from 1) or one of the constants.
struct Trail {
    static constexpr std::int32_t kOpening = 0;  ///< before the first page
    static constexpr std::int32_t kLinks = -1;   ///< reading the links
    static constexpr std::int32_t kBehind = -2;  ///< the stages behind the PDF
    /// After so many deaths a document is given up.
    static constexpr std::size_t kMostDeaths = 8;

    std::span<const std::int32_t> deaths;          ///< of earlier attempts, in order
    std::atomic<std::int32_t>* reached = nullptr;  ///< none: nobody watches

    void reach(std::int32_t place) const {
        if (reached != nullptr) reached->store(place, std::memory_order_relaxed);
    }
    [[nodiscard]] auto deaths_at(std::int32_t place) const { return std::count(deaths.begin(), deaths.end(), place); }
    /// Whether another attempt that knows of a death there has a chance.
    [[nodiscard]] static bool can_be_avoided(std::int32_t place) { return place > 0 || place == kLinks; }
};

}  // namespace cvextract

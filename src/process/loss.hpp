#pragma once

#include <sys/resource.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cvextract/error.hpp"
#include "cvextract/options.hpp"

namespace cvextract::process {

/// A reply beyond this is no CV's record.
inline constexpr std::size_t kMostReply = std::size_t{64} << 20;

/// How a worker was lost.
struct Loss {
    enum class Kind : std::uint8_t { died, late, too_large };
    Kind kind = Kind::died;
    std::int32_t place = 0;  ///< where it was (Trail)
    int status = 0;          ///< of waitpid
    rusage used{};
};

/// What the user is told of it: limit for time, memory and size, not_a_pdf for a crash of the PDF reader, internal for
/// one behind it.
[[nodiscard]] Error error_of(const Loss& loss, const Limits& limits);

/// Adds to `deaths` (Trail) what another attempt must know to have a chance; false when none has. A page that ate the
/// memory counts twice: it is left out at once.
[[nodiscard]] bool learn_from(const Loss& loss, const Limits& limits, std::vector<std::int32_t>& deaths);

/// With this exit code a worker says that it has no memory left.
inline constexpr int kOutOfMemory = 99;

}  // namespace cvextract::process

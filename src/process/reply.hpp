#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cvextract/result.hpp"

namespace cvextract::process {

/// How a worker answers over a pipe or socket: whether it is an error, the sizes of two texts, the texts (the value; or
/// the error's message and hint).

/// Writes or reads all of the bytes, over interruptions; false when the other end is gone.
[[nodiscard]] bool write_all(int fd, const void* data, std::size_t size);
[[nodiscard]] bool read_all(int fd, void* data, std::size_t size);

[[nodiscard]] bool send_reply(int fd, const Result<std::string>& result);

/// The reply that `bytes` hold; none while they are incomplete, or when they are no reply.
[[nodiscard]] std::optional<Result<std::string>> parse_reply(const std::string& bytes);

}  // namespace cvextract::process

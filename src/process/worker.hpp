#pragma once

#include <functional>
#include <string>

#include "cvextract/options.hpp"
#include "cvextract/result.hpp"

namespace cvextract::process {

/// Runs `work` in a child process with bounds on memory, time and files, and returns what it gives. A child that
/// crashes, hangs or eats memory becomes an Error: limit for time and memory, not_a_pdf for a crash of the PDF reader
/// (a file that breaks it is damaged or hostile). Nothing of the child's output reaches the terminal.
///
/// Bounds: Limits::memory_bytes of address space, Limits::time of wall-clock time (then the child is killed), no files
/// to write, no new privileges, `most_bytes` of result. Costs one fork. Call it before other threads are started.
[[nodiscard]] Result<std::string> run_supervised(const std::function<Result<std::string>()>& work, const Limits& limits,
                                                 std::size_t most_bytes = std::size_t{64} << 20);

}  // namespace cvextract::process

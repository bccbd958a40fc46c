#pragma once

#include <functional>
#include <string>

#include "base/trail.hpp"
#include "cvextract/options.hpp"
#include "cvextract/result.hpp"
#include "process/loss.hpp"

namespace cvextract::process {

/// Runs `work` in a child process with bounds on memory, time and files, and returns what it gives. A child that
/// crashes, hangs or eats memory becomes an Error: limit for time and memory, not_a_pdf for a crash of the PDF reader
/// (a file that breaks it is damaged or hostile), internal for one behind it. One that dies where that can be avoided
/// is followed by another that knows of it. Nothing of a child's output reaches the terminal.
///
/// Bounds: Limits::memory_bytes of address space, Limits::time of wall-clock time in all (then the child is killed), no
/// files to write, no new privileges, `most_bytes` of result. Costs one fork. Call it before other threads are started.
[[nodiscard]] Result<std::string> run_supervised(const std::function<Result<std::string>(const Trail&)>& work,
                                                 const Limits& limits, std::size_t most_bytes = kMostReply);

}  // namespace cvextract::process

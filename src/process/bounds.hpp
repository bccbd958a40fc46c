#pragma once

#include "cvextract/options.hpp"

namespace cvextract::process {

/// Puts the bounds of a worker on this process: memory, no core, no files to write and few to open, no further
/// processes, no new privileges, its end with its parent's, nothing of its output on the terminal, and what
/// process/sandbox.hpp forbids.
void confine(const Limits& limits);

/// Processor time from now on: that of one document and a little more; over it the system ends the process.
void allow_time(const Limits& limits);

}  // namespace cvextract::process

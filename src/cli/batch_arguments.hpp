#pragma once

#include "batch/batch.hpp"

namespace cvextract::cli {

/// Parses what follows `cvextract batch`. Returns -1 to go on, else the exit code, as parse() does.
[[nodiscard]] int parse_batch(int argc, char** argv, batch::Settings& settings);

}  // namespace cvextract::cli

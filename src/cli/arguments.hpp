#pragma once

#include <string>

#include "cvextract/extract.hpp"

namespace cvextract::cli {

/// What the command line asked for.
struct Arguments {
    enum class Command { extract, schema } command = Command::extract;
    std::string file;             ///< "-" for standard input
    std::string output;           ///< empty for standard output
    std::string format = "json";  ///< json, bibtex, csl-json, markdown
    Options options;
    JsonStyle style;
    std::string password_file;
    bool debug_layout = false;  ///< print the pages as an SVG instead of the record
    bool sandbox = true;
};

/// Parses the command line. Returns -1 to go on, else the exit code: after --help and --version (0), or after a
/// complaint about wrong usage (ErrorCode::usage).
[[nodiscard]] int parse(int argc, char** argv, Arguments& arguments);

}  // namespace cvextract::cli

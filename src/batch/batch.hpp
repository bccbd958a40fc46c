#pragma once

#include <string>
#include <vector>

#include "cvextract/extract.hpp"

namespace cvextract::batch {

/// What `cvextract batch` was asked for.
struct Settings {
    std::vector<std::string> inputs;
    std::string files_from;  ///< a list of paths; "-" for standard input; empty for none
    std::string out;         ///< folder for one record a file; empty for none
    std::string ndjson;      ///< file for one line a CV; empty for none
    std::string errors;      ///< file for the errors; empty: errors.ndjson beside the output
    std::string journal;     ///< empty: beside the output
    int jobs = 0;            ///< 0: as many as processors
    unsigned shard = 1, shards = 1;
    bool quiet = false, strict = false, status = false;
    Options options;
    JsonStyle style;

    [[nodiscard]] std::string journal_path() const;
    [[nodiscard]] std::string errors_path() const;
};

/// Converts the files in supervised worker processes, writes records and errors, and goes on where an earlier run with
/// the same settings stopped. Every file ends as one record or one error. Lines of the NDJSON file stand in the order
/// of the sorted paths. Returns the program's exit code.
[[nodiscard]] int run(const Settings& settings);

/// Prints what the journal knows. Returns the program's exit code.
[[nodiscard]] int print_status(const Settings& settings);

}  // namespace cvextract::batch

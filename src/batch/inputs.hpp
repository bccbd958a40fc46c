#pragma once

#include <string>
#include <vector>

#include "cvextract/error.hpp"

namespace cvextract::batch {

/// A file to read.
struct Source {
    std::string path;    ///< as it is opened
    std::string output;  ///< of its record below --out: the input's tree mirrored, ".json" for ".pdf"
};

struct Inputs {
    std::vector<Source> sources;  ///< sorted by path, each file once
    std::vector<Error> errors;    ///< folders and lists that could not be read
};

/// The files that the arguments name: files as they are; of folders all *.pdf below them; of a list (`files_from`, "-"
/// for standard input) one path a line. Names below --out are unique: of two files with one name the later in the
/// order keeps its full name ("cv.PDF.json").
[[nodiscard]] Inputs collect_inputs(const std::vector<std::string>& arguments, const std::string& files_from);

/// Whether a document belongs to shard `index` of `count` (from 1): by its content, so that every machine decides
/// alike.
[[nodiscard]] bool in_shard(const std::string& sha256, unsigned index, unsigned count);

}  // namespace cvextract::batch

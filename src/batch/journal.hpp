#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cvextract/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace cvextract::batch {

/// One finished document, as the journal keeps it.
struct Finished {
    std::string path, sha256;
    int code = 0;  ///< 0, or an ErrorCode
    std::string message, hint;
    double milliseconds = 0;
};

/// What has been done, in an SQLite file that people can ask as well (table `documents`). It also knows how long the
/// output files were when that was so: what stands behind in them was written without being noted, and goes.
class Journal {
  public:
    /// Opens or makes it. `settings` stands for the program's version and all options that shape a record: with other
    /// settings than those it was begun with, all work is done anew.
    [[nodiscard]] static Result<Journal> open(const std::string& path, const std::string& settings);
    /// Opens an existing one to read.
    [[nodiscard]] static Result<Journal> open_existing(const std::string& path);
    Journal(Journal&& other) noexcept;
    Journal& operator=(Journal&&) = delete;
    Journal(const Journal&) = delete;
    ~Journal();

    /// Whether it was begun with other settings, and is empty now for that.
    [[nodiscard]] bool restarted() const { return restarted_; }
    /// The content hash that a path was finished with; none when it was not.
    [[nodiscard]] std::optional<std::string> hash_of(const std::string& path) const;
    /// The code that a path was finished with; -1 when it was not.
    [[nodiscard]] int code_of(const std::string& path) const;
    /// Notes documents and the sizes of the output files in one transaction that is on the disk when this returns.
    [[nodiscard]] std::optional<Error> note(const std::vector<Finished>& documents,
                                            const std::map<std::string, std::uint64_t>& sizes);
    /// Size of an output file when the last documents were noted.
    [[nodiscard]] std::uint64_t size_of(const std::string& file) const;
    /// The documents that ended without a record, by path.
    [[nodiscard]] std::vector<Finished> failures() const;
    /// Documents by code, for --status.
    [[nodiscard]] std::map<int, std::uint64_t> counts() const;
    /// Milliseconds that the q-th part (0..1) of the documents stayed below.
    [[nodiscard]] double quantile(double q) const;

  private:
    Journal() = default;
    [[nodiscard]] Error failed(const std::string& what) const;
    [[nodiscard]] bool run(const char* sql) const;
    sqlite3* db_ = nullptr;
    std::string path_;
    bool restarted_ = false;
};

}  // namespace cvextract::batch

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cvextract/error.hpp"

namespace cvextract::batch {

/// A file of lines that only grows. What was written since the last sync() may be lost or torn by a power cut: the
/// journal knows how long the file was then, and open() cuts it there.
class LineFile {
  public:
    LineFile() = default;
    ~LineFile();
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;

    /// Opens or makes it and cuts it to `size` bytes; a file that is shorter has been changed by others: an error.
    [[nodiscard]] std::optional<Error> open(const std::string& path, std::uint64_t size);
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    [[nodiscard]] std::optional<Error> append(std::string_view line);
    /// Everything so far is on the disk when this returns.
    [[nodiscard]] std::optional<Error> sync();
    [[nodiscard]] std::uint64_t size() const { return size_; }

  private:
    int fd_ = -1;
    std::uint64_t size_ = 0;
    std::string path_;
};

/// Writes PATH whole or not at all: PATH.part beside it, flushed to the disk, then renamed. Makes its folders. The
/// temporary name is always the same one, so that an interrupted run leaves nothing that the next one does not replace.
[[nodiscard]] std::optional<Error> write_whole(const std::string& path, std::string_view text);

/// What has been renamed in a folder is on the disk when this returns.
[[nodiscard]] std::optional<Error> sync_folder(const std::string& path);

}  // namespace cvextract::batch

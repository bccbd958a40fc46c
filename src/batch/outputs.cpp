#include "batch/outputs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "process/reply.hpp"

namespace cvextract::batch {

namespace {

Error cannot_write(const std::string& path) {
    return {ErrorCode::cannot_write, "cannot write '" + path + "': " + std::strerror(errno),
            "check the folder, your permissions and the free space; the same command goes on where it stopped"};
}

}  // namespace

LineFile::~LineFile() {
    if (fd_ >= 0) ::close(fd_);
}

std::optional<Error> LineFile::open(const std::string& path, std::uint64_t size) {
    path_ = path;
    fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    struct stat status {};
    if (fd_ < 0 || ::fstat(fd_, &status) != 0) return cannot_write(path);
    if (static_cast<std::uint64_t>(status.st_size) < size) {
        return Error{ErrorCode::cannot_write, "'" + path + "' is shorter than the journal says: it was changed",
                     "move it and its journal away to begin anew"};
    }
    if (::ftruncate(fd_, static_cast<off_t>(size)) != 0 || ::lseek(fd_, 0, SEEK_END) < 0) return cannot_write(path);
    size_ = size;
    return std::nullopt;
}

std::optional<Error> LineFile::append(std::string_view line) {
    if (!process::write_all(fd_, line.data(), line.size())) return cannot_write(path_);
    size_ += line.size();
    return std::nullopt;
}

std::optional<Error> LineFile::sync() {
    if (::fdatasync(fd_) != 0) return cannot_write(path_);
    return std::nullopt;
}

std::optional<Error> write_whole(const std::string& path, std::string_view text) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    const std::string part = path + ".part";
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return cannot_write(path);
    const bool written = process::write_all(fd, text.data(), text.size()) && ::fsync(fd) == 0;
    const bool closed = ::close(fd) == 0;
    if (written && closed && ::rename(part.c_str(), path.c_str()) == 0) return std::nullopt;
    const Error failed = cannot_write(path);
    ::unlink(part.c_str());
    return failed;
}

std::optional<Error> sync_folder(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // Some file systems cannot flush a folder; there is nothing more to be done then.
    const bool synced = fd >= 0 && (::fsync(fd) == 0 || errno == EINVAL);
    const std::optional<Error> failed = synced ? std::nullopt : std::optional(cannot_write(path));
    if (fd >= 0) ::close(fd);
    return failed;
}

}  // namespace cvextract::batch

#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

namespace cvextract::cli {

namespace {

bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

Error cannot_write(const std::string& path) {
    return {ErrorCode::cannot_write, "cannot write '" + path + "': " + std::strerror(errno),
            "check the folder, your permissions and the free space"};
}

}  // namespace

std::optional<Error> write_file(const std::string& path, const std::string& text) {
    std::string temporary = path + ".XXXXXX";
    const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0) return cannot_write(path);
    // mkstemp makes files for the owner only; a result has the usual permissions.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const bool written = ::fchmod(fd, 0666 & ~mask) == 0 && write_all(fd, text) && ::fsync(fd) == 0;
    const bool closed = ::close(fd) == 0;
    if (written && closed && ::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
    const Error error = cannot_write(path);
    ::unlink(temporary.c_str());
    return error;
}

std::optional<Error> write_stdout(const std::string& text) {
    if (write_all(STDOUT_FILENO, text) || errno == EPIPE) return std::nullopt;
    return cannot_write("standard output");
}

}  // namespace cvextract::cli

#include "process/reply.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace cvextract::process {

namespace {

struct Head {
    std::int32_t code = 0;     // 0: a value follows
    std::uint64_t first = 0;   // bytes of the value or of the message
    std::uint64_t second = 0;  // bytes of the hint
};

}  // namespace

bool write_all(int fd, const void* data, std::size_t size) {
    const char* p = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t n = ::write(fd, p, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        p += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

bool read_all(int fd, void* data, std::size_t size) {
    char* p = static_cast<char*>(data);
    while (size > 0) {
        const ssize_t n = ::read(fd, p, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        p += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

bool send_reply(int fd, const Result<std::string>& result) {
    if (result) {
        const Head head{0, result->size(), 0};
        return write_all(fd, &head, sizeof head) && write_all(fd, result->data(), result->size());
    }
    const Error& error = result.error();
    const Head head{static_cast<std::int32_t>(error.code), error.message.size(), error.hint.size()};
    return write_all(fd, &head, sizeof head) && write_all(fd, error.message.data(), error.message.size()) &&
           write_all(fd, error.hint.data(), error.hint.size());
}

std::optional<Result<std::string>> parse_reply(const std::string& bytes) {
    Head head;
    if (bytes.size() < sizeof head) return std::nullopt;
    std::memcpy(&head, bytes.data(), sizeof head);
    const std::uint64_t room = bytes.size() - sizeof head;
    if (head.first > room || head.second != room - head.first) return std::nullopt;
    std::string first = bytes.substr(sizeof head, head.first);
    if (head.code == 0) return Result<std::string>(std::move(first));
    return Result<std::string>(tl::unexpected(
        Error{static_cast<ErrorCode>(head.code), std::move(first), bytes.substr(sizeof head + head.first)}));
}

}  // namespace cvextract::process

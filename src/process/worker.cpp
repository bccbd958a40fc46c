#include "process/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "process/bounds.hpp"
#include "process/reply.hpp"

namespace cvextract::process {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void child(int fd, const std::function<Result<std::string>()>& work, const Limits& limits) {
    confine(limits);
    allow_time(limits);
    // When the parent is gone, nobody waits for the answer.
    static_cast<void>(send_reply(fd, work()));
    ::_exit(0);
}

enum class End { complete, timeout, overflow };

// Everything that the child sends, until it closes its end or time is up.
End receive(int fd, std::string& out, Clock::time_point deadline, std::size_t most) {
    char buffer[1 << 16];
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return End::timeout;
        pollfd p{fd, POLLIN, 0};
        const int ready = ::poll(&p, 1, static_cast<int>(std::min<long>(left, 60'000)));
        if (ready < 0 && errno != EINTR) return End::complete;
        if (ready <= 0) continue;
        const ssize_t n = ::read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return End::complete;
        if (out.size() + static_cast<std::size_t>(n) > most) return End::overflow;
        out.append(buffer, static_cast<std::size_t>(n));
    }
}

Error unsupervised(const char* what) {
    return {ErrorCode::internal, std::string("cannot start a worker process: ") + what,
            "use --no-sandbox to read the file in this process"};
}

}  // namespace

Result<std::string> run_supervised(const std::function<Result<std::string>()>& work, const Limits& limits,
                                   std::size_t most_bytes) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return tl::unexpected(unsupervised(std::strerror(errno)));
    const pid_t pid = ::fork();
    if (pid < 0) {
        ::close(ends[0]);
        ::close(ends[1]);
        return tl::unexpected(unsupervised(std::strerror(errno)));
    }
    if (pid == 0) {
        ::close(ends[0]);
        child(ends[1], work, limits);
    }
    ::close(ends[1]);
    std::string message;
    const End end = receive(ends[0], message, Clock::now() + limits.time, most_bytes);
    ::close(ends[0]);
    if (end != End::complete) ::kill(pid, SIGKILL);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (end == End::timeout) {
        return tl::unexpected(Error{ErrorCode::limit,
                                    "reading took longer than " + std::to_string(limits.time.count()) + " ms",
                                    "raise --timeout"});
    }
    if (end == End::overflow)
        return tl::unexpected(Error{ErrorCode::limit, "the record is too large", "read fewer pages with --max-pages"});
    if (auto reply = parse_reply(message)) return std::move(*reply);
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) {
        return tl::unexpected(
            Error{ErrorCode::limit, "reading took too much time or memory", "raise --timeout or the memory limit"});
    }
    return tl::unexpected(Error{ErrorCode::not_a_pdf, "the PDF is damaged: the reader crashed on it",
                                "open it in a viewer and print it to a new PDF"});
}

}  // namespace cvextract::process

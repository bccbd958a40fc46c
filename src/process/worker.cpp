#include "process/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

namespace cvextract::process {

namespace {

using Clock = std::chrono::steady_clock;

/// What the child sends: this, then the value, or the error's message and hint.
struct Head {
    std::int32_t code = 0;     // 0: a value follows
    std::uint64_t first = 0;   // bytes of the value or of the message
    std::uint64_t second = 0;  // bytes of the hint
};

bool send(int fd, const void* data, std::size_t size) {
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

void limit(int resource, rlim_t value) {
    const rlimit bound{value, value};
    // A bound that the system refuses (a lower one is set already) leaves that lower one in force.
    static_cast<void>(::setrlimit(static_cast<__rlimit_resource>(resource), &bound));
}

[[noreturn]] void child(int fd, const std::function<Result<std::string>()>& work, const Limits& limits) {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NPROC, 0);
#if !defined(__SANITIZE_ADDRESS__)
    // The sanitizer's shadow memory does not fit into any sensible address space.
    limit(RLIMIT_AS, limits.memory_bytes);
#endif
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.time.count() / 1000 + 2));
    std::signal(SIGXFSZ, SIG_IGN);
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        ::dup2(null, STDOUT_FILENO);
        ::dup2(null, STDERR_FILENO);
    }
    const Result<std::string> result = work();
    Head head;
    if (result) {
        head.first = result->size();
        if (send(fd, &head, sizeof head)) static_cast<void>(send(fd, result->data(), result->size()));
    } else {
        const Error& error = result.error();
        head = {static_cast<std::int32_t>(error.code), error.message.size(), error.hint.size()};
        if (send(fd, &head, sizeof head) && send(fd, error.message.data(), error.message.size()))
            static_cast<void>(send(fd, error.hint.data(), error.hint.size()));
    }
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
    const End end = receive(ends[0], message, Clock::now() + limits.time, most_bytes + sizeof(Head));
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
    Head head;
    if (message.size() >= sizeof head) {
        std::memcpy(&head, message.data(), sizeof head);
        const std::uint64_t room = message.size() - sizeof head;
        if (head.first <= room && head.second == room - head.first) {
            std::string first = message.substr(sizeof head, head.first);
            if (head.code == 0) return first;
            return tl::unexpected(
                Error{static_cast<ErrorCode>(head.code), std::move(first), message.substr(sizeof head + head.first)});
        }
    }
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) {
        return tl::unexpected(
            Error{ErrorCode::limit, "reading took too much time or memory", "raise --timeout or the memory limit"});
    }
    return tl::unexpected(Error{ErrorCode::not_a_pdf, "the PDF is damaged: the reader crashed on it",
                                "open it in a viewer and print it to a new PDF"});
}

}  // namespace cvextract::process

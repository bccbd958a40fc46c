#include "process/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <new>
#include <optional>
#include <vector>

#include "process/bounds.hpp"
#include "process/loss.hpp"
#include "process/reply.hpp"
#include "process/shared_places.hpp"

namespace cvextract::process {

namespace {

using Clock = std::chrono::steady_clock;
using Work = std::function<Result<std::string>(const Trail&)>;

[[noreturn]] void child(int fd, const Work& work, const Trail& trail, const Limits& limits) {
    confine(limits);
    allow_time(limits);
    // When the parent is gone, nobody waits for the answer.
    try {
        static_cast<void>(send_reply(fd, work(trail)));
    } catch (const std::bad_alloc&) {
        ::_exit(kOutOfMemory);
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

// One attempt: a reply, an error that no other attempt mends, or how the child was lost.
Result<std::string> attempt(const Work& work, const Trail& trail, const Limits& limits, Clock::time_point deadline,
                            std::size_t most_bytes, std::optional<Loss>& lost) {
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
        child(ends[1], work, trail, limits);
    }
    ::close(ends[1]);
    std::string message;
    const End end = receive(ends[0], message, deadline, most_bytes);
    ::close(ends[0]);
    if (end != End::complete) ::kill(pid, SIGKILL);
    Loss loss;
    while (::wait4(pid, &loss.status, 0, &loss.used) < 0 && errno == EINTR) {
    }
    if (end == End::complete) {
        if (auto reply = parse_reply(message)) return std::move(*reply);
    }
    loss.kind = end == End::timeout    ? Loss::Kind::late
                : end == End::overflow ? Loss::Kind::too_large
                                       : Loss::Kind::died;
    loss.place = trail.reached->load();
    lost = loss;
    return tl::unexpected(error_of(loss, limits));
}

}  // namespace

Result<std::string> run_supervised(const Work& work, const Limits& limits, std::size_t most_bytes) {
    SharedPlaces places(1);
    if (!places.ok()) return tl::unexpected(unsupervised(std::strerror(errno)));
    const auto deadline = Clock::now() + limits.time;
    std::vector<std::int32_t> deaths;
    for (;;) {
        std::optional<Loss> loss;
        auto result = attempt(work, {deaths, &places[0]}, limits, deadline, most_bytes, loss);
        if (!loss || !learn_from(*loss, limits, deaths)) return result;
    }
}

}  // namespace cvextract::process

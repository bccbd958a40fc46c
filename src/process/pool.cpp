#include "process/pool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "process/bounds.hpp"
#include "process/reply.hpp"

namespace cvextract::process {

namespace {

using Clock = std::chrono::steady_clock;

// A record beyond this is no CV's.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;
// A worker that holds this share of its memory after a document starts anew.
constexpr long kKeepKilobytes = 300'000;

[[noreturn]] void serve(int fd, const Job& job, const Limits& limits) {
    confine(limits);
    std::vector<std::byte> bytes;
    for (;;) {
        std::uint64_t size = 0;
        if (!read_all(fd, &size, sizeof size)) ::_exit(0);
        bytes.resize(size);
        if (!read_all(fd, bytes.data(), bytes.size())) ::_exit(0);
        allow_time(limits);
        if (!send_reply(fd, job(bytes))) ::_exit(0);
        bytes.clear();
        bytes.shrink_to_fit();
    }
}

long resident_kilobytes(pid_t pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/statm";
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    char text[128] = {};
    const ssize_t n = ::read(fd, text, sizeof text - 1);
    ::close(fd);
    long size = 0, resident = 0;
    if (n <= 0 || std::sscanf(text, "%ld %ld", &size, &resident) != 2) return 0;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

}  // namespace

struct Pool::Worker {
    pid_t pid = -1;
    int fd = -1;
    int documents = 0;
    bool busy = false;
    std::size_t id = 0;
    Clock::time_point begun, deadline;
    std::string received;
};

Pool::Pool(Job job, const Limits& limits, int workers, int documents_each)
    : job_(std::move(job)), limits_(limits), documents_each_(documents_each) {
    for (int i = 0; i < std::max(workers, 1); ++i) workers_.push_back(std::make_unique<Worker>());
}

Pool::~Pool() {
    for (auto& worker : workers_) stop(*worker);
}

bool Pool::has_room() const {
    return std::any_of(workers_.begin(), workers_.end(), [](const auto& w) { return !w->busy; });
}

int Pool::running() const {
    return static_cast<int>(std::count_if(workers_.begin(), workers_.end(), [](const auto& w) { return w->busy; }));
}

std::optional<Error> Pool::start(Worker& worker) {
    int ends[2];
    const auto failed = [] {
        return Error{ErrorCode::internal, std::string("cannot start a worker process: ") + std::strerror(errno),
                     "lower --jobs or raise the limit on processes (ulimit -u)"};
    };
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return failed();
    const pid_t pid = ::fork();
    if (pid < 0) {
        const Error error = failed();
        ::close(ends[0]);
        ::close(ends[1]);
        return error;
    }
    if (pid == 0) {
        // The other workers' ends are theirs: one that stayed open here would outlive them.
        for (const auto& other : workers_) {
            if (other->fd >= 0) ::close(other->fd);
        }
        ::close(ends[0]);
        // Interrupting is the supervisor's business: it decides what becomes of a document.
        std::signal(SIGINT, SIG_IGN);
        std::signal(SIGTERM, SIG_DFL);
        serve(ends[1], job_, limits_);
    }
    ::close(ends[1]);
    worker.pid = pid;
    worker.fd = ends[0];
    worker.documents = 0;
    return std::nullopt;
}

void Pool::stop(Worker& worker) {
    if (worker.fd >= 0) ::close(worker.fd);
    if (worker.pid > 0) {
        ::kill(worker.pid, SIGKILL);
        while (::waitpid(worker.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    worker = Worker{};
}

std::optional<Error> Pool::submit(std::size_t id, std::span<const std::byte> bytes, bool fresh) {
    const auto idle = std::find_if(workers_.begin(), workers_.end(), [](const auto& w) { return !w->busy; });
    if (idle == workers_.end()) return Error{ErrorCode::internal, "no worker is idle", ""};
    Worker& worker = **idle;
    const bool tired = worker.documents >= documents_each_ ||
                       (worker.documents % 16 == 15 && resident_kilobytes(worker.pid) > kKeepKilobytes);
    if (worker.pid > 0 && (fresh || tired)) stop(worker);
    const std::uint64_t size = bytes.size();
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (worker.pid < 0) {
            if (auto error = start(worker)) return error;
        }
        if (write_all(worker.fd, &size, sizeof size) && write_all(worker.fd, bytes.data(), bytes.size())) break;
        // It died while it was idle: that is no fault of this document.
        stop(worker);
    }
    if (worker.pid < 0) return Error{ErrorCode::internal, "a worker process does not take documents", ""};
    worker.busy = true;
    worker.id = id;
    worker.begun = Clock::now();
    worker.deadline = worker.begun + limits_.time;
    worker.received.clear();
    ++worker.documents;
    return std::nullopt;
}

Done Pool::finish(Worker& worker, bool late) {
    Done done{worker.id, tl::unexpected(Error{}), false,
              std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - worker.begun)};
    if (auto reply = parse_reply(worker.received)) {
        done.value = std::move(*reply);
    } else {
        done.lost = true;
        done.value = tl::unexpected(
            late ? Error{ErrorCode::limit,
                         "reading took longer than " + std::to_string(limits_.time.count() / 1000) + " s",
                         "raise --timeout"}
                 : Error{ErrorCode::not_a_pdf, "the PDF is damaged: the reader crashed on it",
                         "open it in a viewer and print it to a new PDF"});
        stop(worker);
    }
    worker.busy = false;
    worker.received.clear();
    worker.received.shrink_to_fit();
    return done;
}

std::vector<Done> Pool::wait(std::chrono::milliseconds most) {
    std::vector<Done> out;
    std::vector<pollfd> polled;
    std::vector<Worker*> whose;
    Clock::time_point until = Clock::now() + most;
    for (auto& worker : workers_) {
        if (!worker->busy) continue;
        polled.push_back({worker->fd, POLLIN, 0});
        whose.push_back(worker.get());
        until = std::min(until, worker->deadline);
    }
    if (polled.empty()) return out;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    ::poll(polled.data(), polled.size(), static_cast<int>(std::clamp<long>(left + 1, 0, 60'000)));
    char buffer[1 << 16];
    for (std::size_t i = 0; i < polled.size(); ++i) {
        Worker& worker = *whose[i];
        bool ended = false;
        if (polled[i].revents != 0) {
            const ssize_t n = ::recv(worker.fd, buffer, sizeof buffer, MSG_DONTWAIT);
            if (n > 0) worker.received.append(buffer, static_cast<std::size_t>(n));
            ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) || worker.received.size() > kMostBytes ||
                    parse_reply(worker.received).has_value();
        }
        const bool late = !ended && Clock::now() >= worker.deadline;
        if (ended || late) out.push_back(finish(worker, late));
    }
    return out;
}

}  // namespace cvextract::process

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
#include <new>

#include "process/bounds.hpp"
#include "process/reply.hpp"

namespace cvextract::process {

namespace {

using Clock = std::chrono::steady_clock;

// A worker that holds this share of its memory after a document starts anew.
constexpr long kKeepKilobytes = 300'000;

// What stands before a document on its way to a worker.
struct Head {
    std::uint64_t bytes = 0;
    std::uint64_t deaths = 0;
};

[[noreturn]] void serve(int fd, const Job& job, const Limits& limits, std::atomic<std::int32_t>& place) {
    confine(limits);
    std::vector<std::byte> bytes;
    std::vector<std::int32_t> deaths;
    for (;;) {
        Head head;
        if (!read_all(fd, &head, sizeof head)) ::_exit(0);
        deaths.resize(head.deaths);
        bytes.resize(head.bytes);
        if (!read_all(fd, deaths.data(), deaths.size() * sizeof deaths[0])) ::_exit(0);
        if (!read_all(fd, bytes.data(), bytes.size())) ::_exit(0);
        allow_time(limits);
        try {
            if (!send_reply(fd, job(bytes, {deaths, &place}))) ::_exit(0);
        } catch (const std::bad_alloc&) {
            ::_exit(kOutOfMemory);
        }
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
    std::size_t number = 0;
    pid_t pid = -1;
    int fd = -1;
    int documents = 0;
    bool busy = false;
    std::size_t id = 0;
    Clock::time_point begun, deadline;
    std::string received;
};

Pool::Pool(Job job, const Limits& limits, int workers, int documents_each)
    : job_(std::move(job)),
      limits_(limits),
      documents_each_(documents_each),
      places_(static_cast<std::size_t>(std::max(workers, 1))) {
    for (int i = 0; i < std::max(workers, 1); ++i) {
        workers_.push_back(std::make_unique<Worker>());
        workers_.back()->number = static_cast<std::size_t>(i);
    }
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
    if (!places_.ok()) return failed();
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
        serve(ends[1], job_, limits_, places_[worker.number]);
    }
    ::close(ends[1]);
    worker.pid = pid;
    worker.fd = ends[0];
    worker.documents = 0;
    return std::nullopt;
}

void Pool::stop(Worker& worker, Loss* loss) {
    if (worker.pid > 0) {
        // The kernel closes a dying process's end before it can be waited for: a worker that crashed keeps its own
        // signal, because the one sent here comes too late.
        ::kill(worker.pid, SIGKILL);
        int status = 0;
        rusage used{};
        while (::wait4(worker.pid, &status, 0, &used) < 0 && errno == EINTR) {
        }
        if (loss != nullptr) {
            loss->status = status;
            loss->used = used;
        }
    }
    if (worker.fd >= 0) ::close(worker.fd);
    const std::size_t number = worker.number;
    worker = Worker{};
    worker.number = number;
}

std::optional<Error> Pool::submit(std::size_t id, std::span<const std::byte> bytes, bool fresh,
                                  std::span<const std::int32_t> deaths) {
    const auto idle = std::find_if(workers_.begin(), workers_.end(), [](const auto& w) { return !w->busy; });
    if (idle == workers_.end()) return Error{ErrorCode::internal, "no worker is idle", ""};
    Worker& worker = **idle;
    const bool tired = worker.documents >= documents_each_ ||
                       (worker.documents % 16 == 15 && resident_kilobytes(worker.pid) > kKeepKilobytes);
    if (worker.pid > 0 && (fresh || tired)) stop(worker);
    const Head head{bytes.size(), deaths.size()};
    places_[worker.number].store(Trail::kOpening);
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (worker.pid < 0) {
            if (auto error = start(worker)) return error;
        }
        if (write_all(worker.fd, &head, sizeof head) && write_all(worker.fd, deaths.data(), deaths.size_bytes()) &&
            write_all(worker.fd, bytes.data(), bytes.size()))
            break;
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

Done Pool::finish(Worker& worker, Loss::Kind otherwise) {
    Done done{worker.id, tl::unexpected(Error{}), std::nullopt,
              std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - worker.begun)};
    auto reply = parse_reply(worker.received);
    if (reply) {
        done.value = std::move(*reply);
    } else {
        done.loss.emplace();
        done.loss->kind = otherwise;
        done.loss->place = places_[worker.number].load();
        stop(worker, &*done.loss);
        done.value = tl::unexpected(error_of(*done.loss, limits_));
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
            ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) || worker.received.size() > kMostReply ||
                    parse_reply(worker.received).has_value();
        }
        const bool late = !ended && Clock::now() >= worker.deadline;
        if (!ended && !late) continue;
        out.push_back(finish(worker, late                                  ? Loss::Kind::late
                                     : worker.received.size() > kMostReply ? Loss::Kind::too_large
                                                                           : Loss::Kind::died));
    }
    return out;
}

}  // namespace cvextract::process

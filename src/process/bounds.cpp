#include "process/bounds.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "process/sandbox.hpp"

namespace cvextract::process {

namespace {

void limit(int resource, rlim_t soft, rlim_t hard) {
    const rlimit bound{soft, hard};
    // A bound that the system refuses (a lower one is set already) leaves that lower one in force.
    static_cast<void>(::setrlimit(static_cast<__rlimit_resource>(resource), &bound));
}

}  // namespace

void confine(const Limits& limits) {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, 0, 0);
    limit(RLIMIT_NPROC, 0, 0);
    // Poppler opens fonts and character maps; what a file can make it leave open is bounded.
    limit(RLIMIT_NOFILE, 64, 64);
#if defined(__SANITIZE_ADDRESS__)
    // The sanitizer's shadow memory does not fit into any sensible address space.
    static_cast<void>(limits);
#else
    limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
#endif
    std::signal(SIGXFSZ, SIG_IGN);
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        ::dup2(null, STDOUT_FILENO);
        ::dup2(null, STDERR_FILENO);
        ::close(null);
    }
    // What the kernel lacks is told by `cvextract --version`; the bounds above hold everywhere.
    static_cast<void>(confine(Confinement{}));
}

void allow_time(const Limits& limits) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const rlim_t spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    limit(RLIMIT_CPU, spent + static_cast<rlim_t>(limits.time.count() / 1000) + 2, RLIM_INFINITY);
}

}  // namespace cvextract::process

#include "process/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>
#include <thread>

namespace cvextract::process {
namespace {

/// Runs `act` in a child, confined or not; its errno (0: it was let through), or -1 when the kernel has no filter.
int errno_of(const std::function<bool()>& act, bool confined) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        if (confined && !confine().seccomp) ::_exit(255);
        errno = 0;
        ::_exit(act() ? 0 : errno);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 254;
    return code == 255 ? -1 : code;
}

bool forks() {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(0);
    if (pid > 0) ::waitpid(pid, nullptr, 0);
    return pid > 0;
}

struct Case {
    const char* name;
    std::function<bool()> act;
    int error;
};

TEST(Sandbox, RefusesWhatAReaderDoesNotNeed) {
    const std::string path = ::testing::TempDir() + "sandbox-test";
    const Case cases[] = {
        {"network", [] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }, EPERM},
        {"local socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }, EPERM},
        {"program", [] { return ::execl("/bin/true", "true", nullptr) == 0; }, EPERM},
        {"process", forks, EPERM},
        {"new file", [&] { return ::open(path.c_str(), O_WRONLY | O_CREAT, 0600) >= 0; }, EACCES},
        {"writing", [] { return ::open("/dev/null", O_WRONLY) >= 0; }, EACCES},
        {"both", [] { return ::open("/dev/null", O_RDWR) >= 0; }, EACCES},
        {"removal", [&] { return ::unlink(path.c_str()) == 0; }, EPERM},
        {"signal", [] { return ::kill(::getppid(), 0) == 0; }, EPERM},
        {"reading", [] { return ::open("/dev/null", O_RDONLY) >= 0; }, 0},
        {"thread",
         [] {
             std::thread([] {}).join();
             return true;
         },
         0},
    };
    for (const Case& c : cases) {
        const int error = errno_of(c.act, true);
        if (error == -1) GTEST_SKIP() << "this kernel has no seccomp filters";
        EXPECT_EQ(error, c.error) << c.name;
    }
    EXPECT_EQ(errno_of([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }, false), 0);
    EXPECT_EQ(errno_of(forks, false), 0);
}

}  // namespace
}  // namespace cvextract::process

#include "batch/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace cvextract::batch {

namespace {

std::string clock_text(double seconds) {
    const auto s = static_cast<long>(seconds + 0.5);
    return s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
                     : fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

Progress::Progress(std::size_t total, bool quiet)
    : total_(total), quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1) {}

double Progress::seconds() const {
    return std::chrono::duration<double>(Clock::now() - begun_).count();
}

void Progress::show(std::size_t handled, std::size_t read, std::size_t failed) {
    if (quiet_) return;
    const auto pause = terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000);
    if (Clock::now() - shown_ < pause) return;
    shown_ = Clock::now();
    const double rate = static_cast<double>(read) / std::max(seconds(), 1e-3);
    const std::string left = read == 0 ? "?" : clock_text(static_cast<double>(total_ - handled) / std::max(rate, 1e-6));
    const std::string line =
        fmt::format("{} of {} CVs, {:.1f} a second, {} left, {} without a record", handled, total_, rate, left, failed);
    if (terminal_) {
        fmt::print(stderr, "\r{}\033[K", line);
    } else {
        fmt::print(stderr, "cvextract: {}\n", line);
    }
    std::fflush(stderr);
}

void Progress::finish(const std::string& summary) {
    if (quiet_) return;
    fmt::print(stderr, "{}cvextract: {}\n", terminal_ ? "\r\033[K" : "", summary);
}

}  // namespace cvextract::batch

#include "process/loss.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <csignal>

#include "base/trail.hpp"

namespace cvextract::process {

namespace {

// Libraries that get no memory crash or end in their own ways; a worker that held this share of its bound when it died
// is taken to have died of that.
constexpr double kFull = 0.6;

bool ate_memory(const Loss& loss, const Limits& limits) {
    return (WIFEXITED(loss.status) && WEXITSTATUS(loss.status) == kOutOfMemory) ||
           static_cast<double>(loss.used.ru_maxrss) * 1024 > kFull * static_cast<double>(limits.memory_bytes);
}

bool used_up_time(const Loss& loss) {
    return WIFSIGNALED(loss.status) && WTERMSIG(loss.status) == SIGXCPU;
}

}  // namespace

Error error_of(const Loss& loss, const Limits& limits) {
    if (loss.kind == Loss::Kind::late || used_up_time(loss)) {
        return {ErrorCode::limit,
                fmt::format("reading took longer than {} s", static_cast<double>(limits.time.count()) / 1000),
                "raise --timeout"};
    }
    if (loss.kind == Loss::Kind::too_large)
        return {ErrorCode::limit, "the record is too large", "read fewer pages with --max-pages"};
    if (ate_memory(loss, limits)) {
        return {ErrorCode::limit, fmt::format("reading took more than {} MiB of memory", limits.memory_bytes >> 20),
                "raise --max-memory"};
    }
    if (loss.place == Trail::kBehind)
        return {ErrorCode::internal, "the program crashed on what the PDF holds", "please report it with the file"};
    return {ErrorCode::not_a_pdf, "the PDF is damaged: the reader crashed on it",
            "open it in a viewer and print it to a new PDF"};
}

bool learn_from(const Loss& loss, const Limits& limits, std::vector<std::int32_t>& deaths) {
    if (loss.kind != Loss::Kind::died || used_up_time(loss) || !Trail::can_be_avoided(loss.place) ||
        deaths.size() >= Trail::kMostDeaths)
        return false;
    deaths.insert(deaths.end(), ate_memory(loss, limits) ? 2 : 1, loss.place);
    return true;
}

}  // namespace cvextract::process

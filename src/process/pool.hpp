#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/trail.hpp"
#include "cvextract/options.hpp"
#include "cvextract/result.hpp"
#include "process/loss.hpp"
#include "process/shared_places.hpp"

namespace cvextract::process {

/// What a pool's workers do with one document's bytes.
using Job = std::function<Result<std::string>(std::span<const std::byte>, const Trail&)>;

/// How one document ended.
struct Done {
    std::size_t id = 0;         ///< as given to submit()
    Result<std::string> value;  ///< what the job gave, or why it gave nothing
    std::optional<Loss> loss;   ///< the worker crashed, hung or ate its memory: worth one more try, alone
    std::chrono::microseconds time{0};
};

/// Worker processes that live on from document to document. Each has the bounds of run_supervised(): memory, time for
/// each document, no files to write, no new privileges, nothing of its output on the terminal. A worker that breaks is
/// replaced and costs its document only; a worker that has done its share is replaced as well, so that what libraries
/// leak does not add up. Call it before other threads are started.
class Pool {
  public:
    Pool(Job job, const Limits& limits, int workers, int documents_each = 500);
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Whether a worker waits for work.
    [[nodiscard]] bool has_room() const;
    [[nodiscard]] int running() const;
    /// Gives a document to an idle worker (there must be one); a `fresh` one has read nothing before it. `deaths`:
    /// where earlier attempts died (Trail). Fails when no process can be started.
    [[nodiscard]] std::optional<Error> submit(std::size_t id, std::span<const std::byte> bytes, bool fresh = false,
                                              std::span<const std::int32_t> deaths = {});
    /// Waits until something ends, at most `most` long, and returns what has ended.
    [[nodiscard]] std::vector<Done> wait(std::chrono::milliseconds most);

  private:
    struct Worker;
    std::optional<Error> start(Worker& worker);
    static void stop(Worker& worker, Loss* loss = nullptr);
    Done finish(Worker& worker, Loss::Kind otherwise);
    Job job_;
    Limits limits_;
    int documents_each_;
    SharedPlaces places_;
    std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace cvextract::process

#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace cvextract::batch {

/// Tells on stderr how far a run is: one line that is drawn over on a terminal, a line every ten seconds in a log,
/// nothing when quiet.
class Progress {
  public:
    Progress(std::size_t total, bool quiet);
    /// `handled` of the total are done with, `read` of them in this run, `failed` without a record.
    void show(std::size_t handled, std::size_t read, std::size_t failed);
    /// The last word; draws over the progress line.
    void finish(const std::string& summary);
    [[nodiscard]] double seconds() const;

  private:
    using Clock = std::chrono::steady_clock;
    std::size_t total_;
    bool quiet_, terminal_;
    Clock::time_point begun_ = Clock::now(), shown_ = begun_;
};

}  // namespace cvextract::batch

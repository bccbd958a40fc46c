#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace cvextract::process {

/// One number for each worker that it and its supervisor both see (Trail::reached), and that outlives the worker.
class SharedPlaces {
  public:
    explicit SharedPlaces(std::size_t count) : size_(count * sizeof(Place)) {
        void* p = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (p != MAP_FAILED) places_ = static_cast<Place*>(p);
    }
    ~SharedPlaces() {
        if (places_ != nullptr) ::munmap(places_, size_);
    }
    SharedPlaces(const SharedPlaces&) = delete;
    SharedPlaces& operator=(const SharedPlaces&) = delete;

    [[nodiscard]] bool ok() const { return places_ != nullptr; }
    [[nodiscard]] std::atomic<std::int32_t>& operator[](std::size_t i) { return places_[i]; }

  private:
    using Place = std::atomic<std::int32_t>;
    static_assert(Place::is_always_lock_free, "it is shared between processes");
    std::size_t size_;
    Place* places_ = nullptr;
};

}  // namespace cvextract::process

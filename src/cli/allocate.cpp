// operator new and delete of the program: blocks of up to 512 bytes from lists by size, everything else from malloc.
// Reading a CV makes some hundred thousand small blocks, in Poppler and here; glibc keeps seven freed ones of a size
// within reach and takes ten times as long for the others, a sixth of the time of a batch in all.
//
// Small blocks lie in one region of address space, so that a look at the address tells them, and a byte for each slab
// of it their size; when the region is full, malloc serves small blocks too. Freed blocks go on the list of the thread
// that frees them. Links of the lists are stored as glibc stores its own ("safe linking"), and one that comes out
// crooked ends the program. Sanitizers bring their own operators.

#include <sys/mman.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CVEXTRACT_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CVEXTRACT_SANITIZED
#endif

#ifndef CVEXTRACT_SANITIZED

namespace {

constexpr std::size_t kGrain = 16, kLargest = 512, kSizes = kLargest / kGrain;
constexpr std::size_t kRegion = std::size_t{64} << 20, kSlab = std::size_t{8} << 10;
constexpr std::uintptr_t kNowhere = UINTPTR_MAX / 2;  // far from every address

struct Block {
    std::uintptr_t link = 0;
};

// The blocks of a size that a thread has: freed ones, and the rest of a slab.
struct Stock {
    Block* freed = nullptr;
    std::byte* next = nullptr;
    std::byte* end = nullptr;
};

constinit thread_local Stock stocks[kSizes];
constinit std::atomic<std::uintptr_t> region{kNowhere};
constinit std::atomic<std::size_t> slabs_used{0};
constinit std::uint8_t size_of_slab[kRegion / kSlab] = {};

Block* link(const Block* block, const Block* other) {
    return reinterpret_cast<Block*>(reinterpret_cast<std::uintptr_t>(other) ^
                                    (reinterpret_cast<std::uintptr_t>(block) >> 12));
}

void* from_malloc(std::size_t size) {
    for (;;) {
        if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) throw std::bad_alloc();
        handler();
    }
}

// The region; nowhere when there is none. The first block is asked for before main, by the only thread.
std::uintptr_t start() {
    const std::uintptr_t known = region.load(std::memory_order_relaxed);
    if (known != kNowhere || slabs_used.load(std::memory_order_relaxed) > 0) return known;
    void* memory = ::mmap(nullptr, kRegion, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        slabs_used.store(kRegion / kSlab, std::memory_order_relaxed);
        return kNowhere;
    }
    region.store(reinterpret_cast<std::uintptr_t>(memory), std::memory_order_relaxed);
    return region.load(std::memory_order_relaxed);
}

[[gnu::noinline]] void* from_slab(std::size_t size) {
    Stock& stock = stocks[size];
    const std::size_t bytes = (size + 1) * kGrain;
    if (static_cast<std::size_t>(stock.end - stock.next) < bytes) {
        const std::uintptr_t base = start();
        const std::size_t slab = slabs_used.fetch_add(1, std::memory_order_relaxed);
        if (slab >= kRegion / kSlab) {
            slabs_used.store(kRegion / kSlab, std::memory_order_relaxed);
            return from_malloc(bytes);
        }
        size_of_slab[slab] = static_cast<std::uint8_t>(size);
        stock.next = reinterpret_cast<std::byte*>(base) + slab * kSlab;
        stock.end = stock.next + kSlab;
    }
    std::byte* block = stock.next;
    stock.next += bytes;
    return block;
}

inline void release(void* memory) noexcept {
    const std::uintptr_t offset = reinterpret_cast<std::uintptr_t>(memory) - region.load(std::memory_order_relaxed);
    if (offset >= kRegion) {
        std::free(memory);
        return;
    }
    Stock& stock = stocks[size_of_slab[offset / kSlab]];
    auto* block = static_cast<Block*>(memory);
    if (block == stock.freed) std::abort();  // freed twice
    block->link = reinterpret_cast<std::uintptr_t>(link(block, stock.freed));
    stock.freed = block;
}

}  // namespace

void* operator new(std::size_t size) {
    if (size > kLargest) return from_malloc(size);
    const std::size_t index = size == 0 ? 0 : (size - 1) / kGrain;
    Stock& stock = stocks[index];
    Block* block = stock.freed;
    if (block == nullptr) return from_slab(index);
    Block* next = link(block, reinterpret_cast<Block*>(block->link));
    if (reinterpret_cast<std::uintptr_t>(next) % kGrain != 0) std::abort();  // written to after it was freed
    stock.freed = next;
    return block;
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}

#endif

// The program's operator new and delete (src/cli/allocate.cpp), which these tests are linked with.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <random>
#include <thread>
#include <vector>

namespace {

struct Piece {
    unsigned char* memory;
    std::size_t size;
    unsigned char mark;
};

// Blocks of all sizes in random order: none overlaps another, all are aligned.
void churn(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Piece> held;
    for (int i = 0; i < 40000; ++i) {
        if (held.size() > 600 || (!held.empty() && random() % 2 == 0)) {
            std::swap(held[random() % held.size()], held.back());
            const Piece piece = held.back();
            held.pop_back();
            for (std::size_t k = 0; k < piece.size; ++k) ASSERT_EQ(piece.memory[k], piece.mark);
            ::operator delete(piece.memory);
        } else {
            const std::size_t size = random() % 8 == 0 ? random() % 5000 : random() % 600;
            Piece piece{static_cast<unsigned char*>(::operator new(size)), size, static_cast<unsigned char>(random())};
            ASSERT_EQ(reinterpret_cast<std::uintptr_t>(piece.memory) % 16, 0U);
            std::memset(piece.memory, piece.mark, size);
            held.push_back(piece);
        }
    }
    for (const Piece& piece : held) ::operator delete(piece.memory);
}

TEST(Allocate, BlocksDoNotOverlap) {
    churn(1);
}

TEST(Allocate, ThreadsHaveTheirOwnBlocks) {
    std::vector<std::thread> threads;
    for (unsigned seed = 2; seed < 6; ++seed) threads.emplace_back(churn, seed);
    for (auto& thread : threads) thread.join();
}

TEST(Allocate, BlocksMayBeFreedElsewhere) {
    std::vector<std::unique_ptr<int>> made;
    std::thread([&] {
        for (int i = 0; i < 5000; ++i) made.push_back(std::make_unique<int>(i));
    }).join();
    for (int i = 0; i < 5000; ++i) EXPECT_EQ(*made[static_cast<std::size_t>(i)], i);
    made.clear();
    churn(7);
}

// More than the region for small blocks holds.
TEST(Allocate, GoesOnWhereTheRegionIsFull) {
    std::vector<std::unique_ptr<char[]>> blocks;
    for (int i = 0; i < 150'000; ++i) blocks.push_back(std::make_unique<char[]>(500));
    blocks.clear();
    churn(8);
}

TEST(Allocate, NothingAndTooMuch) {
    ::operator delete(nullptr);
    void* empty = ::operator new(0);
    EXPECT_NE(empty, nullptr);
    ::operator delete(empty);
#ifndef __SANITIZE_ADDRESS__  // which ends the program
    EXPECT_EQ(::operator new(PTRDIFF_MAX, std::nothrow), nullptr);
#endif
}

}  // namespace

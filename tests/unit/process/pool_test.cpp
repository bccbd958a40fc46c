#include "process/pool.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace cvextract::process {
namespace {

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

// Documents that say what is to become of their worker.
Result<std::string> obey(std::span<const std::byte> document) {
    const std::string_view text(reinterpret_cast<const char*>(document.data()), document.size());
    if (text == "crash") std::abort();
    if (text == "hang") {
        for (;;) ::pause();
    }
    if (text == "fail") return tl::unexpected(Error{ErrorCode::no_text, "no text", "run a text recognition"});
    if (text == "pid") return std::to_string(::getpid());
    if (text == "write") return std::string(::system("true >/dev/null 2>&1") == 0 ? "another process" : "refused");
    return std::string(text) + "!";
}

Done one(Pool& pool, std::string_view text, bool fresh = false) {
    const auto error = pool.submit(7, bytes(text), fresh);
    EXPECT_FALSE(error);
    for (int i = 0; i < 100; ++i) {
        auto done = pool.wait(std::chrono::milliseconds(200));
        if (!done.empty()) return std::move(done.front());
    }
    ADD_FAILURE() << "nothing ended";
    return {};
}

Limits short_time() {
    Limits limits;
    limits.time = std::chrono::milliseconds(300);
    return limits;
}

TEST(Pool, GivesWhatTheJobGives) {
    Pool pool(obey, {}, 2);
    const Done done = one(pool, "hello");
    EXPECT_EQ(done.id, 7U);
    ASSERT_TRUE(done.value);
    EXPECT_EQ(*done.value, "hello!");
    EXPECT_FALSE(done.lost);
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(one(pool, large).value->size(), large.size() + 1) << "more than a socket holds at once";
}

TEST(Pool, AnErrorIsNoLoss) {
    Pool pool(obey, {}, 1);
    const Done done = one(pool, "fail");
    ASSERT_FALSE(done.value);
    EXPECT_EQ(done.value.error().code, ErrorCode::no_text);
    EXPECT_EQ(done.value.error().hint, "run a text recognition");
    EXPECT_FALSE(done.lost);
}

TEST(Pool, ACrashCostsOneDocument) {
    Pool pool(obey, {}, 1);
    const Done done = one(pool, "crash");
    EXPECT_TRUE(done.lost);
    EXPECT_EQ(done.value.error().code, ErrorCode::not_a_pdf);
    EXPECT_EQ(*one(pool, "next").value, "next!");
}

TEST(Pool, AHangIsEndedInTime) {
    Pool pool(obey, short_time(), 1);
    const auto begun = std::chrono::steady_clock::now();
    const Done done = one(pool, "hang");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
    EXPECT_TRUE(done.lost);
    EXPECT_EQ(done.value.error().code, ErrorCode::limit);
    EXPECT_EQ(*one(pool, "next").value, "next!");
}

TEST(Pool, WorkersLiveOnUntilTheyHaveDoneTheirShare) {
    Pool pool(obey, {}, 1, 2);
    const std::string first = *one(pool, "pid").value;
    EXPECT_EQ(*one(pool, "pid").value, first);
    const std::string second = *one(pool, "pid").value;
    EXPECT_NE(second, first) << "after two documents a new one";
    EXPECT_NE(*one(pool, "pid", true).value, second) << "a fresh one when asked for";
}

TEST(Pool, WorkersStartNoProcesses) {
    if (::geteuid() == 0) GTEST_SKIP() << "the bound on processes does not hold for root";
    Pool pool(obey, {}, 1);
    EXPECT_EQ(*one(pool, "write").value, "refused");
}

}  // namespace
}  // namespace cvextract::process

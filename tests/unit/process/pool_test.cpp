#include "process/pool.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <string_view>
#include <vector>

#include "process/worker.hpp"

namespace cvextract::process {
namespace {

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

// Documents that say what is to become of their worker.
Result<std::string> obey(std::span<const std::byte> document, const Trail& trail) {
    const std::string_view text(reinterpret_cast<const char*>(document.data()), document.size());
    if (text == "crash") std::abort();
    if (text == "hang") {
        for (;;) ::pause();
    }
    if (text == "fail") return tl::unexpected(Error{ErrorCode::no_text, "no text", "run a text recognition"});
    if (text == "starve") throw std::bad_alloc();
    if (text == "page 3") {
        trail.reach(3);
        if (trail.deaths_at(3) < 2) std::abort();
        trail.reach(Trail::kBehind);
        return "without page 3";
    }
    if (text == "behind") {
        trail.reach(Trail::kBehind);
        std::abort();
    }
    if (text == "pid") return std::to_string(::getpid());
    if (text == "write") return std::string(::system("true >/dev/null 2>&1") == 0 ? "another process" : "refused");
    return std::string(text) + "!";
}

Done one(Pool& pool, std::string_view text, bool fresh = false, std::span<const std::int32_t> deaths = {}) {
    const auto error = pool.submit(7, bytes(text), fresh, deaths);
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
    EXPECT_FALSE(done.loss);
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(one(pool, large).value->size(), large.size() + 1) << "more than a socket holds at once";
}

TEST(Pool, AnErrorIsNoLoss) {
    Pool pool(obey, {}, 1);
    const Done done = one(pool, "fail");
    ASSERT_FALSE(done.value);
    EXPECT_EQ(done.value.error().code, ErrorCode::no_text);
    EXPECT_EQ(done.value.error().hint, "run a text recognition");
    EXPECT_FALSE(done.loss);
}

TEST(Pool, ACrashCostsOneDocument) {
    Pool pool(obey, {}, 1);
    const Done done = one(pool, "crash");
    EXPECT_TRUE(done.loss);
    EXPECT_EQ(done.value.error().code, ErrorCode::not_a_pdf);
    EXPECT_EQ(*one(pool, "next").value, "next!");
}

TEST(Pool, ALossTellsWhereItWas) {
    Pool pool(obey, {}, 1);
    std::vector<std::int32_t> deaths;
    for (const std::size_t known : {1U, 2U}) {
        const Done done = one(pool, "page 3", true, deaths);
        ASSERT_TRUE(done.loss);
        EXPECT_EQ(done.loss->place, 3);
        EXPECT_TRUE(learn_from(*done.loss, {}, deaths));
        EXPECT_EQ(deaths.size(), known);
    }
    EXPECT_EQ(*one(pool, "page 3", true, deaths).value, "without page 3");
}

TEST(Pool, OutOfMemoryIsALimitAndADefectIsOurs) {
    Pool pool(obey, {}, 1);
    EXPECT_EQ(one(pool, "starve").value.error().code, ErrorCode::limit);
    const Done done = one(pool, "behind");
    EXPECT_EQ(done.value.error().code, ErrorCode::internal);
    std::vector<std::int32_t> deaths;
    EXPECT_FALSE(learn_from(*done.loss, {}, deaths)) << "there is nothing to leave out";
}

TEST(Loss, APageThatAteTheMemoryIsLeftOutAtOnceAndDeathsAreBounded) {
    Loss loss;
    loss.place = 2;
    loss.status = kOutOfMemory << 8;
    std::vector<std::int32_t> deaths;
    EXPECT_TRUE(learn_from(loss, {}, deaths));
    EXPECT_EQ(deaths, (std::vector<std::int32_t>{2, 2}));
    deaths.assign(Trail::kMostDeaths, 1);
    EXPECT_FALSE(learn_from(loss, {}, deaths));
    deaths.clear();
    loss.kind = Loss::Kind::late;
    EXPECT_FALSE(learn_from(loss, {}, deaths)) << "time is up";
}

TEST(Supervised, APageThatKillsTheReaderIsAvoided) {
    const auto work = [](const Trail& trail) { return obey(bytes("page 3"), trail); };
    EXPECT_EQ(*run_supervised(work, {}), "without page 3");
}

TEST(Pool, AHangIsEndedInTime) {
    Pool pool(obey, short_time(), 1);
    const auto begun = std::chrono::steady_clock::now();
    const Done done = one(pool, "hang");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
    EXPECT_TRUE(done.loss);
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

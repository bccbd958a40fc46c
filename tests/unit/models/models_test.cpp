#include "models/models.hpp"

#include <gtest/gtest.h>

#include <array>

namespace cvextract::models {
namespace {

TEST(Models, RejectsWhatIsNoBlob) {
    std::array<std::byte, 64> rubbish{};
    EXPECT_FALSE(Models::from_bytes(rubbish).has_value());
    EXPECT_FALSE(Models::from_bytes({}).has_value());
    EXPECT_FALSE(Models::open("/nonexistent/models.bin").has_value());
}

TEST(Models, UnknownNamesAreEmpty) {
    EXPECT_TRUE(Models::builtin().lexicon("no-such-list").empty());
    EXPECT_TRUE(Models::builtin().member("no-such-member").empty());
    EXPECT_FALSE(Models::builtin().lexicon("no-such-list").exact("x").has_value());
}

}  // namespace
}  // namespace cvextract::models

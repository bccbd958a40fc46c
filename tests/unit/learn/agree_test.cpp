#include "learn/agree.hpp"

#include <gtest/gtest.h>

namespace cvextract::learn {
namespace {

// Two labels; positions 0 to 2 look alike and 3 does not.
struct Case {
    std::vector<float> scores{2, 0, 2, 0, 0, 0.2F, 0, 0.2F};
    Labelling first;
    std::vector<std::uint64_t> clusters{7, 7, 7, 0};
    std::vector<std::uint32_t> owner{0, 1, 2, 3};
    std::vector<std::uint8_t> group{0, 1};
    Case() { first.marginals = {0.9F, 0.1F, 0.9F, 0.1F, 0.45F, 0.55F, 0.45F, 0.55F}; }
};

TEST(Agree, MembersOfAClusterConvinceTheUnsureOne) {
    Case c;
    agree(c.scores, c.first, c.clusters, c.owner, c.group, 1);
    EXPECT_GT(c.scores[4], c.scores[5]);
    EXPECT_EQ(c.scores[6], 0.0F) << "what is in no cluster stays";
    EXPECT_EQ(c.scores[7], 0.2F);
}

TEST(Agree, WhatOneSequenceSaysTwiceIsNoEvidenceForItself) {
    Case c;
    c.owner = {5, 5, 5, 5};
    const auto before = c.scores;
    agree(c.scores, c.first, c.clusters, c.owner, c.group, 1);
    EXPECT_EQ(c.scores, before);
}

TEST(Agree, GroupedLabelsCountTogether) {
    Case c;
    c.group = {0, 0};
    const auto before = c.scores;
    agree(c.scores, c.first, c.clusters, c.owner, c.group, 1);
    EXPECT_NEAR(c.scores[4] - c.scores[5], before[4] - before[5], 1e-5);
}

}  // namespace
}  // namespace cvextract::learn

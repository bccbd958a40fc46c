#include "learn/crf.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "compile_crf.hpp"
#include "train/crf_trainer.hpp"

namespace cvextract::learn {
namespace {

// A compiled model, 16-byte aligned as in the blob.
struct Compiled {
    explicit Compiled(const std::string& text) : bytes(compile_crf(text, "test")), storage((bytes.size() + 15) / 16) {
        std::memcpy(storage.data(), bytes.data(), bytes.size());
        crf = Crf({reinterpret_cast<const std::byte*>(storage.data()), bytes.size()});
    }
    struct alignas(16) Chunk {
        std::byte b[16];
    };
    std::string bytes;
    std::vector<Chunk> storage;
    Crf crf;
};

Sequence sequence(std::initializer_list<std::initializer_list<Feature>> positions) {
    Sequence s;
    for (const auto& features : positions) {
        s.next();
        for (const Feature f : features) s.add(f);
    }
    return s;
}

// Each label has a unit of its own; "fwA=" stands for the weights 127 and 0, "AH8=" for 0 and 127, times the scale.
constexpr const char* kUnits = "units 2\nbias 0 0\noutput 1 0\noutput 0 1\n";

std::string model_text(const std::string& features, const std::string& transitions = "") {
    return "labels A B\n" + transitions + kUnits + features;
}

TEST(Crf, DecodesByScoresAndTransitions) {
    const Compiled model(model_text("00000000000000a1 0.015748 fwA=\n00000000000000b1 0.015748 AH8=\n",  // 2 each
                                    "transition A A -5\ntransition ^ B -1\n"));
    ASSERT_EQ(model.crf.labels().size(), 2U);
    EXPECT_EQ(model.crf.label("B"), 1U);
    EXPECT_EQ(model.crf.label("C"), 2U);
    const auto labelling = model.crf.decode(sequence({{0xA1}, {0xA1}, {0xB1}, {}}));
    ASSERT_EQ(labelling.labels.size(), 4U);
    EXPECT_EQ(labelling.labels[0], 0);
    EXPECT_EQ(labelling.labels[1], 1);  // A after A costs more than it brings
    EXPECT_EQ(labelling.labels[2], 1);
}

TEST(Crf, MarginalsAreProbabilities) {
    const Compiled model(model_text("00000000000000a1 0.00865049 fwA=\n"));  // odds 3 to 1
    const auto labelling = model.crf.decode(sequence({{0xA1}}));
    EXPECT_NEAR(labelling.confidence.at(0), 0.75, 1e-4);
}

TEST(Crf, ScoresByWayOfUnits) {
    // Two units: the first sees feature a1, the second a1 without b1. 0x7F is 127; the scales make ones of it.
    const Compiled model(
        "labels A B\nunits 2\nbias 0 0\noutput 1 0\noutput 0 3\n"
        "00000000000000a1 0.00787402 f38=\n"    // 127 127: both units
        "00000000000000b1 0.00787402 AIE=\n");  // 0 -127: takes the second away
    EXPECT_EQ(model.crf.decode(sequence({{0xA1}})).labels.at(0), 1);
    EXPECT_EQ(model.crf.decode(sequence({{0xA1, 0xB1}})).labels.at(0), 0);
    const auto scores = model.crf.scores(sequence({{0xA1}}));
    EXPECT_NEAR(scores.at(0), 1, 1e-4);
    EXPECT_NEAR(scores.at(1), 3, 1e-4);
}

TEST(Crf, KeepsHardFacts) {
    const Compiled model(model_text("00000000000000a1 0.07 fwA=\n"));
    const std::uint64_t only_b[] = {2};
    EXPECT_EQ(model.crf.decode(sequence({{0xA1}}), only_b).labels.at(0), 1);
}

TEST(Crf, RefusesDamagedModels) {
    const Compiled whole(model_text("00000000000000a1 0.07 fwA=\n"));
    EXPECT_FALSE(whole.crf.empty());
    for (std::size_t cut = 0; cut < whole.bytes.size(); ++cut) {
        EXPECT_TRUE(Crf({reinterpret_cast<const std::byte*>(whole.storage.data()), cut}).empty()) << cut;
    }
    EXPECT_THROW(compile_crf("labels A\nunits 2\nbias 0\n", "x"), std::runtime_error);
    EXPECT_THROW(compile_crf("labels A\nunits 1\nbias 0\n", "x"), std::runtime_error);
    EXPECT_THROW(compile_crf("labels A\nunits 1\nbias 0\noutput 1\n0a 0.1 ?\n", "x"), std::runtime_error);
    EXPECT_THROW(compile_crf("labels A\n0a 0.1 fw==\n", "x"), std::runtime_error);
    EXPECT_THROW(compile_crf("labels A\n", "x"), std::runtime_error);
    EXPECT_THROW(compile_crf("", "x"), std::runtime_error);
}

TEST(Crf, EmptyModelOrSequenceGivesNothing) {
    EXPECT_TRUE(Crf().empty());
    const Compiled model(model_text("00000000000000a1 0.07 fwA=\n"));
    EXPECT_TRUE(model.crf.decode(Sequence()).labels.empty());
    EXPECT_TRUE(Crf().decode(sequence({{1}})).labels.empty());
}

TEST(CrfTrainer, LearnsWhatOnlyTheOrderTells) {
    // The label of an ambiguous feature (7) is that of the position before it.
    CrfTrainer trainer({"A", "B"});
    for (int i = 0; i < 40; ++i) {
        trainer.add(sequence({{1}, {7}, {7}}), {0, 0, 0});
        trainer.add(sequence({{2}, {7}, {7}}), {1, 1, 1});
    }
    testing::internal::CaptureStderr();
    const std::string text = trainer.train({.epochs = 25}, "toy");
    testing::internal::GetCapturedStderr();
    const Compiled model(text);
    EXPECT_EQ(model.crf.decode(sequence({{1}, {7}, {7}})).labels, (std::vector<std::uint8_t>{0, 0, 0}));
    EXPECT_EQ(model.crf.decode(sequence({{2}, {7}, {7}})).labels, (std::vector<std::uint8_t>{1, 1, 1}));
    EXPECT_GT(model.crf.decode(sequence({{2}, {7}, {7}})).confidence.at(2), 0.8);
    EXPECT_THROW(trainer.add(sequence({{1}}), {0, 1}), std::invalid_argument);
}

TEST(CrfTrainer, LearnsWhatNoSumOfWeightsTells) {
    // Exclusive or: each feature alone says nothing.
    CrfTrainer trainer({"A", "B"});
    for (int i = 0; i < 50; ++i) {
        trainer.add(sequence({{1, 3}}), {0});
        trainer.add(sequence({{2, 4}}), {0});
        trainer.add(sequence({{1, 4}}), {1});
        trainer.add(sequence({{2, 3}}), {1});
    }
    testing::internal::CaptureStderr();
    const Compiled model(trainer.train({.epochs = 60, .networks = 2, .dropout = 0.1}, "toy"));
    testing::internal::GetCapturedStderr();
    EXPECT_EQ(model.crf.decode(sequence({{1, 3}})).labels.at(0), 0);
    EXPECT_EQ(model.crf.decode(sequence({{2, 4}})).labels.at(0), 0);
    EXPECT_EQ(model.crf.decode(sequence({{1, 4}})).labels.at(0), 1);
    EXPECT_EQ(model.crf.decode(sequence({{2, 3}})).labels.at(0), 1);
}

TEST(CrfTrainer, FeaturesOfOnePersonAreNotLearntByHeart) {
    // Feature 8 is seen often, but in documents of one person only; 1 and 2 are seen in those of two.
    CrfTrainer trainer({"A", "B"});
    for (int i = 0; i < 20; ++i) {
        for (const std::uint64_t person : {100U, 200U}) {
            trainer.add(sequence({{1}}), {0}, 1, 0, person);
            trainer.add(sequence({{2}}), {1}, 1, 0, person);
        }
        trainer.add(sequence({{8}}), {1}, 1, 0, 100);
    }
    testing::internal::CaptureStderr();
    const std::string text = trainer.train({.epochs = 5}, "toy");
    testing::internal::GetCapturedStderr();
    EXPECT_NE(text.find("0000000000000001 "), std::string::npos);
    EXPECT_EQ(text.find("0000000000000008 "), std::string::npos);
}

TEST(CrfTrainer, LeavesAFoldOut) {
    CrfTrainer trainer({"A", "B"});
    for (int i = 0; i < 20; ++i) {
        trainer.add(sequence({{1}}), {0}, 1, 0);
        trainer.add(sequence({{2}}), {1}, 1, 1);
    }
    testing::internal::CaptureStderr();
    const std::string text = trainer.train({.epochs = 5}, "toy", 1);
    testing::internal::GetCapturedStderr();
    EXPECT_NE(text.find("0000000000000001 "), std::string::npos);
    EXPECT_EQ(text.find("0000000000000002 "), std::string::npos);
}

}  // namespace
}  // namespace cvextract::learn

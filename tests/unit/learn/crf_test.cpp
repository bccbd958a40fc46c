#include "learn/crf.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <iomanip>
#include <random>
#include <sstream>

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

// Whole vectors of the processor and what is left behind them: the same sums as one by one, to the last bit.
TEST(Crf, ScoresAreThoseOfPlainSums) {
    constexpr std::size_t kMany = 77, kLabels = 11, kRows = 40;
    std::mt19937 random(5);
    const auto at_random = [&] { return static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 512; };
    std::vector<float> bias(kMany), output(kMany * kLabels), scales(kRows);
    std::vector<std::int8_t> weights(kRows * kMany);
    std::ostringstream text;
    text << std::setprecision(9) << "labels";
    for (std::size_t l = 0; l < kLabels; ++l) text << " L" << l;
    text << "\nunits " << kMany << "\nbias";
    for (float& b : bias) text << ' ' << (b = at_random());
    for (std::size_t i = 0; i < output.size(); ++i)
        text << (i % kLabels == 0 ? "\noutput " : " ") << (output[i] = at_random());
    static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t r = 0; r < kRows; ++r) {
        text << '\n' << std::hex << r + 1 << std::dec << ' ' << (scales[r] = at_random()) << ' ';
        std::uint32_t bits = 0;
        int held = 0;
        for (std::size_t j = 0; j < kMany; ++j) {
            weights[r * kMany + j] = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
            bits = bits << 8 | static_cast<std::uint8_t>(weights[r * kMany + j]);
            for (held += 8; held >= 6; held -= 6) text << kDigits[bits >> (held - 6) & 63];
        }
        if (held > 0) text << kDigits[bits << (6 - held) & 63];
    }
    const Compiled model(text.str());
    ASSERT_EQ(model.crf.labels().size(), kLabels);
    Sequence features;
    std::vector<std::vector<std::size_t>> rows(20);
    for (auto& position : rows) {
        features.next();
        for (unsigned n = random() % 9; n > 0; --n) {
            position.push_back(random() % kRows);
            features.add(position.back() + 1);
        }
    }
    const auto scores = model.crf.scores(features);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<float> expected(kLabels, 0.0F), hidden = bias;
        for (const std::size_t r : rows[i]) {
            for (std::size_t j = 0; j < kMany; ++j) hidden[j] += scales[r] * static_cast<float>(weights[r * kMany + j]);
        }
        for (std::size_t j = 0; j < kMany; ++j) {
            for (std::size_t l = 0; hidden[j] > 0 && l < kLabels; ++l)
                expected[l] += hidden[j] * output[j * kLabels + l];
        }
        for (std::size_t l = 0; l < kLabels; ++l) EXPECT_EQ(scores[i * kLabels + l], expected[l]) << i << ' ' << l;
    }
}

// Against all labellings of a short sequence.
TEST(Crf, BestLabellingAndMarginalsAreThoseOfAllLabellings) {
    const Compiled model(
        "labels A B C\ntransition A B 1.5\ntransition B C -0.7\ntransition C C 0.4\ntransition ^ B 0.3\n"
        "units 1\nbias 0\noutput 0 0 0\n01 1 fw==\n");
    const std::vector<float> scores = {0.2F, -0.4F, 1.1F, 0.9F, 0.1F, -2.0F, 0.3F, 0.8F, 0.75F, -0.1F, 0.0F, 0.5F};
    const auto move = [](std::size_t from, std::size_t to) {
        return from == 0 && to == 1 ? 1.5 : from == 1 && to == 2 ? -0.7 : from == 2 && to == 2 ? 0.4 : 0.0;
    };
    double sum = 0, best = -1;
    std::vector<double> marginals(12);
    std::vector<std::uint8_t> labels(4), best_labels;
    for (int code = 0; code < 81; ++code) {
        double value = 0;
        for (int i = 0, rest = code; i < 4; ++i, rest /= 3) {
            labels[i] = static_cast<std::uint8_t>(rest % 3);
            value += scores[i * 3 + labels[i]] + (i > 0 ? move(labels[i - 1], labels[i]) : labels[0] == 1 ? 0.3 : 0.0);
        }
        value = std::exp(value);
        sum += value;
        for (std::size_t i = 0; i < 4; ++i) marginals[i * 3 + labels[i]] += value;
        if (value > best) {
            best = value;
            best_labels = labels;
        }
    }
    const auto found = model.crf.decode(scores);
    EXPECT_EQ(found.labels, best_labels);
    for (std::size_t i = 0; i < marginals.size(); ++i) EXPECT_NEAR(found.marginals[i], marginals[i] / sum, 1e-6) << i;
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

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cvextract/extract.hpp"

namespace cvextract {
namespace {

Record sample() {
    Record record;
    record.basics.name = {"Ada Example", 0.9, {{1, {10.001, 20, 30, 40}, "ADA EXAMPLE"}}};
    Work work;
    work.name = {"Acme", 0.8, {{2, {1, 2, 3, 4}, "Acme"}}};
    work.ongoing.set = true;
    work.highlights.push_back({"Built \"it\"\n", 0.5, {}});
    record.work.push_back(work);
    record.sections.push_back({{"Work", 1, {}}, SectionKind::work, "Acme"});
    record.meta.pages = 2;
    return record;
}

TEST(ToJson, WritesWhatIsThereAndNothingElse) {
    const auto json = nlohmann::json::parse(to_json(sample()));
    EXPECT_EQ(json.at("basics"), (nlohmann::json{{"name", "Ada Example"}}));
    EXPECT_EQ(json.at("work").at(0).at("ongoing"), true);
    EXPECT_EQ(json.at("work").at(0).at("highlights").at(0), "Built \"it\"\n");
    EXPECT_FALSE(json.contains("education"));
    EXPECT_FALSE(json.at("meta").contains("evidence"));
    EXPECT_EQ(json.at("sections").at(0).at("kind"), "work");
}

TEST(ToJson, EvidencePointersLeadToValues) {
    const auto json = nlohmann::json::parse(to_json(sample(), {.pretty = false, .evidence = true}));
    const auto& evidence = json.at("meta").at("evidence");
    EXPECT_EQ(evidence.at("/basics/name").at(0).at("bbox"), (nlohmann::json{10.0, 20.0, 30.0, 40.0}));
    EXPECT_EQ(evidence.at("/work/0/name").at(0).at("page"), 2);
    for (const auto& [pointer, boxes] : evidence.items()) {
        EXPECT_NO_THROW(static_cast<void>(json.at(nlohmann::json::json_pointer(pointer)))) << pointer;
    }
    EXPECT_EQ(evidence.size(), 5U);
}

TEST(ToJson, IsValidUtf8WhateverComesIn) {
    Record record;
    record.basics.name.text = "\xFF\xC3";
    EXPECT_TRUE(nlohmann::json::accept(to_json(record)));
}

TEST(ToJson, CompactIsOneLine) {
    EXPECT_EQ(to_json(sample(), {.pretty = false}).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace cvextract

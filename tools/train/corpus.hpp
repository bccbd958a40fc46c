#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "fields/collect.hpp"

/// One labelled CV as the program itself reads it.
struct LabelledCv {
    std::string id;
    nlohmann::json gold;
    const cvextract::fields::Context& context;
};

/// Which documents to leave out: those whose group falls in a fold. A group holds what shares content: all settings of
/// one record ("ID--r3"), all themes of one person ("person--theme").
struct Fold {
    int count = 1, left_out = -1;
    [[nodiscard]] bool holds(const std::string& id) const;
    /// The fold that a document is in.
    [[nodiscard]] int of(const std::string& id) const;
};

/// Stands for what a document shares with others: the record or the person.
std::uint64_t group_of(const std::string& id);

/// Reads every FOLDER/ID.pdf with FOLDER/ID.gold.json that is not in the fold, in the order of their names, and hands
/// it over; files that cannot be read are reported on stderr and skipped.
void for_each_cv(const std::filesystem::path& folder, const Fold& fold,
                 const std::function<void(const LabelledCv&)>& use);

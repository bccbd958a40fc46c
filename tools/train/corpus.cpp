#include "corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>

#include "base/units.hpp"
#include "layout/arrange.hpp"
#include "pdf/reader.hpp"

namespace fs = std::filesystem;
using namespace cvextract;

int Fold::of(const std::string& id) const {
    return static_cast<int>(group_of(id) % static_cast<std::uint64_t>(count));
}

std::uint64_t group_of(const std::string& id) {
    return hash64(id.substr(0, id.find("--")));
}

bool Fold::holds(const std::string& id) const {
    return left_out >= 0 && of(id) == left_out;
}

void for_each_cv(const fs::path& folder, const Fold& fold, const std::function<void(const LabelledCv&)>& use) {
    constexpr std::string_view kEnding = ".gold.json";
    std::vector<fs::path> golds;
    for (const auto& item : fs::directory_iterator(folder)) {
        if (item.path().filename().string().ends_with(kEnding)) golds.push_back(item.path());
    }
    std::sort(golds.begin(), golds.end());
    for (const auto& path : golds) {
        std::string id = path.filename().string();
        id.resize(id.size() - kEnding.size());
        if (fold.holds(id)) continue;
        std::ifstream in(path.parent_path() / (id + ".pdf"), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const auto pdf = pdf::read(std::as_bytes(std::span(bytes)), {});
        if (!pdf) {
            std::cerr << id << ": " << pdf.error().message << '\n';
            continue;
        }
        const auto document = layout::arrange(*pdf);
        const auto& models = models::Models::builtin();
        const auto outline = segment::cut(document, models);
        const fields::Context context{document, outline, models};
        std::ifstream gold(path);
        use({id, nlohmann::json::parse(gold), context});
    }
}

#include "gold_outline.hpp"

#include <nlohmann/json.hpp>

#include "base/units.hpp"

using namespace cvextract;

namespace {

/// Units of the text tokens [begin, end) of a line, without punctuation.
std::vector<std::uint64_t> words_of(const layout::Line& line, std::uint32_t begin, std::uint32_t end) {
    std::vector<std::uint64_t> words;
    for (std::uint32_t t = begin; t < end; ++t) {
        if (line.tokens[t].role != layout::Role::text) continue;
        for (const Unit& unit : cut_units(line.tokens[t].text)) {
            if (unit.kind != UnitClass::punctuation) words.push_back(unit.hash);
        }
    }
    return words;
}

std::vector<std::uint64_t> words_of(const std::string& text) {
    std::vector<std::uint64_t> words;
    for (const Unit& unit : cut_units(text)) {
        if (unit.kind != UnitClass::punctuation) words.push_back(unit.hash);
    }
    return words;
}

}  // namespace

segment::Outline gold_outline(const layout::Document& document, const nlohmann::json& gold) {
    struct Wanted {
        std::vector<std::uint64_t> words;
        SectionKind kind;
        bool used = false;
    };
    std::vector<Wanted> wanted;
    if (gold.contains("sections")) {
        for (const auto& section : gold.at("sections"))
            wanted.push_back({words_of(section.value("heading", std::string())),
                              section_kind(section.value("kind", std::string()))});
    }
    segment::Outline outline;
    outline.language = gold.contains("meta") ? gold.at("meta").value("language", std::string()) : std::string();
    for (std::uint32_t i = 0; i < document.lines.size(); ++i) {
        const layout::Line& line = document.lines[i];
        const auto size = static_cast<std::uint32_t>(line.tokens.size());
        Wanted* hit = nullptr;
        std::uint32_t cut = size;
        for (Wanted& heading : wanted) {
            if (heading.used || heading.words.empty()) continue;
            // The heading is the line, or its first cell.
            for (std::uint32_t end = 1; end <= size; ++end) {
                if (end < size && !line.tokens[end].tab_before) continue;
                if (words_of(line, 0, end) != heading.words) continue;
                hit = &heading;
                cut = end;
                break;
            }
            if (hit != nullptr) break;
        }
        if (hit != nullptr) {
            hit->used = true;
            outline.sections.push_back({hit->kind, 1, {{i, 0, cut}}, {}});
            if (cut < size) outline.sections.back().body.push_back({i, cut, size});
        } else if (outline.sections.empty()) {
            outline.header.push_back({i, 0, size});
        } else {
            outline.sections.back().body.push_back({i, 0, size});
        }
    }
    return outline;
}

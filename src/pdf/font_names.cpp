// Weight and slant from names: poppler-cpp gives no more of a font.

#include "pdf/font_names.hpp"

#include <algorithm>
#include <array>

#include "base/unicode.hpp"

namespace cvextract::pdf {

namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return contains(text, part); });
}

// Latin families name their weights; Computer Modern and its kin have codes; Japanese families number them.
constexpr std::array<std::string_view, 14> kBold = {"bold",   "black", "heavy", "demi", "semibd", "extrabd", "cmbx",
                                                    "cmssbx", "sfbx",  "ecbx",  "sfsx", "cmb10",  "-bd",     "-w6"};
constexpr std::array<std::string_view, 6> kMoreBold = {"-w7", "-w8", "-w9", "simhei", "ultra", "lmbx"};
constexpr std::array<std::string_view, 10> kItalic = {"italic", "oblique", "slanted", "ital",   "cmti",
                                                      "cmsl",   "sfti",    "sfsl",    "cmbxti", "ecti"};
constexpr std::array<std::string_view, 12> kMonospace = {
    "mono", "courier", "cmtt", "sftt", "consol", "menlo", "typewr", "lmtt", "inconsol", "ectt", "monaco", "nimbusmonl"};
constexpr std::array<std::string_view, 19> kSymbol = {
    "awesome",       "wingding",       "webding",  "dingbat",   "marvosym",    "glyphicon", "fontello",
    "academicons",   "ionicons",       "entypo",   "typicon",   "feathericon", "icomoon",   "bootstrap-icons",
    "materialicons", "materialdesign", "boxicons", "remixicon", "linearicons"};

bool ends_weight(std::string_view folded, std::string_view weight) {
    const auto at = folded.find(weight);
    if (at == std::string_view::npos) return false;
    const auto rest = folded.substr(at + weight.size());
    return rest.empty() || rest.starts_with("ital") || rest.starts_with("obl");
}

std::string_view family(std::string_view name) {
    return name.substr(0, name.find_first_of("-,"));
}

}  // namespace

Font font_from_name(std::string_view name) {
    // "ABCDEF+" marks a subset.
    if (name.size() > 7 && name[6] == '+' &&
        std::all_of(name.begin(), name.begin() + 6, [](char c) { return c >= 'A' && c <= 'Z'; }))
        name.remove_prefix(7);
    Font font;
    font.name = to_valid_utf8(name);
    std::string folded = font.name;
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    font.bold = contains_any(folded, kBold) || contains_any(folded, kMoreBold) || ends_weight(folded, "-medi");
    font.italic = contains_any(folded, kItalic) || folded.ends_with("-it") || folded.ends_with("boldit");
    font.monospace = contains_any(folded, kMonospace) && !contains(folded, "monotype");
    font.symbol = contains_any(folded, kSymbol) || contains(folded, "icons") || folded.ends_with("icon");
    return font;
}

void settle_medium_weights(std::vector<Font>& fonts) {
    for (Font& font : fonts) {
        if (font.bold || !(contains(font.name, "Medium") || contains(font.name, "medium"))) continue;
        font.bold = std::any_of(fonts.begin(), fonts.end(), [&](const Font& other) {
            return family(other.name) == family(font.name) && !other.bold && !contains(other.name, "edium");
        });
    }
}

}  // namespace cvextract::pdf

#include "segment/language.hpp"

#include <unicode/uscript.h>

#include <algorithm>
#include <map>

#include "base/unicode.hpp"
#include "base/units.hpp"

namespace cvextract::segment {

std::string detect_language(const layout::Document& document, const models::Models& models) {
    const models::Lexicon words = models.lexicon("function_words");
    std::map<std::string, double> votes;
    std::map<int, std::size_t> scripts;
    std::size_t letters = 0;
    for (const auto& line : document.lines) {
        for (const auto& token : line.tokens) {
            if (token.role != layout::Role::text) continue;
            for (std::size_t i = 0; i < token.text.size();) {
                const char32_t c = next_code_point(token.text, i);
                if (!is_letter(c)) continue;
                UErrorCode status = U_ZERO_ERROR;
                ++scripts[c < 0x80 ? USCRIPT_LATIN : uscript_getScript(static_cast<UChar32>(c), &status)];
                ++letters;
            }
            for (const Unit& unit : cut_units(token.text)) {
                const std::uint64_t hash[] = {unit.hash};
                const auto match = words.exact(hash);
                if (!match) continue;
                std::string_view list = match->payload;
                while (!list.empty()) {
                    const std::size_t end = std::min(list.find(' '), list.size());
                    votes[std::string(list.substr(0, end))] += static_cast<double>(match->weight);
                    list.remove_prefix(std::min(end + 1, list.size()));
                }
            }
        }
    }
    if (letters == 0) return "";
    // A word of Han, Kana or Hangul says as much as several Latin letters: CVs in these scripts are full of Latin
    // names.
    const auto count = [&](int script) { return scripts.contains(script) ? scripts.at(script) : 0; };
    const std::size_t latin = count(USCRIPT_LATIN);
    const std::size_t kana = count(USCRIPT_HIRAGANA) + count(USCRIPT_KATAKANA), han = count(USCRIPT_HAN);
    if (20 * kana > letters && 4 * (kana + han) > latin) return "ja";
    if (6 * count(USCRIPT_HANGUL) > latin) return "ko";
    if (6 * han > latin) return votes["zh-Hant"] > votes["zh-Hans"] ? "zh-Hant" : "zh-Hans";
    struct ByScript {
        int script;
        const char* language;
    };
    for (const ByScript& s :
         {ByScript{USCRIPT_HEBREW, "he"}, ByScript{USCRIPT_GREEK, "el"}, ByScript{USCRIPT_THAI, "th"},
          ByScript{USCRIPT_DEVANAGARI, "hi"}, ByScript{USCRIPT_ARMENIAN, "hy"}, ByScript{USCRIPT_GEORGIAN, "ka"}}) {
        if (2 * count(s.script) > letters) return s.language;
    }
    const char* only = 2 * count(USCRIPT_ARABIC) > letters     ? "ar fa ur"
                       : 2 * count(USCRIPT_CYRILLIC) > letters ? "ru uk bg sr"
                                                               : nullptr;
    std::string best = only == nullptr ? "" : std::string(only).substr(0, 2);
    double most = 0;
    for (const auto& [language, vote] : votes) {
        if (language.starts_with("zh") ||
            (only != nullptr && std::string_view(only).find(language) == std::string_view::npos))
            continue;
        if (vote > most) {
            most = vote;
            best = language;
        }
    }
    return best;
}

}  // namespace cvextract::segment

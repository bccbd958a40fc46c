#include "align_reference.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "fields/spans/date.hpp"
#include "learn/crf.hpp"

using namespace cvextract;
using cvextract::fields::academic::Passage;

namespace {

std::vector<std::uint64_t> words_of(const std::string& value) {
    std::vector<std::uint64_t> words;
    for (const Unit& unit : cut_units(value)) {
        if (unit.kind != UnitClass::punctuation) words.push_back(unit.hash);
    }
    return words;
}

/// Where the words stand one after the other, as units [first, last); punctuation between them does not matter.
std::vector<std::pair<std::size_t, std::size_t>> find(const Passage& passage, const std::vector<std::uint64_t>& words) {
    std::vector<std::pair<std::size_t, std::size_t>> hits;
    if (words.empty()) return hits;
    for (std::size_t i = 0; i < passage.units.size(); ++i) {
        if (passage.units[i].hash != words.front()) continue;
        std::size_t k = 0, j = i;
        for (; j < passage.units.size() && k < words.size(); ++j) {
            if (passage.units[j].kind == UnitClass::punctuation) continue;
            if (passage.units[j].hash != words[k]) break;
            ++k;
        }
        if (k == words.size()) hits.emplace_back(i, j);
    }
    return hits;
}

class Aligner {
  public:
    Aligner(const Passage& passage, const nlohmann::json& work) : passage_(passage), work_(work) {
        taken_.assign(passage.units.size(), false);
    }

    std::vector<UnitLabel> run(const models::Models& models) {
        const auto titles = find(passage_, words_of(text("name")));
        if (titles.empty()) return {};
        add(titles.front(), "T");
        std::size_t behind = titles.front().second;
        for (const auto& hit : find(passage_, words_of(text("publisher")))) {
            if (!free(hit)) continue;
            add(hit, "V");
            behind = std::max(behind, hit.second);
            break;
        }
        people();
        number("pages", "PP", "page", behind);
        date(models);
        number("volume", "VOL", "vol", behind);
        number("issue", "ISS", "issue", behind);
        return std::move(labels_);
    }

  private:
    [[nodiscard]] std::string text(const char* key) const {
        return work_.contains(key) && work_.at(key).is_string() ? work_.at(key).get<std::string>() : std::string();
    }
    [[nodiscard]] bool free(const std::pair<std::size_t, std::size_t>& hit) const {
        return std::none_of(taken_.begin() + static_cast<std::ptrdiff_t>(hit.first),
                            taken_.begin() + static_cast<std::ptrdiff_t>(hit.second), [](bool b) { return b; });
    }
    void add(const std::pair<std::size_t, std::size_t>& hit, const char* label) {
        labels_.push_back({hit.first, hit.second, label});
        for (std::size_t i = hit.first; i < hit.second; ++i) taken_[i] = true;
    }

    void people() {
        constexpr std::size_t kGap = 5;
        if (!work_.contains("authors")) return;
        std::pair<std::size_t, std::size_t> run{0, 0};
        for (const auto& author : work_.at("authors")) {
            if (!author.is_string()) continue;
            for (const auto& hit : find(passage_, words_of(author.get<std::string>()))) {
                if (!free(hit) || hit.first < run.second) continue;
                if (run.second > 0 && hit.first <= run.second + kGap && free({run.second, hit.first})) {
                    run.second = hit.second;
                } else {
                    if (run.second > 0) add(run, "A");
                    run = hit;
                }
                break;
            }
        }
        if (run.second > 0) add(run, "A");
    }

    void number(const char* key, const char* label, std::string_view cue, std::size_t behind) {
        const auto hits = find(passage_, words_of(text(key)));
        const std::pair<std::size_t, std::size_t>* best = nullptr;
        int best_score = -1;
        for (const auto& hit : hits) {
            if (!free(hit)) continue;
            int score = hit.first >= behind ? 2 : 0;
            for (std::size_t i = hit.first - std::min<std::size_t>(hit.first, 2); i < hit.first; ++i)
                score += passage_.marks[i].cue == learn::name(cue) ? 3 : 0;
            if (score > best_score) {
                best_score = score;
                best = &hit;
            }
        }
        if (best != nullptr) add(*best, label);
    }

    void date(const models::Models& models) {
        const std::string when = text("releaseDate");
        if (when.size() < 4) return;
        for (const bool exact : {true, false}) {
            for (const auto& span : fields::spans::find_dates(passage_.text, passage_.units, models)) {
                if (exact ? span.first != when : span.first.substr(0, 4) != when.substr(0, 4)) continue;
                std::pair<std::size_t, std::size_t> hit{passage_.units.size(), 0};
                for (std::size_t i = 0; i < passage_.units.size(); ++i) {
                    if (passage_.units[i].begin < span.core_begin || passage_.units[i].end > span.core_end) continue;
                    hit.first = std::min(hit.first, i);
                    hit.second = i + 1;
                }
                if (hit.first >= hit.second || !free(hit)) continue;
                add(hit, "D");
                return;
            }
        }
        for (const auto& hit : find(passage_, words_of(when.substr(0, 4)))) {
            if (!free(hit)) continue;
            add(hit, "D");
            return;
        }
    }

    const Passage& passage_;
    const nlohmann::json& work_;
    std::vector<bool> taken_;
    std::vector<UnitLabel> labels_;
};

}  // namespace

std::size_t occurrences(const Passage& passage, const std::string& value) {
    return find(passage, words_of(value)).size();
}

std::vector<std::pair<std::size_t, std::size_t>> occurrences_of(const Passage& passage, const std::string& value) {
    return find(passage, words_of(value));
}

std::vector<UnitLabel> align_reference(const Passage& passage, const nlohmann::json& work,
                                       const models::Models& models) {
    return Aligner(passage, work).run(models);
}

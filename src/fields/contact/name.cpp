#include "fields/contact/name.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "base/unicode.hpp"
#include "base/units.hpp"
#include "fields/contact/weights.hpp"

namespace cvextract::fields::contact {

namespace {

constexpr std::size_t kLongestName = 80;  // bytes
constexpr std::size_t kMostWords = 7;
constexpr double kMostlyExplained = 0.55;  // agreement with metadata below this is chance
constexpr double kTopOfPage = 0.14;        // share of the page's height
constexpr double kSameSize = 0.02;         // between two lines of one name
constexpr double kSameEdge = 12;           // points between their left edges
constexpr double kLargeType = 1.15;        // against body text

struct Candidate {
    std::size_t begin = 0, end = 0;
    std::uint32_t first_order = 0, last_order = 0;
    std::uint32_t line = 0;
    bool labelled = false;
    double size = 0;
    double score = 0;
    std::size_t second_begin = 0, second_end = 0;  // the rest of a name that stands below, beside other cells
};

// 1 for scripts without case and spaces, 2 for Hangul, 3 for everything else: where the script changes, a name ends.
int script_of(char32_t c) {
    if (is_unspaced(c)) return 1;
    return c >= 0xAC00 && c <= 0xD7A3 ? 2 : 3;
}

std::string letters_of(std::string_view text) {
    const std::string folded = fold(text);
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t begin = i;
        if (is_letter(next_code_point(folded, i))) out.append(folded, begin, i - begin);
    }
    return out;
}

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    for (const Unit& unit : cut_units(text)) {
        if (unit.kind != UnitClass::word) continue;
        if (auto word = letters_of(text.substr(unit.begin, unit.end - unit.begin)); !word.empty())
            words.push_back(std::move(word));
    }
    return words;
}

// A text by what its agreement with another depends on.
struct Spelling {
    std::string letters;
    std::vector<std::string> words;
};

Spelling spelling_of(std::string_view text) {
    return {letters_of(text), folded_words(text)};
}

double agreement(const Spelling& name, const std::string& target) {
    if (target.size() < 2 || name.words.empty()) return 0;
    // Letters of the account that words of the name, or their beginnings, explain.
    std::string rest = target;
    std::size_t explained = 0, used = 0;
    std::vector<const std::string*> left;
    for (const std::string& word : name.words) {
        const std::size_t at = word.size() >= 3 ? rest.find(word) : std::string::npos;
        if (at != std::string::npos) {
            rest.replace(at, word.size(), " ");
            explained += word.size();
            ++used;
        } else {
            left.push_back(&word);
        }
    }
    for (const std::string* word : left) {
        if (rest.empty()) break;
        // The longest beginning of the word that stands in what is left; a single letter only beside a whole word.
        for (std::size_t n = std::min<std::size_t>(word->size(), 12); n >= 1; --n) {
            if (n < 3 && used == 0 && name.words.size() > 1 && target.size() > name.words.size()) break;
            const std::size_t at = rest.find(word->data(), 0, n);
            if (at == std::string::npos) continue;
            rest.replace(at, n, " ");
            explained += n;
            if (n >= 3) ++used;
            break;
        }
    }
    const double share = static_cast<double>(explained) / static_cast<double>(target.size());
    // Words that the account does not know count against: the job behind the name on the same line.
    const double coverage =
        static_cast<double>(explained) / static_cast<double>(std::max<std::size_t>(name.letters.size(), 1));
    return share * 0.7 + std::min(1.0, coverage) * share * 0.3;
}

class Chooser {
  public:
    Chooser(const Context& context, const Text& text, std::span<const Cell> cells,
            std::span<const std::uint32_t> header_lines, const NameHints& hints)
        : context_(context),
          text_(text),
          cells_(cells),
          header_lines_(header_lines),
          hints_(hints),
          weights_(context.models, "name"),
          names_(context.models.lexicon("person_names")),
          jobs_(context.models.lexicon("job_titles")),
          organisations_(context.models.lexicon("organisations")),
          headings_(context.models.lexicon("headings")),
          titles_(context.models.lexicon("cv_titles")),
          degrees_(context.models.lexicon("degrees")),
          words_(context.models.lexicon("contact_words")),
          places_(context.models.lexicon("places")),
          cities_(context.models.lexicon("cities")),
          mailbox_(letters_of(hints.email.substr(0, hints.email.find('@')))),
          author_(spelling_of(context.document.author)),
          title_(spelling_of(context.document.title)) {
        for (const std::string& account : hints.accounts) accounts_.push_back(letters_of(account));
    }

    NameFound choose();

  private:
    void collect();
    void offer(std::size_t begin, std::size_t end, const Cell& first, const Cell& last);
    void offer_parts(const Cell& cell);
    [[nodiscard]] double size_at(std::size_t begin, std::size_t end) const;
    [[nodiscard]] double left_edge(const Cell& cell) const {
        const std::size_t p = text_.piece_at(cell.begin);
        return p < text_.pieces().size() ? text_.token(text_.pieces()[p]).box.x0 : 0;
    }
    [[nodiscard]] double height_above(std::uint32_t line) const;
    [[nodiscard]] double score(const Candidate& candidate) const;

    const Context& context_;
    const Text& text_;
    std::span<const Cell> cells_;
    std::span<const std::uint32_t> header_lines_;
    const NameHints& hints_;
    Weights weights_;
    models::Lexicon names_, jobs_, organisations_, headings_, titles_, degrees_, words_, places_, cities_;
    std::string mailbox_;  // letters of the address
    std::vector<std::string> accounts_;
    Spelling author_, title_;
    std::vector<Candidate> candidates_;
    double largest_ = 0;
};

double Chooser::size_at(std::size_t begin, std::size_t end) const {
    double size = 0;
    const auto pieces = text_.pieces();
    for (std::size_t p = text_.piece_at(begin); p < pieces.size() && pieces[p].begin < end; ++p) {
        size = std::max<double>(size, text_.style(pieces[p]).size);
    }
    return size;
}

void Chooser::offer(std::size_t begin, std::size_t end, const Cell& first, const Cell& last) {
    const std::string_view all = text_.str();
    const auto drop = [](char c) { return c == ' ' || c == ',' || c == '-' || c == ':' || c == '\n' || c == ';'; };
    while (begin < end && drop(all[begin])) ++begin;
    while (begin < end && drop(all[end - 1])) --end;
    if (end <= begin || end - begin > kLongestName) return;
    std::size_t letters = 0, digits = 0, words = 1;
    bool bracket = false;
    for (std::size_t i = begin; i < end;) {
        const char32_t c = next_code_point(all, i);
        if (c == '(' || c == 0xFF08) bracket = true;
        if (is_letter(c)) ++letters;
        if (is_digit(c) && !bracket) ++digits;
        if (is_space(c)) ++words;
        if (c == '@' || c == '/' || c == '\\' || c == '=' || c == '<' || c == '%' || c == '+' || c == '&' || c == '?' ||
            c == '!' || c == '#' || c == ';' || c == ':')
            return;
    }
    if (letters < 2 || digits > 0 || words > kMostWords + 1) return;
    Candidate candidate;
    candidate.begin = begin;
    candidate.end = end;
    candidate.first_order = first.order;
    candidate.last_order = last.order;
    candidate.line = first.line;
    candidate.labelled = first.label == Label::name;
    candidate.size = size_at(begin, end);
    candidates_.push_back(candidate);
}

// The cell and its beginnings: before a comma, a bracket, a spaced dash, a change of type, and behind a title of the
// CV.
void Chooser::offer_parts(const Cell& cell) {
    const std::string_view all = text_.str();
    offer(cell.begin, cell.end, cell, cell);
    for (std::size_t i = cell.begin; i < cell.end;) {
        const std::size_t at = i;
        const char32_t c = next_code_point(all, i);
        const bool dash = (c == '-' || c == 0x2013 || c == 0x2014) && at > cell.begin && all[at - 1] == ' ' &&
                          i < cell.end && all[i] == ' ';
        if (c == ',' || c == '(' || c == 0xFF0C || c == 0xFF08 || dash || c == ':' || c == 0xFF1A) {
            offer(cell.begin, at, cell, cell);
            if (dash || c == ':' || c == 0xFF1A) offer(i, cell.end, cell, cell);
        }
    }
    const auto pieces = text_.pieces();
    std::size_t p = text_.piece_at(cell.begin);
    for (std::size_t q = p + 1; q < pieces.size() && pieces[q].begin < cell.end; ++q) {
        const auto& a = text_.style(pieces[q - 1]);
        const auto& b = text_.style(pieces[q]);
        // Larger initials are no change of type: "G" and "raham" are one word.
        if (pieces[q - 1].end == pieces[q].begin) continue;
        if (a.bold != b.bold || std::abs(a.size - b.size) > 0.12F * std::max(a.size, b.size)) {
            offer(cell.begin, pieces[q - 1].end, cell, cell);
            offer(pieces[q].begin, cell.end, cell, cell);
        }
    }
    // Runs of words between addresses and numbers, and runs of one script.
    std::size_t run = cell.begin;
    int script = 0;
    for (std::size_t i = cell.begin; i < cell.end;) {
        const std::size_t word = i;
        bool data = false;
        int here = 0;
        while (i < cell.end && all[i] != ' ' && all[i] != '\t') {
            const char32_t c = next_code_point(all, i);
            data = data || c == '@' || c == '/' || c == ':' || is_digit(c) || c == '[' || c == '(' || c == '|';
            if (here == 0 && is_letter(c)) here = script_of(c);
        }
        const bool other = here != 0 && script != 0 && here != script;
        if (data || other) {
            if (run > cell.begin || word > run) offer(run, word, cell, cell);
            run = data ? i : word;
            script = data ? 0 : here;
        } else if (here != 0) {
            script = here;
        }
        while (i < cell.end && (all[i] == ' ' || all[i] == '\t')) ++i;
    }
    if (run > cell.begin) offer(run, cell.end, cell, cell);
    const std::string_view body = all.substr(cell.begin, cell.end - cell.begin);
    const auto units = cut_units(body.substr(0, std::min(body.size(), kLongestName)));
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    if (const auto title = titles_.longest(hashes, 0); title && title->units < units.size()) {
        offer(cell.begin + units[title->units].begin, cell.end, cell, cell);
    }
    // Names in scripts without spaces are one word: what a space parts from them is something else.
    for (std::size_t i = 0, first = 0; i < units.size(); ++i) {
        if (units[i].space_before) first = i;
        const bool ends = i + 1 == units.size() || units[i + 1].space_before;
        if (units[first].kind == UnitClass::ideograph && ends && i > first && i - first < 4)
            offer(cell.begin + units[first].begin, cell.begin + units[i].end, cell, cell);
    }
    // "Jane Doe BSc PhD"
    std::size_t keep = units.size();
    while (keep > 1) {
        std::size_t length = 0;
        for (std::size_t n = 1; n <= std::min<std::size_t>(3, keep - 1); ++n) {
            if (degrees_.exact(std::span(hashes).subspan(keep - n, n))) length = n;
        }
        const bool letters =
            units[keep - 1].all_caps && keep < units.size() && units[keep - 1].end - units[keep - 1].begin <= 5;
        if (length == 0 && units[keep - 1].kind == UnitClass::punctuation) length = 1;
        if (length == 0 && (letters || (keep == units.size() && units[keep - 1].all_caps &&
                                        units[keep - 1].end - units[keep - 1].begin <= 5)))
            length = 1;
        if (length == 0) break;
        keep -= length;
        if (keep < units.size()) offer(cell.begin, cell.begin + units[keep - 1].end, cell, cell);
    }
    // "Jane Doe Curriculum Vitae"
    for (std::size_t i = 1; i < units.size(); ++i) {
        const auto title = titles_.longest(hashes, i);
        if (title && i + title->units == units.size()) offer(cell.begin, cell.begin + units[i].begin, cell, cell);
    }
}

void Chooser::collect() {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Cell& cell = cells_[i];
        if (cell.label != Label::none && cell.label != Label::name) continue;
        offer_parts(cell);
        // A name whose parts stand far apart: "TANAKA   HARUTO" in large type.
        if (i + 1 < cells_.size() && cells_[i + 1].order == cell.order && cells_[i + 1].label == Label::none &&
            size_at(cell.begin, cell.end) >= context_.document.body_size * kLargeType &&
            std::abs(size_at(cells_[i + 1].begin, cells_[i + 1].end) - size_at(cell.begin, cell.end)) < 0.5) {
            offer(cell.begin, cells_[i + 1].end, cell, cells_[i + 1]);
        }
        // A name over two or three lines of the same large type.
        const double size = size_at(cell.begin, cell.end);
        if (size < context_.document.body_size * kLargeType) continue;
        std::size_t last = i;
        while (last + 1 < cells_.size() && last < i + 2 && cells_[last + 1].order == cells_[last].order + 1 &&
               std::abs(size_at(cells_[last + 1].begin, cells_[last + 1].end) - size) < kSameSize * size &&
               cells_[last + 1].label == Label::none) {
            ++last;
            offer(cell.begin, cells_[last].end, cell, cells_[last]);
        }
        if (last > i) continue;
        for (std::size_t k = i + 1; k < cells_.size() && cells_[k].order <= cell.order + 1; ++k) {
            if (cells_[k].order == cell.order || cells_[k].label != Label::none ||
                std::abs(size_at(cells_[k].begin, cells_[k].end) - size) > kSameSize * size ||
                std::abs(left_edge(cells_[k]) - left_edge(cell)) > kSameEdge)
                continue;
            const std::size_t before = candidates_.size();
            offer(cell.begin, cell.end, cell, cells_[k]);
            if (candidates_.size() == before) break;
            candidates_.back().second_begin = cells_[k].begin;
            candidates_.back().second_end = cells_[k].end;
            break;
        }
    }
    for (const Candidate& candidate : candidates_) largest_ = std::max(largest_, candidate.size);
}

// How far down the page a line stands, 0..1.
double Chooser::height_above(std::uint32_t line) const {
    const layout::Line& here = context_.document.lines.at(line);
    for (const layout::PageInfo& page : context_.document.pages) {
        if (page.number == here.page && page.height > 0) return std::clamp(here.box.y0 / page.height, 0.0, 1.0);
    }
    return 0;
}

double Chooser::score(const Candidate& candidate) const {
    std::string printed(text_.str().substr(candidate.begin, candidate.end - candidate.begin));
    if (candidate.second_end > 0) {
        printed += ' ';
        printed += text_.str().substr(candidate.second_begin, candidate.second_end - candidate.second_begin);
    }
    const auto units = cut_units(printed);
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    const Weights& w = weights_;
    double total = w["bias"];
    const double body = std::max(1.0, context_.document.body_size);
    total += w["size"] * std::clamp(candidate.size / body - 1.0, 0.0, 1.2);
    if (candidate.size >= largest_ * 0.98) total += w["largest"];
    const double height = height_above(candidate.line);
    total += w["height"] * height;
    if (height < kTopOfPage) total += w["top"];
    if (std::ranges::binary_search(header_lines_, candidate.line)) total += w["header"];
    if (candidate.labelled) total += w["label"];
    if (candidate.first_order != candidate.last_order) total += w["parts"];

    std::size_t words = 0, capitals = 0, small = 0, ideographs = 0, given = 0, family = 0, jobs = 0, organisations = 0,
                contact = 0, degrees = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        if (unit.kind == UnitClass::ideograph) {
            ++ideographs;
        } else if (unit.kind == UnitClass::word) {
            ++words;
            std::size_t offset = unit.begin;
            const char32_t c = next_code_point(printed, offset);
            if (unit.capital || (!is_lower(c) && !is_upper(c))) {
                ++capitals;
            } else if (unit.end - unit.begin > 3) {
                ++small;
            }
        } else if (unit.kind == UnitClass::punctuation && printed[unit.begin] == '.' && i + 1 < units.size() &&
                   units[i + 1].space_before && unit.begin > 0 && i > 0 && units[i - 1].end - units[i - 1].begin > 5) {
            total += w["sentence"];
        }
        if (const auto match = names_.longest(hashes, i)) {
            given += match->payload.starts_with("given") ? 1 : 0;
            family += match->payload.ends_with("family") ? 1 : 0;
        }
        if (const auto match = jobs_.longest(hashes, i);
            match && match->payload != "modifier" && !(unit.kind == UnitClass::ideograph && match->units == 1))
            ++jobs;
        if (const auto match = organisations_.longest(hashes, i);
            match && !(unit.kind == UnitClass::ideograph && match->units == 1))
            ++organisations;
        if (i > 0 && !(unit.kind == UnitClass::ideograph) && unit.end - unit.begin > 1) {
            if (const auto match = degrees_.longest(hashes, i);
                match && (match->payload == "doctor" || match->payload == "master" || match->payload == "bachelor"))
                ++degrees;
        }
        if (const auto match = words_.exact(std::span(&hashes[i], 1));
            match && match->payload.starts_with("label_") && unit.end - unit.begin > 3)
            ++contact;
    }
    const bool hangul =
        printed.find_first_of("\xEA\xEB\xEC\xED") != std::string_view::npos &&
        std::ranges::any_of(printed, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (words > 0) {
        total += w["capitals"] * (capitals == words ? 1.0 : 0.0) +
                 w["small_words"] * static_cast<double>(std::min<std::size_t>(small, 2));
        if (words == 1 && ideographs == 0) total += w["one_word"];
        if (words > 4) total += w["many_words"] * static_cast<double>(words - 4);
    }
    if (ideographs > 0 && words == 0) {
        const std::size_t blank = printed.find(' ');
        const bool odd = blank != std::string::npos && code_points(printed.substr(0, blank)) > 1 &&
                         code_points(printed.substr(blank + 1)) == 1;
        if (odd) total += w["odd_word"];
        total += ideographs >= 2 && ideographs <= 5 ? w["ideographs"] : ideographs > 6 ? w["long_ideographs"] : 0.0;
    }
    if (words > 0 && (ideographs > 0 || hangul)) total += w["mixed"];
    total += w["given"] * (given > 0 ? 1 : 0) + w["family"] * (family > 0 ? 1 : 0);
    const double known = given + family > 0 ? 0.4 : 1.0;
    total += w["job"] * static_cast<double>(std::min<std::size_t>(jobs, 2)) * known;
    total += w["organisation"] * static_cast<double>(std::min<std::size_t>(organisations, 2)) * known;
    total += w["degree"] * static_cast<double>(std::min<std::size_t>(degrees, 3));
    total += w["contact_word"] * static_cast<double>(std::min<std::size_t>(contact, 2));
    if (headings_.exact(hashes) || titles_.exact(hashes)) total += w["heading"];
    if (places_.exact(hashes) || (cities_.exact(hashes) && given + family == 0)) total += w["place"];
    if (degrees_.exact(hashes)) total += w["heading"];

    const Spelling own = spelling_of(printed);
    if (!hints_.email.empty()) total += w["email"] * agreement(own, mailbox_);
    double account = 0;
    for (const std::string& name : accounts_) account = std::max(account, agreement(own, name));
    total += w["account"] * account;
    // Titles hold more than the name: what counts is how much of the candidate stands in them.
    const double metadata =
        std::max({agreement(author_, own.letters), agreement(own, author_.letters),
                  context_.document.title.size() < kLongestName ? agreement(title_, own.letters) : 0.0});
    if (metadata > kMostlyExplained) total += w["metadata"] * metadata;
    return total;
}

NameFound Chooser::choose() {
    collect();
    const Candidate* best = nullptr;
    double second = -10;
    // Several rules offer the same words.
    std::map<std::tuple<std::size_t, std::size_t, std::size_t, std::uint32_t, std::uint32_t, bool>, double> known;
    for (Candidate& candidate : candidates_) {
        const auto [at, fresh] = known.try_emplace({candidate.begin, candidate.end, candidate.second_begin,
                                                    candidate.first_order, candidate.last_order, candidate.labelled},
                                                   0.0);
        if (fresh) at->second = score(candidate);
        candidate.score = at->second;
    }
    for (const Candidate& candidate : candidates_) {
        if (best == nullptr || candidate.score > best->score ||
            (candidate.score == best->score && candidate.end - candidate.begin > best->end - best->begin)) {
            if (best != nullptr && (candidate.end <= best->begin || candidate.begin >= best->end))
                second = std::max(second, best->score);
            best = &candidate;
        } else if (candidate.end <= best->begin || candidate.begin >= best->end) {
            second = std::max(second, candidate.score);
        }
    }
    NameFound found;
    if (best == nullptr || best->score < 0) return found;
    const double margin = std::min(best->score, best->score - second);
    found.value = text_.value(best->begin, best->end, 1.0 / (1.0 + std::exp(-margin)));
    if (best->second_end > 0) {
        const Value rest = text_.value(best->second_begin, best->second_end, found.value.confidence);
        found.value.text += ' ' + rest.text;
        found.value.sources.insert(found.value.sources.end(), rest.sources.begin(), rest.sources.end());
    }
    found.begin = best->begin;
    found.end = best->end;
    found.first_order = best->first_order;
    found.last_order = best->last_order;
    return found;
}

}  // namespace

double name_agreement(std::string_view name, std::string_view account) {
    const std::string target = letters_of(account);
    return target.size() < 2 ? 0 : agreement(spelling_of(name), target);
}

NameFound find_name(const Context& context, const Text& text, std::span<const Cell> cells,
                    std::span<const std::uint32_t> header_lines, const NameHints& hints) {
    return Chooser(context, text, cells, header_lines, hints).choose();
}

}  // namespace cvextract::fields::contact

#include "align.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

using namespace cvextract;
using namespace cvextract::fields::entries;
using nlohmann::json;

namespace {

struct GoldValue {
    Field field = Field::none;
    enum class Kind { fact, item, prose } kind = Kind::fact;
    std::vector<std::uint64_t> words;
    std::string text;
    double weight = 1;
    std::vector<std::size_t> found;  // indices into the body's words
};

struct GoldEntry {
    std::vector<GoldValue> values;
    fields::spans::DateRange range;
    std::string date;
    bool dated = false;
    std::vector<std::size_t> date_found;  // first word of each date span that says the same
};

struct Mapping {
    const char* key;
    Field field;
    double weight;
};
constexpr Mapping kFacts[] = {{"name", Field::organisation, 3},
                              {"organization", Field::organisation, 3},
                              {"institution", Field::organisation, 3},
                              {"awarder", Field::organisation, 1},
                              {"issuer", Field::organisation, 1},
                              {"event", Field::organisation, 2},
                              {"funder", Field::organisation, 2},
                              {"position", Field::position, 3},
                              {"role", Field::position, 2},
                              {"location", Field::location, 1},
                              {"studyType", Field::degree, 3},
                              {"area", Field::area, 2},
                              {"score", Field::score, 1},
                              {"advisor", Field::advisor, 1},
                              {"thesis", Field::thesis, 2},
                              {"title", Field::title, 3},
                              {"course", Field::title, 3},
                              {"courses", Field::course, 0.5},
                              {"keywords", Field::keyword, 0.5},
                              {"url", Field::url, 0.5},
                              {"amount", Field::note, 1},
                              {"number", Field::note, 1}};

std::vector<std::uint64_t> words_of(const std::string& text) {
    std::vector<std::uint64_t> out;
    for (const Unit& unit : cut_units(text)) {
        if (unit.kind != UnitClass::punctuation) out.push_back(unit.hash);
    }
    return out;
}

void add(GoldEntry& entry, Field field, GoldValue::Kind kind, const json& value, double weight) {
    if (value.is_array()) {
        for (const auto& item : value) add(entry, field, kind, item, weight);
    } else if (value.is_string()) {
        GoldValue v{field, kind, words_of(value.get<std::string>()), value.get<std::string>(), weight, {}};
        if (!v.words.empty()) entry.values.push_back(std::move(v));
    }
}

std::vector<GoldEntry> gold_entries(const json& list, SectionKind kind) {
    std::vector<GoldEntry> out;
    for (const auto& item : list) {
        GoldEntry entry;
        if (!item.is_object()) continue;
        for (const Mapping& m : kFacts) {
            if (!item.contains(m.key)) continue;
            Field field = m.field;
            const bool titled = kind == SectionKind::projects || kind == SectionKind::certificates;
            if (std::string_view(m.key) == "name" && titled) field = Field::title;
            add(entry, field, GoldValue::Kind::fact, item.at(m.key), m.weight);
        }
        const bool note = kind == SectionKind::awards;
        if (item.contains("summary"))
            add(entry, note ? Field::note : Field::description, note ? GoldValue::Kind::fact : GoldValue::Kind::prose,
                item.at("summary"), note ? 1 : 2);
        if (item.contains("description"))
            add(entry, Field::description, GoldValue::Kind::prose, item.at("description"), 2);
        if (item.contains("highlights")) add(entry, Field::none, GoldValue::Kind::item, item.at("highlights"), 2);
        entry.range = {item.value("startDate", ""), item.value("endDate", ""), item.value("ongoing", false)};
        entry.date = item.value("date", "");
        entry.dated =
            !entry.date.empty() || !entry.range.start.empty() || !entry.range.end.empty() || entry.range.ongoing;
        out.push_back(std::move(entry));
    }
    return out;
}

class Aligner {
  public:
    Aligner(const Body& body, const json& list) : body_(body), gold_(gold_entries(list, body.kind)) {
        for (std::size_t r = 0; r < body.rows.size(); ++r) {
            row_start_.push_back(words_.size());
            bool broken = r > 0 && !words_.empty() && row_of_.back() == r - 1 && hyphenated(r - 1);
            for (std::size_t u = body.rows[r].first_unit; u < body.rows[r].last_unit; ++u) {
                if (body.units[u].kind == UnitClass::punctuation) continue;
                if (std::exchange(broken, false)) {
                    // The rest of a word that the line's end broke.
                    const auto whole = cut_units(unit_text(unit_of_.back()) + unit_text(u));
                    if (whole.size() == 1) {
                        words_.back() = whole[0].hash;
                        unit_end_.back() = u;
                        continue;
                    }
                }
                words_.push_back(body.units[u].hash);
                unit_of_.push_back(u);
                unit_end_.push_back(u);
                row_of_.push_back(r);
            }
        }
        row_start_.push_back(words_.size());
        find();
    }

    Aligned run();

  private:
    [[nodiscard]] bool hyphenated(std::size_t row) const {
        return body_.context->document.lines.at(body_.rows[row].range.line).join == layout::Join::drop_hyphen;
    }
    [[nodiscard]] std::string unit_text(std::size_t u) const {
        return std::string(body_.text.str().substr(body_.units[u].begin, body_.units[u].end - body_.units[u].begin));
    }
    void find();
    // What rows [a, b) explain of an entry, and of how much.
    [[nodiscard]] double explained(const GoldEntry& entry, std::size_t a, std::size_t b) const;
    void label(Aligned& out, const GoldEntry& entry, std::size_t a, std::size_t b, bool same) const;

    const Body& body_;
    std::vector<GoldEntry> gold_;
    std::vector<std::uint64_t> words_;
    std::vector<std::size_t> unit_of_, unit_end_, row_of_, row_start_;
};

void Aligner::find() {
    for (GoldEntry& entry : gold_) {
        for (GoldValue& value : entry.values) {
            // Prose may be broken by hyphens: its beginning is enough.
            const std::size_t n =
                value.kind == GoldValue::Kind::fact ? value.words.size() : std::min<std::size_t>(value.words.size(), 5);
            for (std::size_t i = 0; i + n <= words_.size(); ++i) {
                if (std::equal(value.words.begin(), value.words.begin() + static_cast<std::ptrdiff_t>(n),
                               words_.begin() + static_cast<std::ptrdiff_t>(i)))
                    value.found.push_back(i);
            }
        }
        if (!entry.dated) continue;
        for (const auto& date : body_.dates) {
            const fields::spans::DateRange range = fields::spans::assign_range(date);
            const bool same = entry.date.empty() ? range.start == entry.range.start && range.end == entry.range.end
                                                 : date.first == entry.date;
            if (!same) continue;
            const auto it = std::find_if(unit_of_.begin(), unit_of_.end(),
                                         [&](std::size_t u) { return body_.units[u].begin >= date.begin; });
            if (it != unit_of_.end()) entry.date_found.push_back(static_cast<std::size_t>(it - unit_of_.begin()));
        }
    }
}

double Aligner::explained(const GoldEntry& entry, std::size_t a, std::size_t b) const {
    double sum = 0;
    const std::size_t from = row_start_[a], to = row_start_[b], lead = row_start_[a + 1];
    const auto within = [&](const std::vector<std::size_t>& found, double weight) {
        const auto it = std::lower_bound(found.begin(), found.end(), from);
        if (it == found.end() || *it >= to) return;
        sum += weight;
        if (*it < lead) sum += 0.3;
    };
    for (const GoldValue& value : entry.values) within(value.found, value.weight);
    if (entry.dated) within(entry.date_found, 2);
    return sum;
}

void Aligner::label(Aligned& out, const GoldEntry& entry, std::size_t a, std::size_t b, bool same) const {
    const std::size_t from = row_start_[a], to = row_start_[b];
    std::vector<bool> used(words_.size(), false);
    const auto first_in = [&](const std::vector<std::size_t>& found, std::size_t n,
                              bool free) -> std::optional<std::size_t> {
        for (const std::size_t f : found) {
            if (f < from || f + n > to) continue;
            if (free && std::any_of(used.begin() + static_cast<std::ptrdiff_t>(f),
                                    used.begin() + static_cast<std::ptrdiff_t>(f + n), [](bool u) { return u; }))
                continue;
            return f;
        }
        return std::nullopt;
    };
    out.rows[a] = same ? RowLabel::role : RowLabel::begin;
    // Items and prose take whole rows.
    for (const GoldValue& value : entry.values) {
        if (value.kind == GoldValue::Kind::fact) continue;
        const auto f = first_in(value.found, std::min<std::size_t>(value.words.size(), 5), false);
        if (!f) continue;
        const std::size_t row = row_of_[*f], end = std::min(*f + value.words.size(), to);
        const bool at_start = *f == row_start_[row];
        if (row == a || !at_start) {
            if (value.kind == GoldValue::Kind::prose) {
                for (std::size_t w = *f; w < end && row_of_[w] <= row + 8; ++w) {
                    const std::size_t from_unit = w == *f ? unit_of_[w] : unit_end_[w - 1] + 1;
                    for (std::size_t u = from_unit; u <= unit_end_[w]; ++u) out.units[u] = Field::description;
                    used[w] = true;
                }
            }
        } else {
            out.rows[row] = value.kind == GoldValue::Kind::item ? RowLabel::item : RowLabel::prose;
        }
        for (std::size_t r = row + 1; r < b && row_start_[r] < end; ++r) {
            const std::size_t covered = std::min(end, row_start_[r + 1]) - row_start_[r];
            if (2 * covered >= row_start_[r + 1] - row_start_[r] && r != a) out.rows[r] = RowLabel::more;
        }
    }
    std::vector<const GoldValue*> facts;
    for (const GoldValue& value : entry.values) {
        if (value.kind == GoldValue::Kind::fact) facts.push_back(&value);
    }
    std::stable_sort(facts.begin(), facts.end(),
                     [](const GoldValue* x, const GoldValue* y) { return x->words.size() > y->words.size(); });
    const auto mark = [&](std::size_t f, std::size_t n, Field field, std::string_view printed) {
        for (std::size_t w = f; w < f + n; ++w) used[w] = true;
        out.starts[unit_of_[f]] = true;
        // Punctuation inside a value is part of it.
        for (std::size_t u = unit_of_[f]; u <= unit_end_[f + n - 1]; ++u) out.units[u] = field;
        // So are the marks that it ends with: "2.5%", "C++", a closing bracket.
        for (std::size_t u = unit_end_[f + n - 1] + 1; u < body_.units.size() && !printed.empty(); ++u) {
            const std::string mark_text = unit_text(u);
            if (body_.units[u].kind != UnitClass::punctuation || body_.units[u].space_before ||
                !printed.ends_with(mark_text))
                break;
            out.units[u] = field;
            printed.remove_suffix(mark_text.size());
        }
        for (std::size_t w = f; w < f + n; ++w) {
            RowLabel& row = out.rows[row_of_[w]];
            if (row == RowLabel::other) row = RowLabel::header;
        }
    };
    if (entry.dated) {
        if (const auto f = first_in(entry.date_found, 1, false)) {
            const auto d = body_.date[unit_of_[*f]];
            std::size_t n = 1;
            while (*f + n < words_.size() && body_.date[unit_of_[*f + n]] == d) ++n;
            mark(*f, n, Field::date, {});
        }
    }
    for (const GoldValue* value : facts) {
        if (const auto f = first_in(value->found, value->words.size(), true))
            mark(*f, value->words.size(), value->field, value->text);
    }
    for (std::size_t r = a + 1; r < b; ++r) {
        if (out.rows[r] != RowLabel::other) continue;
        const bool below_item = out.rows[r - 1] == RowLabel::item || out.rows[r - 1] == RowLabel::more;
        if (body_.rows[r].bullet) {
            out.rows[r] = RowLabel::item;
        } else if (below_item && !body_.rows[r].breaks && body_.rows[r].space_above < 2) {
            out.rows[r] = RowLabel::more;  // what goes on below a bullet that gold does not hold
        }
    }
}

Aligned Aligner::run() {
    Aligned out;
    out.rows.assign(body_.rows.size(), RowLabel::other);
    out.units.assign(body_.units.size(), Field::none);
    out.starts.assign(body_.units.size(), false);
    struct State {
        std::size_t entry, row;
        double score;
        std::ptrdiff_t from;
    };
    std::vector<State> states;
    for (std::size_t e = 0; e < gold_.size(); ++e) {
        std::vector<std::size_t> rows;
        for (const GoldValue& value : gold_[e].values) {
            if (value.kind != GoldValue::Kind::fact || value.weight < 1 || value.found.size() > 30) continue;
            for (const std::size_t f : value.found) rows.push_back(row_of_[f]);
        }
        for (const std::size_t f : gold_[e].date_found) rows.push_back(row_of_[f]);
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        for (const std::size_t r : rows) states.push_back({e, r, 0, -1});
    }
    if (states.empty() || states.size() > 4000) return out;
    std::stable_sort(states.begin(), states.end(), [](const State& x, const State& y) { return x.entry < y.entry; });
    double best = 0;
    std::ptrdiff_t last = -1;
    for (std::size_t j = 0; j < states.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            if (states[i].entry >= states[j].entry || states[i].row >= states[j].row) continue;
            const double gain = explained(gold_[states[i].entry], states[i].row, states[j].row);
            if (gain >= 2 && states[i].score + gain > states[j].score) {
                states[j].score = states[i].score + gain;
                states[j].from = static_cast<std::ptrdiff_t>(i);
            }
        }
        const double gain = explained(gold_[states[j].entry], states[j].row, body_.rows.size());
        if (gain >= 2 && states[j].score + gain > best) {
            best = states[j].score + gain;
            last = static_cast<std::ptrdiff_t>(j);
        }
    }
    std::vector<State> path;
    for (; last >= 0; last = states[static_cast<std::size_t>(last)].from)
        path.insert(path.begin(), states[static_cast<std::size_t>(last)]);
    double found = 0, all = 0;
    const auto organisation = [&](std::size_t e) -> const GoldValue* {
        for (const GoldValue& value : gold_[e].values) {
            if (value.field == Field::organisation) return &value;
        }
        return nullptr;
    };
    for (std::size_t k = 0; k < path.size(); ++k) {
        const std::size_t a = path[k].row, b = k + 1 < path.size() ? path[k + 1].row : body_.rows.size();
        const GoldEntry& entry = gold_[path[k].entry];
        bool same = false;
        if (const GoldValue* own = organisation(path[k].entry); k > 0 && own != nullptr) {
            const GoldValue* before = organisation(path[k - 1].entry);
            const bool printed = std::any_of(own->found.begin(), own->found.end(),
                                             [&](std::size_t f) { return f >= row_start_[a] && f < row_start_[b]; });
            same = before != nullptr && before->words == own->words && !printed;
        }
        label(out, entry, a, b, same);
        found += explained(entry, a, b);
        for (const GoldValue& value : entry.values) all += value.weight;
        if (entry.dated) all += 2;
    }
    out.explained = all > 0 ? found / all : 0;
    if (out.explained < 0.5) return Aligned{};
    out.entries = group_rows(out.rows);
    return out;
}

}  // namespace

Aligned align(const Body& body, const json& list) {
    return Aligner(body, list).run();
}

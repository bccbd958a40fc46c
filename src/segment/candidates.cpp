#include "segment/candidates.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace cvextract::segment {

namespace {

using layout::Role;
using learn::Feature;
using learn::mix;
using learn::name;

constexpr std::size_t kLongestHeading = 9;  // units

int bucket(double value, std::initializer_list<double> bounds) {
    int b = 0;
    for (const double bound : bounds) b += value > bound ? 1 : 0;
    return b;
}

std::string text_of(const layout::Line& line, std::uint32_t begin, std::uint32_t end) {
    std::string out;
    for (std::uint32_t t = begin; t < end; ++t) {
        const auto& token = line.tokens[t];
        if (token.role != Role::text) continue;
        if (!out.empty() && token.space_before) out += ' ';
        out += token.text;
    }
    while (!out.empty() && (out.back() == ':' || out.back() == ' ')) out.pop_back();
    if (out.ends_with("\xEF\xBC\x9A")) out.resize(out.size() - 3);
    return out;
}

class Cutter {
  public:
    Cutter(const layout::Document& document, const models::Models& models)
        : document_(document),
          headings_(models.lexicon("headings")),
          dates_(models.lexicon("date_words")),
          words_(models.lexicon("list_words")) {}

    std::vector<Stretch> cut() {
        for (std::uint32_t l = 0; l < document_.lines.size(); ++l) cut_line(l);
        return std::move(out_);
    }

  private:
    void cut_line(std::uint32_t l) {
        const layout::Line& line = document_.lines[l];
        const auto n = static_cast<std::uint32_t>(line.tokens.size());
        std::uint32_t first = 0;
        while (first < n && line.tokens[first].role != Role::text) ++first;
        // A known heading in the margin: another look than what it stands beside, and more than a word's space away, or
        // beside the column in which the text goes on.
        for (std::uint32_t t = first + 1; t < n && t < first + 6; ++t) {
            const layout::Token& token = line.tokens[t];
            if (token.tab_before) break;
            const auto& style = document_.styles.at(token.style);
            if (token.style == line.tokens[t - 1].style) continue;
            // It may be as wide as the margin: then what follows stands where other lines begin.
            const bool fills = goes_on_below(l, token) ||
                               (capitals(line, first, t) && !capitals(line, t, t + 1) && begins_lines(l, token));
            if (token.gap_before < 0.45F * style.size && !fills) continue;
            if (!headings_.exact(text_of(line, first, t))) continue;
            add(l, 0, t, Stretch::Form::cell);
            add(l, t, n, Stretch::Form::rest);
            return;
        }
        // The head of a table of dated rows ("year", "month", "licences"): its last cell names the section.
        if (const auto last = last_cell(line, first); last > first && headings_.exact(text_of(line, last, n))) {
            add(l, 0, last, Stretch::Form::rest);
            add(l, last, n, Stretch::Form::cell);
            out_.back().table_head = true;
            return;
        }
        // The first cell of a row that has more.
        for (std::uint32_t t = first + 1; t < n && t < first + 8; ++t) {
            if (!line.tokens[t].tab_before) continue;
            add(l, 0, t, Stretch::Form::cell);
            add(l, t, n, Stretch::Form::rest);
            return;
        }
        // "Skills: C++, Go": a known heading, a colon, and what follows.
        for (std::uint32_t t = first; t + 1 < n && t < first + 5; ++t) {
            const std::string& text = line.tokens[t].text;
            if (!text.ends_with(':') && !text.ends_with("\xEF\xBC\x9A")) continue;
            if (headings_.exact(text_of(line, first, t + 1))) {
                add(l, 0, t + 1, Stretch::Form::run_in);
                add(l, t + 1, n, Stretch::Form::rest);
                return;
            }
            break;
        }
        add(l, 0, n, Stretch::Form::line);
    }

    // Whether the next line begins where a word inside line l does.
    [[nodiscard]] bool goes_on_below(std::uint32_t l, const layout::Token& token) const {
        constexpr double kSame = 1.5;
        if (l + 1 >= document_.lines.size()) return false;
        const layout::Line& below = document_.lines[l + 1];
        return below.page == document_.lines[l].page && !below.tokens.empty() &&
               std::abs(below.tokens.front().box.x0 - token.box.x0) < kSame;
    }

    /// Whether at least three other lines near by begin, or have a cell that begins, where a token does.
    [[nodiscard]] bool begins_lines(std::uint32_t l, const layout::Token& token) const {
        constexpr double kSame = 1.5;
        constexpr std::uint32_t kNear = 12;  // lines
        std::size_t found = 0;
        for (std::uint32_t k = l > kNear ? l - kNear : 0; k < document_.lines.size() && k < l + kNear; ++k) {
            const layout::Line& other = document_.lines[k];
            if (k == l || other.page != document_.lines[l].page) continue;
            for (const layout::Token& there : other.tokens) {
                const bool starts = &there == &other.tokens.front() || there.tab_before;
                found += starts && std::abs(there.box.x0 - token.box.x0) < kSame ? 1 : 0;
            }
        }
        return found >= 3;
    }

    [[nodiscard]] static bool capitals(const layout::Line& line, std::uint32_t begin, std::uint32_t end) {
        bool any = false;
        for (const Unit& unit : cut_units(text_of(line, begin, end))) {
            if (unit.kind == UnitClass::word && !unit.all_caps) return false;
            any = any || unit.kind == UnitClass::word;
        }
        return any;
    }

    // Where the last cell of a row begins whose other cells are single words for parts of dates; else `first`.
    [[nodiscard]] std::uint32_t last_cell(const layout::Line& line, std::uint32_t first) const {
        const auto n = static_cast<std::uint32_t>(line.tokens.size());
        std::uint32_t at = first;
        for (std::uint32_t t = first; t < n; ++t) {
            if (t > first && !line.tokens[t].tab_before) continue;
            at = t;
            const auto word =
                t + 1 == n || line.tokens[t + 1].tab_before ? dates_.exact(line.tokens[t].text) : std::nullopt;
            const auto is = [&](const char* what) { return word->payload.find(what) != std::string_view::npos; };
            const bool part = word && (is("year") || is("month_suffix") || is("duration"));
            if (!part) break;
        }
        for (std::uint32_t t = at + 1; t < n; ++t) {
            if (line.tokens[t].tab_before) return first;
        }
        return at;
    }

    void add(std::uint32_t l, std::uint32_t begin, std::uint32_t end, Stretch::Form form) {
        const layout::Line& line = document_.lines[l];
        Stretch s;
        s.range = {l, begin, end};
        s.form = form;
        s.text = text_of(line, begin, end);
        if (s.text.size() < 120) s.units = cut_units(s.text);
        match(s);
        const auto token = std::find_if(line.tokens.begin() + begin, line.tokens.begin() + end,
                                        [](const auto& t) { return t.role == Role::text; });
        if (token != line.tokens.begin() + end) {
            const auto& style = document_.styles.at(token->style);
            bool caps = !s.units.empty();
            for (const Unit& unit : s.units)
                caps = caps && (unit.kind != UnitClass::word || unit.all_caps || unit.end - unit.begin < 3);
            s.look = mix(mix(style.font + 1, static_cast<Feature>(std::lround(style.size * 2))),
                         (caps ? 1 : 0) | (form == Stretch::Form::cell     ? 2
                                           : form == Stretch::Form::run_in ? 4
                                                                           : 0));
        }
        out_.push_back(std::move(s));
    }

    void match(Stretch& s) const {
        if (s.units.empty() || s.units.size() > 2 * kLongestHeading) return;
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : s.units) hashes.push_back(unit.hash);
        // "1. Education", "I. Education"
        std::size_t begin = 0;
        if (s.units[0].kind == UnitClass::number && s.units.size() > 1)
            begin = s.units[1].kind == UnitClass::punctuation ? 2 : 1;
        const auto whole = headings_.exact(std::span(hashes).subspan(std::min(begin, hashes.size())));
        if (whole) {
            s.known = whole->payload != "title";
            s.title = whole->payload == "title";
            s.weight = static_cast<double>(whole->weight);
            s.kind = section_kind(whole->payload);
            s.covered = 1;
            name_parts(s, std::span(hashes).subspan(std::min(begin, hashes.size())));
            return;
        }
        // Compounds ("Awards & Certifications", "Selected Talks"): the longest known part names the kind, the first of
        // equals.
        std::size_t covered = 0, longest = 0, words = 0;
        for (const Unit& unit : s.units) words += unit.kind == UnitClass::punctuation ? 0 : 1;
        for (std::size_t i = 0; i < hashes.size();) {
            const auto part = headings_.longest(hashes, i);
            if (part && part->payload != "title" && part->payload != "other") {
                covered += part->units;
                s.named |= 1U << static_cast<unsigned>(section_kind(part->payload));
                if (part->units > longest) {
                    longest = part->units;
                    s.kind = section_kind(part->payload);
                }
                i += part->units;
            } else {
                ++i;
            }
        }
        s.covered = words == 0 ? 0 : std::min(1.0, static_cast<double>(covered) / static_cast<double>(words));
    }

    /// The kinds that the parts of a whole heading name by themselves: "Awards and Certificates".
    void name_parts(Stretch& s, std::span<const std::uint64_t> hashes) const {
        const std::size_t skipped = s.units.size() - hashes.size();
        for (std::size_t first = 0, i = 0; i <= hashes.size(); ++i) {
            const bool end = i == hashes.size();
            if (!end && s.units[skipped + i].kind != UnitClass::punctuation) {
                const auto word = words_.exact(hashes.subspan(i, 1));
                if (!word || word->payload != "and") continue;
            }
            if (i > first) {
                if (const auto part = headings_.exact(hashes.subspan(first, i - first)))
                    s.named |= 1U << static_cast<unsigned>(section_kind(part->payload));
            }
            first = i + 1;
        }
    }

    const layout::Document& document_;
    models::Lexicon headings_, dates_, words_;
    std::vector<Stretch> out_;
};

}  // namespace

std::vector<Stretch> cut_stretches(const layout::Document& document, const models::Models& models) {
    return Cutter(document, models).cut();
}

learn::Sequence heading_features(const layout::Document& document, const std::vector<Stretch>& stretches) {
    struct Use {
        double known = 0, partial = 0, all = 0;
        double units = 0, apart = 0, stops = 0, followed = 0;
    };
    std::unordered_map<std::uint64_t, Use> uses;
    double known_total = 0;
    for (const Stretch& s : stretches) {
        Use& use = uses[s.look];
        use.all += 1;
        const bool alone = s.form != Stretch::Form::rest && s.units.size() <= kLongestHeading;
        if (s.known && alone) {
            use.known += s.weight;
            known_total += s.weight;
        } else if (s.covered >= 0.3 && alone) {
            use.partial += s.covered * 0.5;
        }
    }
    // What a look is used for, whatever its words: a heading style has short lines that stand apart from the line above
    // and are followed by something in another style.
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Stretch& s = stretches[i];
        Use& use = uses[s.look];
        const layout::Line& line = document.lines[s.range.line];
        use.units += static_cast<double>(s.units.empty() ? 20 : std::min<std::size_t>(s.units.size(), 20));
        use.apart += line.space_above > 0.25 * document.body_size ? 1 : 0;
        use.stops += s.text.ends_with('.') || s.text.ends_with(',') ? 1 : 0;
        use.followed += i + 1 < stretches.size() && stretches[i + 1].look != s.look ? 1 : 0;
    }
    // The dominant heading look: where most known headings stand, against what else stands in it.
    std::uint64_t dominant = 0;
    double best = 0;
    for (const auto& [look, use] : uses) {
        const double score = (use.known + use.partial) * (use.known + use.partial) / (use.all + 1);
        if (score > best || (score == best && look < dominant)) {
            best = score;
            dominant = look;
        }
    }
    learn::Sequence out;
    const std::size_t n = stretches.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Stretch& s = stretches[i];
        const layout::Line& line = document.lines[s.range.line];
        out.next();
        const Use& use = uses[s.look];
        const auto form = static_cast<Feature>(s.form);
        const auto length = static_cast<Feature>(
            s.units.empty() ? 9 : bucket(static_cast<double>(s.units.size()), {1, 2, 3, 4, 6, 9, 14}));
        const Feature lexical = s.title   ? 7
                                : s.known ? (s.weight > 0.8 ? 6 : 5)
                                          : static_cast<Feature>(bucket(s.covered, {0.01, 0.34, 0.6}));
        const auto share =
            static_cast<Feature>(bucket((use.known + use.partial) / use.all, {0.001, 0.05, 0.2, 0.4, 0.6, 0.8}));
        const auto support = static_cast<Feature>(bucket(use.known, {0.1, 1.1, 2.1, 4.1}));
        const bool is_dominant = s.look == dominant && best > 0;
        const layout::Token* first = nullptr;
        for (std::uint32_t t = s.range.begin; t < s.range.end && first == nullptr; ++t) {
            if (line.tokens[t].role == Role::text) first = &line.tokens[t];
        }
        Feature look = 0;
        if (first != nullptr) {
            const auto& style = document.styles.at(first->style);
            bool caps = !s.units.empty();
            for (const Unit& unit : s.units) caps = caps && (unit.kind != UnitClass::word || unit.all_caps);
            look = static_cast<Feature>(
                (style.bold ? 1 : 0) | (style.italic ? 2 : 0) | (caps ? 4 : 0) |
                bucket(style.size / std::max(document.body_size, 1.0), {0.93, 1.05, 1.18, 1.4, 1.9}) << 3);
        }
        bool digits = false, bullet = false;
        for (const Unit& unit : s.units) digits = digits || unit.kind == UnitClass::number;
        for (std::uint32_t t = s.range.begin; t < s.range.end; ++t)
            bullet = bullet || line.tokens[t].role == Role::bullet;
        const char end = s.text.empty() ? ' ' : s.text.back();
        const auto gap = static_cast<Feature>(
            bucket(line.space_above / std::max(document.body_size, 1.0), {0.05, 0.2, 0.5, 0.9, 1.6, 5}));
        const auto sides = form * 64 + length;
        out.add(mix(name("form+length"), sides));
        out.add(mix(mix(name("lexical"), lexical), form));
        out.add(mix(mix(name("lexical+share"), lexical), share * 8 + support));
        out.add(mix(mix(name("lexical+look"), lexical), look));
        out.add(mix(mix(name("lexical+length"), lexical), length));
        out.add(mix(mix(name("lexical+dominant"), lexical), is_dominant ? 1 : 0));
        out.add(mix(mix(mix(name("dominant"), is_dominant ? 1 : 0), share), support));
        out.add(mix(mix(name("dominant+length"), is_dominant ? 1 : 0), sides));
        out.add(mix(mix(name("dominant+total"), is_dominant ? 1 : 0),
                    static_cast<Feature>(bucket(known_total, {0.5, 1.5, 2.5, 4.5}))));
        out.add(mix(mix(name("share"), share), form));
        out.add(mix(mix(name("share+look"), share), look));
        out.add(mix(mix(name("look"), look), length));
        out.add(mix(mix(name("gap"), gap), form));
        out.add(mix(mix(name("gap+look"), gap), look));
        out.add(mix(mix(name("gap+dominant"), gap), is_dominant ? 1 : 0));
        const auto used = [&](const char* what, double part, std::initializer_list<double> bounds) {
            return mix(name(what), static_cast<Feature>(bucket(part, bounds)));
        };
        const double sum = use.all;
        const Feature times = used("look times", sum, {1.1, 2.1, 4.1, 8.1, 14.1, 25.1});
        const Feature pure = mix(used("look followed", use.followed / sum, {0.5, 0.75, 0.95}),
                                 used("look units", use.units / sum, {2.5, 4, 6, 9}));
        const Feature apart = used("look apart", use.apart / sum, {0.3, 0.6, 0.9});
        const Feature stops = used("look stops", use.stops / sum, {0.01, 0.1, 0.3});
        out.add(mix(times, pure));
        out.add(mix(mix(pure, lexical), support));
        out.add(mix(mix(pure, apart), is_dominant ? 1 : 0));
        out.add(mix(mix(times, share), is_dominant ? 1 : 0));
        out.add(mix(mix(stops, apart), share));
        out.add(mix(mix(mix(times, pure), apart), (look & 7) | (is_dominant ? 8 : 0)));
        out.add(mix(name("digits"), (digits ? 1 : 0) | (bullet ? 2 : 0) | (is_dominant ? 4 : 0)));
        out.add(mix(name("end"), static_cast<Feature>(end == '.' ? 1 : end == ',' ? 2 : end == ')' ? 3 : 0)));
        out.add(mix(name("start"), s.units.empty() ? 9
                                                   : static_cast<Feature>(static_cast<int>(s.units[0].kind) * 2 +
                                                                          (s.units[0].capital ? 1 : 0))));
        out.add(mix(name("indent"),
                    static_cast<Feature>(bucket(line.indent, {-1, 2, 10, 30, 80}) * 4 + static_cast<int>(form))));
        out.add(mix(name("kind"), static_cast<Feature>(s.kind) * 8 + lexical));
        if (s.units.size() <= kLongestHeading) {
            for (const Unit& unit : s.units) out.add(mix(name("unit"), unit.hash));
        }
        const bool region_start = i == 0 || document.lines[stretches[i - 1].range.line].region != line.region;
        out.add(mix(mix(name("region start"), region_start ? 1 : 0), is_dominant ? 1 : 0));
        out.add(mix(name("early"), static_cast<Feature>(std::min<std::size_t>(i, 6)) * 2 + (s.known ? 1 : 0)));
        // What stands around: headings are followed by something in another style.
        if (i + 1 < n) {
            const Stretch& next = stretches[i + 1];
            out.add(mix(mix(name("next same look"), next.look == s.look ? 1 : 0), is_dominant ? 1 : 0));
            out.add(mix(name("next lexical"), static_cast<Feature>(next.known              ? 2
                                                                   : next.look == dominant ? 1
                                                                                           : 0) *
                                                      8 +
                                                  lexical));
        }
        if (i > 0) {
            const Stretch& before = stretches[i - 1];
            out.add(mix(mix(name("same look above"), before.look == s.look ? 1 : 0), is_dominant ? 1 : 0));
        }
    }
    return out;
}

}  // namespace cvextract::segment

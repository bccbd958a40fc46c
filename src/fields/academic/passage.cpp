#include "fields/academic/passage.hpp"

#include <algorithm>
#include <array>

#include "base/unicode.hpp"
#include "learn/crf.hpp"

namespace cvextract::fields::academic {

namespace {

constexpr std::uint64_t cue(std::string_view name) {
    return learn::name(name);
}

bool is_open_quote(char32_t c) {
    return c == 0x201C || c == 0x201E || c == 0x00AB || c == 0x2018 || c == 0x300C || c == 0x300E || c == 0x300A;
}
bool is_close_quote(char32_t c) {
    return c == 0x201D || c == 0x00BB || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0x300B;
}

Shape punctuation_shape(char32_t c) {
    switch (c) {
        case ',':
        case 0xFF0C:
        case 0x3001:
            return Shape::comma;
        case '.':
        case '?':
        case '!':
        case 0x3002:
        case 0xFF0E:
            return Shape::stop;
        case ':':
        case 0xFF1A:
            return Shape::colon;
        case ';':
        case 0xFF1B:
            return Shape::semicolon;
        case '"':
        case 0x201F:
            return Shape::quote;
        case '(':
        case '[':
        case 0xFF08:
        case 0x3010:
            return Shape::open;
        case ')':
        case ']':
        case 0xFF09:
        case 0x3011:
            return Shape::close;
        case '-':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            return Shape::dash;
        case '&':
            return Shape::ampersand;
        case '/':
        case '|':
        case 0x00B7:
        case 0x2022:
            return Shape::slash;
        case '*':
        case 0x2020:
        case 0x2021:
        case '#':
        case '+':
            return Shape::mark;
        default:
            return is_open_quote(c) || is_close_quote(c) ? Shape::quote : Shape::other;
    }
}

Shape shape_of(std::string_view text, const Unit& unit, Mark& mark) {
    const std::string_view word = text.substr(unit.begin, unit.end - unit.begin);
    std::size_t offset = 0;
    switch (unit.kind) {
        case UnitClass::number: {
            mark.digits = static_cast<std::uint8_t>(std::min<std::size_t>(code_points(word), 9));
            const bool year = word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
            return year ? Shape::year : Shape::digits;
        }
        case UnitClass::ideograph:
            return Shape::han;
        case UnitClass::punctuation:
            return punctuation_shape(next_code_point(word, offset));
        case UnitClass::word:
            break;
    }
    mark.dotted = word.ends_with('.');
    std::size_t letters = 0, capitals = 0;
    bool first = false;
    while (offset < word.size()) {
        const char32_t c = next_code_point(word, offset);
        if (!is_letter(c)) continue;
        if (letters == 0) first = is_upper(c);
        ++letters;
        if (is_upper(c)) ++capitals;
    }
    if (!first) return Shape::lower;
    if (letters == 1) return Shape::initial;
    if (capitals == letters) return letters <= 3 ? Shape::short_caps : Shape::caps;
    return Shape::capital;
}

/// Marks what stands between quotation marks; an apostrophe or an unpaired mark is no quotation.
void find_quotes(Passage& passage) {
    constexpr std::size_t kLongest = 120;  // units
    auto& marks = passage.marks;
    const auto point = [&](std::size_t i) {
        std::size_t offset = passage.units[i].begin;
        return next_code_point(passage.text, offset);
    };
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].shape != Shape::quote) continue;
        const char32_t open = point(i);
        // Some set a closing mark at both ends.
        const bool straight = open == '"' || open == 0x201D;
        if (!straight && !is_open_quote(open)) continue;
        std::size_t close = 0;
        for (std::size_t j = i + 1; j < marks.size() && j < i + kLongest; ++j) {
            if (marks[j].shape != Shape::quote) continue;
            const char32_t c = point(j);
            const bool pair = straight ? (c == open || c == 0x201D)
                              : open == 0x2018
                                  ? c == 0x2019 && (j + 1 == marks.size() || passage.units[j + 1].space_before ||
                                                    passage.units[j + 1].kind == UnitClass::punctuation)
                              : open == 0x00AB ? c == 0x00BB
                              : open == 0x201E ? c == 0x201C || c == 0x201D || c == '"'
                              : open == 0x300A ? c == 0x300B
                                               : is_close_quote(c) && c != 0x2019 && c != 0x300B;
            if (!pair) continue;
            close = j;
            break;
        }
        if (close <= i + 1) continue;
        for (std::size_t j = i + 1; j < close; ++j) marks[j].quoted = true;
        i = close;
    }
}

void find_cues(Passage& passage, const models::Models& models) {
    const models::Lexicon words = models.lexicon("reference_words");
    const models::Lexicon names = models.lexicon("person_names");
    for (std::size_t i = 0; i < passage.units.size(); ++i) {
        const Unit& unit = passage.units[i];
        passage.marks[i].given = unit.capital && names.exact(std::span(&unit.hash, 1)).has_value();
    }
    std::vector<std::uint64_t> hashes;
    hashes.reserve(passage.units.size());
    for (const Unit& unit : passage.units) hashes.push_back(unit.hash);
    for (std::size_t i = 0; i < hashes.size();) {
        const auto match = words.longest(hashes, i);
        if (!match) {
            ++i;
            continue;
        }
        std::uint64_t phrase = 0;
        for (std::size_t k = 0; k < match->units; ++k) phrase = learn::mix(phrase, hashes[i + k]);
        for (std::size_t k = 0; k < match->units; ++k) {
            passage.marks[i + k].cue = cue(match->payload);
            passage.marks[i + k].phrase = phrase;
            passage.marks[i + k].cue_inside = k > 0;
        }
        i += match->units;
    }
}

bool is_venue_cue(std::uint64_t c) {
    return c == cue("proc") || c == cue("venue") || c == cue("journal") || c == cue("house") || c == cue("univ") ||
           c == cue("thesis") || c == cue("report") || c == cue("preprint");
}

/// "Doe", "J. Doe", "Doe J", "Jane van der Doe": few words, all capitalised, no word of another kind.
bool reads_as_person(const Passage& passage, const Stretch& chunk) {
    std::size_t words = 0, initials = 0, han = 0;
    for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
        const Mark& mark = passage.marks[i];
        switch (mark.shape) {
            case Shape::initial:
                ++initials;
                break;
            case Shape::short_caps:
            case Shape::caps:
            case Shape::capital:
                if (mark.cue != 0 && mark.cue != cue("particle") && mark.cue != cue("stop")) return false;
                ++words;
                break;
            case Shape::lower:
                if (mark.cue != cue("particle") && mark.cue != cue("etal")) return false;
                break;
            case Shape::han:
                ++han;
                break;
            case Shape::dash:
            case Shape::mark:
            case Shape::stop:
            case Shape::quote:  // O'Brien
                break;
            default:
                return false;
        }
    }
    if (han > 0) return han <= 4 && words == 0;
    return words + initials > 0 && words <= 4 && initials <= 4;
}

void find_stretches(Passage& passage) {
    auto& marks = passage.marks;
    const auto& units = passage.units;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        bool segment = i == 0;
        bool chunk = false;
        if (i > 0) {
            const Mark& last = marks[i - 1];
            const bool broken = marks[i].before != Break::none && marks[i].before != Break::line;
            segment = broken || (last.shape == Shape::stop && units[i].space_before) ||
                      last.quoted != marks[i].quoted || last.bold != marks[i].bold || last.italic != marks[i].italic;
            // A punctuation mark in the style of its other side begins nothing.
            const bool content = units[i].kind != UnitClass::punctuation;
            if (!content && !broken && last.quoted == marks[i].quoted) segment = false;
            chunk = segment || last.shape == Shape::comma || last.shape == Shape::semicolon ||
                    last.shape == Shape::ampersand || last.cue == cue("and") || last.shape == Shape::open ||
                    marks[i].shape == Shape::close;
        }
        if (segment || passage.segments.empty())
            passage.segments.push_back({i, i, false, 0, false, false, false, false});
        if (segment || chunk || passage.chunks.empty())
            passage.chunks.push_back({i, i, false, 0, false, false, false, false});
        marks[i].segment = static_cast<std::uint32_t>(passage.segments.size() - 1);
        marks[i].chunk = static_cast<std::uint32_t>(passage.chunks.size() - 1);
        for (Stretch* s : {&passage.segments.back(), &passage.chunks.back()}) {
            s->end = i + 1;
            s->owner = s->owner || marks[i].owner;
            s->venue = s->venue || is_venue_cue(marks[i].cue);
            s->year = s->year || marks[i].shape == Shape::year;
            s->identifier = s->identifier || marks[i].cue == cue("link");
        }
    }
    for (Stretch& chunk : passage.chunks) {
        // The separators at its end are no part of a name.
        Stretch core = chunk;
        while (core.end > core.begin &&
               (marks[core.end - 1].shape == Shape::comma || marks[core.end - 1].shape == Shape::semicolon ||
                marks[core.end - 1].shape == Shape::ampersand || marks[core.end - 1].cue == cue("and") ||
                marks[core.end - 1].shape == Shape::open || marks[core.end - 1].shape == Shape::close))
            --core.end;
        while (core.begin < core.end &&
               (marks[core.begin].shape == Shape::close || marks[core.begin].cue == cue("and") ||
                marks[core.begin].shape == Shape::ampersand || marks[core.begin].shape == Shape::open))
            ++core.begin;
        chunk.person = core.end > core.begin && reads_as_person(passage, core);
    }
    std::size_t c = 0;
    for (Stretch& segment : passage.segments) {
        std::size_t count = 0, people = 0;
        for (; c < passage.chunks.size() && passage.chunks[c].begin < segment.end; ++c) {
            ++count;
            if (passage.chunks[c].person) ++people;
        }
        segment.people = count > 0 ? static_cast<double>(people) / static_cast<double>(count) : 0;
    }
}

}  // namespace

std::vector<std::uint64_t> name_keys(std::string_view name) {
    std::vector<std::uint64_t> keys;
    for (const Unit& unit : cut_units(name)) {
        const std::string_view word = name.substr(unit.begin, unit.end - unit.begin);
        if (unit.kind == UnitClass::word && code_points(word) > 1 && !word.ends_with('.')) keys.push_back(unit.hash);
    }
    return keys;
}

Passage make_passage(std::string text, std::span<const Emphasis> emphasis, std::span<const std::size_t> lines,
                     std::span<const std::uint64_t> owner, const models::Models& models) {
    Passage passage;
    passage.text = std::move(text);
    passage.units = cut_units(passage.text);
    passage.marks.resize(passage.units.size());
    std::size_t line = 0, e = 0;
    std::uint8_t depth = 0;
    bool told = false;
    for (std::size_t i = 0; i < passage.units.size(); ++i) {
        const Unit& unit = passage.units[i];
        Mark& mark = passage.marks[i];
        mark.shape = shape_of(passage.text, unit, mark);
        while (line < lines.size() && lines[line] <= unit.begin) {
            if (i > 0) mark.before = Break::line;
            ++line;
        }
        const std::size_t gap = i > 0 ? passage.units[i - 1].end : 0;
        const std::string_view between = std::string_view(passage.text).substr(gap, unit.begin - gap);
        if (between.find('\v') != std::string_view::npos) {
            mark.before = Break::bullet;
        } else if (between.find('\n') != std::string_view::npos) {
            mark.before = Break::hard;
        } else if (between.find('\t') != std::string_view::npos) {
            mark.before = Break::tab;
        }
        told = told || mark.before == Break::bullet;
        mark.told = told;
        while (e < emphasis.size() && emphasis[e].end <= unit.begin) ++e;
        for (std::size_t k = e; k < emphasis.size() && emphasis[k].begin < unit.end; ++k) {
            if (emphasis[k].end <= unit.begin) continue;
            mark.bold = mark.bold || emphasis[k].bold;
            mark.italic = mark.italic || emphasis[k].italic;
            mark.linked = mark.linked || emphasis[k].linked;
        }
        if (mark.shape == Shape::close && depth > 0) --depth;
        mark.depth = depth;
        if (mark.shape == Shape::open && depth < 3) ++depth;
        mark.owner = unit.kind == UnitClass::word && std::ranges::find(owner, unit.hash) != owner.end();
    }
    std::ranges::replace(passage.text, '\v', '\n');
    find_quotes(passage);
    find_cues(passage, models);
    find_stretches(passage);
    return passage;
}

Passage make_passage(const Text& text, std::span<const std::uint64_t> owner, const models::Models& models) {
    constexpr std::size_t kNeighbours = 30;  // lines that show how far a column runs
    std::string words(text.str());
    std::vector<Emphasis> emphasis;
    std::vector<std::size_t> lines;
    const auto pieces = text.pieces();
    const auto& document = text.document();
    emphasis.reserve(pieces.size());
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const layout::Style& style = text.style(pieces[p]);
        const layout::Token& token = text.token(pieces[p]);
        emphasis.push_back({pieces[p].begin, pieces[p].end, style.bold, style.italic, token.link >= 0});
        if (p > 0 && pieces[p].line == pieces[p - 1].line) continue;
        lines.push_back(pieces[p].begin);
        if (p == 0 || pieces[p].begin == 0) continue;
        char& before = words[pieces[p].begin - 1];
        const bool space = before == ' ' || before == '\n';
        const auto& tokens = document.lines.at(pieces[p].line).tokens;
        if (space && pieces[p].token > 0 && tokens[pieces[p].token - 1].role == layout::Role::bullet) {
            before = '\v';
            continue;
        }
        if (before != ' ') continue;
        // Room for the next word was left: the break was meant. Regions tell how far lines run.
        const layout::Line& last = document.lines.at(pieces[p - 1].line);
        double right = last.box.x1;
        const std::size_t near = pieces[p].line;
        const std::size_t first = near - std::min<std::size_t>(near, kNeighbours);
        for (std::size_t n = first; n < std::min(near + kNeighbours, document.lines.size()); ++n) {
            const layout::Line& line = document.lines[n];
            if (line.page == last.page && line.region == last.region) right = std::max(right, line.box.x1);
        }
        const double next_word = token.box.width() + 0.3 * document.body_size;
        if (last.box.x1 + next_word + 2 < right) before = '\n';
    }
    return make_passage(std::move(words), emphasis, lines, owner, models);
}

}  // namespace cvextract::fields::academic

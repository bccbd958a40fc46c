#include "segment/kinds.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_set>

#include "base/units.hpp"

namespace cvextract::segment {

namespace {

using layout::Role;
using learn::Feature;
using learn::mix;
using learn::name;

// Content is judged by its beginning: sections of ten pages are what their first page is.
constexpr std::size_t kUnitsRead = 400;
// Only headings in which the vocabulary knows no word are judged by their content, when it is this clear.
constexpr float kGuess = 0.4F;
constexpr float kOfNamed = 0.6F;  // of the kinds that a compound names

constexpr std::array<const char*, 7> kLexicons = {"organisations", "job_titles", "degrees",   "languages",
                                                  "countries",     "months",     "date_words"};

Feature level(double share) {
    int l = 0;
    for (const double bound : {0.004, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7}) l += share > bound ? 1 : 0;
    return static_cast<Feature>(l);
}

std::string text_of(const layout::Document& document, const std::vector<layout::Range>& ranges, std::size_t limit) {
    std::string out;
    for (const layout::Range& range : ranges) {
        const layout::Line& line = document.lines.at(range.line);
        for (std::uint32_t t = range.begin; t < range.end; ++t) {
            if (line.tokens.at(t).role != Role::text) continue;
            if (line.tokens[t].space_before && !out.empty()) out += ' ';
            out += line.tokens[t].text;
        }
        out += '\n';
        if (out.size() > limit) break;
    }
    return out;
}

}  // namespace

learn::Sequence kind_features(const layout::Document& document, const models::Models& models,
                              const std::vector<Section>& sections, const std::vector<double>& known, std::size_t i) {
    const Section& section = sections.at(i);
    learn::Sequence out;
    out.next();
    const auto said = static_cast<Feature>(section.kind);
    const double share = known.at(i);
    const Feature trust = share >= 1 ? 2U : share > 0 ? 1U : 0U;
    out.add(name("always"));
    out.add(mix(mix(name("said"), said), trust));
    const std::string heading = text_of(document, section.heading, 300);
    const auto words = cut_units(heading);
    for (const Unit& unit : words) {
        if (unit.kind != UnitClass::punctuation) out.add(mix(name("heading word"), unit.hash));
    }
    for (const int step : {-1, 1}) {
        const auto other = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + step);
        const bool there = other < sections.size();
        out.add(mix(mix(name("neighbour"), static_cast<Feature>(step + 1)),
                    there ? static_cast<Feature>(sections[other].kind) : 99U));
    }
    // A kind that another section has already is less likely to come again under an unknown heading.
    for (std::size_t s = 0; s < sections.size(); ++s) {
        if (s != i && known[s] >= 1 && trust < 2) out.add(mix(name("taken"), static_cast<Feature>(sections[s].kind)));
    }

    std::size_t rows = 0, bullets = 0;
    for (const layout::Range& range : section.body) {
        ++rows;
        bullets += document.lines.at(range.line).tokens.at(range.begin).role == Role::bullet ? 1U : 0U;
        if (rows >= 80) break;
    }
    const std::string text = text_of(document, section.body, 6000);
    auto units = cut_units(text);
    if (units.size() > kUnitsRead) units.resize(kUnitsRead);
    std::size_t numbers = 0, years = 0, commas = 0, colons = 0, stops = 0, capitals = 0, ats = 0, brackets = 0,
                content = 0, quotes = 0;
    std::unordered_set<std::uint64_t> seen;
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : units) {
        hashes.push_back(unit.hash);
        const std::string_view is(text.data() + unit.begin, unit.end - unit.begin);
        if (unit.kind == UnitClass::number) {
            ++numbers;
            years += is.size() == 4 && (is.starts_with("19") || is.starts_with("20")) ? 1U : 0U;
        } else if (unit.kind == UnitClass::punctuation) {
            commas += is == "," || is == "\xE3\x80\x81" || is == "\xEF\xBC\x8C" ? 1U : 0U;
            colons += is == ":" || is == "\xEF\xBC\x9A" ? 1U : 0U;
            stops += is == "." || is == "\xE3\x80\x82" ? 1U : 0U;
            ats += is == "@" ? 1U : 0U;
            brackets += is == "(" ? 1U : 0U;
            quotes += is == "\"" || is == "\xE2\x80\x9C" || is == "\xE3\x80\x8A" ? 1U : 0U;
        } else {
            ++content;
            capitals += unit.capital ? 1U : 0U;
            if (seen.insert(unit.hash).second) out.add(mix(name("word"), unit.hash));
        }
    }
    const auto n = static_cast<double>(std::max<std::size_t>(units.size(), 1));
    const auto words_count = static_cast<double>(std::max<std::size_t>(content, 1));
    const auto measure = [&](const char* what, double value) {
        const Feature f = mix(name(what), level(value));
        out.add(f);
        if (trust < 2) out.add(mix(f, name("unknown")));
    };
    measure("numbers", static_cast<double>(numbers) / n);
    measure("years", static_cast<double>(years) / n);
    measure("commas", static_cast<double>(commas) / n);
    measure("colons", static_cast<double>(colons) / n);
    measure("stops", static_cast<double>(stops) / n);
    measure("at signs", static_cast<double>(ats) / n);
    measure("brackets", static_cast<double>(brackets) / n);
    measure("quotes", static_cast<double>(quotes) / n);
    measure("capitals", static_cast<double>(capitals) / words_count);
    measure("bullets", static_cast<double>(bullets) / static_cast<double>(std::max<std::size_t>(rows, 1)));
    measure("row length", n / static_cast<double>(std::max<std::size_t>(rows, 1)) / 30);
    measure("length", n / static_cast<double>(kUnitsRead));
    for (std::size_t l = 0; l < kLexicons.size(); ++l) {
        const models::Lexicon lexicon = models.lexicon(kLexicons[l]);
        std::size_t hits = 0;
        for (std::size_t u = 0; u < hashes.size();) {
            const auto match = lexicon.longest(hashes, u);
            hits += match ? 1U : 0U;
            u += match ? match->units : 1;
        }
        measure(kLexicons[l], static_cast<double>(hits) / n);
        measure(kLexicons[l] + 1, static_cast<double>(hits) / static_cast<double>(std::max<std::size_t>(rows, 1)));
    }
    return out;
}

void settle_kinds(const layout::Document& document, const models::Models& models, const std::vector<double>& known,
                  std::vector<Section>& sections) {
    const learn::Crf crf(models.member("weights/kinds.crf"));
    if (crf.empty()) return;
    std::vector<Section> settled = sections;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        // A compound of several kinds ("Experience and Knowledge") is the one of them that its content is like.
        const bool compound = known[i] > 0 && known[i] < 1 && std::popcount(sections[i].named) > 1;
        if ((known[i] > 0 && !compound) || sections[i].body.empty()) continue;
        std::vector<std::uint64_t> allowed(1, 0);
        for (std::size_t l = 0; l < crf.labels().size(); ++l) {
            const auto kind = static_cast<unsigned>(section_kind(crf.labels()[l]));
            if (!compound || (sections[i].named >> kind & 1U) != 0) allowed[0] |= 1ULL << l;
        }
        if (allowed[0] == 0) continue;
        const auto labelling = crf.decode(kind_features(document, models, sections, known, i), allowed);
        if (labelling.labels.empty()) return;
        const SectionKind kind = section_kind(crf.labels()[labelling.labels[0]]);
        if (labelling.confidence[0] > (compound ? kOfNamed : kGuess)) settled[i].kind = kind;
    }
    sections = std::move(settled);
}

}  // namespace cvextract::segment

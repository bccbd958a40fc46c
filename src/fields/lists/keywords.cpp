#include "fields/lists/keywords.hpp"

#include <algorithm>

namespace cvextract::fields::lists {

namespace {

using entries::Body;

/// A run of units of one item, category or level.
struct Run {
    Label label;
    std::size_t first, last;
    double confidence;
};

// A bracket that opens inside an item belongs to it whole: "AWS (EC2, S3)" is one skill.
void keep_brackets_whole(const Body& body, std::vector<std::uint8_t>& labels) {
    const auto is = [&](std::size_t u, Label label) { return labels[u] == static_cast<std::uint8_t>(label); };
    for (std::size_t u = 1; u < labels.size(); ++u) {
        const bool opens = (body.flags[u] & entries::kBracketed) != 0 && (body.flags[u - 1] & entries::kBracketed) == 0;
        if (!opens || !(is(u - 1, Label::begin) || is(u - 1, Label::inside))) continue;
        std::size_t end = u;
        bool items = false;
        while (end < labels.size() && (body.flags[end] & entries::kBracketed) != 0) {
            items = items || is(end, Label::begin) || is(end, Label::inside);
            ++end;
        }
        if (!items) continue;  // a level: "French (fluent)"
        for (std::size_t k = u; k < end; ++k) labels[k] = static_cast<std::uint8_t>(Label::inside);
    }
}

std::vector<Run> runs_of(const Body& body) {
    std::vector<Run> out;
    const learn::Crf crf(body.context->models.member("weights/lists.crf"));
    if (crf.labels().size() != std::size(kLabels) || body.units.empty()) return out;
    learn::Labelling labelling = crf.decode(list_features(body));
    keep_brackets_whole(body, labelling.labels);
    for (std::size_t u = 0; u < body.units.size(); ++u) {
        const auto label = static_cast<Label>(labelling.labels[u]);
        if (label == Label::none) continue;
        const bool after = u > 0 && !out.empty() && out.back().last == u;
        const bool goes_on = after && (label == Label::inside ? out.back().label == Label::begin
                                                              : label != Label::begin && out.back().label == label);
        if (goes_on) {
            out.back().last = u + 1;
            out.back().confidence = std::min<double>(out.back().confidence, labelling.confidence[u]);
        } else {
            out.push_back({label == Label::inside ? Label::begin : label, u, u + 1, labelling.confidence[u]});
        }
    }
    return out;
}

Value value_of(const Body& body, const Run& run) {
    // Over a line's end a value is joined as the text flows: hyphens go, CJK has no space.
    std::vector<layout::Range> ranges;
    const auto pieces = body.text.pieces();
    for (std::size_t u = run.first; u < run.last; ++u) {
        const auto& piece = pieces[body.piece[u]];
        if (ranges.empty() || ranges.back().line != piece.line)
            ranges.push_back({piece.line, piece.token, piece.token});
        ranges.back().end = piece.token + 1;
    }
    if (ranges.size() < 2)
        return body.text.value(body.units[run.first].begin, body.units[run.last - 1].end, run.confidence);
    const Text text(body.context->document, ranges, Text::Lines::reflow);
    // The first and the last token may hold more than the run.
    const std::size_t before = body.units[run.first].begin - pieces[body.piece[run.first]].begin;
    const std::size_t behind = pieces[body.piece[run.last - 1]].end - body.units[run.last - 1].end;
    return text.value(before, text.str().size() - std::min(behind, text.str().size()), run.confidence);
}

bool names_language(const std::string& text, const models::Lexicon& languages) {
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : cut_units(text)) hashes.push_back(unit.hash);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        if (languages.longest(hashes, i)) return true;
    }
    return false;
}

// Where names of languages are known, what holds none of them is no language: a heading of a table ("Language"), a
// label
// ("Mother tongue"), a part of a level. Where none is known, the lists have no word for this script or spelling.
void add_languages(const std::vector<Group>& groups, const models::Lexicon& languages, Record& record) {
    std::size_t known = 0;
    for (const Group& group : groups) {
        for (const Group::Item& item : group.items) known += names_language(item.text.text, languages) ? 1U : 0U;
    }
    for (const Group& group : groups) {
        for (const Group::Item& item : group.items) {
            if (known == 0 || !item.level.empty() || names_language(item.text.text, languages))
                record.languages.push_back({item.text, item.level});
        }
    }
}

}  // namespace

std::vector<Group> read_groups(const Body& body) {
    std::vector<Group> out;
    const models::Lexicon languages = body.context->models.lexicon("languages");
    for (const Run& run : runs_of(body)) {
        Value value = value_of(body, run);
        if (value.empty()) continue;
        if (run.label == Label::category) {
            out.push_back({std::move(value), {}});
        } else if (run.label == Label::level) {
            // A level printed before the first item, or a second one for the same item, is none.
            if (!out.empty() && !out.back().items.empty() && out.back().items.back().level.empty())
                out.back().items.back().level = std::move(value);
        } else {
            if (out.empty()) out.emplace_back();
            const auto match = languages.exact(value.text);
            out.back().items.push_back({std::move(value), {}, match ? std::string(match->payload) : ""});
        }
    }
    return out;
}

void collect_lists(const Context& context, Record& record) {
    const models::Lexicon languages = context.models.lexicon("languages");
    for (const segment::Section& section : context.outline.sections) {
        const bool mine = section.kind == SectionKind::skills || section.kind == SectionKind::languages ||
                          section.kind == SectionKind::interests;
        if (!mine) continue;
        const Body body(context, section);
        const auto groups = read_groups(body);
        if (section.kind == SectionKind::languages) add_languages(groups, languages, record);
        for (const Group& group : groups) {
            if (section.kind == SectionKind::languages) break;
            // "Languages: English, French" among the skills: spoken ones, when all of them are names of languages.
            const bool spoken =
                !group.items.empty() && std::all_of(group.items.begin(), group.items.end(),
                                                    [](const Group::Item& item) { return !item.code.empty(); });
            if (spoken) {
                add_languages({group}, languages, record);
                continue;
            }
            std::vector<Value> keywords;
            for (const Group::Item& item : group.items) keywords.push_back(item.text);
            if (section.kind == SectionKind::skills) {
                record.skills.push_back({group.category, {}, std::move(keywords)});
            } else if (group.category.empty()) {
                for (Value& keyword : keywords) record.interests.push_back({std::move(keyword), {}});
            } else {
                record.interests.push_back({group.category, std::move(keywords)});
            }
        }
    }
}

}  // namespace cvextract::fields::lists

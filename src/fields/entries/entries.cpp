#include "fields/entries/entries.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "fields/entries/form_events.hpp"
#include "fields/entries/list_rows.hpp"
#include "fields/entries/project_rows.hpp"
#include "fields/entries/repair.hpp"
#include "fields/entries/roles.hpp"
#include "fields/entries/text_rows.hpp"
#include "learn/agree.hpp"

namespace cvextract::fields::entries {

namespace {

// How much rows of one look, and units of one slot, are evidence for each other; tuned by cross-validation.
constexpr float kRowsAgree = 0.5F, kUnitsAgree = 0.5F;

std::vector<FieldSpan> spans_of(const Body& body, const EntryUnits& units, const learn::Labelling& labelling) {
    std::vector<FieldSpan> out;
    for (std::size_t i = 0; i < units.units.size(); ++i) {
        const Field field = labelled_field(labelling.labels[i]);
        const std::size_t u = units.units[i];
        if (field == Field::none) continue;
        const bool goes_on = i > 0 && !out.empty() && !starts_value(labelling.labels[i]) &&
                             labelled_field(labelling.labels[i - 1]) == field;
        if (!goes_on) {
            out.push_back({field, body.units[u].begin, body.units[u].end, u, u + 1, labelling.confidence[i]});
        } else {
            out.back().end = body.units[u].end;
            out.back().last_unit = u + 1;
            out.back().confidence = std::min<double>(out.back().confidence, labelling.confidence[i]);
        }
    }
    return out;
}

}  // namespace

std::vector<std::string> field_labels() {
    std::vector<std::string> out{kFields[0]};
    for (std::size_t f = 1; f < std::size(kFields); ++f) {
        out.push_back(std::string("B-") + kFields[f]);
        out.push_back(std::string("I-") + kFields[f]);
    }
    return out;
}

bool holds_fields(SectionKind kind, RowLabel label) {
    switch (label) {
        case RowLabel::begin:
        case RowLabel::role:
        case RowLabel::header:
            return true;
        case RowLabel::item:
        case RowLabel::more:
            // Grades, theses and courses stand in bullets as often as not; so do the technologies of a project.
            return kind == SectionKind::education || kind == SectionKind::projects;
        default:
            return false;
    }
}

std::vector<Entry> group_rows(const std::vector<RowLabel>& labels) {
    std::vector<Entry> out;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const bool starts = begins(labels[r]);
        if (starts || (out.empty() && labels[r] != RowLabel::other)) {
            Entry entry;
            entry.first = r;
            entry.same_organisation = labels[r] == RowLabel::role && !out.empty();
            out.push_back(entry);
        }
        if (!out.empty()) out.back().last = r + 1;
    }
    return out;
}

Cut cut_entries(const Body& body) {
    Cut cut;
    if (body.rows.empty()) return cut;
    const learn::Crf rows(body.context->models.member("weights/rows.crf"));
    const learn::Crf fields(body.context->models.member("weights/fields.crf"));
    if (rows.labels().size() != std::size(kRowLabels) || fields.labels().size() != 2 * std::size(kFields) - 1)
        return cut;
    // Rows that look alike agree on what they are.
    std::vector<float> scores = rows.scores(row_features(body));
    std::vector<std::uint64_t> looks;
    std::vector<std::uint32_t> looks_owner;
    for (const Row& row : body.rows) {
        looks_owner.push_back(static_cast<std::uint32_t>(looks.size()));
        looks.push_back(row.signature);
    }
    std::vector<std::uint8_t> each(std::size(kRowLabels));
    std::iota(each.begin(), each.end(), std::uint8_t{0});
    learn::agree(scores, rows.decode(scores), looks, looks_owner, each, kRowsAgree);
    const learn::Labelling labelling = rows.decode(scores);
    for (const std::uint8_t label : labelling.labels) cut.labels.push_back(static_cast<RowLabel>(label));
    cut.confidence = labelling.confidence;
    settle_list_rows(body, cut.labels);
    settle_project_rows(body, cut.labels);
    settle_text_rows(body, cut.labels);
    cut.entries = group_rows(cut.labels);
    find_date_rows(body, cut.labels, cut.entries);
    const auto units = unit_features(body, cut.labels, cut.entries);
    // So do units that stand at the same place of their entries.
    std::vector<std::uint8_t> field_of(fields.labels().size());
    for (std::size_t l = 0; l < field_of.size(); ++l)
        field_of[l] = static_cast<std::uint8_t>(labelled_field(static_cast<std::uint8_t>(l)));
    std::vector<std::uint64_t> slots;
    std::vector<std::uint32_t> owner;
    learn::Labelling first;
    std::vector<float> all;
    std::vector<std::size_t> begins;
    for (const EntryUnits& entry : units) {
        begins.push_back(all.size());
        const auto own = fields.scores(entry.features);
        const auto labelled = fields.decode(own);
        all.insert(all.end(), own.begin(), own.end());
        first.marginals.insert(first.marginals.end(), labelled.marginals.begin(), labelled.marginals.end());
        slots.insert(slots.end(), entry.slots.begin(), entry.slots.end());
        owner.resize(slots.size(), static_cast<std::uint32_t>(begins.size()));
    }
    begins.push_back(all.size());
    learn::agree(all, first, slots, owner, field_of, kUnitsAgree);
    for (std::size_t e = 0; e < cut.entries.size(); ++e) {
        cut.entries[e].confidence = cut.confidence[cut.entries[e].first];
        if (units[e].units.empty()) continue;
        const auto own = std::span<const float>(all).subspan(begins[e], begins[e + 1] - begins[e]);
        cut.entries[e].fields = spans_of(body, units[e], fields.decode(own));
    }
    tell_prose(body, cut.labels);
    part_roles(body, cut);
    for (Entry& entry : cut.entries) repair(body, cut.labels, entry);
    join_form_events(body, cut);
    mend_projects(body, cut);
    return cut;
}

}  // namespace cvextract::fields::entries

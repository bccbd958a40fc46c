#include "fields/entries/entries.hpp"

#include <algorithm>

namespace cvextract::fields::entries {

namespace {

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
        const bool starts = labels[r] == RowLabel::begin || labels[r] == RowLabel::role;
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
    const learn::Labelling labelling = rows.decode(row_features(body));
    for (const std::uint8_t label : labelling.labels) cut.labels.push_back(static_cast<RowLabel>(label));
    cut.confidence = labelling.confidence;
    cut.entries = group_rows(cut.labels);
    const auto units = unit_features(body, cut.labels, cut.entries);
    for (std::size_t e = 0; e < cut.entries.size(); ++e) {
        cut.entries[e].confidence = cut.confidence[cut.entries[e].first];
        if (units[e].units.empty()) continue;
        cut.entries[e].fields = spans_of(body, units[e], fields.decode(units[e].features));
    }
    return cut;
}

}  // namespace cvextract::fields::entries

#include "fields/academic/activities.hpp"

#include <utility>

#include "fields/academic/activity_model.hpp"
#include "fields/academic/research.hpp"
#include "fields/academic/transcript.hpp"

namespace cvextract::fields {

namespace {

/// The entries of a list of talks, courses, services ...
void read_list(const Context& context, const segment::Section& section, const academic::KindList& list,
               Record& record) {
    for (academic::Activity& a : academic::read_activities(context, list.items, list.kind, section.heading)) {
        switch (list.kind) {
            case SectionKind::talks:
                record.talks.push_back(
                    {std::move(a.title), std::move(a.organisation), std::move(a.location), std::move(a.date)});
                break;
            case SectionKind::teaching:
                record.teaching.push_back({std::move(a.title), std::move(a.role), std::move(a.organisation),
                                           std::move(a.start), std::move(a.end)});
                break;
            case SectionKind::service:
                record.service.push_back({std::move(a.role),
                                          a.organisation.empty() ? std::move(a.title) : std::move(a.organisation),
                                          std::move(a.start), std::move(a.end)});
                break;
            case SectionKind::grants:
                record.grants.push_back({std::move(a.title), std::move(a.organisation), std::move(a.number),
                                         std::move(a.role), std::move(a.start), std::move(a.end)});
                break;
            case SectionKind::memberships:
                record.memberships.push_back(
                    {std::move(a.organisation), std::move(a.role), std::move(a.start), std::move(a.end)});
                break;
            case SectionKind::patents:
                record.patents.push_back({std::move(a.title), std::move(a.number), std::move(a.date)});
                break;
            default:
                break;
        }
    }
}

}  // namespace

void collect_activities(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        switch (section.kind) {
            case SectionKind::publications:
            case SectionKind::teaching:
            case SectionKind::talks:
            case SectionKind::grants:
            case SectionKind::patents:
            case SectionKind::memberships:
            case SectionKind::service:
                for (const academic::KindList& list : academic::lists_of(context, section)) {
                    if (list.kind != SectionKind::publications) read_list(context, section, list, record);
                }
                break;
            case SectionKind::transcript:
                academic::read_transcript(context, section, record.transcript);
                break;
            case SectionKind::research_interests:
                academic::read_research_interests(context, section, record.research_interests);
                break;
            default:
                break;
        }
    }
}

}  // namespace cvextract::fields

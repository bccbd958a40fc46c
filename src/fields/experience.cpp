#include "fields/experience.hpp"

#include "fields/entries/assemble.hpp"
#include "fields/entries/project_rows.hpp"

namespace cvextract::fields {

namespace {

using entries::Assembler;
using entries::Body;
using entries::Cut;
using entries::Entry;
using entries::Field;

// What jobs and volunteering share. `organisation` is the employer of the entry before, for further roles under it.
template <class Job>
void read_job(const Assembler& read, const Entry& entry, Job& job, Value& organisation, Value& place) {
    Value& name = [&]() -> Value& {
        if constexpr (requires { job.organization; }) {
            return job.organization;
        } else {
            return job.name;
        }
    }();
    name = read.first(entry, Field::organisation);
    job.location = read.first(entry, Field::location);
    if (entry.same_organisation && name.empty()) {
        name = organisation;
        if (job.location.empty()) job.location = place;
    }
    organisation = name;
    place = job.location;
    job.position = read.first(entry, Field::position);
    job.url = read.first(entry, Field::url);
    read.set_range(entry, job.start_date, job.end_date, &job.ongoing);
    job.summary = read.prose(entry);
    if (job.summary.empty()) job.summary = read.description(entry);
    job.highlights = read.highlights(entry);
}

template <class Job>
void read_jobs(const Body& body, const Cut& cut, std::vector<Job>& out) {
    const Assembler read(body, cut);
    Value organisation, place;
    for (const Entry& entry : cut.entries) {
        Job job;
        read_job(read, entry, job, organisation, place);
        out.push_back(std::move(job));
    }
}

void read_education(const Body& body, const Cut& cut, std::vector<Education>& out) {
    const Assembler read(body, cut);
    Value institution, place;
    for (const Entry& entry : cut.entries) {
        Education e;
        e.institution = read.first(entry, Field::organisation);
        e.location = read.first(entry, Field::location);
        if (entry.same_organisation && e.institution.empty()) {
            e.institution = institution;
            if (e.location.empty()) e.location = place;
        }
        institution = e.institution;
        place = e.location;
        e.study_type = read.first(entry, Field::degree);
        e.area = read.first(entry, Field::area);
        e.score = read.first(entry, Field::score);
        e.advisor = read.first(entry, Field::advisor);
        e.thesis = read.first(entry, Field::thesis);
        e.courses = read.items(entry, Field::course);
        e.url = read.first(entry, Field::url);
        read.set_range(entry, e.start_date, e.end_date, &e.ongoing);
        e.highlights = read.remarks(entry);
        out.push_back(std::move(e));
    }
}

void read_projects(const Body& body, const Cut& cut, std::vector<Project>& out) {
    const Assembler read(body, cut);
    for (const Entry& entry : cut.entries) {
        Project project;
        project.name = read.first(entry, Field::title);
        project.url = read.address(entry, Field::title);
        project.keywords = read.items(entry, Field::keyword);
        read.set_range(entry, project.start_date, project.end_date, nullptr);
        project.description = read.prose(entry);
        if (project.description.empty()) project.description = read.description(entry);
        project.highlights = read.highlights(entry);
        out.push_back(std::move(project));
    }
}

}  // namespace

void read_entries(const Body& body, const Cut& cut, Record& record) {
    switch (body.kind) {
        case SectionKind::work:
            return read_jobs(body, cut, record.work);
        case SectionKind::volunteer:
            return read_jobs(body, cut, record.volunteer);
        case SectionKind::education:
            return read_education(body, cut, record.education);
        case SectionKind::projects:
            return read_projects(body, cut, record.projects);
        default:
            return;
    }
}

void collect_entries(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        const bool mine = section.kind == SectionKind::work || section.kind == SectionKind::volunteer ||
                          section.kind == SectionKind::education || section.kind == SectionKind::projects;
        if (!mine) continue;
        const Body body(context, section);
        Cut cut = entries::cut_entries(body);
        const std::uint32_t projects = 1U << static_cast<unsigned>(SectionKind::projects);
        if (section.kind == SectionKind::work && (section.named & projects) != 0)
            read_projects(body, entries::take_projects(body, cut), record.projects);
        read_entries(body, cut, record);
    }
}

}  // namespace cvextract::fields

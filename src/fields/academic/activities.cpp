#include "fields/academic/activities.hpp"

#include <algorithm>
#include <iterator>

#include "fields/academic/heading.hpp"
#include "fields/academic/research.hpp"
#include "fields/academic/service.hpp"
#include "fields/academic/talk_lines.hpp"
#include "fields/academic/transcript.hpp"
#include "fields/entries/assemble.hpp"

namespace cvextract::fields {

namespace {

using entries::Assembler;
using entries::Body;
using entries::Cut;
using entries::Entry;
using entries::Field;

/// The organisation that an entry prints, or that of the entry before where this is a further role under it.
Value organisation(const Assembler& read, const Entry& entry, Value& last) {
    Value name = read.first(entry, Field::organisation);
    if (name.empty() && entry.same_organisation) name = last;
    last = name;
    return name;
}

void read_teaching(const Assembler& read, const Cut& cut, std::vector<Teaching>& out) {
    Value last;
    for (const Entry& entry : cut.entries) {
        Teaching t;
        t.course = read.first(entry, Field::title);
        if (t.course.empty()) t.course = read.first(entry, Field::course);
        t.position = read.first(entry, Field::position);
        t.institution = organisation(read, entry, last);
        read.set_range(entry, t.start_date, t.end_date, nullptr);
        out.push_back(std::move(t));
    }
}

void read_talks(const Assembler& read, const Cut& cut, std::vector<Talk>& out) {
    Value last;
    for (const Entry& entry : cut.entries) {
        Talk t;
        t.title = read.first(entry, Field::title);
        t.event = organisation(read, entry, last);
        t.location = read.first(entry, Field::location);
        read.set_date(entry, t.date);
        out.push_back(std::move(t));
    }
}

void read_grants(const Assembler& read, const Cut& cut, std::vector<Grant>& out) {
    Value last;
    for (const Entry& entry : cut.entries) {
        Grant g;
        g.title = read.first(entry, Field::title);
        g.funder = organisation(read, entry, last);
        g.amount = read.first(entry, Field::note);
        g.role = read.first(entry, Field::position);
        read.set_range(entry, g.start_date, g.end_date, nullptr);
        out.push_back(std::move(g));
    }
}

void read_patents(const Assembler& read, const Cut& cut, std::vector<Patent>& out) {
    for (const Entry& entry : cut.entries) {
        Patent p;
        p.title = read.first(entry, Field::title);
        p.number = read.first(entry, Field::note);
        read.set_date(entry, p.date);
        out.push_back(std::move(p));
    }
}

void read_memberships(const Assembler& read, const Cut& cut, std::vector<Membership>& out) {
    Value last;
    for (const Entry& entry : cut.entries) {
        Membership m;
        m.organization = organisation(read, entry, last);
        m.role = read.first(entry, Field::position);
        read.set_range(entry, m.start_date, m.end_date, nullptr);
        out.push_back(std::move(m));
    }
}

void read_service(const Context& context, const segment::Section& section, std::vector<Service>& out) {
    if (academic::read_service_lists(context, section, out)) return;
    const Body body(context, section);
    const Cut cut = entries::cut_entries(body);
    const Assembler read(body, cut);
    const auto heading =
        academic::read_heading(Text(context.document, section.heading, Text::Lines::reflow), context.models);
    Value last;
    for (const Entry& entry : cut.entries) {
        Service s;
        s.role = read.first(entry, Field::position);
        if (s.role.empty()) s.role = heading.role;
        s.organization = organisation(read, entry, last);
        if (s.organization.empty()) s.organization = read.first(entry, Field::title);
        read.set_range(entry, s.start_date, s.end_date, nullptr);
        out.push_back(std::move(s));
    }
}

}  // namespace

void collect_activities(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        switch (section.kind) {
            case SectionKind::teaching:
            case SectionKind::talks:
            case SectionKind::grants:
            case SectionKind::patents:
            case SectionKind::memberships: {
                const Body body(context, section);
                const Cut cut = entries::cut_entries(body);
                const Assembler read(body, cut);
                if (section.kind == SectionKind::teaching) read_teaching(read, cut, record.teaching);
                if (section.kind == SectionKind::talks) {
                    std::vector<Talk> talks, by_lines = academic::read_talk_lines(context, section.body);
                    read_talks(read, cut, talks);
                    std::erase_if(talks, [](const Talk& t) { return t.title.empty() && t.event.empty(); });
                    // The model of entries sees too few of them in lists that are set as running text.
                    if (talks.size() * 2 < by_lines.size()) talks = std::move(by_lines);
                    std::ranges::move(talks, std::back_inserter(record.talks));
                }
                if (section.kind == SectionKind::grants) read_grants(read, cut, record.grants);
                if (section.kind == SectionKind::patents) read_patents(read, cut, record.patents);
                if (section.kind == SectionKind::memberships) read_memberships(read, cut, record.memberships);
                break;
            }
            case SectionKind::publications:
                std::ranges::move(academic::read_talks_among(context, section), std::back_inserter(record.talks));
                break;
            case SectionKind::service:
                read_service(context, section, record.service);
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

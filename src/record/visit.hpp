#pragma once

#include <concepts>
#include <type_traits>

#include "cvextract/record.hpp"

/// The fields of each part of a record with their JSON names, in printed order: the one place that knows both.
/// `visit(part, f)` calls f(name, member) for each member: a Value, a Flag, a vector of Values, a part or a vector of
/// parts.
namespace cvextract::record {

template <class T, class U>
concept Part = std::same_as<std::remove_const_t<T>, U>;

template <Part<Location> T, class F>
void visit(T& p, F&& f) {
    f("address", p.address);
    f("postalCode", p.postal_code);
    f("city", p.city);
    f("region", p.region);
    f("countryCode", p.country_code);
}
template <Part<Profile> T, class F>
void visit(T& p, F&& f) {
    f("network", p.network);
    f("username", p.username);
    f("url", p.url);
}
template <Part<Basics> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("label", p.label);
    f("email", p.email);
    f("phone", p.phone);
    f("phoneE164", p.phone_e164);
    f("url", p.url);
    f("summary", p.summary);
    f("location", p.location);
    f("profiles", p.profiles);
}
template <Part<Work> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("position", p.position);
    f("location", p.location);
    f("url", p.url);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
    f("ongoing", p.ongoing);
    f("summary", p.summary);
    f("highlights", p.highlights);
}
template <Part<Volunteer> T, class F>
void visit(T& p, F&& f) {
    f("organization", p.organization);
    f("position", p.position);
    f("location", p.location);
    f("url", p.url);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
    f("ongoing", p.ongoing);
    f("summary", p.summary);
    f("highlights", p.highlights);
}
template <Part<Education> T, class F>
void visit(T& p, F&& f) {
    f("institution", p.institution);
    f("url", p.url);
    f("studyType", p.study_type);
    f("area", p.area);
    f("location", p.location);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
    f("ongoing", p.ongoing);
    f("score", p.score);
    f("courses", p.courses);
    f("advisor", p.advisor);
    f("thesis", p.thesis);
    f("highlights", p.highlights);
}
template <Part<Project> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("description", p.description);
    f("highlights", p.highlights);
    f("keywords", p.keywords);
    f("url", p.url);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
}
template <Part<Award> T, class F>
void visit(T& p, F&& f) {
    f("title", p.title);
    f("date", p.date);
    f("awarder", p.awarder);
    f("summary", p.summary);
}
template <Part<Certificate> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("date", p.date);
    f("issuer", p.issuer);
    f("url", p.url);
}
template <Part<Publication> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("authors", p.authors);
    f("publisher", p.publisher);
    f("releaseDate", p.release_date);
    f("url", p.url);
    f("doi", p.doi);
    f("arxiv", p.arxiv);
    f("pmid", p.pmid);
    f("isbn", p.isbn);
    f("volume", p.volume);
    f("issue", p.issue);
    f("pages", p.pages);
    f("type", p.type);
    f("status", p.status);
    f("note", p.note);
}
template <Part<Skill> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("level", p.level);
    f("keywords", p.keywords);
}
template <Part<Language> T, class F>
void visit(T& p, F&& f) {
    f("language", p.language);
    f("fluency", p.fluency);
}
template <Part<Interest> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("keywords", p.keywords);
}
template <Part<Reference> T, class F>
void visit(T& p, F&& f) {
    f("name", p.name);
    f("reference", p.reference);
}
template <Part<Teaching> T, class F>
void visit(T& p, F&& f) {
    f("course", p.course);
    f("position", p.position);
    f("institution", p.institution);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
}
template <Part<Talk> T, class F>
void visit(T& p, F&& f) {
    f("title", p.title);
    f("event", p.event);
    f("location", p.location);
    f("date", p.date);
}
template <Part<Service> T, class F>
void visit(T& p, F&& f) {
    f("role", p.role);
    f("organization", p.organization);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
}
template <Part<Grant> T, class F>
void visit(T& p, F&& f) {
    f("title", p.title);
    f("funder", p.funder);
    f("amount", p.amount);
    f("role", p.role);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
}
template <Part<Patent> T, class F>
void visit(T& p, F&& f) {
    f("title", p.title);
    f("number", p.number);
    f("date", p.date);
}
template <Part<Membership> T, class F>
void visit(T& p, F&& f) {
    f("organization", p.organization);
    f("role", p.role);
    f("startDate", p.start_date);
    f("endDate", p.end_date);
}
template <Part<Course> T, class F>
void visit(T& p, F&& f) {
    f("course", p.course);
    f("grade", p.grade);
}
/// The record's sections and meta are not fields and are left out.
template <Part<Record> T, class F>
void visit(T& p, F&& f) {
    f("basics", p.basics);
    f("work", p.work);
    f("volunteer", p.volunteer);
    f("education", p.education);
    f("projects", p.projects);
    f("awards", p.awards);
    f("certificates", p.certificates);
    f("publications", p.publications);
    f("skills", p.skills);
    f("languages", p.languages);
    f("interests", p.interests);
    f("references", p.references);
    f("researchInterests", p.research_interests);
    f("teaching", p.teaching);
    f("talks", p.talks);
    f("service", p.service);
    f("grants", p.grants);
    f("patents", p.patents);
    f("memberships", p.memberships);
    f("transcript", p.transcript);
}

}  // namespace cvextract::record

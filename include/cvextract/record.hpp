#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cvextract/error.hpp"

namespace cvextract {

/// A rectangle on a page in points (1/72 inch), origin at the top left of the page as it is shown; x0 <= x1, y0 <= y1.
struct Box {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    [[nodiscard]] double width() const { return x1 - x0; }
    [[nodiscard]] double height() const { return y1 - y0; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Where a value was printed: one box per line that it spans, and what stands in the box.
struct Source {
    int page = 0;  ///< from 1
    Box box;
    std::string text;  ///< as printed, UTF-8
};

/// A value of the record, the words that it came from, and how sure the program is.
/// `text` is valid UTF-8 in NFC with single spaces; empty means that nothing was printed.
struct Value {
    std::string text;
    double confidence =
        0;  ///< estimated probability of being right, 0..1, calibrated on CVs that no model was trained on
    std::vector<Source> sources;  ///< empty for values that come from a link target or are derived
    [[nodiscard]] bool empty() const { return text.empty(); }
};

/// A fact that is either stated or not (`ongoing`).
struct Flag {
    bool set = false;
    double confidence = 0;
    std::vector<Source> sources;
};

// Every date is a Value whose text is YYYY, YYYY-MM or YYYY-MM-DD; its sources show the printed form.

struct Location {
    Value address, postal_code, city, region, country_code;  ///< country_code: ISO 3166-1 alpha-2
};
struct Profile {
    Value network, username, url;
};
struct Basics {
    Value name, label, email, phone, phone_e164, url, summary;
    Location location;
    std::vector<Profile> profiles;
};
struct Work {
    Value name, position, location, url, start_date, end_date;
    Flag ongoing;
    Value summary;
    std::vector<Value> highlights;
};
struct Volunteer {
    Value organization, position, location, url, start_date, end_date;
    Flag ongoing;
    Value summary;
    std::vector<Value> highlights;
};
struct Education {
    Value institution, url, study_type, area, location, start_date, end_date;
    Flag ongoing;
    Value score;
    std::vector<Value> courses;
    Value advisor, thesis;
    std::vector<Value> highlights;
};
struct Project {
    Value name, description;
    std::vector<Value> highlights, keywords;
    Value url, start_date, end_date;
};
struct Award {
    Value title, date, awarder, summary;
};
struct Certificate {
    Value name, date, issuer, url;
};
struct Publication {
    Value name;
    std::vector<Value> authors;
    Value publisher, release_date, url, doi, arxiv, pmid, isbn, pages, volume, issue;
    Value type, status,
        note;  ///< type: CSL type ("article-journal"); status: "in press", "under review", ...; note: "Best Paper"
};
struct Skill {
    Value name, level;
    std::vector<Value> keywords;
};
struct Language {
    Value language, fluency;
};
struct Interest {
    Value name;
    std::vector<Value> keywords;
};
struct Reference {
    Value name, reference;
};
struct Teaching {
    Value course, position, institution, start_date, end_date;
};
struct Talk {
    Value title, event, location, date;
};
struct Service {
    Value role, organization, start_date, end_date;
};
struct Grant {
    Value title, funder, amount, role, start_date, end_date;
};
struct Patent {
    Value title, number, date;
};
struct Membership {
    Value organization, role, start_date, end_date;
};
struct Course {
    Value course, grade;
};

enum class SectionKind : std::uint8_t {
    summary,
    work,
    volunteer,
    education,
    projects,
    awards,
    certificates,
    publications,
    skills,
    languages,
    interests,
    references,
    research_interests,
    teaching,
    talks,
    service,
    grants,
    patents,
    memberships,
    transcript,
    contact,
    other,
};
inline constexpr int kSectionKinds = static_cast<int>(SectionKind::other) + 1;

/// The name that a kind has in the record's JSON ("researchInterests"), and back (other for an unknown name).
[[nodiscard]] std::string_view to_string(SectionKind kind);
[[nodiscard]] SectionKind section_kind(std::string_view name);

/// One section of the CV, verbatim: nothing of the CV is lost even where no field fits.
struct Section {
    Value heading;  ///< as printed
    SectionKind kind = SectionKind::other;
    std::string text;  ///< the body, one printed line per line
};

struct Meta {
    std::string language;  ///< BCP 47, of the document's running text
    int pages = 0;
    std::string header;                        ///< the block above the first section, verbatim
    std::vector<std::string> running_headers;  ///< page headers, footers and page numbers, verbatim, once per page
    std::vector<Diagnostic> diagnostics;
};

/// One CV. A field that is not printed is empty. Lists are in printed order.
struct Record {
    Basics basics;
    std::vector<Work> work;
    std::vector<Volunteer> volunteer;
    std::vector<Education> education;
    std::vector<Project> projects;
    std::vector<Award> awards;
    std::vector<Certificate> certificates;
    std::vector<Publication> publications;
    std::vector<Skill> skills;
    std::vector<Language> languages;
    std::vector<Interest> interests;
    std::vector<Reference> references;
    std::vector<Value> research_interests;
    std::vector<Teaching> teaching;
    std::vector<Talk> talks;
    std::vector<Service> service;
    std::vector<Grant> grants;
    std::vector<Patent> patents;
    std::vector<Membership> memberships;
    std::vector<Course> transcript;
    std::vector<Section> sections;
    Meta meta;
};

}  // namespace cvextract

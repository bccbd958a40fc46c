#include <array>

#include "cvextract/record.hpp"

namespace cvextract {

namespace {

constexpr std::array<std::string_view, kSectionKinds> kNames = {
    "summary",           "work",         "volunteer", "education", "projects",  "awards",
    "certificates",      "publications", "skills",    "languages", "interests", "references",
    "researchInterests", "teaching",     "talks",     "service",   "grants",    "patents",
    "memberships",       "transcript",   "contact",   "other",
};

}  // namespace

std::string_view to_string(SectionKind kind) {
    return kNames.at(static_cast<std::size_t>(kind));
}

SectionKind section_kind(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) return static_cast<SectionKind>(i);
    }
    return SectionKind::other;
}

}  // namespace cvextract

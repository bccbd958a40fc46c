#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cvextract/record.hpp"
#include "fields/academic/features.hpp"
#include "fields/academic/list.hpp"
#include "fields/collect.hpp"

namespace cvextract::fields::academic {

/// Labels of the words of talks, courses, services, grants, memberships and patents: what it is about, whose it is
/// (event, institution, funder), the role, the place, the amount or number. Dates are found by their grammar.
inline constexpr std::string_view kActivityLabels[] = {"T", "G", "R", "L", "N"};

/// A list, or the part of one below a sub-heading that says what it is ("Conference presentations" among publications).
struct KindList {
    SectionKind kind;
    std::vector<ListItem> items;
};
[[nodiscard]] std::vector<KindList> lists_of(const Context& context, const segment::Section& section);

/// The features of every unit of an entry, or of a heading above entries, in a list of that kind. O(n).
[[nodiscard]] learn::Sequence activity_features(const Passage& passage, const ListStyle& style,
                                                const Recurrence& recurrence, SectionKind kind, bool heading,
                                                const models::Models& models);

/// One entry of such a list.
struct Activity {
    Value title, organisation, role, location, number;
    Value date;        ///< the first date
    Value start, end;  ///< as of a job: a single date is the end, of several terms the first and the last
};

/// The entries of a list. What stands once over or in an entry holds for all that it enumerates: "Reviewer: A, B",
/// courses below the name of a university. `heading` is the section's.
[[nodiscard]] std::vector<Activity> read_activities(const Context& context, std::span<const ListItem> items,
                                                    SectionKind kind, std::span<const layout::Range> heading);

}  // namespace cvextract::fields::academic

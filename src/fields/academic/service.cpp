#include "fields/academic/service.hpp"

#include <algorithm>

#include "base/units.hpp"
#include "fields/academic/heading.hpp"
#include "fields/academic/list.hpp"
#include "fields/spans/date.hpp"
#include "fields/text.hpp"

namespace cvextract::fields::academic {

namespace {

constexpr double kConfidence = 0.75;

/// Adds the parts of [begin, end) that `separator` divides outside brackets, each with its own dates.
std::size_t add_organisations(const Context& context, const Text& text, std::size_t begin, std::size_t end,
                              char separator, const Value& role, std::vector<Service>& out) {
    const std::string_view words = text.str();
    const auto dates = spans::find_dates(words, context.models);
    int depth = 0;
    std::size_t from = begin, added = 0;
    for (std::size_t i = begin; i <= end; ++i) {
        const char c = i < end ? words[i] : separator;
        if (c == '(') ++depth;
        if (c == ')' && depth > 0) --depth;
        if (i < end && (depth > 0 || c != separator)) continue;
        std::size_t first = from, last = i;
        from = i + 1;
        Service service;
        for (const auto& date : dates) {
            if (date.begin < first || date.end > last || date.begin == first) continue;
            const auto range = spans::assign_range(date);
            service.start_date =
                range.start.empty() ? Value{} : text.value_as(range.start, date.core_begin, date.core_end, kConfidence);
            service.end_date =
                range.end.empty() ? Value{} : text.value_as(range.end, date.core_begin, date.core_end, kConfidence);
            last = date.begin;
            break;
        }
        while (last > first &&
               (words[last - 1] == ' ' || words[last - 1] == '.' || words[last - 1] == '(' || words[last - 1] == ','))
            --last;
        std::size_t lead = words.find_first_not_of(' ', first);
        if (lead != std::string_view::npos && lead < last && words.substr(lead).starts_with("and ")) first = lead + 4;
        service.organization = text.value(first, last, kConfidence);
        if (service.organization.empty()) continue;
        service.role = role;
        out.push_back(std::move(service));
        ++added;
    }
    return added;
}

}  // namespace

bool read_service_lists(const Context& context, const segment::Section& section, std::vector<Service>& out) {
    std::vector<Service> found;
    std::size_t lists = 0, others = 0;
    Heading heading = read_heading(Text(context.document, section.heading, Text::Lines::reflow), context.models);
    for (const ListItem& item : cut_list(context.document, section.body, context.models)) {
        const Text text(context.document, item.ranges, Text::Lines::reflow);
        const std::string_view words = text.str();
        if (words.empty()) continue;
        if (item.heading) {
            heading = read_heading(text, context.models);
            continue;
        }
        const std::size_t colon = words.find(": ");
        const std::size_t begin = colon == std::string_view::npos ? 0 : colon + 2;
        const std::string_view rest = words.substr(begin);
        const auto semicolons = std::ranges::count(rest, ';');
        const auto commas = std::ranges::count(rest, ',');
        // A role before a colon, then organisations; or a list so long that it can be nothing else.
        const bool role = colon != std::string_view::npos && colon < 40 &&
                          words.substr(0, colon).find_first_of("0123456789,.") == std::string_view::npos;
        if (!role || (semicolons == 0 && commas == 0 && rest.size() > 120)) {
            ++others;
            continue;
        }
        ++lists;
        const Value name = text.value(0, colon, kConfidence);
        add_organisations(context, text, begin, words.size(), semicolons > 0 ? ';' : ',', name, found);
    }
    if (lists == 0 || others > lists) return false;
    std::ranges::move(found, std::back_inserter(out));
    return true;
}

}  // namespace cvextract::fields::academic

#include "fields/contact/contact.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "fields/contact/cells.hpp"
#include "fields/contact/details.hpp"
#include "fields/contact/headline.hpp"
#include "fields/contact/location.hpp"
#include "fields/contact/name.hpp"
#include "fields/contact/profiles.hpp"
#include "fields/profile.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/url.hpp"
#include "fields/text.hpp"

namespace cvextract::fields {

namespace {

using namespace contact;

constexpr std::uint32_t kNearLines = 4;    // lines from the name within which an address is the owner's
constexpr std::uint32_t kMailLines = 3;    // lines from the e-mail address within which other contact data stands
constexpr std::size_t kAccountLines = 12;  // of a section of accounts
constexpr double kOwnMail = 0.55;          // agreement with the name from which an address is the owner's
constexpr std::size_t kNameLines = 300;    // lines of the first page among which the name is sought

// The header and the sections of contact data. Where the outline has neither, the first lines stand in.
bool is_profiles_heading(const Context& context, const segment::Section& section) {
    if (section.heading.empty()) return false;
    const Text heading(context.document, section.heading, Text::Lines::reflow);
    const auto match = context.models.lexicon("contact_words").exact(heading.str());
    return match && match->payload == "heading_profiles";
}

// A short section of little else than addresses of accounts, whatever its heading.
bool holds_accounts(const Context& context, const segment::Section& section) {
    if (section.kind != SectionKind::other || section.body.empty() || section.body.size() > kAccountLines) return false;
    const Text body(context.document, section.body, Text::Lines::keep);
    std::size_t accounts = 0, bytes = 0;
    for (const auto& span : spans::find_urls(body.str(), context.models)) {
        const auto account = spans::profile_of(span.url, context.models);
        accounts += !account.username.empty() && !account.deep ? 1 : 0;
        bytes += span.end - span.begin;
    }
    return accounts >= 2 && 2 * bytes > body.str().size();
}

std::vector<layout::Range> primary_ranges(const Context& context) {
    std::vector<layout::Range> ranges = context.outline.header;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind == SectionKind::contact || is_profiles_heading(context, section) ||
            holds_accounts(context, section)) {
            ranges.insert(ranges.end(), section.body.begin(), section.body.end());
        } else {
            const auto beside = contact_beside_profile(context, section);
            ranges.insert(ranges.end(), beside.begin(), beside.end());
        }
    }
    return ranges;
}

// Everything but what tells other people's data: references.
std::vector<layout::Range> other_ranges(const Context& context) {
    std::vector<layout::Range> ranges = context.outline.header;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind == SectionKind::references || section.kind == SectionKind::publications) continue;
        ranges.insert(ranges.end(), section.heading.begin(), section.heading.end());
        ranges.insert(ranges.end(), section.body.begin(), section.body.end());
    }
    return ranges;
}

std::vector<layout::Range> first_page(const layout::Document& document) {
    std::vector<layout::Range> ranges;
    for (std::uint32_t i = 0; i < document.lines.size() && ranges.size() < kNameLines; ++i) {
        if (document.lines[i].page > 1) break;
        ranges.push_back({i, 0, static_cast<std::uint32_t>(document.lines[i].tokens.size())});
    }
    return ranges;
}

// The cells around the name, down to the next heading.
std::vector<Cell> cells_near(const Context& context, std::span<const Cell> cells, const NameFound& name) {
    std::vector<std::uint32_t> headings;
    for (const segment::Section& section : context.outline.sections) {
        for (const layout::Range& range : section.heading) headings.push_back(range.line);
    }
    std::ranges::sort(headings);
    std::vector<Cell> near;
    for (const Cell& cell : cells) {
        if (cell.order + 1 < name.first_order || cell.order > name.last_order + kNearLines) continue;
        if (cell.order > name.last_order && std::ranges::binary_search(headings, cell.line)) break;
        near.push_back(cell);
    }
    return near;
}

// The cells around the first e-mail address: contact data that stands at the foot of a page or beside other sections.
std::vector<Cell> cells_near_mail(const Context& context, const Text& text, std::span<const Cell> cells) {
    const auto found = spans::find_emails(text.str(), context.models);
    std::vector<Cell> near;
    if (found.empty()) return near;
    const auto home = std::ranges::find_if(cells, [&](const Cell& cell) { return cell.end > found.front().begin; });
    if (home == cells.end()) return near;
    for (const Cell& cell : cells) {
        const bool same_page = text.document().lines.at(cell.line).page == text.document().lines.at(home->line).page;
        if (same_page && cell.order + kMailLines >= home->order && cell.order <= home->order + kMailLines)
            near.push_back(cell);
    }
    return near;
}

// Contact data in running headers and footers, which are not among the document's lines.
void read_furniture(const Context& context, Basics& basics) {
    if (context.document.furniture.empty() || (!basics.email.empty() && !basics.phone.empty())) return;
    layout::Document document = context.document;
    std::swap(document.lines, document.furniture);
    std::vector<layout::Range> ranges;
    for (std::uint32_t i = 0; i < document.lines.size(); ++i)
        ranges.push_back({i, 0, static_cast<std::uint32_t>(document.lines[i].tokens.size())});
    const Text text(document, ranges, Text::Lines::keep);
    const auto cells = cut_cells(text, context.models);
    const Zone zone{text, cells, true};
    if (basics.email.empty()) basics.email = read_email(context, zone);
    if (basics.phone.empty()) basics.phone = read_phone(context, zone);
}

// An address at the end of the references' section, or among them, that is made of the owner's name.
void read_own_mail(const Context& context, const NameHints& owner, Basics& basics) {
    std::vector<layout::Range> ranges;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind == SectionKind::references)
            ranges.insert(ranges.end(), section.body.begin(), section.body.end());
    }
    const Text text(context.document, ranges, Text::Lines::keep);
    for (const auto& span : spans::find_emails(text.str(), context.models)) {
        if (name_agreement(owner.name, span.address.substr(0, span.address.find('@'))) < kOwnMail) continue;
        basics.email = text.value_as(span.address, span.begin, span.end, 0.7);
        return;
    }
}

// The country of a top-level domain of two letters; empty for those that the world uses as words.
std::string country_of_domain(const Context& context, std::string_view host) {
    host = host.substr(0, host.find('/'));
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || host.size() - dot != 3) return {};
    std::string code(host.substr(dot + 1));
    for (char& c : code) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (code == "UK") return "GB";
    for (const std::string_view word : {"IO", "AI", "ME", "CO", "TV", "FM", "LY", "GG", "SH", "CC", "WS"}) {
        if (code == word) return {};
    }
    return context.models.lexicon("country_codes").exact(code) ? code : std::string{};
}

// The telephone number in E.164: by the printed country, else by the first country that region, town or domains hint at
// and in which the number is valid.
std::string international_number(const Context& context, const Basics& basics, std::string_view printed_country,
                                 std::string_view likely_country) {
    const std::string& phone = basics.phone.text;
    if (auto number = spans::phone_e164(phone, printed_country); !number.empty()) return number;
    const std::string mail_country = country_of_domain(
        context, basics.email.text.substr(std::min(basics.email.text.find('@') + 1, basics.email.text.size())));
    for (const std::string& country :
         {std::string(likely_country), mail_country, country_of_domain(context, spans::bare_url(basics.url.text))}) {
        if (country.empty()) continue;
        if (auto number = spans::phone_e164(phone, country, true); !number.empty()) return number;
    }
    return {};
}

}  // namespace

void collect_contact(const Context& context, Record& record) {
    const auto primary = primary_ranges(context);
    const Text text(context.document, primary, Text::Lines::keep);
    const auto cells = cut_cells(text, context.models);
    const Zone zone{text, cells, true};
    Basics& basics = record.basics;
    basics.email = read_email(context, zone);
    basics.phone = read_phone(context, zone);
    NameHints owner;
    owner.email = basics.email.text;
    basics.profiles = read_profiles(context, zone, owner);
    const auto know_accounts = [&] {
        owner.accounts.clear();
        for (const Profile& profile : basics.profiles) {
            if (!profile.username.empty()) owner.accounts.push_back(profile.username.text);
        }
    };
    know_accounts();
    const Text rest(context.document, other_ranges(context), Text::Lines::keep);
    const auto rest_cells = cut_cells(rest, context.models);
    const Zone others{rest, rest_cells, false};
    std::vector<Cell> mail_cells;
    if (basics.email.empty()) {
        basics.email = read_email(context, others);
        owner.email = basics.email.text;
        mail_cells = cells_near_mail(context, rest, rest_cells);
    }
    const Zone beside_mail{rest, mail_cells, true};
    if (basics.phone.empty()) basics.phone = read_phone(context, others);
    if (basics.phone.empty()) basics.phone = read_phone(context, beside_mail);
    read_furniture(context, basics);
    if (owner.email.empty()) owner.email = basics.email.text;
    std::vector<std::uint32_t> header_lines;
    for (const layout::Range& range : primary) header_lines.push_back(range.line);
    std::ranges::sort(header_lines);
    const auto page = first_page(context.document);
    const Text top(context.document, page, Text::Lines::keep);
    const auto top_cells = cut_cells(top, context.models);
    const NameFound name = find_name(context, top, top_cells, header_lines, owner);
    basics.name = name.value;
    owner.name = name.value.text;
    if (basics.email.empty() && !owner.name.empty()) {
        read_own_mail(context, owner, basics);
        owner.email = basics.email.text;
    }
    add_profiles(basics.profiles, read_profiles(context, others, owner));
    know_accounts();
    basics.url = read_url(context, zone, owner);
    if (basics.url.empty()) basics.url = read_url(context, others, owner);
    if (basics.url.empty()) basics.url = told_url(context);
    if (!basics.url.empty()) {
        const std::string home = spans::bare_url(basics.url.text);
        owner.accounts.push_back(home.substr(0, home.find('.')));
        owner.accounts.push_back(home.substr(0, home.find('/')));
    }
    add_profiles(basics.profiles, linked_profiles(context, owner));
    basics.label = find_headline(context, top, top_cells, header_lines, name);
    LocationFound place = find_location(context, zone);
    const auto nowhere = [&] {
        const Location& l = place.value;
        return l.city.empty() && l.postal_code.empty() && l.region.empty() && l.country_code.empty();
    };
    if ((nowhere() || place.value.country_code.empty()) && !name.value.empty()) {
        const auto near = cells_near(context, top_cells, name);
        LocationFound beside = find_location(context, {top, near, true});
        if (nowhere()) {
            place = std::move(beside);
        } else if (beside.value.city.text == place.value.city.text && !beside.value.country_code.empty()) {
            // The street in the contact block, region and country below the name.
            place.value.country_code = std::move(beside.value.country_code);
            if (place.value.region.empty()) place.value.region = std::move(beside.value.region);
            place.likely_country = place.value.country_code.text;
        }
    }
    if (nowhere() && !mail_cells.empty()) place = find_location(context, beside_mail);
    if (nowhere()) place = find_location(context, others);
    basics.location = std::move(place.value);
    if (!basics.phone.empty()) {
        basics.phone_e164 = basics.phone;  // derived from the same words
        basics.phone_e164.text =
            international_number(context, basics, basics.location.country_code.text, place.likely_country);
    }
}

}  // namespace cvextract::fields

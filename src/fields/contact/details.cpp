#include "fields/contact/details.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/unicode.hpp"
#include "base/units.hpp"
#include "fields/contact/links.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/url.hpp"

namespace cvextract::fields::contact {

namespace {

using spans::bare_url;
using spans::profile_of;

constexpr double kPhoneThreshold = 0.5;
constexpr double kOwn = 0.6;  // agreement from which a host is the owner's
constexpr std::string_view kMailto = "mailto:";

const Cell* cell_at(std::span<const Cell> cells, std::size_t offset) {
    const auto it =
        std::upper_bound(cells.begin(), cells.end(), offset, [](std::size_t o, const Cell& c) { return o < c.end; });
    return it != cells.end() && it->begin <= offset ? &*it : nullptr;
}

bool is_web(std::string_view uri) {
    return uri.starts_with("http://") || uri.starts_with("https://") || uri.starts_with("HTTP");
}

// Is a bare address that of a document rather than of a page?
bool is_file(std::string_view bare) {
    return std::ranges::any_of(std::array{".pdf", ".doc", ".docx", ".odt", ".zip"},
                               [&](std::string_view ending) { return bare.ends_with(ending); });
}

// The agreement of a host with its owner, at best by one of its names: "jane.doe.example", "janedoe.co.example".
double host_agreement(const NameHints& owner, std::string_view host) {
    double best = agreement(owner, host);
    while (!host.empty()) {
        const std::size_t dot = host.find('.');
        if (dot == std::string_view::npos) break;
        constexpr std::size_t kShortest = 4;
        if (dot >= kShortest) best = std::max(best, agreement(owner, host.substr(0, dot)));
        host.remove_prefix(dot + 1);
    }
    return best;
}

std::string mail_of(std::string_view uri, const models::Models& models) {
    if (!uri.starts_with(kMailto) && !uri.starts_with("MAILTO:")) return {};
    uri.remove_prefix(kMailto.size());
    uri = uri.substr(0, uri.find('?'));
    const auto found = spans::find_emails(uri, models);
    return found.empty() ? std::string{} : found.front().address;
}

std::size_t digits_of(std::string_view text) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size();) digits += is_digit(next_code_point(text, i)) ? 1 : 0;
    return digits;
}

// A telephone number that a line breaks: "Town, +212 6 61" / "70 42 19, jane@...". What is a number by itself is not
// joined to another, nor to a year.
Value broken_phone(const Zone& zone, std::size_t first) {
    constexpr std::size_t kWhole = 9;   // digits from which a line's part is a number by itself
    constexpr std::size_t kNumber = 7;  // digits from which both parts may be numbers
    if (first + 1 >= zone.cells.size()) return {};
    const Cell& a = zone.cells[first];
    const Cell& b = zone.cells[first + 1];
    if (b.order != a.order + 1 || b.label != Label::none || b.icon != layout::Icon::none) return {};
    const std::string_view all = zone.text.str();
    if (all.substr(a.end, b.begin - a.end).find_first_not_of(" \n") != std::string_view::npos) return {};
    std::string joined(all.substr(a.begin, b.end - a.begin));
    std::ranges::replace(joined, '\n', ' ');
    for (const auto& span : spans::find_phones(joined)) {
        const std::size_t begin = a.begin + span.begin, end = a.begin + span.end;
        if (begin >= a.end || end <= b.begin) continue;
        // An item of its own: between the ends of cells and commas.
        const std::size_t before = joined.substr(0, span.begin).find_last_not_of(' ');
        if (span.begin > 1 && before != std::string::npos && joined[before] != ',') continue;
        if (end + 1 < b.end && all[end] != ',') continue;
        const std::string_view head = all.substr(begin, a.end - begin), tail = all.substr(b.begin, end - b.begin);
        const bool hyphen = head.ends_with('-');
        const std::size_t digits = digits_of(head);
        if (digits < 2 || (!hyphen && digits >= kWhole + (span.international ? 1 : 0))) continue;
        if (digits >= kNumber && digits_of(tail) >= kNumber) continue;
        const bool year = tail.size() == 4 && (tail.starts_with("19") || tail.starts_with("20"));
        if (year && !span.international && !hyphen) continue;
        const double score = span.score + (a.label == Label::phone ? 0.45 : 0.1);
        if (score < kPhoneThreshold) continue;
        std::string printed(head);
        if (!hyphen) printed += ' ';
        printed += tail;
        return zone.text.value_as(std::move(printed), begin, end, std::min(0.9, score));
    }
    return {};
}

}  // namespace

Value read_email(const Context& context, const Zone& zone) {
    const auto found = spans::find_emails(zone.text.str(), context.models);
    if (!found.empty()) {
        const auto& first = found.front();
        return zone.text.value_as(first.address, first.begin, first.end, zone.primary ? 0.98 : 0.7);
    }
    for (const LinkRun& run : link_runs(zone.text)) {
        if (auto address = mail_of(run.uri, context.models); !address.empty())
            return zone.text.value_as(address, run.begin, run.end, 0.9);
    }
    if (!zone.primary) return {};
    for (const std::string_view uri : hidden_links(zone.text)) {
        if (auto address = mail_of(uri, context.models); !address.empty()) return derived(std::move(address), 0.85);
    }
    return {};
}

Value read_phone(const Context&, const Zone& zone) {
    // By cells: a postal code before an icon is no part of the number behind it.
    for (std::size_t index = 0; index < zone.cells.size(); ++index) {
        const Cell& cell = zone.cells[index];
        if (cell.label == Label::fax || cell.label == Label::birth || cell.label == Label::other ||
            cell.label == Label::network || cell.label == Label::url)
            continue;
        if (zone.primary) {
            if (Value broken = broken_phone(zone, index); !broken.empty()) return broken;
        }
        for (const auto& span : spans::find_phones(zone.text.str().substr(cell.begin, cell.end - cell.begin))) {
            double score = span.score;
            if (cell.label == Label::phone) score += 0.45;
            if (cell.label == Label::address && !span.international) score -= 0.4;
            // A number that fills its cell is data; one in a sentence may be anything.
            const bool alone = span.begin <= 1 && cell.begin + span.end + 1 >= cell.end;
            if (!alone && cell.label != Label::phone) score -= 0.15;
            if (alone && zone.primary) score += 0.1;
            if (!zone.primary && cell.label != Label::phone && !span.international) continue;
            if (score < kPhoneThreshold) continue;
            return zone.text.value(cell.begin + span.begin, cell.begin + span.end,
                                   std::min(zone.primary ? 0.97 : 0.7, score));
        }
    }
    constexpr std::string_view kTel = "tel:";
    for (const LinkRun& run : link_runs(zone.text)) {
        if (!run.uri.starts_with(kTel)) continue;
        const std::string_view printed = zone.text.str().substr(run.begin, run.end - run.begin);
        const bool digits = std::ranges::count_if(printed, [](char c) { return c >= '0' && c <= '9'; }) >= 6;
        if (digits) return zone.text.value(run.begin, run.end, 0.85);
        return derived(std::string(run.uri.substr(kTel.size())), 0.8);
    }
    return {};
}

Value read_url(const Context& context, const Zone& zone, const NameHints& owner) {
    const std::string_view email = owner.email;
    const std::size_t at = email.find('@');
    const std::string mail_host = at == std::string_view::npos ? std::string{} : bare_url(email.substr(at + 1));
    struct Candidate {
        Value value;
        double score;
    };
    std::optional<Candidate> best;
    const auto offer = [&](std::string_view url, double score, auto make) {
        const auto profile = profile_of(url, context.models);
        if (!profile.network.empty()) return;
        const std::string bare = bare_url(url);
        const double own = host_agreement(owner, bare.substr(0, bare.find('/')));
        // The second line of an e-mail address whose host was broken.
        if (mail_host.size() > bare.size() && mail_host.ends_with(bare) &&
            mail_host[mail_host.size() - bare.size() - 1] != '.')
            return;
        score += 0.35 * std::min(1.0, own / kOwn);
        if (!zone.primary && own < 0.55) return;
        if (!mail_host.empty() && bare == mail_host && own < 0.5) score -= 0.15;
        if (is_file(bare)) return;
        if (score < 0.45 || (best && best->score >= score)) return;
        best = Candidate{make(score), score};
    };
    const auto links = link_runs(zone.text);
    double order = 0;
    for (const auto& span : spans::find_urls(zone.text.str(), context.models)) {
        const Cell* cell = cell_at(zone.cells, span.begin);
        double score = span.scheme ? 0.7 : 0.6;
        if (cell != nullptr) {
            if (cell->label == Label::url) score += 0.25;
            if (cell->label == Label::email || cell->label == Label::network) score -= 0.4;
            if (span.begin <= cell->begin && span.end >= cell->end) {
                score += 0.1;
            } else if (cell->label == Label::none) {
                score -= 0.25;  // in the middle of other text
            }
        }
        order += 0.04;
        const std::string whole = whole_address(zone.text, span);
        offer(whole, score - order,
              [&](double s) { return zone.text.value_as(whole, span.begin, span.end, std::min(0.95, s)); });
    }
    for (const LinkRun& run : links) {
        if (!is_web(run.uri)) continue;
        const std::string_view printed = zone.text.str().substr(run.begin, run.end - run.begin);
        // A printed address stands for itself; its link may track or shorten.
        if (!spans::find_urls(printed, context.models).empty() || !spans::find_emails(printed, context.models).empty())
            continue;
        const Cell* cell = cell_at(zone.cells, run.begin);
        double score = 0.5;
        if (cell != nullptr) {
            if (cell->label == Label::url) score += 0.3;
            if (cell->label == Label::address || cell->label == Label::phone || cell->label == Label::network)
                score -= 0.4;
            if (run.begin <= cell->begin && run.end >= cell->end) {
                score += 0.1;
            } else {
                score -= 0.2;
            }
        }
        if (context.models.lexicon("contact_words").exact(printed)) score += 0.2;
        order += 0.04;
        const std::string uri = without_doubled_scheme(run.uri);
        offer(uri, score - order, [&](double s) { return derived(uri, std::min(0.9, s)); });
    }
    if (!best && zone.primary) {
        for (const std::string_view uri : hidden_links(zone.text)) {
            if (is_web(uri)) offer(uri, 0.5, [&](double s) { return derived(std::string(uri), s); });
        }
    }
    return best ? best->value : Value{};
}

Value told_url(const Context& context) {
    constexpr std::size_t kBetween = 3;  // words from "homepage" to the address
    constexpr double kTold = 0.7;
    const auto words = context.models.lexicon("contact_words");
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::summary) continue;
        const Text text(context.document, section.body, Text::Lines::reflow);
        const auto units = cut_units(text.str());
        std::vector<std::uint64_t> hashes;
        for (const Unit& unit : units) hashes.push_back(unit.hash);
        std::size_t at = 0;
        for (const auto& span : spans::find_urls(text.str(), context.models)) {
            if (!profile_of(span.url, context.models).network.empty()) continue;
            while (at < units.size() && units[at].end <= span.begin) ++at;
            for (std::size_t u = at - std::min(at, kBetween + 1); u < at; ++u) {
                const auto match = words.longest(std::span(hashes).first(at), u);
                if (match && match->payload == "label_url")
                    return text.value_as(whole_address(text, span), span.begin, span.end, kTold);
            }
        }
    }
    return {};
}

}  // namespace cvextract::fields::contact

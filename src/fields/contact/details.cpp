#include "fields/contact/details.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/unicode.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/url.hpp"

namespace cvextract::fields::contact {

namespace {

using spans::bare_url;
using spans::profile_of;

constexpr double kPhoneThreshold = 0.5;
constexpr double kOwnAccount = 0.6;  // agreement from which an account outside the contact block is the owner's
constexpr std::string_view kMailto = "mailto:";

const Cell* cell_at(std::span<const Cell> cells, std::size_t offset) {
    const auto it =
        std::upper_bound(cells.begin(), cells.end(), offset, [](std::size_t o, const Cell& c) { return o < c.end; });
    return it != cells.end() && it->begin <= offset ? &*it : nullptr;
}

// The cell whose label stands in [begin, offset): a number directly behind its label belongs to the cell too.
const Cell* cell_around(std::span<const Cell> cells, std::size_t begin, std::size_t end) {
    if (const Cell* cell = cell_at(cells, begin)) return cell;
    return end > 0 ? cell_at(cells, end - 1) : nullptr;
}

// Link targets under the text's tokens, one for each run of tokens with the same link.
struct LinkRun {
    std::string_view uri;
    std::size_t begin = 0, end = 0;
};

std::vector<LinkRun> link_runs(const Text& text) {
    std::vector<LinkRun> runs;
    std::int32_t last = -1;
    for (const Text::Piece& piece : text.pieces()) {
        const std::int32_t link = text.token(piece).link;
        if (link >= 0 && static_cast<std::size_t>(link) < text.document().links.size()) {
            if (link == last) {
                runs.back().end = piece.end;
            } else {
                runs.push_back({text.document().links[static_cast<std::size_t>(link)].uri, piece.begin, piece.end});
            }
        }
        last = link;
    }
    return runs;
}

// Link targets under icons and other tokens that are not in the text, on the text's lines.
std::vector<std::string_view> hidden_links(const Text& text) {
    std::vector<std::string_view> uris;
    std::uint32_t last_line = UINT32_MAX;
    for (const Text::Piece& piece : text.pieces()) {
        if (piece.line == last_line) continue;
        last_line = piece.line;
        for (const layout::Token& token : text.document().lines.at(piece.line).tokens) {
            if (token.role == layout::Role::text || token.link < 0) continue;
            const auto index = static_cast<std::size_t>(token.link);
            if (index < text.document().links.size()) uris.push_back(text.document().links[index].uri);
        }
    }
    return uris;
}

Value derived(std::string text, double confidence) {
    Value value;
    value.text = std::move(text);
    value.confidence = confidence;
    return value;
}

bool is_web(std::string_view uri) {
    return uri.starts_with("http://") || uri.starts_with("https://") || uri.starts_with("HTTP");
}

// How much an account or a host looks like the owner's: like the name, the e-mail address or another account.
double agreement(const NameHints& owner, std::string_view account) {
    double best = std::max(name_agreement(owner.name, account),
                           name_agreement(account, owner.email.substr(0, owner.email.find('@'))));
    for (const std::string& known : owner.accounts)
        best = std::max(best, bare_url(known) == bare_url(account) ? 1.0 : 0.0);
    return best;
}

std::string mail_of(std::string_view uri, const models::Models& models) {
    if (!uri.starts_with(kMailto) && !uri.starts_with("MAILTO:")) return {};
    uri.remove_prefix(kMailto.size());
    uri = uri.substr(0, uri.find('?'));
    const auto found = spans::find_emails(uri, models);
    return found.empty() ? std::string{} : found.front().address;
}

// An address that the end of a line or of a narrow column cuts goes on in its link's target.
std::string whole_address(const Text& text, const spans::UrlSpan& span) {
    constexpr std::string_view kDoubled = "http://https://";  // typed into a field that adds the first
    if (span.url.starts_with(kDoubled)) return span.url.substr(kDoubled.find("https"));
    const std::string_view all = text.str();
    const bool cut = span.end >= all.size() || all[span.end] == '\n' || all[span.end] == '-' || span.url.ends_with('-');
    const std::size_t p = text.piece_at(span.begin);
    if (!cut || p >= text.pieces().size()) return span.url;
    const std::int32_t link = text.token(text.pieces()[p]).link;
    if (link < 0 || static_cast<std::size_t>(link) >= text.document().links.size()) return span.url;
    const std::string& target = text.document().links[static_cast<std::size_t>(link)].uri;
    const std::string printed = bare_url(span.url), whole = bare_url(target);
    return whole.size() > printed.size() + 1 && whole.starts_with(printed) ? target : span.url;
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
    for (const auto& span : spans::find_phones(zone.text.str())) {
        const Cell* cell = cell_around(zone.cells, span.begin, span.end);
        double score = span.score;
        std::size_t begin = span.begin;
        if (cell != nullptr) {
            if (cell->label == Label::fax || cell->label == Label::birth || cell->label == Label::other ||
                cell->label == Label::network || cell->label == Label::url)
                continue;
            if (cell->label == Label::phone) score += 0.45;
            if (cell->label == Label::address && !span.international) score -= 0.4;
            // A number that fills its cell is data; one in a sentence may be anything.
            const bool alone = span.begin <= cell->begin + 1 && span.end + 1 >= cell->end;
            if (!alone && cell->label != Label::phone) score -= 0.15;
            if (alone && zone.primary) score += 0.1;
        }
        if (!zone.primary && (cell == nullptr || cell->label != Label::phone) && !span.international) continue;
        if (score < kPhoneThreshold) continue;
        return zone.text.value(begin, span.end, std::min(zone.primary ? 0.97 : 0.7, score));
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
        const double own = agreement(owner, bare.substr(0, bare.find('/')));
        score += 0.35 * own;
        if (!zone.primary && own < 0.55) return;
        if (!mail_host.empty() && bare == mail_host && own < 0.5) score -= 0.15;
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
        order += 0.01;
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
        order += 0.01;
        offer(run.uri, score - order, [&](double s) { return derived(std::string(run.uri), std::min(0.9, s)); });
    }
    if (!best && zone.primary) {
        for (const std::string_view uri : hidden_links(zone.text)) {
            if (is_web(uri)) offer(uri, 0.5, [&](double s) { return derived(std::string(uri), s); });
        }
    }
    return best ? best->value : Value{};
}

namespace {

class ProfileList {
  public:
    void add(Profile profile) {
        const std::string key = key_of(profile);
        if (key.empty()) return;
        for (Profile& known : profiles_) {
            const bool same_network = bare(known.network.text) == bare(profile.network.text);
            if (!same_network) continue;
            // The same account printed and linked: keep what each of them says.
            if (key_of(known) == key || known.url.empty() || profile.url.empty()) {
                if (known.url.empty()) known.url = profile.url;
                if (known.username.empty()) known.username = profile.username;
                return;
            }
        }
        profiles_.push_back(std::move(profile));
    }
    [[nodiscard]] std::vector<Profile> take() { return std::move(profiles_); }

  private:
    static std::string bare(std::string_view s) { return bare_url(s); }
    static std::string key_of(const Profile& p) { return bare(p.username.empty() ? p.url.text : p.username.text); }
    std::vector<Profile> profiles_;
};

// A name of an account: one word without a space, or with the "@" of handles.
bool is_account(std::string_view text) {
    if (text.empty() || text.size() > 64) return false;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        if (is_space(c) || c == ',' || c == '(' || c == ')' || c == ';') return false;
        letters += is_letter(c) || is_digit(c) ? 1 : 0;
    }
    return letters >= 2;
}

}  // namespace

std::vector<Profile> read_profiles(const Context& context, const Zone& zone, const NameHints& owner) {
    ProfileList list;
    const std::string_view all = zone.text.str();
    const auto urls = spans::find_urls(all, context.models);
    const auto links = link_runs(zone.text);
    std::size_t u = 0, l = 0;
    const auto from_address = [&](std::string_view url, const auto& value_of) {
        const auto account = profile_of(url, context.models);
        if (account.network.empty() || account.username.empty() || account.deep) return false;
        if (!zone.primary && agreement(owner, account.username) < kOwnAccount) return false;
        Profile profile;
        profile.network = derived(account.network, 0.95);
        profile.username = derived(account.username, 0.93);
        profile.url = value_of();
        list.add(std::move(profile));
        return true;
    };
    for (const Cell& cell : zone.cells) {
        bool found = false;
        for (; u < urls.size() && urls[u].begin < cell.end; ++u) {
            const auto& span = urls[u];
            if (span.begin < cell.begin) continue;
            const std::string whole = whole_address(zone.text, span);
            found = from_address(whole, [&] { return zone.text.value_as(whole, span.begin, span.end, 0.95); }) || found;
        }
        for (; l < links.size() && links[l].begin < cell.end; ++l) {
            const LinkRun& run = links[l];
            if (run.end <= cell.begin && !found && cell.label != Label::network) {
                static_cast<void>(from_address(run.uri, [&] { return derived(std::string(run.uri), 0.9); }));
                continue;
            }
            if (!found) found = from_address(run.uri, [&] { return derived(std::string(run.uri), 0.9); });
        }
        if (found || cell.label != Label::network || !zone.primary) continue;
        std::string_view account = all.substr(cell.begin, cell.end - cell.begin);
        std::size_t begin = cell.begin;
        if (account.starts_with('@') || account.starts_with('/')) {
            account.remove_prefix(1);
            ++begin;
        }
        constexpr std::string_view kIn = "in/";
        if (account.starts_with(kIn)) {
            account.remove_prefix(kIn.size());
            begin += kIn.size();
        }
        if (!is_account(account) && !(cell.colon && account.size() < 40)) continue;
        if (!spans::find_urls(account, context.models).empty() || !spans::find_emails(account, context.models).empty())
            continue;
        Profile profile;
        profile.network = derived(std::string(cell.network), 0.85);
        profile.username = zone.text.value(begin, cell.end, 0.8);
        list.add(std::move(profile));
    }
    if (zone.primary) {
        for (const std::string_view uri : hidden_links(zone.text)) {
            static_cast<void>(from_address(uri, [&] { return derived(std::string(uri), 0.85); }));
        }
    }
    return list.take();
}

}  // namespace cvextract::fields::contact

#include "fields/contact/profiles.hpp"

#include <algorithm>

#include "base/unicode.hpp"
#include "base/units.hpp"
#include "fields/contact/links.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/url.hpp"

namespace cvextract::fields::contact {

using spans::bare_url;
using spans::profile_of;

namespace {

constexpr double kOwnAccount = 0.6;  // agreement from which an account outside the contact block is the owner's

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
        if (account.network.empty() || account.username.empty()) return false;
        // Something below the account is the owner's page when it is named like the owner: a repository with the CV.
        const bool own = agreement(owner, account.username) >= kOwnAccount;
        if (!own && (account.deep || !zone.primary)) return false;
        if (account.deep && !zone.primary) return false;
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
        // Elsewhere only a label with a colon gives an account: "GitHub: jdoe" in a profile paragraph.
        if (found || cell.label != Label::network ||
            (!zone.primary && !(cell.colon && cell.icon == layout::Icon::none)))
            continue;
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
        if (!is_account(account) && !(zone.primary && cell.colon && account.size() < 40)) continue;
        const bool letters = std::ranges::any_of(account, [](char c) { return c < '0' || c > '9'; });
        if (!letters && !zone.primary) continue;
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

namespace {

// What stands under one link target, in the whole document.
struct Linked {
    std::string printed;    // text under it; empty for icons
    bool covered = false;   // a token stands under it
    bool excluded = false;  // in references or publications
    bool furniture = false;
};

std::vector<Linked> linked_texts(const Context& context) {
    const layout::Document& document = context.document;
    std::vector<Linked> all(document.links.size());
    const auto add = [&](const layout::Token& token, bool excluded, bool furniture) {
        if (token.link < 0 || static_cast<std::size_t>(token.link) >= all.size()) return;
        Linked& here = all[static_cast<std::size_t>(token.link)];
        here.covered = true;
        here.excluded = here.excluded || excluded;
        here.furniture = here.furniture || furniture;
        if (token.role != layout::Role::text) return;
        if (!here.printed.empty() && token.space_before) here.printed += ' ';
        here.printed += token.text;
    };
    std::vector<bool> excluded(document.lines.size(), false);
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::references && section.kind != SectionKind::publications) continue;
        for (const layout::Range& range : section.body) excluded.at(range.line) = true;
    }
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
        for (const layout::Token& token : document.lines[i].tokens) add(token, excluded[i], false);
    }
    for (const layout::Line& line : document.furniture) {
        for (const layout::Token& token : line.tokens) add(token, false, true);
    }
    return all;
}

// "Google Scholar", "my LinkedIn profile": is a short text the network's name with little else?
bool names_network(std::string_view printed, std::string_view network, const models::Lexicon& networks) {
    constexpr std::size_t kMostUnits = 5;
    const auto units = cut_units(printed);
    if (units.size() > kMostUnits) return false;
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto match = networks.longest(hashes, i);
        if (match && match->payload == network) return true;
    }
    return false;
}

}  // namespace

std::vector<Profile> linked_profiles(const Context& context, const NameHints& owner) {
    struct Candidate {
        spans::ProfileAddress account;
        std::string uri;
        bool named = false;  // under the network's name, its account or an icon
        bool alone = true;   // no other account of the network is linked
    };
    const layout::Document& document = context.document;
    if (document.links.empty()) return {};
    std::vector<Candidate> candidates;
    const auto texts = linked_texts(context);
    const models::Lexicon networks = context.models.lexicon("networks");
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto account = profile_of(document.links[i].uri, context.models);
        if (account.network.empty() || account.username.empty() || account.deep) continue;
        const Linked& text = texts[i];
        const bool said = names_network(text.printed, account.network, networks);
        // A link over nothing that is printed lies on a drawn icon; the owner's stand on the first page.
        const bool icon = text.printed.empty() && document.links[i].page == 1;
        const bool named = said || (!text.excluded &&
                                    (icon || text.furniture || bare_url(text.printed) == bare_url(account.username)));
        const auto same =
            std::ranges::find_if(candidates, [&](const Candidate& c) { return c.account.network == account.network; });
        if (same == candidates.end()) {
            candidates.push_back({std::move(account), document.links[i].uri, named, true});
        } else if (bare_url(same->account.username) == bare_url(account.username)) {
            same->named = same->named || named;
        } else {
            same->alone = false;
        }
    }
    std::vector<Profile> profiles;
    for (const Candidate& candidate : candidates) {
        const bool own = agreement(owner, candidate.account.username) >= kOwnAccount;
        if (!candidate.named || (!candidate.alone && !own)) continue;
        Profile profile;
        profile.network = derived(candidate.account.network, 0.85);
        profile.username = derived(candidate.account.username, 0.85);
        profile.url = derived(candidate.uri, 0.85);
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

void add_profiles(std::vector<Profile>& profiles, std::vector<Profile> more) {
    for (Profile& profile : more) {
        const bool known = std::ranges::any_of(
            profiles, [&](const Profile& p) { return bare_url(p.network.text) == bare_url(profile.network.text); });
        if (!known) profiles.push_back(std::move(profile));
    }
}

}  // namespace cvextract::fields::contact

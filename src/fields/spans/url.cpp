#include "fields/spans/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/unicode.hpp"

namespace cvextract::fields::spans {

namespace {

constexpr std::size_t kLongestHost = 253;

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Everything printable in ASCII but what encloses an address, and letters of other scripts with marks (IRIs).
bool is_url(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u > 0x20 && u < 0x7F && c != '<' && c != '>' && c != '"' && c != '{' && c != '}' && c != '|' && c != '\\' &&
           c != '^' && c != '`' && c != '[' && c != ']';
}

bool is_host(char c) {
    return is_alnum(c) || c == '-' || c == '.';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
    return out;
}

bool starts_with_nocase(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::size_t scheme_length(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (starts_with_nocase(text, scheme)) return scheme.size();
    }
    return 0;
}

// Drops what ends the sentence rather than the address: full stops, a bracket that was opened before it.
std::size_t trim_end(std::string_view text, std::size_t begin, std::size_t end) {
    while (end > begin) {
        const char c = text[end - 1];
        if (c == ')') {
            const auto inside = text.substr(begin, end - begin);
            if (std::ranges::count(inside, '(') >= std::ranges::count(inside, ')')) break;
        } else if (c != '.' && c != ',' && c != ';' && c != ':' && c != '!' && c != '?' && c != '\'' && c != '*') {
            break;
        }
        --end;
    }
    return end;
}

// Bytes of a Latin letter with a mark at an offset (U+00C0 to U+024F); 0 for anything else. Addresses are printed with
// such letters where their targets have them in percent signs.
std::size_t marked_letter(std::string_view text, std::size_t offset) {
    const auto lead = static_cast<unsigned char>(text[offset]);
    const bool whole = offset + 1 < text.size() && (static_cast<unsigned char>(text[offset + 1]) & 0xC0) == 0x80;
    return lead >= 0xC3 && lead <= 0xC9 && whole ? 2 : 0;
}

std::size_t url_end(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    bool path = false;
    while (end < text.size()) {
        const std::size_t letter = path ? marked_letter(text, end) : 0;
        path = path || text[end] == '/';
        if (is_url(text[end])) {
            ++end;
        } else if (letter > 0) {
            end += letter;
        } else if (text.substr(end, 3) == "\xE2\x80\x91" || text.substr(end, 3) == "\xE2\x80\x90") {
            end += 3;  // a hyphen that a typesetter has put in
        } else if (text[end] == '\n' && end > begin && end + 1 < text.size() &&
                   (text[end - 1] == '-' || text[end - 1] == '_' || text[end - 1] == '=') && is_alnum(text[end + 1]) &&
                   (text[end - 1] == '-' || !(text[end + 1] >= 'A' && text[end + 1] <= 'Z')) &&
                   text.substr(begin, end - begin).find('/') != std::string_view::npos) {
            ++end;  // broken over lines
        } else {
            break;
        }
    }
    return trim_end(text, begin, end);
}

// Is "name.tld" a host? Labels of letters and digits, the last one a known domain in the case of the rest.
bool is_known_host(std::string_view host, const models::Lexicon& tlds) {
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || host.size() > kLongestHost) return false;
    const std::string_view tld = host.substr(dot + 1);
    if (tld.size() < 2 || host.find("..") != std::string_view::npos || host.front() == '-' || host.front() == '.')
        return false;
    const bool upper_tld = tld[0] >= 'A' && tld[0] <= 'Z';
    const bool upper_name = std::ranges::none_of(host, [](char c) { return c >= 'a' && c <= 'z'; });
    if (upper_tld && !upper_name) return false;  // "Inc.Co"
    const std::size_t before = host.substr(0, dot).rfind('.');
    const std::string_view name = host.substr(before == std::string_view::npos ? 0 : before + 1,
                                              dot - (before == std::string_view::npos ? 0 : before + 1));
    if (upper_tld && name.size() <= 3) return false;      // "ASP.NET"
    if (name.size() < 2 && tld.size() < 3) return false;  // "Ph.D", "e.g"
    if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) return false;
    return tlds.exact(tld).has_value();
}

std::string joined(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') continue;
        if (text.substr(i, 3) == "\xE2\x80\x91" || text.substr(i, 3) == "\xE2\x80\x90") {
            out += '-';
            i += 2;
            continue;
        }
        out += text[i];
    }
    return out;
}

}  // namespace

std::vector<UrlSpan> find_urls(std::string_view text, const models::Models& models) {
    const models::Lexicon tlds = models.lexicon("tlds");
    std::vector<UrlSpan> found;
    std::size_t i = 0;
    while (i < text.size()) {
        if (!is_alnum(text[i]) || (i > 0 && (is_alnum(text[i - 1]) || text[i - 1] == '@' || text[i - 1] == '_'))) {
            ++i;
            continue;
        }
        const std::string_view rest = text.substr(i);
        const std::size_t scheme = scheme_length(rest);
        const bool www = scheme == 0 && starts_with_nocase(rest, "www.");
        std::size_t host = i + scheme;
        std::size_t end_of_host = host;
        while (end_of_host < text.size() && is_host(text[end_of_host])) ++end_of_host;
        const std::string_view name = text.substr(host, trim_end(text, host, end_of_host) - host);
        const bool known = scheme != 0 ? !name.empty() : www ? name.size() > 6 : is_known_host(name, tlds);
        const bool email = end_of_host < text.size() && (text[end_of_host] == '@' || text[end_of_host] == '_');
        if (!known || email) {
            i = std::max(end_of_host, i + 1);
            continue;
        }
        std::size_t end = url_end(text, i);
        const std::size_t at = text.substr(i, end - i).find('@');
        if (scheme == 0 && at != std::string_view::npos && text.substr(i, at).find('/') == std::string_view::npos) {
            i = end;  // "name+tag@host"
            continue;
        }
        if (text.substr(i, end - i).size() < name.size()) end = host + name.size();
        UrlSpan span{i, end, joined(text.substr(i, end - i)), scheme != 0, false};
        span.path = host + name.size() + 1 < end;
        // A bare host is followed by its path or by the end of the word.
        const char next = host + name.size() < text.size() ? text[host + name.size()] : ' ';
        if (scheme == 0 && !www && next != '/' && next != '?' && next != ':' && host + name.size() < end) {
            end = host + name.size();
            span.end = end;
            span.url = std::string(name);
            span.path = false;
        }
        found.push_back(std::move(span));
        i = std::max(end, i + 1);
    }
    return found;
}

std::string bare_url(std::string_view url) {
    url.remove_prefix(scheme_length(url));
    if (starts_with_nocase(url, "www.")) url.remove_prefix(4);
    while (!url.empty() && url.back() == '/') url.remove_suffix(1);
    return lower(url);
}

namespace {

// The value of a parameter of a query: "user" of "?hl=en&user=abc".
std::string_view parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return {};
}

// "%C3%A1" as the letter that it stands for; a broken sequence is left as it is.
std::string percent_decoded(std::string_view text) {
    if (text.find('%') == std::string_view::npos) return std::string(text);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
            if (error == std::errc{} && end == text.data() + i + 3 && value >= 0x20) {
                out += static_cast<char>(value);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return to_valid_utf8(out) == out ? to_nfc(out) : std::string(text);
}

// Parts of a path that lead away from the account: to one paper, post or film.
bool leads_deeper(std::string_view part) {
    constexpr std::array<std::string_view, 16> kParts{
        "paper", "papers", "publication", "publications", "abs", "pdf",       "article", "articles",
        "post",  "posts",  "watch",       "status",       "p",   "questions", "topics",  "projects"};
    return std::ranges::find(kParts, part) != kParts.end();
}

}  // namespace

ProfileAddress profile_of(std::string_view url, const models::Models& models) {
    const models::Lexicon hosts = models.lexicon("profiles");
    for (std::size_t scheme = scheme_length(url); scheme != 0; scheme = scheme_length(url)) url.remove_prefix(scheme);
    if (starts_with_nocase(url, "www.")) url.remove_prefix(4);
    const std::size_t slash = url.find_first_of("/?");
    std::string host = lower(url.substr(0, slash));
    std::string_view path = slash == std::string_view::npos ? std::string_view{} : url.substr(slash);
    std::string_view query;
    if (const std::size_t mark = path.find_first_of("?#"); mark != std::string_view::npos) {
        if (path[mark] == '?') query = path.substr(mark + 1);
        path = path.substr(0, mark);
    }
    if (const std::size_t port = host.find(':'); port != std::string::npos) host.resize(port);
    std::string sub_domain;
    auto match = hosts.exact(host);
    if (host.starts_with("scholar.google.")) match = hosts.exact("scholar.google");
    while (!match) {
        const std::size_t dot = host.find('.');
        if (dot == std::string::npos || host.find('.', dot + 1) == std::string::npos) {
            // "/@jane" on any host is an account in the network of Mastodon servers.
            if (path.size() < 3 || !path.starts_with("/@") || path.find('/', 1) != std::string_view::npos) return {};
            return {"Mastodon", std::string(path.substr(2)), false};
        }
        sub_domain = host.substr(0, dot);
        host.erase(0, dot + 1);
        match = hosts.exact(host);
    }
    const std::size_t bar = match->payload.find('|');
    ProfileAddress profile;
    profile.network = match->payload.substr(0, bar);
    const std::string_view kind = bar == std::string_view::npos ? "last" : match->payload.substr(bar + 1);
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = path.find('/');
        if (const std::string_view part = path.substr(0, end); !part.empty()) parts.push_back(part);
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
    }
    constexpr std::string_view kQuery = "query:";
    if (kind.starts_with(kQuery)) {
        profile.username = parameter(query, kind.substr(kQuery.size()));
        // "citations" alone: the parameter was cut off
        if (profile.username.empty() && parts.size() > 1) profile.username = parts.back();
        profile.deep = profile.username.empty();
    } else if (kind == "none") {
        profile.deep = true;  // a service that hosts neither accounts nor home pages of people
    } else if (kind == "sub") {
        profile.username = sub_domain;
        profile.deep = !parts.empty();
    } else if (kind == "in") {
        const auto in = std::ranges::find_if(parts, [](std::string_view p) { return p == "in" || p == "pub"; });
        if (in != parts.end() && in + 1 != parts.end()) {
            profile.username = *(in + 1);
        } else {
            profile.deep = !parts.empty();  // a company or an article
            if (parts.size() == 1) profile.username = parts[0];
        }
    } else if (kind == "users") {
        const auto users = std::ranges::find(parts, std::string_view("users"));
        if (users != parts.end() && users + 1 != parts.end()) profile.username = parts.back();
        profile.deep = users == parts.end();
    } else if (kind == "user") {
        if (!parts.empty()) profile.username = parts.front();
        profile.deep = parts.size() > 1;
    } else if (!parts.empty()) {
        profile.username = parts.back();
        profile.deep = parts.size() > 1 && std::ranges::any_of(parts.begin(), parts.end() - 1, leads_deeper);
    }
    if (profile.username.starts_with('@')) profile.username.erase(0, 1);
    profile.username = percent_decoded(profile.username);
    return profile;
}

}  // namespace cvextract::fields::spans

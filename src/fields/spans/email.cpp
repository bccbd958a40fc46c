#include "fields/spans/email.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace cvextract::fields::spans {

namespace {

bool is_alnum(char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

bool is_local(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '\'';
}

bool is_host(char c) {
    return is_alnum(c) || c == '.' || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::size_t kLongest = 254;

// The bytes of U+2011, U+2010 and U+00AD, which stand for a hyphen in addresses that a typesetter has broken.
std::string plain_hyphens(std::string_view text) {
    std::string out(text);
    for (const std::string_view from : {"\xE2\x80\x91", "\xE2\x80\x90"}) {
        for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) out.replace(at, 3, "-");
    }
    return out;
}

// The end of a host name that begins at `begin`; `begin` when there is none. A host has a dot and a top-level domain
// of two letters or more. After a dot or a hyphen at a line's end it goes on in the next line.
std::size_t host_end(std::string_view text, std::size_t begin) {
    std::size_t end = begin, last_dot = std::string_view::npos;
    while (end < text.size() && end - begin < kLongest) {
        const char c = text[end];
        if (static_cast<unsigned char>(c) >= 0x80 && text.substr(end, 2) != "\xE2\x80" &&
            static_cast<unsigned char>(c) >= 0xE0)
            break;  // Han, Kana, Hangul: the address is over
        if (!is_host(c)) {
            const bool broken = c == '\n' && end > begin && (text[end - 1] == '.' || text[end - 1] == '-') &&
                                end + 1 < text.size() && is_alnum(text[end + 1]) && text[end + 1] >= 'a';
            if (!broken) break;
        }
        if (c == '.') last_dot = end;
        ++end;
    }
    while (end > begin && !is_alnum(text[end - 1])) {
        --end;
        const std::size_t dot = text.substr(begin, end - begin).rfind('.');
        last_dot = dot == std::string_view::npos ? dot : begin + dot;
    }
    if (last_dot == std::string_view::npos || last_dot == begin || end - last_dot < 3) return begin;
    const bool letters = std::ranges::all_of(text.substr(last_dot + 1, end - last_dot - 1), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '\n';
    });
    return letters ? end : begin;
}

// The end of a host whose last label is no known domain: a narrow column broke it ("example.c" and "om" in the next
// line), or the next word is glued to it ("example.comBerlin").
std::size_t mended_end(std::string_view text, std::size_t begin, std::size_t end, const models::Lexicon& tlds) {
    const auto known = [&](std::string_view host) {
        const std::size_t dot = host.rfind('.');
        return dot != std::string_view::npos && tlds.exact(host.substr(dot + 1)).has_value();
    };
    std::size_t printed = end;
    if (printed == begin) {  // nothing that looks like a host: it may go on in the next line
        while (printed < text.size() && is_host(text[printed])) ++printed;
    }
    if (printed == begin || (end != begin && known(text.substr(begin, end - begin)))) return end;
    if (printed < text.size() && text[printed] == '\n') {
        std::size_t next = printed + 1;
        while (next < text.size() && is_host(text[next])) ++next;
        while (next > printed + 1 && !is_alnum(text[next - 1])) --next;
        const bool whole = next == text.size() || text[next] == '\n' || text[next] == ' ' || text[next] == '\t';
        std::string joined(text.substr(begin, printed - begin));
        joined += text.substr(printed + 1, next - printed - 1);
        if (next > printed + 1 && whole && known(joined)) return next;
    }
    for (std::size_t i = begin + 1; i < end; ++i) {
        const bool turn = text[i] >= 'A' && text[i] <= 'Z' && text[i - 1] >= 'a' && text[i - 1] <= 'z';
        if (turn && known(text.substr(begin, i - begin))) return i;
    }
    return end;
}

std::string without_spaces(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\n' && c != '\t') out += c;
    }
    return plain_hyphens(out);
}

// "{first,second}@host" and "[first|second]@host": one address each.
void add_group(std::string_view text, std::size_t at, std::size_t end, std::vector<EmailSpan>& found) {
    const char close = text[at - 1];
    const std::size_t open = text.substr(0, at - 1).rfind(close == '}' ? '{' : close == ']' ? '[' : '(');
    if (open == std::string_view::npos || at - open > kLongest) return;
    const std::string host = without_spaces(text.substr(at, end - at));
    std::string name;
    for (std::size_t i = open + 1; i < at; ++i) {
        if (is_local(text[i])) {
            name += text[i];
        } else if (!name.empty() &&
                   (text[i] == ',' || text[i] == '|' || text[i] == '/' || text[i] == ';' || i == at - 1)) {
            found.push_back({open, end, name + host, true});
            name.clear();
        } else if (text[i] != ' ') {
            name.clear();
        }
    }
}

// Whether a sign may stand there as a word: most texts have none, and the patterns below need not be compiled for them.
bool may_be_disguised(std::string_view text) {
    const auto word = [&](std::size_t at, std::string_view lower) {
        return at + lower.size() <= text.size() &&
               std::ranges::equal(text.substr(at, lower.size()), lower,
                                  [](char a, char b) { return static_cast<char>(a | 0x20) == b; });
    };
    const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (blank(c) && word(i + 1, "dot")) return true;
        if (c != '[' && c != '(' && c != '{' && c != '<') continue;
        std::size_t inside = i + 1;
        while (inside < text.size() && blank(text[inside])) ++inside;
        if (word(inside, "at") || word(inside, "dot") || (inside < text.size() && text[inside] == '@')) return true;
    }
    return false;
}

// Addresses whose signs are words: only asked for when no plain one was found.
void add_disguised(std::string_view text, std::vector<EmailSpan>& found) {
    if (!may_be_disguised(text)) return;
    static const RE2 pattern(
        R"((?i)([a-z0-9][a-z0-9._+-]*(?:\s*(?:\[dot\]|\(dot\)|\sdot\s)\s*[a-z0-9_-]+)*)\s*(?:\[at\]|\(at\)|\{at\}|<at>|\[@\]|\(@\)|\sat\s)\s*([a-z0-9-]+(?:(?:\s*(?:\[dot\]|\(dot\)|\{dot\}|\sdot\s)\s*|\.)[a-z0-9-]+)*(?:\s*(?:\[dot\]|\(dot\)|\{dot\}|\sdot\s)\s*|\.)[a-z]{2,}))");
    static const RE2 dot(R"((?i)\s*(?:\[dot\]|\(dot\)|\{dot\}|\sdot\s)\s*)");
    static const RE2 worded(R"((?i)[\[({<]\s*(?:at|@|dot)\s*[\])}>]|\sdot\s)");
    re2::StringPiece rest(text.data(), text.size());
    re2::StringPiece local, host;
    while (RE2::FindAndConsume(&rest, pattern, &local, &host)) {
        const auto begin = static_cast<std::size_t>(local.data() - text.data());
        const auto end = static_cast<std::size_t>(host.data() - text.data()) + host.size();
        // "at" in plain words ("engineer at example.org") is no sign of an address.
        if (!RE2::PartialMatch(re2::StringPiece(text.data() + begin, end - begin), worded)) continue;
        std::string address = std::string(local) + "@" + std::string(host);
        RE2::GlobalReplace(&address, dot, ".");
        found.push_back({begin, end, without_spaces(address), true});
    }
}

}  // namespace

std::vector<EmailSpan> find_emails(std::string_view text, const models::Models& models) {
    std::vector<EmailSpan> found;
    const models::Lexicon tlds = models.lexicon("tlds");
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        std::size_t host = at + 1;
        bool spaced = false;
        if (host < text.size() && text[host] == ' ' && at > 0 && (text[at - 1] == ' ' || is_local(text[at - 1]))) {
            ++host;  // "name @ host.org"
            spaced = true;
        }
        const std::size_t end = mended_end(text, host, host_end(text, host), tlds);
        if (end == host || at == 0) continue;
        std::size_t begin = at;
        if (spaced && text[begin - 1] == ' ') --begin;
        const std::size_t last = begin;
        if (text[begin - 1] == '}' || text[begin - 1] == ']') {
            add_group(text, begin, end, found);
            continue;
        }
        const std::size_t floor = found.empty() ? 0 : found.back().end;
        while (begin > floor && is_local(text[begin - 1]) && last - begin < kLongest) --begin;
        while (begin < last && !is_alnum(text[begin]) && text[begin] != '_') ++begin;
        if (begin == last) continue;
        found.push_back({begin, end, without_spaces(text.substr(begin, end - begin)), spaced});
    }
    if (found.empty()) add_disguised(text, found);
    return found;
}

}  // namespace cvextract::fields::spans

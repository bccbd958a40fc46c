#include "fields/contact/links.hpp"

#include <algorithm>

namespace cvextract::fields::contact {

using spans::bare_url;

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

namespace {

// An account without what networks add to names or take from them: "_", "-" and full stops.
std::string plain(std::string_view account) {
    std::string out = bare_url(account);
    std::erase_if(out, [](char c) { return c == '-' || c == '_' || c == '.'; });
    return out;
}

}  // namespace

double agreement(const NameHints& owner, std::string_view account) {
    double best = std::max(name_agreement(owner.name, account),
                           name_agreement(account, owner.email.substr(0, owner.email.find('@'))));
    const std::string letters = plain(account);
    for (const std::string& known : owner.accounts) best = std::max(best, plain(known) == letters ? 1.0 : 0.0);
    return best;
}

namespace {

bool is_address_sign(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.' || c == '/' || c == '~' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
}

// The one word that stands below a run of tokens in a cell of its own on the next line: the rest of an address that was
// too wide for its column. Empty where anything else stands there.
std::string_view word_below(const layout::Document& document, std::uint32_t line, const Box& above) {
    if (line + 1 >= document.lines.size()) return {};
    const auto& tokens = document.lines[line + 1].tokens;
    if (document.lines[line + 1].page != document.lines[line].page) return {};
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        const layout::Token& token = tokens[t];
        if (token.box.x1 < above.x0 || token.box.x0 > above.x1) continue;
        const bool alone = (t == 0 || token.tab_before || tokens[t - 1].role != layout::Role::text) &&
                           (t + 1 == tokens.size() || tokens[t + 1].tab_before || !tokens[t + 1].space_before ||
                            tokens[t + 1].text.starts_with('('));
        const bool address = token.role == layout::Role::text && std::ranges::all_of(token.text, is_address_sign);
        return alone && address ? std::string_view(token.text) : std::string_view{};
    }
    return {};
}

}  // namespace

std::string without_doubled_scheme(std::string_view uri) {
    constexpr std::string_view kDoubled = "http://https://";
    return std::string(uri.starts_with(kDoubled) ? uri.substr(kDoubled.find("https")) : uri);
}

std::string whole_address(const Text& text, const spans::UrlSpan& span) {
    if (auto url = without_doubled_scheme(span.url); url.size() < span.url.size()) return url;
    const std::string_view all = text.str();
    const bool cut = span.end >= all.size() || all[span.end] == '\n' || all[span.end] == '-' || span.url.ends_with('-');
    const std::size_t p = text.piece_at(span.begin);
    if (p >= text.pieces().size()) return span.url;
    const Text::Piece& piece = text.pieces()[p];
    const std::int32_t link = text.token(piece).link;
    if (link >= 0 && static_cast<std::size_t>(link) < text.document().links.size()) {
        const std::string& target = text.document().links[static_cast<std::size_t>(link)].uri;
        const std::string printed = bare_url(span.url), whole = bare_url(target);
        if (cut && whole.size() > printed.size() + 1 && whole.starts_with(printed)) return target;
        // "githu" on the line above: the printed end of the target's host
        const std::size_t host = whole.find('/');
        if (whole.size() > printed.size() && whole.ends_with(printed) && host != std::string::npos &&
            printed.find('/') != std::string::npos && whole[whole.size() - printed.size() - 1] != '/')
            return target;
    }
    constexpr std::string_view kOpenEnds = "-_=";
    const bool whole_cell = span.end >= all.size() || all[span.end] == '\n' || all[span.end] == '\t';
    if (whole_cell && span.path && kOpenEnds.find(span.url.back()) != std::string_view::npos) {
        Box above = text.token(piece).box;
        for (std::size_t q = p; q < text.pieces().size() && text.pieces()[q].begin < span.end; ++q)
            above.x1 = std::max(above.x1, text.token(text.pieces()[q]).box.x1);
        const std::string_view below = word_below(text.document(), piece.line, above);
        // An address of its own has a full stop before its first slash.
        if (below.substr(0, below.find('/')).find('.') == std::string_view::npos) return span.url + std::string(below);
    }
    return span.url;
}

}  // namespace cvextract::fields::contact

#include "fields/contact/cells.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/unicode.hpp"
#include "base/units.hpp"

namespace cvextract::fields::contact {

namespace {

constexpr std::size_t kLongestLabel = 48;  // bytes
constexpr char32_t kPostalMark = 0x3012;
constexpr int kPhoneDigits = 7;     // fewest of a telephone number
constexpr double kOtherSize = 1.3;  // type larger by this factor is no value of the label above it

constexpr std::array<std::pair<std::string_view, Label>, 9> kLabels{{
    {"label_name", Label::name},
    {"label_email", Label::email},
    {"label_phone", Label::phone},
    {"label_fax", Label::fax},
    {"label_url", Label::url},
    {"label_address", Label::address},
    {"label_birth", Label::birth},
    {"label_other", Label::other},
    {"label_headline", Label::headline},
}};

Label label_of(std::string_view payload) {
    for (const auto& [name, label] : kLabels) {
        if (payload == name) return label;
    }
    return Label::none;
}

// Stands between two items on a line; spaced slashes and dashes do not, they are in names and addresses too.
bool is_bar(char32_t c) {
    return c == '|' || c == 0xB7 || c == 0x2022 || c == 0x2219 || c == 0x22C5 || c == 0x25CF || c == 0x2502 ||
           c == 0x2016 || c == 0xFF5C || c == 0x25E6 || c == 0x22C4 || c == 0x2666 || c == 0x25C6 || c == 0x25AA ||
           c == 0x2027 || c == 0x30FB || c == 0x2B29 || c == 0x2758;
}

bool is_colon(char32_t c) {
    return c == ':' || c == 0xFF1A;
}

Label label_of(layout::Icon icon) {
    using layout::Icon;
    switch (icon) {
        case Icon::phone:
            return Label::phone;
        case Icon::mail:
            return Label::email;
        case Icon::home:
        case Icon::location:
            return Label::address;
        case Icon::link:
            return Label::url;
        case Icon::birthday:
            return Label::birth;
        default:
            return network_of(icon).empty() ? Label::none : Label::network;
    }
}

class Cutter {
  public:
    Cutter(const Text& text, const models::Models& models)
        : text_(text), words_(models.lexicon("contact_words")), networks_(models.lexicon("networks")) {}

    std::vector<Cell> run();

  private:
    [[nodiscard]] std::size_t spaced_slashes(std::uint32_t line) const {
        return static_cast<std::size_t>(std::ranges::count_if(text_.document().lines.at(line).tokens,
                                                              [](const layout::Token& t) { return t.text == "/"; }));
    }
    [[nodiscard]] bool has_data(std::size_t end) const;
    [[nodiscard]] bool begins_item(std::size_t p) const;
    void close(std::size_t end, std::uint32_t line);
    void read_label(Cell& cell);

    const Text& text_;
    models::Lexicon words_, networks_;
    std::vector<Cell> cells_;
    std::size_t begin_ = 0;
    std::uint32_t order_ = 0;
    layout::Icon icon_ = layout::Icon::none;
    std::optional<Cell> pending_;  // a label that stands alone: what follows on its line is its value
};

void Cutter::close(std::size_t end, std::uint32_t line) {
    const std::string_view all = text_.str();
    std::size_t begin = begin_;
    const auto blank = [&](char c) { return c == ' ' || c == '\t' || c == '\n'; };
    while (begin < end && blank(all[begin])) ++begin;
    while (begin < end && blank(all[end - 1])) --end;
    if (begin == end) return;
    Cell cell;
    cell.begin = begin;
    cell.end = end;
    cell.line = line;
    cell.order = order_;
    cell.icon = std::exchange(icon_, layout::Icon::none);
    cell.label = label_of(cell.icon);
    cell.network = network_of(cell.icon);
    read_label(cell);
    if (cell.begin == cell.end) {  // only a label
        pending_ = cell;
        return;
    }
    if (pending_ && cell.label == Label::none) {
        cell.label = pending_->label;
        cell.network = pending_->network;
        cell.colon = true;
    }
    pending_.reset();
    cells_.push_back(cell);
}

bool is_address_token(std::string_view token) {
    const std::size_t at = token.find('@');
    return (at != std::string_view::npos && token.find('.', at) != std::string_view::npos) ||
           token.find("://") != std::string_view::npos || token.starts_with("www.");
}

// Does the open cell hold an address of mail or web, or a telephone number?
bool Cutter::has_data(std::size_t end) const {
    const std::string_view cell = text_.str().substr(begin_, end - begin_);
    const auto digits = std::ranges::count_if(cell, [](char c) { return c >= '0' && c <= '9'; });
    return digits >= kPhoneDigits || cell.find('@') != std::string_view::npos ||
           cell.find("://") != std::string_view::npos || cell.find("www.") != std::string_view::npos;
}

// Items of contact data that stand on a line without a mark or a wide gap between them: what follows an address, and
// the label or the address that follows other data.
bool Cutter::begins_item(std::size_t p) const {
    const auto pieces = text_.pieces();
    const std::string_view all = text_.str();
    const auto printed = [&](const Text::Piece& piece) { return all.substr(piece.begin, piece.end - piece.begin); };
    const std::string_view before = printed(pieces[p - 1]), here = printed(pieces[p]);
    if (pieces[p - 1].begin < begin_ || all[pieces[p].begin - 1] != ' ') return false;
    std::size_t offset = 0;
    const char32_t first = next_code_point(here, offset);
    if (is_address_token(before) && (is_letter(first) || is_digit(first) || first == '+')) return true;
    if (!has_data(pieces[p - 1].end)) return false;
    if (is_address_token(here)) return !is_colon(static_cast<unsigned char>(before.back()));
    // A label, up to its colon or the address behind it.
    const std::size_t end = std::min(all.size(), pieces[p].begin + kLongestLabel);
    const auto units = cut_units(all.substr(pieces[p].begin, end - pieces[p].begin));
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    const auto word = words_.longest(hashes, 0);
    const auto network = networks_.longest(hashes, 0);
    const std::size_t length = word && label_of(word->payload) != Label::none ? word->units
                               : network                                      ? network->units
                                                                              : 0;
    if (length == 0 || length >= units.size()) return false;
    const std::string_view next = all.substr(pieces[p].begin + units[length].begin);
    return next.starts_with(':') || next.starts_with("\xEF\xBC\x9A") ||
           is_address_token(next.substr(0, next.find_first_of(" \n\t")));
}

// "Phone: +1 ...", "GitHub: jane", "E jane@..." : the label goes, unless it is all there is.
void Cutter::read_label(Cell& cell) {
    const std::string_view all = text_.str();
    const std::string_view body = all.substr(cell.begin, cell.end - cell.begin);
    const auto units = cut_units(body.substr(0, std::min(body.size(), kLongestLabel)));
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    if (units.empty()) return;
    std::size_t first = 0;
    if (body[units[0].begin] == '(' && units.size() > 1) ++first;
    auto match = words_.longest(hashes, first);
    Label label = match ? label_of(match->payload) : Label::none;
    std::string_view network;
    if (const auto known = networks_.longest(hashes, first);
        known && (label == Label::none || known->units > match->units || label == Label::other)) {
        match = known;
        label = Label::network;
        network = known->payload;
    }
    if (label == Label::none) return;
    std::size_t k = first + match->units;
    bool colon = false;
    // "Phone (mobile):", "Tel./Fax:", "Email ID:": up to a colon not far behind
    for (std::size_t far = k; far < std::min(units.size(), k + 4); ++far) {
        const std::size_t at = cell.begin + units[far].begin;
        std::size_t offset = at;
        if (units[far].kind == UnitClass::number) break;
        if (is_colon(next_code_point(all, offset))) {
            const bool scheme = offset + 1 < all.size() && all[offset] == '/';
            if (!scheme) {
                k = far + 1;
                colon = true;
            }
            break;
        }
    }
    const bool whole = k >= units.size() && units.back().end == body.size();
    const std::size_t length = units[first + match->units - 1].end - units[first].begin;
    // Without a colon a label must be a word of its own before data: "Tel +49 ...", "e jane@...".
    if (!colon && !whole) {
        const bool data = units[k].kind == UnitClass::number || body[units[k].begin] == '+' ||
                          body[units[k].begin] == '(' || body.find('@') != std::string_view::npos;
        const bool place =
            label == Label::address && match->units >= 2 && units[k].kind != UnitClass::punctuation;  // "based in"
        const bool account = label == Label::phone || label == Label::fax || label == Label::email;
        const bool address =
            label == Label::url && is_address_token(body.substr(units[k].begin)) && units[k].space_before;
        const bool fits =
            place || address || (account && data && (units[k].space_before || body[units[k].begin] == '+'));
        if (!fits) {
            if (label == Label::network && length > 2 && units[k].space_before &&
                match->units + 1 == units.size() - first) {
                // "GitHub jane"
            } else {
                return;
            }
        }
        if (length == 1 && label != Label::email && !data) return;
    }
    if (whole && length <= 2) return;  // a letter alone is no label
    cell.label = label;
    cell.network = network;
    cell.colon = colon;
    cell.begin = k < units.size() ? cell.begin + units[k].begin : cell.end;
    while (cell.begin < cell.end && (all[cell.begin] == ' ' || all[cell.begin] == '-' || all[cell.begin] == ')'))
        ++cell.begin;
}

std::vector<Cell> Cutter::run() {
    const std::string_view all = text_.str();
    const auto pieces = text_.pieces();
    const layout::Document& document = text_.document();
    std::uint32_t line = 0;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const Text::Piece& piece = pieces[p];
        const layout::Line& here = document.lines.at(piece.line);
        const bool new_line = p > 0 && pieces[p - 1].line != piece.line;
        // Icons and ornaments are not in the text: look for them between this token and the one before.
        layout::Icon icon = layout::Icon::none;
        bool ornament = false;
        for (std::uint32_t t = p > 0 && !new_line ? pieces[p - 1].token + 1 : 0;
             t < piece.token && t < here.tokens.size(); ++t) {
            if (here.tokens[t].role == layout::Role::icon)
                icon = here.tokens[t].icon == layout::Icon::none ? layout::Icon::other : here.tokens[t].icon;
            ornament = ornament || here.tokens[t].role == layout::Role::icon ||
                       here.tokens[t].role == layout::Role::ornament || here.tokens[t].role == layout::Role::bullet;
        }
        if (p > 0 && (new_line || ornament || here.tokens.at(piece.token).tab_before || begins_item(p))) {
            close(pieces[p - 1].end, line);
            begin_ = piece.begin;
            if (new_line) {
                ++order_;
                icon_ = layout::Icon::none;
                if (pending_ && (pending_->label == Label::other || pending_->label == Label::birth)) pending_.reset();
                // A label alone on its line is followed by its value just below, in type of about the same size.
                const layout::Line& before = document.lines.at(pieces[p - 1].line);
                const double ratio = text_.style(piece).size / std::max(1.0F, text_.style(pieces[p - 1]).size);
                if (pending_ && (before.region != here.region || before.page != here.page || ratio > kOtherSize))
                    pending_.reset();
            }
        }
        // An icon on a line of its own stands for the line below it.
        if (icon == layout::Icon::none && (p == 0 || new_line) && piece.line > 0) {
            const layout::Line& above = document.lines.at(piece.line - 1);
            const bool icons_only =
                std::ranges::all_of(above.tokens, [](const layout::Token& t) { return t.role == layout::Role::icon; });
            if (icons_only && above.page == here.page) icon = above.tokens.front().icon;
        }
        if (icon != layout::Icon::none) icon_ = icon;
        line = piece.line;
        // Bars inside or as tokens.
        for (std::size_t i = piece.begin; i < piece.end;) {
            const std::size_t at = i;
            const char32_t c = next_code_point(all, i);
            const bool slash = c == '/' && i == at + 1 && at > 0 && all[at - 1] == ' ' && i < all.size() &&
                               all[i] == ' ' && spaced_slashes(piece.line) > 1;
            if (c == kPostalMark && at > begin_) {  // "Address" set tight before a Japanese postal code
                close(at, line);
                begin_ = at;
            }
            if ((is_bar(c) || slash) && (at == begin_ || all[at - 1] == ' ' || i == piece.end || at == piece.begin)) {
                close(at, line);
                begin_ = i;
                // "LinkedIn | GitHub | Paris": linked words, not labels of what follows
                if (pending_ && !pending_->colon &&
                    (pending_->label == Label::url || pending_->label == Label::network))
                    pending_.reset();
            }
        }
    }
    if (!pieces.empty()) close(pieces.back().end, line);
    return std::move(cells_);
}

}  // namespace

std::string_view network_of(layout::Icon icon) {
    using layout::Icon;
    switch (icon) {
        case Icon::github:
            return "GitHub";
        case Icon::gitlab:
            return "GitLab";
        case Icon::linkedin:
            return "LinkedIn";
        case Icon::orcid:
            return "ORCID";
        case Icon::scholar:
            return "Google Scholar";
        case Icon::twitter:
            return "Twitter";
        default:
            return {};
    }
}

std::vector<Cell> cut_cells(const Text& text, const models::Models& models) {
    return Cutter(text, models).run();
}

}  // namespace cvextract::fields::contact

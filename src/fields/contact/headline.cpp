#include "fields/contact/headline.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/unicode.hpp"
#include "base/units.hpp"
#include "fields/contact/weights.hpp"
#include "fields/spans/date.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/place.hpp"
#include "fields/spans/url.hpp"

namespace cvextract::fields::contact {

namespace {

constexpr std::size_t kLongestHeadline = 160;  // bytes
constexpr std::size_t kWideLine = 44;          // bytes of a line that was broken because it was full
constexpr std::size_t kMostLines = 3;          // of one headline
constexpr double kLineGap = 1.9;               // between the lines of a headline, in sizes of its type
constexpr double kNameGap = 0.9;               // between the name and a headline below it, in heights of the name

struct Traits {
    std::size_t words = 0, jobs = 0, students = 0, organisations = 0, digits = 0, degrees = 0;
    bool sentence = false, heading = false, contact = false;
};

Traits traits_of(std::string_view printed, const models::Models& models) {
    Traits traits;
    const auto units = cut_units(printed);
    std::vector<std::uint64_t> hashes(units.size());
    std::ranges::transform(units, hashes.begin(), &Unit::hash);
    const auto jobs = models.lexicon("job_titles"), organisations = models.lexicon("organisations"),
               headings = models.lexicon("headings"), titles = models.lexicon("cv_titles"),
               degrees = models.lexicon("degrees");
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        if (unit.kind == UnitClass::number) ++traits.digits;
        if (unit.kind == UnitClass::word || unit.kind == UnitClass::ideograph) ++traits.words;
        if (const auto match = jobs.longest(hashes, i)) {
            if (match->payload == "head") ++traits.jobs;
            if (match->payload == "student") ++traits.students;
        }
        const bool single_ideograph = unit.kind == UnitClass::ideograph;
        if (const auto match = organisations.longest(hashes, i); match && !(single_ideograph && match->units == 1))
            ++traits.organisations;
        if (degrees.longest(hashes, i)) ++traits.degrees;
    }
    constexpr std::size_t kShortLabel = 3;  // bytes; letters alone stand for many things
    if (const auto label = models.lexicon("contact_words").longest(hashes, 0);
        label && label->payload.starts_with("label_") && label->payload != "label_headline" &&
        label->payload != "label_name" && units[label->units - 1].end - units[0].begin > kShortLabel)
        traits.contact = true;
    traits.heading = headings.exact(hashes).has_value() || titles.exact(hashes).has_value();
    traits.contact = !spans::find_emails(printed, models).empty() || !spans::find_urls(printed, models).empty() ||
                     !spans::find_phones(printed).empty();
    traits.sentence = printed.ends_with('.') && traits.words > 5;
    return traits;
}

// A stretch of one line that may be a headline, or a line of one.
struct Stretch {
    std::size_t begin = 0, end = 0;
};

class Finder {
  public:
    Finder(const Context& context, const Text& text, std::span<const Cell> cells,
           std::span<const std::uint32_t> header_lines, const NameFound& name)
        : context_(context),
          text_(text),
          cells_(cells),
          header_lines_(header_lines),
          name_(name),
          weights_(context.models, "headline") {
        if (!name.value.empty()) name_box_ = box_of(name.begin, name.end);
    }
    Value find();

  private:
    [[nodiscard]] const layout::Token* token_at(std::size_t offset) const {
        const std::size_t p = text_.piece_at(offset);
        return p < text_.pieces().size() ? &text_.token(text_.pieces()[p]) : nullptr;
    }
    [[nodiscard]] Box box_of(std::size_t begin, std::size_t end) const;
    [[nodiscard]] int distance_of(const Cell& cell) const;
    [[nodiscard]] bool is_name_itself(const Cell& cell) const {
        return cell.begin < name_.end && cell.end > name_.begin;
    }
    [[nodiscard]] bool in_header(const Cell& cell) const {
        return std::ranges::binary_search(header_lines_, cell.line);
    }
    void offer(Stretch stretch, int distance, bool same_line);
    [[nodiscard]] const layout::Token* dot_between(const Cell& left, const Cell& right) const;
    void go_on_over_dots();
    [[nodiscard]] bool goes_on(const Stretch& stretch) const;
    [[nodiscard]] bool continues(const Cell& cell) const;
    [[nodiscard]] std::size_t end_of_bars(std::size_t index) const;
    [[nodiscard]] std::optional<Stretch> line_below(const Stretch& last, bool open) const;
    [[nodiscard]] double score(std::string_view printed, const Stretch& first, int distance, bool same_line,
                               bool paragraph) const;

    const Context& context_;
    const Text& text_;
    std::span<const Cell> cells_;
    std::span<const std::uint32_t> header_lines_;
    const NameFound& name_;
    Weights weights_;
    Box name_box_;
    Value best_;
    double best_score_ = 0;
    std::size_t used_ = 0;  // end of the best one's last line
};

Box Finder::box_of(std::size_t begin, std::size_t end) const {
    Box box;
    bool first = true;
    const auto pieces = text_.pieces();
    for (std::size_t p = text_.piece_at(begin); p < pieces.size() && pieces[p].begin < end; ++p) {
        const Box& here = text_.token(pieces[p]).box;
        box = first ? here
                    : Box{std::min(box.x0, here.x0), std::min(box.y0, here.y0), std::max(box.x1, here.x1),
                          std::max(box.y1, here.y1)};
        first = false;
    }
    return box;
}

// Lines between a cell and the name; what stands right below the name on the page is next to it, in whatever column the
// reading order has it.
int Finder::distance_of(const Cell& cell) const {
    if (name_.value.empty()) return static_cast<int>(cell.order) + 1;
    const int lines = cell.order > name_.last_order    ? static_cast<int>(cell.order - name_.last_order)
                      : cell.order < name_.first_order ? -static_cast<int>(name_.first_order - cell.order)
                                                       : 0;
    if (lines >= -2 && lines <= 1) return lines;
    const layout::Token* token = token_at(cell.begin);
    if (token == nullptr || token->style == context_.document.body_style) return lines;
    const Box box = box_of(cell.begin, cell.end);
    const double gap = box.y0 - name_box_.y1;
    const bool below = context_.document.lines.at(cell.line).page == 1 && name_box_.height() > 0 &&
                       box.x0 < name_box_.x1 && box.x1 > name_box_.x0 && gap > -0.5 * name_box_.height() &&
                       gap < kNameGap * name_box_.height() && box.y0 > name_box_.y0;
    return below ? 1 : lines;
}

// The last byte of the cells that bars part from this one: "Developer | Kotlin | Android" is one headline.
std::size_t Finder::end_of_bars(std::size_t index) const {
    const std::string_view all = text_.str();
    std::size_t last = index;
    while (last + 1 < cells_.size() && cells_[last + 1].order == cells_[index].order &&
           (cells_[last + 1].label == Label::none || cells_[last + 1].label == Label::address) &&
           cells_[last + 1].icon == layout::Icon::none &&
           all.substr(cells_[last].end, cells_[last + 1].begin - cells_[last].end).find('\t') == std::string_view::npos)
        ++last;
    return cells_[last].end;
}

// Is there a line of the same type right below?
bool Finder::goes_on(const Stretch& stretch) const {
    const layout::Token* here = token_at(stretch.begin);
    if (here == nullptr) return false;
    const Text::Piece& piece = text_.pieces()[text_.piece_at(stretch.begin)];
    const auto& lines = context_.document.lines;
    if (piece.line + 1 >= lines.size()) return false;
    const layout::Line& next = lines[piece.line + 1];
    const layout::Line& line = lines[piece.line];
    return next.page == line.page && next.tokens.front().style == here->style && next.box.y0 > line.box.y0 &&
           next.box.y0 - line.box.y0 < kLineGap * text_.style(piece).size;
}

// Is a cell the second or a later line of something in the same type?
bool Finder::continues(const Cell& cell) const {
    const layout::Token* here = token_at(cell.begin);
    if (here == nullptr || cell.line == 0) return false;
    const auto& lines = context_.document.lines;
    const layout::Line& line = lines[cell.line];
    const layout::Line& before = lines[cell.line - 1];
    const double size = context_.document.styles.at(here->style).size;
    const bool close = before.page == line.page && before.region == line.region && line.box.y0 > before.box.y0 &&
                       line.box.y0 - before.box.y0 < kLineGap * size;
    if (!close || before.tokens.back().style != here->style) return false;
    std::size_t offset = cell.begin;
    return is_lower(next_code_point(text_.str(), offset)) || here->style == context_.document.body_style;
}

// The next line of a headline: right below, in the same type, and nothing else by its content.
std::optional<Stretch> Finder::line_below(const Stretch& last, bool open) const {
    const layout::Token* above = token_at(last.begin);
    if (above == nullptr) return std::nullopt;
    const Box box = box_of(last.begin, last.end);
    const Text::Piece& piece = text_.pieces()[text_.piece_at(last.begin)];
    const double size = text_.style(piece).size;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Cell& cell = cells_[i];
        if (cell.begin < last.end || (cell.label != Label::none && !open)) continue;
        if (cell.line > piece.line + 3) break;
        const layout::Token* here = token_at(cell.begin);
        if (here == nullptr || here->style != above->style || is_name_itself(cell)) continue;
        const Box below = box_of(cell.begin, cell.end);
        const bool aligned = below.x0 < box.x1 && below.x1 > box.x0;
        const double step = below.y0 - box.y0;
        if (!aligned || step < 0.5 * size || step > kLineGap * size) continue;
        Stretch stretch{cell.begin, end_of_bars(i)};
        // "| Based in ..." is no address here but the headline going on
        if (cell.label != Label::none && (i == 0 || cells_[i - 1].order != cell.order)) {
            std::size_t p = text_.piece_at(cell.begin);
            while (p > 0 && text_.pieces()[p - 1].line == cell.line) --p;
            stretch.begin = text_.pieces()[p].begin;
        }
        const Traits t = traits_of(text_.str().substr(stretch.begin, stretch.end - stretch.begin), context_.models);
        if (t.contact || t.heading || t.digits > 0 || (t.organisations > 0 && !open)) return std::nullopt;
        if (!open &&
            spans::parse_address(text_.str().substr(stretch.begin, stretch.end - stretch.begin), context_.models)
                    .score > 0.3)
            return std::nullopt;
        return stretch;
    }
    return std::nullopt;
}

double Finder::score(std::string_view printed, const Stretch& first, int distance, bool same_line,
                     bool paragraph) const {
    const Weights& w = weights_;
    const Traits t = traits_of(printed, context_.models);
    if (t.heading || t.contact || t.words == 0) return -1;
    if (name_.value.empty() && t.jobs == 0) return -1;
    double score = w["bias"];
    score += w["job"] * static_cast<double>(std::min<std::size_t>(t.jobs, 2)) +
             w["student"] * static_cast<double>(std::min<std::size_t>(t.students, 1));
    score += w["organisation"] * static_cast<double>(std::min<std::size_t>(t.organisations, 2));
    score += w["degree"] * static_cast<double>(std::min<std::size_t>(t.degrees, 2));
    score += w["digit"] * static_cast<double>(std::min<std::size_t>(t.digits, 2));
    if (same_line) score += w["same_line"];
    if (distance == 1) score += w["next_line"];
    if (distance > 1) score += w["far_line"] * (distance - 1);
    if (distance < 0) score += w["line_before"];
    if (t.words > 12) score += w["long"];
    if (t.sentence) score += w["sentence"];
    if (paragraph) score += w["paragraph"];
    const double body = std::max(1.0, context_.document.body_size);
    const std::size_t p = text_.piece_at(first.begin);
    if (p < text_.pieces().size()) {
        const auto& style = text_.style(text_.pieces()[p]);
        score += w["size"] * std::clamp(style.size / body - 1.0, -0.3, 0.8);
        if (style.bold || style.italic) score += w["emphasis"];
        if (std::ranges::binary_search(header_lines_, text_.pieces()[p].line)) score += w["header"];
    }
    score += w["place"] * spans::parse_address(printed, context_.models).score;
    if (!spans::find_dates(printed, context_.models).empty()) score += w["date"];
    return score;
}

void Finder::offer(Stretch stretch, int distance, bool same_line) {
    const std::string_view all = text_.str();
    if (stretch.end <= stretch.begin) return;
    std::vector<Stretch> lines{stretch};
    std::string printed(all.substr(stretch.begin, stretch.end - stretch.begin));
    // In the type of running text more than one line is a paragraph.
    const layout::Token* token = token_at(stretch.begin);
    const bool plain = token != nullptr && token->style == context_.document.body_style;
    bool paragraph = plain && printed.size() > kWideLine && goes_on(stretch);
    while (lines.size() < kMostLines) {
        const Stretch& last = lines.back();
        const char32_t final = static_cast<unsigned char>(printed.back());
        std::size_t behind = last.end;
        while (behind < all.size() && all[behind] == ' ') ++behind;
        const bool open = final == ',' || final == '-' || final == '&' || final == '|' || final == '/' ||
                          (behind < all.size() && (all[behind] == '|' || all[behind] == ','));
        const auto below = line_below(last, open);
        if (!below || (plain && !open)) break;
        const std::string_view next = all.substr(below->begin, below->end - below->begin);
        if (printed.size() + next.size() > kLongestHeadline) return;
        if (printed.back() != '-') printed += ' ';
        printed += next;
        lines.push_back(*below);
    }
    if (printed.size() > kLongestHeadline || printed.size() < 3) return;
    const double total = score(printed, stretch, distance, same_line, paragraph);
    if (total <= best_score_) return;
    best_score_ = total;
    const double confidence = 1.0 / (1.0 + std::exp(-total));
    used_ = lines.back().end;
    best_ = text_.value(lines.front().begin, lines.front().end, confidence);
    for (std::size_t n = 1; n < lines.size(); ++n) {
        const Value more = text_.value(lines[n].begin, lines[n].end, confidence);
        std::size_t behind = lines[n - 1].end;
        while (behind < all.size() && all[behind] == ' ') ++behind;
        const char mark = behind < all.size() ? all[behind] : ' ';
        if (mark == '|' && !best_.text.ends_with('|')) best_.text += " |";
        if (all[lines[n - 1].end - 1] == ',' && !best_.text.ends_with(',')) best_.text += ',';
        if (!best_.text.ends_with('-')) best_.text += ' ';
        best_.text += more.text;
        best_.sources.insert(best_.sources.end(), more.sources.begin(), more.sources.end());
    }
}

// The dot that parts two cells of one line, if one does.
const layout::Token* Finder::dot_between(const Cell& left, const Cell& right) const {
    const layout::Token* before = token_at(left.end - 1);
    const layout::Token* behind = token_at(right.begin);
    if (before == nullptr || behind == nullptr || left.line != right.line) return nullptr;
    for (const layout::Token& token : context_.document.lines.at(left.line).tokens) {
        if (token.role == layout::Role::bullet && token.box.x0 >= before->box.x1 - 1 &&
            token.box.x1 <= behind->box.x0 + 1)
            return &token;
    }
    return nullptr;
}

// "Engineer . Architect" with a dot between is one headline in one type.
void Finder::go_on_over_dots() {
    constexpr double kPlace = 0.3;
    const auto last = std::ranges::find(cells_, used_, &Cell::end);
    if (best_.empty() || last == cells_.end()) return;
    for (auto cell = last + 1; cell != cells_.end() && cell->order == last->order; ++cell) {
        const layout::Token* dot = dot_between(*(cell - 1), *cell);
        const layout::Token *here = token_at(last->begin), *there = token_at(cell->begin);
        if (dot == nullptr || here == nullptr || there == nullptr || here->style != there->style) return;
        if (cell->label != Label::none || cell->icon != layout::Icon::none || is_name_itself(*cell)) return;
        const std::string_view printed = text_.str().substr(cell->begin, cell->end - cell->begin);
        const Traits traits = traits_of(printed, context_.models);
        if (traits.contact || traits.heading || traits.digits > 0) return;
        if (spans::parse_address(printed, context_.models).score > kPlace) return;
        const Value more = text_.value(cell->begin, cell->end, best_.confidence);
        best_.text += ' ' + dot->text + ' ' + more.text;
        best_.sources.push_back({context_.document.lines.at(cell->line).page, dot->box, dot->text});
        best_.sources.insert(best_.sources.end(), more.sources.begin(), more.sources.end());
    }
}

Value Finder::find() {
    const std::string_view all = text_.str();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Cell& cell = cells_[i];
        if (cell.label == Label::headline && cell.colon && in_header(cell)) {  // "Position sought: ..."
            if (const Value value = text_.value(cell.begin, cell.end, 0.9); !value.empty()) return value;
        }
        if (cell.label != Label::none) continue;
        const int distance = distance_of(cell);
        if (distance > 4 || distance < -2) continue;
        const bool same_line =
            !name_.value.empty() && cell.order >= name_.first_order && cell.order <= name_.last_order;
        if ((distance > 1 && continues(cell)) || cell.begin < used_) continue;
        Stretch stretch{cell.begin, cell.end};
        if (is_name_itself(cell)) {  // what stands beside the name in its own cell
            if (name_.begin < cell.begin) continue;
            if (name_.end >= cell.end) {  // before it: in scripts without spaces
                std::size_t offset = name_.begin;
                if (name_.begin == cell.begin || !is_unspaced(next_code_point(all, offset))) continue;
                offer({cell.begin, name_.begin}, distance, same_line);
                continue;
            }
            stretch.begin = name_.end;
            while (stretch.begin < stretch.end &&
                   (all[stretch.begin] == ' ' || all[stretch.begin] == ',' || all[stretch.begin] == '-'))
                ++stretch.begin;
        } else if (!same_line) {
            const bool goes_on =
                i > 0 && cells_[i - 1].order == cell.order && cells_[i - 1].label == Label::none &&
                all.substr(cells_[i - 1].end, cell.begin - cells_[i - 1].end).find('\t') == std::string_view::npos;
            if (goes_on) continue;
            stretch.end = end_of_bars(i);
            if (stretch.end > cell.end &&
                traits_of(all.substr(cell.end, stretch.end - cell.end), context_.models).contact)
                stretch.end = cell.end;
        }
        offer(stretch, distance, same_line);
    }
    go_on_over_dots();
    return best_;
}

}  // namespace

Value find_headline(const Context& context, const Text& text, std::span<const Cell> cells,
                    std::span<const std::uint32_t> header_lines, const NameFound& name) {
    return Finder(context, text, cells, header_lines, name).find();
}

}  // namespace cvextract::fields::contact

#include "fields/contact/headline.hpp"

#include <algorithm>
#include <cmath>

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
    traits.heading = headings.exact(hashes).has_value() || titles.exact(hashes).has_value();
    traits.contact = !spans::find_emails(printed, models).empty() || !spans::find_urls(printed, models).empty() ||
                     !spans::find_phones(printed).empty();
    traits.sentence = printed.ends_with('.') && traits.words > 5;
    return traits;
}

}  // namespace

Value find_headline(const Context& context, const Text& text, std::span<const Cell> cells,
                    std::span<const std::uint32_t> header_lines, const NameFound& name) {
    if (name.value.empty()) return {};
    const std::string_view all = text.str();
    const Weights w(context.models, "headline");
    Value best;
    double best_score = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Cell& cell = cells[i];
        const bool same_line = cell.order >= name.first_order && cell.order <= name.last_order;
        const int distance = cell.order > name.last_order    ? static_cast<int>(cell.order - name.last_order)
                             : cell.order < name.first_order ? -static_cast<int>(name.first_order - cell.order)
                                                             : 0;
        if (distance > 4 || distance < -2) continue;
        std::size_t begin = cell.begin, end = cell.end;
        if (begin <= name.begin && end >= name.end) {  // what stands beside the name in its own cell
            if (name.end >= end) continue;
            begin = name.end;
            while (begin < end && (all[begin] == ' ' || all[begin] == ',' || all[begin] == '-')) ++begin;
        } else if (begin < name.end && end > name.begin) {
            continue;
        }
        if (cell.label != Label::none || end <= begin) continue;
        // Cells of one line that bars part are one headline ("Developer | Kotlin | Android"), unless they are data.
        if (!same_line) {
            if (i > 0 && cells[i - 1].order == cell.order) continue;
            std::size_t last = i;
            while (last + 1 < cells.size() && cells[last + 1].order == cell.order &&
                   cells[last + 1].label == Label::none)
                ++last;
            if (last > i && last + 1 < cells.size() && cells[last + 1].order == cell.order) last = i;
            end = cells[last].end;
        }
        // Set apart from running text, a headline may take two lines; in its style, more than a line is a paragraph.
        bool paragraph = false;
        const std::size_t next =
            std::ranges::find_if(cells.subspan(i), [&](const Cell& c) { return c.order > cell.order; }) - cells.begin();
        if (!same_line && next < cells.size() && cells[next].order == cell.order + 1 &&
            cells[next].label == Label::none) {
            const std::size_t here = text.piece_at(begin), there = text.piece_at(cells[next].begin);
            const auto& pieces = text.pieces();
            if (here < pieces.size() && there < pieces.size() &&
                text.token(pieces[here]).style == text.token(pieces[there]).style) {
                const bool plain = text.token(pieces[here]).style == context.document.body_style;
                const bool wide = end - begin > kWideLine;
                const bool alone = next + 1 == cells.size() || cells[next + 1].order > cells[next].order;
                if (plain) {
                    paragraph = wide;
                } else if (wide && alone &&
                           !traits_of(all.substr(cells[next].begin, cells[next].end - cells[next].begin),
                                      context.models)
                                .contact) {
                    end = cells[next].end;
                }
            }
        }
        const std::string_view printed = all.substr(begin, end - begin);
        if (printed.size() > kLongestHeadline || printed.size() < 3) continue;
        const Traits t = traits_of(printed, context.models);
        if (t.heading || t.contact || t.words == 0) continue;
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
        const double body = std::max(1.0, context.document.body_size);
        const auto pieces = text.pieces();
        const std::size_t p = text.piece_at(begin);
        if (p < pieces.size()) {
            const auto& style = text.style(pieces[p]);
            score += w["size"] * std::clamp(style.size / body - 1.0, -0.3, 0.8);
            if (style.bold || style.italic) score += w["emphasis"];
        }
        if (std::ranges::binary_search(header_lines, cell.line)) score += w["header"];
        score += w["place"] * spans::parse_address(printed, context.models).score;
        if (!spans::find_dates(printed, context.models).empty()) score += w["date"];
        if (score > best_score) {
            best_score = score;
            best = text.value(begin, end, 1.0 / (1.0 + std::exp(-score)));
        }
    }
    return best;
}

}  // namespace cvextract::fields::contact

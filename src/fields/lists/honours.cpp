#include "fields/lists/honours.hpp"

#include <algorithm>

#include "fields/entries/assemble.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Assembler;
using entries::Body;
using entries::Cut;
using entries::Entry;
using entries::Field;

constexpr std::size_t kFewestWords = 12;  // of a profile paragraph without a heading
constexpr std::size_t kEnoughWords = 30;  // of one that does not end like a sentence

/// How a line of the header block reads.
struct HeaderLine {
    std::size_t words = 0;  // ideographs count as half a word
    bool contact = false;   // holds an address of mail or web, or is mostly numbers
    bool stop = false;      // ends like a sentence
};

HeaderLine read_header_line(const Context& context, const layout::Range& range) {
    const Text text(context.document, std::span(&range, 1), Text::Lines::keep);
    HeaderLine out;
    std::size_t numbers = 0, ideographs = 0, all = 0;
    for (const Unit& unit : cut_units(text.str())) {
        out.words += unit.kind == UnitClass::word ? 1 : 0;
        ideographs += unit.kind == UnitClass::ideograph ? 1 : 0;
        numbers += unit.kind == UnitClass::number ? 1 : 0;
        ++all;
    }
    out.words += ideographs / 2;
    const std::string_view s = text.str();
    out.contact = s.find('@') != std::string_view::npos || s.find("://") != std::string_view::npos ||
                  s.find("www.") != std::string_view::npos || 3 * numbers > all;
    out.stop = s.ends_with('.') || s.ends_with('!') || s.ends_with('?') || s.ends_with("\xE3\x80\x82");
    return out;
}

/// The profile paragraph that stands in the header block without a heading: its longest run of lines that read like
/// sentences, in one style and one column.
std::vector<layout::Range> header_paragraph(const Context& context) {
    std::vector<layout::Range> best, run;
    std::size_t words = 0, most = 0;
    bool stopped = false;
    const auto close = [&] {
        if (words >= kFewestWords && (stopped || words >= kEnoughWords) && words > most) {
            best = run;
            most = words;
        }
        run.clear();
        words = 0;
        stopped = false;
    };
    const auto style_of = [&](const layout::Range& range) {
        return context.document.lines.at(range.line).tokens.at(range.begin).style;
    };
    for (const layout::Range& range : context.outline.header) {
        if (range.begin == range.end) continue;
        const HeaderLine line = read_header_line(context, range);
        // The last line of a paragraph may be short; its first one is not.
        const bool goes_on =
            !run.empty() && style_of(run.back()) == style_of(range) &&
            context.document.lines.at(run.back().line).region == context.document.lines.at(range.line).region;
        if (line.contact || (line.words < 5 && !(goes_on && words >= 5))) {
            close();
            continue;
        }
        if (!goes_on) close();
        run.push_back(range);
        words += line.words;
        stopped = line.stop;
    }
    close();
    return best;
}

/// Contact lines that a template sets above or below the profile under one heading are no part of it.
std::vector<layout::Range> without_contact(const Context& context, std::vector<layout::Range> ranges) {
    const auto is_prose = [&](const layout::Range& range, std::size_t fewest) {
        const HeaderLine line = read_header_line(context, range);
        return !line.contact && (line.words >= fewest || line.stop);
    };
    auto first = std::find_if(ranges.begin(), ranges.end(), [&](const auto& r) { return is_prose(r, 4); });
    if (first == ranges.end()) return ranges;
    auto last = std::find_if(ranges.rbegin(), ranges.rend(), [&](const auto& r) { return is_prose(r, 2); }).base();
    return first < last ? std::vector<layout::Range>(first, last) : ranges;
}

}  // namespace

void collect_honours(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::awards && section.kind != SectionKind::certificates) continue;
        const Body body(context, section);
        const Cut cut = entries::cut_entries(body);
        const Assembler read(body, cut);
        for (const Entry& entry : cut.entries) {
            if (section.kind == SectionKind::awards) {
                Award award;
                award.title = read.first(entry, Field::title);
                award.awarder = read.first(entry, Field::organisation);
                award.summary = read.joined(entry, Field::note);
                read.set_date(entry, award.date);
                if (!award.title.empty()) record.awards.push_back(std::move(award));
            } else {
                Certificate certificate;
                certificate.name = read.first(entry, Field::title);
                certificate.issuer = read.first(entry, Field::organisation);
                certificate.url = read.first(entry, Field::url);
                read.set_date(entry, certificate.date);
                if (!certificate.name.empty()) record.certificates.push_back(std::move(certificate));
            }
        }
    }
}

void collect_prose(const Context& context, Record& record) {
    std::vector<layout::Range> ranges;
    double confidence = 1;
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::summary) continue;
        const auto body = without_contact(context, section.body);
        ranges.insert(ranges.end(), body.begin(), body.end());
        confidence = std::min(confidence, section.confidence);
    }
    if (ranges.empty()) {
        ranges = header_paragraph(context);
        confidence = 0.6;
    }
    if (ranges.empty()) return;
    const Text text(context.document, ranges, Text::Lines::reflow);
    record.basics.summary = text.value(0, text.str().size(), confidence);
}

}  // namespace cvextract::fields::lists

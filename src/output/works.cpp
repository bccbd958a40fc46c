#include "output/works.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/unicode.hpp"
#include "base/units.hpp"

namespace cvextract::output {

namespace {

/// Letters a-z and digits of the folded text: what every BibTeX takes in a key.
std::string key_part(const std::string& text) {
    std::string out;
    for (const char c : fold(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

std::string first_long_word(const std::string& title) {
    for (const Unit& unit : cut_units(title)) {
        if (unit.kind != UnitClass::word) continue;
        std::string word = key_part(title.substr(unit.begin, unit.end - unit.begin));
        if (word.size() > 3) return word;
    }
    return {};
}

bool is_initials(const std::string& word) {
    std::size_t letters = 0;
    for (std::size_t offset = 0; offset < word.size();) {
        const char32_t c = next_code_point(word, offset);
        if (!is_letter(c)) continue;
        if (!is_upper(c)) return false;
        ++letters;
    }
    return letters > 0 && letters <= 3;
}

bool is_lower_word(const std::string& word) {
    std::size_t offset = 0;
    return !word.empty() && is_lower(next_code_point(word, offset));
}

std::vector<std::string> split_spaces(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::string join(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        if (!out.empty()) out += ' ';
        out += words[i];
    }
    return out;
}

Work::Kind kind_of(const Publication& p) {
    static constexpr std::array<std::pair<std::string_view, Work::Kind>, 10> kKinds = {{
        {"article-journal", Work::Kind::article},
        {"paper-conference", Work::Kind::paper},
        {"chapter", Work::Kind::chapter},
        {"entry-encyclopedia", Work::Kind::chapter},
        {"book", Work::Kind::book},
        {"thesis", Work::Kind::thesis},
        {"report", Work::Kind::report},
        {"patent", Work::Kind::patent},
        {"software", Work::Kind::software},
        {"dataset", Work::Kind::software},
    }};
    const auto it = std::ranges::find(kKinds, p.type.text, &std::pair<std::string_view, Work::Kind>::first);
    return it == kKinds.end() ? Work::Kind::other : it->second;
}

/// "London: Nowhere Press" says the place before the publisher.
void divide_house(Work& work) {
    work.publisher = work.venue;
    const std::size_t colon = work.venue.find(": ");
    if (colon == std::string::npos || colon > 30) return;
    work.place = work.venue.substr(0, colon);
    work.publisher = work.venue.substr(colon + 2);
}

void set_key(Work& work, std::set<std::string>& taken) {
    std::string base =
        work.authors.empty() ? std::string() : key_part(work.authors.front().particle + work.authors.front().family);
    base += work.date.substr(0, 4);
    base += first_long_word(work.title);
    if (base.empty()) base = "work";
    work.key = base;
    for (std::size_t n = 0; !taken.insert(work.key).second; ++n) {
        work.key = base;
        std::size_t number = n;
        do {
            work.key.insert(base.size(), 1, static_cast<char>('a' + number % 26));
            number /= 26;
        } while (number-- > 0);
    }
}

}  // namespace

Name split_name(const std::string& printed) {
    Name name;
    const std::size_t comma = printed.find(',');
    if (comma != std::string::npos) {
        const auto family = split_spaces(printed.substr(0, comma));
        std::size_t particle = 0;
        while (particle + 1 < family.size() && is_lower_word(family[particle])) ++particle;
        name.particle = join(family, 0, particle);
        name.family = join(family, particle, family.size());
        name.given = collapse_spaces(printed.substr(comma + 1));
        return name;
    }
    auto words = split_spaces(printed);
    if (words.size() < 2) {
        std::size_t offset = 0;
        const bool han = !printed.empty() && is_unspaced(next_code_point(printed, offset));
        if (han && code_points(printed) >= 2 && code_points(printed) <= 4) {
            // Family names of two characters are rare; four characters divide in the middle.
            if (code_points(printed) == 4) static_cast<void>(next_code_point(printed, offset));
            name.family = printed.substr(0, offset);
            name.given = printed.substr(offset);
        } else {
            name.family = printed;
        }
        return name;
    }
    for (const char* suffix : {"Jr.", "Jr", "Sr.", "II", "III", "IV"}) {
        if (words.back() == suffix && words.size() > 2) {
            name.suffix = suffix;
            words.pop_back();
            break;
        }
    }
    // "Doe JA": initials behind the family name.
    std::size_t tail = words.size();
    while (tail > 1 && is_initials(words[tail - 1])) --tail;
    if (tail < words.size() && !is_initials(words.front())) {
        name.family = join(words, 0, tail);
        name.given = join(words, tail, words.size());
        return name;
    }
    std::size_t family = words.size() - 1;
    while (family > 1 && is_lower_word(words[family - 1])) --family;
    name.given = join(words, 0, family);
    name.particle = join(words, family, words.size() - 1);
    name.family = words.back();
    return name;
}

std::vector<Work> works(const Record& record) {
    std::vector<Work> out;
    for (const Publication& p : record.publications) {
        Work w;
        w.kind = kind_of(p);
        w.title = p.name.text;
        for (const Value& author : p.authors) w.authors.push_back(split_name(author.text));
        w.venue = p.publisher.text;
        w.date = p.release_date.text;
        w.volume = p.volume.text;
        w.issue = p.issue.text;
        w.pages = p.pages.text;
        w.doi = p.doi.text;
        w.arxiv = p.arxiv.text;
        w.pmid = p.pmid.text;
        w.isbn = p.isbn.text;
        w.url = p.url.text;
        w.status = p.status.text;
        w.note = p.note.text;
        if (w.kind == Work::Kind::book) divide_house(w);
        if (!w.title.empty()) out.push_back(std::move(w));
    }
    const auto owner = record.basics.name.text;
    for (const Talk& t : record.talks) {
        Work w;
        w.kind = Work::Kind::talk;
        w.title = t.title.text;
        if (!owner.empty()) w.authors.push_back(split_name(owner));
        w.venue = t.event.text;
        w.place = t.location.text;
        w.date = t.date.text;
        if (!w.title.empty()) out.push_back(std::move(w));
    }
    for (const Patent& p : record.patents) {
        Work w;
        w.kind = Work::Kind::patent;
        w.title = p.title.text;
        if (!owner.empty()) w.authors.push_back(split_name(owner));
        w.number = p.number.text;
        w.date = p.date.text;
        if (!w.title.empty()) out.push_back(std::move(w));
    }
    std::set<std::string> taken;
    for (Work& w : out) set_key(w, taken);
    return out;
}

}  // namespace cvextract::output

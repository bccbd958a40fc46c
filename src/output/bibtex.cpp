#include "output/bibtex.hpp"

#include <array>
#include <string_view>

#include "output/works.hpp"

namespace cvextract::output {

namespace {

/// TeX reads these characters as commands.
std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 8);
    for (const char c : text) {
        switch (c) {
            case '&':
            case '%':
            case '$':
            case '#':
            case '_':
            case '{':
            case '}':
                out += '\\';
                out += c;
                break;
            case '\\':
                out += "\\textbackslash{}";
                break;
            case '~':
                out += "\\textasciitilde{}";
                break;
            case '^':
                out += "\\textasciicircum{}";
                break;
            default:
                out += c;
        }
    }
    return out;
}

/// Identifiers and addresses are printed verbatim; only what would end the field is kept out.
std::string verbatim(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '{')
            out += "%7B";
        else if (c == '}')
            out += "%7D";
        else if (c == '\\')
            out += "%5C";
        else
            out += c;
    }
    return out;
}

std::string name(const Name& n) {
    std::string family = n.particle.empty() ? n.family : n.particle + " " + n.family;
    // A name with "and" in it, or of one part, is one name.
    if (n.given.empty()) return "{" + escaped(family) + "}";
    family = escaped(family);
    if (!n.suffix.empty()) family += ", " + escaped(n.suffix);
    return family + ", " + escaped(n.given);
}

/// Page ranges take two hyphens.
std::string pages(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        bool dash = false;
        for (const std::string_view mark :
             {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x88\x92"}) {
            if (!rest.starts_with(mark)) continue;
            i += mark.size();
            dash = true;
            break;
        }
        if (!dash && text[i] == '-') {
            while (i < text.size() && text[i] == '-') ++i;
            dash = true;
        }
        if (dash) {
            while (!out.empty() && out.back() == ' ') out.pop_back();
            out += "--";
            while (i < text.size() && text[i] == ' ') ++i;
            continue;
        }
        out += text[i++];
    }
    return escaped(out);
}

struct Form {
    const char *entry, *venue;
};

Form form_of(Work::Kind kind) {
    switch (kind) {
        case Work::Kind::article:
            return {"article", "journal"};
        case Work::Kind::paper:
            return {"inproceedings", "booktitle"};
        case Work::Kind::chapter:
            return {"incollection", "booktitle"};
        case Work::Kind::book:
            return {"book", "publisher"};
        case Work::Kind::thesis:
            return {"phdthesis", "school"};
        case Work::Kind::report:
            return {"techreport", "institution"};
        default:
            return {"misc", "howpublished"};
    }
}

class Entry {
  public:
    Entry(const char* type, const std::string& key) : out_("@" + std::string(type) + "{" + key + ",\n") {}
    void add(const char* field, const std::string& value, std::string_view open = "{", std::string_view close = "}") {
        if (value.empty()) return;
        out_ += "  ";
        out_ += field;
        out_ += " = ";
        out_ += open;
        out_ += value;
        out_ += close;
        out_ += ",\n";
    }
    [[nodiscard]] std::string finish() && { return std::move(out_) + "}\n"; }

  private:
    std::string out_;
};

}  // namespace

std::string bibtex(const Record& record) {
    static constexpr std::array<const char*, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                            "jul", "aug", "sep", "oct", "nov", "dec"};
    std::string all;
    for (const Work& w : works(record)) {
        const Form form = form_of(w.kind);
        Entry entry(form.entry, w.key);
        std::string authors;
        for (const Name& n : w.authors) {
            if (!authors.empty()) authors += " and ";
            authors += name(n);
        }
        entry.add("author", authors);
        // Braces twice: the case of the title stays as it is printed.
        entry.add("title", escaped(w.title), "{{", "}}");
        entry.add(form.venue, escaped(w.kind == Work::Kind::book ? w.publisher : w.venue));
        entry.add("address", escaped(w.place));
        entry.add("year", w.date.substr(0, 4));
        if (w.date.size() >= 7) {
            const std::size_t month = static_cast<std::size_t>((w.date[5] - '0') * 10 + (w.date[6] - '0'));
            if (month >= 1 && month <= 12) entry.add("month", kMonths.at(month - 1), "", "");
        }
        entry.add("volume", escaped(w.volume));
        entry.add("number", escaped(w.issue.empty() ? w.number : w.issue));
        entry.add("pages", pages(w.pages));
        entry.add("isbn", verbatim(w.isbn));
        entry.add("doi", verbatim(w.doi));
        entry.add("eprint", verbatim(w.arxiv));
        if (!w.arxiv.empty()) entry.add("archiveprefix", "arXiv");
        entry.add("pmid", verbatim(w.pmid));
        entry.add("url", verbatim(w.url));
        std::string note = escaped(w.status);
        if (!w.note.empty()) note += (note.empty() ? "" : "; ") + escaped(w.note);
        entry.add("note", note);
        if (!all.empty()) all += '\n';
        all += std::move(entry).finish();
    }
    return all;
}

}  // namespace cvextract::output

#include "output/markdown.hpp"

#include <string_view>
#include <vector>

#include "base/unicode.hpp"

namespace cvextract::output {

namespace {

/// Characters that would begin markup.
std::string plain(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool line_start = i == 0 || text[i - 1] == '\n';
        if (std::string_view("\\`*_[]<>").find(c) != std::string_view::npos || (line_start && (c == '#' || c == '+')))
            out += '\\';
        out += c;
        // "1." and "-" at the start of a line would begin a list.
        if (line_start && c == '-') out.insert(out.size() - 1, 1, '\\');
        if ((c == '.' || c == ')') && i > 0) {
            std::size_t k = i;
            while (k > 0 && text[k - 1] >= '0' && text[k - 1] <= '9') --k;
            if (k < i && (k == 0 || text[k - 1] == '\n') && i + 1 < text.size() && text[i + 1] == ' ')
                out.insert(out.size() - 1, 1, '\\');
        }
    }
    return out;
}

std::string bold(const Value& v) {
    return v.empty() ? std::string() : "**" + plain(v.text) + "**";
}
std::string italic(const Value& v) {
    return v.empty() ? std::string() : "*" + plain(v.text) + "*";
}
std::string link(const Value& v) {
    return v.empty() ? std::string() : "<" + v.text + ">";
}

std::string join(std::initializer_list<std::string> parts, std::string_view separator) {
    std::string out;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += separator;
        out += part;
    }
    return out;
}

std::string join(const std::vector<Value>& values, std::string_view separator) {
    std::string out;
    for (const Value& v : values) {
        if (!out.empty()) out += separator;
        out += plain(v.text);
    }
    return out;
}

std::string range(const Value& start, const Value& end, bool ongoing) {
    std::string last = ongoing ? "present" : end.text;
    if (start.empty()) return ongoing ? std::string() : last;
    return last.empty() || last == start.text ? start.text : start.text + " \xE2\x80\x93 " + last;
}

/// Letters and digits alone: how entries are found in the verbatim text of their section.
std::string letters(std::string_view text) {
    std::string out;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = next_code_point(text, offset);
        if (is_letter(c) || is_digit(c)) append_code_point(out, c);
    }
    return out;
}

class Writer {
  public:
    explicit Writer(const Record& record) : record_(record) {
        for (const Section& section : record.sections) texts_.push_back(letters(section.text));
    }

    std::string run() {
        head();
        for (section_ = 0; section_ < record_.sections.size(); ++section_) {
            const Section& section = record_.sections[section_];
            block("## " + plain(section.heading.text));
            const std::size_t before = out_.size();
            fields(section.kind);
            if (out_.size() == before) verbatim(section.text);
        }
        return std::move(out_);
    }

  private:
    void block(const std::string& text) {
        if (text.empty()) return;
        if (!out_.empty()) out_ += '\n';
        out_ += text;
        out_ += '\n';
    }
    void item(const std::string& text, int level = 0) {
        if (text.empty()) return;
        out_.append(static_cast<std::size_t>(level) * 2, ' ');
        out_ += "- " + text + "\n";
    }
    void open_list() {
        if (!out_.empty()) out_ += '\n';
    }
    void items(const std::vector<Value>& values) {
        if (values.empty()) return;
        open_list();
        for (const Value& v : values) item(plain(v.text));
    }
    void verbatim(const std::string& text) {
        // Two spaces at a line's end keep the break.
        std::string lines = plain(text);
        for (std::size_t at = 0; (at = lines.find('\n', at)) != std::string::npos; at += 3) lines.insert(at, "  ");
        block(lines);
    }

    void head() {
        const Basics& b = record_.basics;
        if (!b.name.empty()) out_ += "# " + plain(b.name.text) + "\n";
        block(plain(b.label.text));
        const Location& l = b.location;
        const std::string place =
            join({plain(l.address.text), plain(l.postal_code.text), plain(l.city.text), plain(l.region.text)}, ", ");
        std::string contact = join(
            {place, b.email.empty() ? "" : "<" + b.email.text + ">", plain(b.phone.text), link(b.url)}, " \xC2\xB7 ");
        for (const Profile& p : b.profiles) {
            const std::string name = p.network.empty() ? p.username.text : p.network.text;
            const std::string shown = p.url.empty()
                                          ? plain(join({p.network.text, p.username.text}, ": "))
                                          : "[" + plain(name.empty() ? p.url.text : name) + "](" + p.url.text + ")";
            contact = join({contact, shown}, " \xC2\xB7 ");
        }
        block(contact);
    }

    /// Whether an entry with this key stands in the section that is being written: in the first section of the kind
    /// whose text holds the key, or the first of the kind where none does.
    [[nodiscard]] bool here(const Value& key, SectionKind kind) const {
        constexpr std::size_t kEnough = 60;  // bytes that tell entries apart
        std::string wanted = letters(key.text);
        if (wanted.size() > kEnough) wanted.resize(kEnough);
        std::size_t first = record_.sections.size();
        for (std::size_t i = 0; i < record_.sections.size(); ++i) {
            if (record_.sections[i].kind != kind) continue;
            if (first == record_.sections.size()) first = i;
            if (!wanted.empty() && texts_[i].find(wanted) != std::string::npos) return i == section_;
        }
        return first == section_;
    }

    template <class Entry, class Key, class Write>
    void each(const std::vector<Entry>& entries, SectionKind kind, Key&& key, Write&& write) {
        for (const Entry& entry : entries) {
            if (here(key(entry), kind)) write(entry);
        }
    }

    template <class Entry, class Key, class Line>
    void list(const std::vector<Entry>& entries, SectionKind kind, Key&& key, Line&& line) {
        bool first = true;
        each(entries, kind, key, [&](const Entry& entry) {
            if (first) open_list();
            first = false;
            item(line(entry));
        });
    }

    template <class Job>
    void job(const Value& name, const Job& j) {
        block("### " + join({plain(name.text), plain(j.position.text)}, " \xE2\x80\x94 "));
        block(
            join({plain(j.location.text), range(j.start_date, j.end_date, j.ongoing.set), link(j.url)}, " \xC2\xB7 "));
        block(plain(j.summary.text));
        items(j.highlights);
    }

    static std::string publication(const Publication& p) {
        const std::string numbers = join({p.volume.text, p.issue.empty() ? "" : "(" + p.issue.text + ")"}, "");
        std::string out = join({join(p.authors, ", "), bold(p.name), italic(p.publisher),
                                join({plain(numbers), plain(p.pages.text)}, ": "), p.release_date.text,
                                plain(p.status.text), plain(p.note.text)},
                               ". ");
        if (!p.doi.empty()) out += ". doi:" + plain(p.doi.text);
        if (!p.arxiv.empty()) out += ". arXiv:" + plain(p.arxiv.text);
        if (!p.url.empty()) out += ". " + link(p.url);
        return out;
    }

    void fields(SectionKind kind) {
        const Record& r = record_;
        switch (kind) {
            case SectionKind::summary:
                if (here(r.basics.summary, kind)) block(plain(r.basics.summary.text));
                break;
            case SectionKind::work:
                each(
                    r.work, kind, [](const Work& w) { return w.position.empty() ? w.name : w.position; },
                    [&](const Work& w) { job(w.name, w); });
                break;
            case SectionKind::volunteer:
                each(
                    r.volunteer, kind, [](const Volunteer& v) { return v.organization; },
                    [&](const Volunteer& v) { job(v.organization, v); });
                break;
            case SectionKind::education:
                each(
                    r.education, kind, [](const Education& e) { return e.institution; },
                    [&](const Education& e) { education(e); });
                break;
            case SectionKind::projects:
                each(
                    r.projects, kind, [](const Project& p) { return p.name; }, [&](const Project& p) { project(p); });
                break;
            case SectionKind::awards:
                list(
                    r.awards, kind, [](const Award& a) { return a.title; },
                    [](const Award& a) {
                        return join({bold(a.title), plain(a.awarder.text), a.date.text, plain(a.summary.text)}, ", ");
                    });
                break;
            case SectionKind::certificates:
                list(
                    r.certificates, kind, [](const Certificate& c) { return c.name; },
                    [](const Certificate& c) {
                        return join({bold(c.name), plain(c.issuer.text), c.date.text, link(c.url)}, ", ");
                    });
                break;
            case SectionKind::publications:
                list(
                    r.publications, kind, [](const Publication& p) { return p.name; }, publication);
                break;
            case SectionKind::skills:
                list(
                    r.skills, kind, [](const Skill& s) { return s.keywords.empty() ? s.name : s.keywords.front(); },
                    [](const Skill& s) {
                        return join({join({bold(s.name), plain(s.level.text)}, " "), join(s.keywords, ", ")}, ": ");
                    });
                break;
            case SectionKind::languages:
                list(
                    r.languages, kind, [](const Language& l) { return l.language; },
                    [](const Language& l) {
                        return join({bold(l.language), plain(l.fluency.text)}, ": ");
                    });
                break;
            case SectionKind::interests:
                list(
                    r.interests, kind, [](const Interest& i) { return i.name; },
                    [](const Interest& i) {
                        return join({bold(i.name), join(i.keywords, ", ")}, ": ");
                    });
                break;
            case SectionKind::references:
                list(
                    r.references, kind, [](const Reference& x) { return x.name; },
                    [](const Reference& x) {
                        return join({bold(x.name), plain(x.reference.text)}, ": ");
                    });
                break;
            default:
                academic(kind);
        }
    }

    void academic(SectionKind kind) {
        const Record& r = record_;
        const auto same = [](const Value& v) { return v; };
        switch (kind) {
            case SectionKind::research_interests:
                list(r.research_interests, kind, same, [](const Value& v) { return plain(v.text); });
                break;
            case SectionKind::teaching:
                list(
                    r.teaching, kind, [](const Teaching& t) { return t.course.empty() ? t.position : t.course; },
                    [](const Teaching& t) {
                        return join({bold(t.course), plain(t.position.text), plain(t.institution.text),
                                     range(t.start_date, t.end_date, false)},
                                    ", ");
                    });
                break;
            case SectionKind::talks:
                list(
                    r.talks, kind, [](const Talk& t) { return t.title.empty() ? t.event : t.title; },
                    [](const Talk& t) {
                        return join({bold(t.title), italic(t.event), plain(t.location.text), t.date.text}, ", ");
                    });
                break;
            case SectionKind::service:
                list(
                    r.service, kind, [](const Service& s) { return s.organization; },
                    [](const Service& s) {
                        return join({bold(s.role), plain(s.organization.text), range(s.start_date, s.end_date, false)},
                                    ", ");
                    });
                break;
            case SectionKind::grants:
                list(
                    r.grants, kind, [](const Grant& g) { return g.title; },
                    [](const Grant& g) {
                        return join({bold(g.title), plain(g.funder.text), plain(g.amount.text), plain(g.role.text),
                                     range(g.start_date, g.end_date, false)},
                                    ", ");
                    });
                break;
            case SectionKind::patents:
                list(
                    r.patents, kind, [](const Patent& p) { return p.title; },
                    [](const Patent& p) {
                        return join({bold(p.title), plain(p.number.text), p.date.text}, ", ");
                    });
                break;
            case SectionKind::memberships:
                list(
                    r.memberships, kind, [](const Membership& m) { return m.organization; },
                    [](const Membership& m) {
                        return join({bold(m.organization), plain(m.role.text), range(m.start_date, m.end_date, false)},
                                    ", ");
                    });
                break;
            case SectionKind::transcript:
                transcript();
                break;
            default:
                break;
        }
    }

    void education(const Education& e) {
        block("### " + plain(e.institution.text));
        block(join({join({plain(e.study_type.text), plain(e.area.text)}, ", "), plain(e.location.text),
                    range(e.start_date, e.end_date, e.ongoing.set), plain(e.score.text)},
                   " \xC2\xB7 "));
        open_list();
        if (!e.advisor.empty()) item("Advisor: " + plain(e.advisor.text));
        if (!e.thesis.empty()) item("Thesis: " + plain(e.thesis.text));
        if (!e.courses.empty()) item("Courses: " + join(e.courses, ", "));
        for (const Value& v : e.highlights) item(plain(v.text));
    }

    void project(const Project& p) {
        block("### " + plain(p.name.text));
        block(join({range(p.start_date, p.end_date, false), join(p.keywords, ", "), link(p.url)}, " \xC2\xB7 "));
        block(plain(p.description.text));
        items(p.highlights);
    }

    void transcript() {
        const auto& courses = record_.transcript;
        if (courses.empty() || !here(courses.front().course, SectionKind::transcript)) return;
        block("| Course | Grade |\n|---|---|");
        for (const Course& c : courses) out_ += "| " + plain(c.course.text) + " | " + plain(c.grade.text) + " |\n";
    }

    const Record& record_;
    std::vector<std::string> texts_;  ///< of the sections, letters alone
    std::size_t section_ = 0;
    std::string out_;
};

}  // namespace

std::string markdown(const Record& record) {
    return Writer(record).run();
}

}  // namespace cvextract::output

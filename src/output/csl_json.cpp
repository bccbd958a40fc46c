#include "output/csl_json.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

#include "output/works.hpp"

namespace cvextract::output {

namespace {

using Json = nlohmann::ordered_json;

const char* type_of(Work::Kind kind) {
    switch (kind) {
        case Work::Kind::article:
            return "article-journal";
        case Work::Kind::paper:
            return "paper-conference";
        case Work::Kind::chapter:
            return "chapter";
        case Work::Kind::book:
            return "book";
        case Work::Kind::thesis:
            return "thesis";
        case Work::Kind::report:
            return "report";
        case Work::Kind::patent:
            return "patent";
        case Work::Kind::talk:
            return "speech";
        case Work::Kind::software:
            return "software";
        case Work::Kind::other:
            break;
    }
    return "article";
}

const char* venue_of(Work::Kind kind) {
    switch (kind) {
        case Work::Kind::book:
        case Work::Kind::thesis:
        case Work::Kind::report:
            return "publisher";
        case Work::Kind::talk:
            return "event-title";
        default:
            return "container-title";
    }
}

Json name(const Name& n) {
    if (n.given.empty()) return {{"literal", n.particle.empty() ? n.family : n.particle + " " + n.family}};
    Json out{{"family", n.family}, {"given", n.given}};
    if (!n.particle.empty()) out["non-dropping-particle"] = n.particle;
    if (!n.suffix.empty()) out["suffix"] = n.suffix;
    return out;
}

/// YYYY, YYYY-MM or YYYY-MM-DD.
Json date(const std::string& iso) {
    Json parts = Json::array();
    for (const std::size_t begin : {std::size_t{0}, std::size_t{5}, std::size_t{8}}) {
        int number = 0;
        const std::string part = begin < iso.size() ? iso.substr(begin, begin == 0 ? 4 : 2) : std::string();
        if (std::from_chars(part.data(), part.data() + part.size(), number).ec != std::errc{}) break;
        parts.push_back(number);
    }
    return {{"date-parts", Json::array({parts})}};
}

}  // namespace

std::string csl_json(const Record& record) {
    Json all = Json::array();
    for (const Work& w : works(record)) {
        Json item{{"id", w.key}, {"type", type_of(w.kind)}};
        const auto add = [&](const char* field, const std::string& value) {
            if (!value.empty()) item[field] = value;
        };
        add("title", w.title);
        if (!w.authors.empty()) {
            item["author"] = Json::array();
            for (const Name& n : w.authors) item["author"].push_back(name(n));
        }
        add(venue_of(w.kind), w.kind == Work::Kind::book ? w.publisher : w.venue);
        add(w.kind == Work::Kind::talk ? "event-place" : "publisher-place", w.place);
        if (w.date.size() >= 4) item["issued"] = date(w.date);
        add("volume", w.volume);
        add("issue", w.issue);
        add("page", w.pages);
        add("number", w.number.empty() && !w.arxiv.empty() ? "arXiv:" + w.arxiv : w.number);
        add("DOI", w.doi);
        add("ISBN", w.isbn);
        add("PMID", w.pmid);
        add("URL", w.url);
        add("status", w.status);
        add("note", w.note);
        all.push_back(std::move(item));
    }
    return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace cvextract::output

#include "fields/academic/identifiers.hpp"

#include <algorithm>

#include <re2/re2.h>

namespace cvextract::fields::academic {

namespace {

void trim_end(std::string_view& value) {
    while (!value.empty()) {
        const char last = value.back();
        const bool unpaired = (last == ')' && value.find('(') == std::string_view::npos) ||
                              (last == ']' && value.find('[') == std::string_view::npos);
        if (last != '.' && last != ',' && last != ';' && last != ':' && last != '>' && last != '"' && last != '/' &&
            !unpaired)
            break;
        value.remove_suffix(1);
    }
}

bool isbn_checks(std::string_view digits) {
    if (digits.size() == 13) {
        int sum = 0;
        for (std::size_t i = 0; i < 13; ++i) {
            if (digits[i] < '0' || digits[i] > '9') return false;
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
    if (digits.size() != 10) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        const bool ten = i == 9 && (digits[i] == 'X' || digits[i] == 'x');
        if (!ten && (digits[i] < '0' || digits[i] > '9')) return false;
        sum += (ten ? 10 : digits[i] - '0') * static_cast<int>(10 - i);
    }
    return sum % 11 == 0;
}

void add_isbn(std::vector<Identifier>& found, std::string_view printed, std::size_t begin, std::size_t end) {
    std::string digits;
    std::ranges::copy_if(printed, std::back_inserter(digits),
                         [](char c) { return (c >= '0' && c <= '9') || c == 'X' || c == 'x'; });
    if (isbn_checks(digits) || printed.starts_with("978") || printed.starts_with("979"))
        found.push_back({IdentifierKind::isbn, begin, end, std::string(printed)});
}

}  // namespace

std::vector<Identifier> find_identifiers(std::string_view text) {
    // One pass: each alternative begins with what makes it certain.
    static const RE2 kPattern(
        R"((?i)(?:https?://(?:dx\.)?(?:www\.)?doi\.org/|doi\.org/|doi[:\s]\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?|\b)(10\.\d{4,9}/[^\s,;"<>]+))"
        R"(|(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)(?:\.pdf)?)"
        R"(|arxiv(?:\s*preprint)?(?:\s*arxiv)?\s*[:\s]\s*((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?))"
        R"(|(?:PMID|PubMed(?: ID)?)[:\s]\s*(\d{5,9}))"
        R"(|ISBN(?:-1[03])?[:\s]*\s*([\dX][\d\s-]{8,16}[\dXx]))"
        R"(|((?:https?://|www\.)[^\s<>"]+))");
    std::vector<Identifier> found;
    re2::StringPiece input(text.data(), text.size());
    const char* base = text.data();
    re2::StringPiece groups[7];
    std::size_t at = 0;
    while (at < text.size() && kPattern.Match(input, at, text.size(), RE2::UNANCHORED, groups, 7)) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - base);
        auto end = begin + groups[0].size();
        const auto view = [&](int g) { return std::string_view(groups[g].data(), groups[g].size()); };
        if (groups[1].data() != nullptr) {
            std::string_view doi = view(1);
            trim_end(doi);
            end = static_cast<std::size_t>(doi.data() - base) + doi.size();
            found.push_back({IdentifierKind::doi, begin, end, std::string(doi)});
        } else if (groups[2].data() != nullptr || groups[3].data() != nullptr) {
            std::string_view number = groups[2].data() != nullptr ? view(2) : view(3);
            found.push_back({IdentifierKind::arxiv, begin, end, std::string(number)});
        } else if (groups[4].data() != nullptr) {
            found.push_back({IdentifierKind::pmid, begin, end, std::string(view(4))});
        } else if (groups[5].data() != nullptr) {
            add_isbn(found, view(5), begin, end);
        } else {
            std::string_view url = view(6);
            std::string_view trimmed = url;
            trim_end(trimmed);
            if (trimmed.size() + 1 == url.size() && url.back() == '/') trimmed = url;
            end = begin + trimmed.size();
            // A DOI inside a publisher's address.
            static const RE2 kInside(R"((10\.\d{4,9}/[^\s?#]+))");
            re2::StringPiece doi;
            if (RE2::PartialMatch(re2::StringPiece(trimmed.data(), trimmed.size()), kInside, &doi)) {
                std::string_view value(doi.data(), doi.size());
                trim_end(value);
                for (const std::string_view tail : {"/full", "/pdf", "/abstract", ".pdf", "/html"})
                    if (value.ends_with(tail)) value.remove_suffix(tail.size());
                found.push_back({IdentifierKind::doi, begin, end, std::string(value)});
            }
            found.push_back({IdentifierKind::url, begin, end, std::string(trimmed)});
        }
        at = std::max(end, begin + 1);
    }
    return found;
}

}  // namespace cvextract::fields::academic

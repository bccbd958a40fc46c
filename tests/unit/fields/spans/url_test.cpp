#include "fields/spans/url.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cvextract::fields::spans {
namespace {

const models::Models& builtin() {
    return models::Models::builtin();
}

TEST(Urls, Table) {
    const struct {
        std::string_view text, expected;
    } rows[] = {
        {"see https://example.org/a?b=c.", "https://example.org/a?b=c"},
        {"(http://example.org)", "http://example.org"},
        {"http://example.org/a_(b)", "http://example.org/a_(b)"},
        {"www.example.org, tel", "www.example.org"},
        {"jane.example.org", "jane.example.org"},
        {"github.com/jane | linkedin.com/in/jane", "github.com/jane linkedin.com/in/jane"},
        {"https://example.org/long-\npath/x", "https://example.org/long-path/x"},
        {"https://example.org/\nnext", "https://example.org/"},
        {"www.linkedin.com/in/jos\u00e9-\np\u00e9rez-12 (LinkedIn)", "www.linkedin.com/in/jos\u00e9-p\u00e9rez-12"},
        {"https://example.org/\u4e2a\u4eba", "https://example.org/"},
        {"jane@example.org", ""},
        {"jane.doe@example.org", ""},
        {"Node.js, ASP.NET", ""},
        {"Ph.D. and B.Sc.", ""},
        {"end.Next sentence", ""},
        {"3.95/4.0", ""},
        {"example.org.", "example.org"},
        {"EXAMPLE.COM", "EXAMPLE.COM"},
        {"", ""},
    };
    for (const auto& row : rows) {
        std::string out;
        for (const UrlSpan& span : find_urls(row.text, builtin())) out += (out.empty() ? "" : " ") + span.url;
        EXPECT_EQ(out, row.expected) << row.text;
    }
}

TEST(Urls, BareFormComparesAddresses) {
    EXPECT_EQ(bare_url("HTTPS://www.Example.org/a/"), "example.org/a");
    EXPECT_EQ(bare_url("example.org"), "example.org");
}

TEST(Profiles, Table) {
    const struct {
        std::string_view url, expected;
    } rows[] = {
        {"https://github.com/jane", "GitHub jane"},
        {"github.com/jane/", "GitHub jane"},
        {"https://github.com/jane/tool", "GitHub jane deep"},
        {"https://www.linkedin.com/in/jane-doe-1234/", "LinkedIn jane-doe-1234"},
        {"https://de.linkedin.com/in/jane-doe/en?x=y", "LinkedIn jane-doe"},
        {"https://www.linkedin.com/company/acme", "LinkedIn  deep"},
        {"https://orcid.org/0000-0002-1825-0097", "ORCID 0000-0002-1825-0097"},
        {"https://scholar.google.co.uk/citations?hl=en&user=AbC", "Google Scholar AbC"},
        {"https://stackoverflow.com/users/1234/jane", "Stack Overflow jane"},
        {"https://x.com/jane", "X jane"},
        {"https://medium.com/@jane", "Medium jane"},
        {"https://jane.substack.com", "Substack jane"},
        {"https://www.researchgate.net/profile/Jane-Doe", "ResearchGate Jane-Doe"},
        {"https://www.linkedin.com/in/jos%C3%A9-p%C3%A9rez-12", "LinkedIn jos\u00e9-p\u00e9rez-12"},
        {"https://www.linkedin.com/in/50%-%zz", "LinkedIn 50%-%zz"},
        {"https://scholar.google.com/citations", "Google Scholar  deep"},
        {"https://www.semanticscholar.org/paper/A-Title/4049", "Semantic Scholar 4049 deep"},
        {"https://www.semanticscholar.org/author/Jane-Doe/1234", "Semantic Scholar 1234"},
        {"https://dblp.org/pid/363/1658", "DBLP 1658"},
        {"https://jane.github.io", " "},
        {"https://example.org", " "},
    };
    for (const auto& row : rows) {
        const ProfileAddress p = profile_of(row.url, builtin());
        EXPECT_EQ(p.network + " " + p.username + (p.deep ? " deep" : ""), row.expected) << row.url;
    }
}

}  // namespace
}  // namespace cvextract::fields::spans

#include "fields/academic/identifiers.hpp"

#include <gtest/gtest.h>

namespace cvextract::fields::academic {
namespace {

struct Case {
    const char* text;
    IdentifierKind kind;
    const char* value;
};

class Identifiers : public testing::TestWithParam<Case> {};

TEST_P(Identifiers, AreFound) {
    const auto found = find_identifiers(GetParam().text);
    ASSERT_FALSE(found.empty()) << GetParam().text;
    EXPECT_EQ(found.front().kind, GetParam().kind) << GetParam().text;
    EXPECT_EQ(found.front().value, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Identifiers,
    testing::Values(Case{"doi: 10.1000/xyz.123.", IdentifierKind::doi, "10.1000/xyz.123"},
                    Case{"https://doi.org/10.1000/a(b)c.", IdentifierKind::doi, "10.1000/a(b)c"},
                    Case{"(10.1000/abc)", IdentifierKind::doi, "10.1000/abc"},
                    Case{"https://example.org/doi/abs/10.1086/702716", IdentifierKind::doi, "10.1086/702716"},
                    Case{"arXiv preprint: 2206.03299, 2022", IdentifierKind::arxiv, "2206.03299"},
                    Case{"arXiv preprint arXiv:2302.09618.", IdentifierKind::arxiv, "2302.09618"},
                    Case{"arXiv:hep-th/9901001v2", IdentifierKind::arxiv, "hep-th/9901001v2"},
                    Case{"http://arxiv.org/abs/1407.0220", IdentifierKind::arxiv, "1407.0220"},
                    Case{"PMID: 12345678", IdentifierKind::pmid, "12345678"},
                    Case{"ISBN 978-3-16-148410-0.", IdentifierKind::isbn, "978-3-16-148410-0"},
                    Case{"see www.example.org/paper.", IdentifierKind::url, "www.example.org/paper"}));

TEST(Identifiers, NumbersAreNone) {
    EXPECT_TRUE(find_identifiers("vol. 10.2, pp. 1000-1010, 2019").empty());
}

}  // namespace
}  // namespace cvextract::fields::academic

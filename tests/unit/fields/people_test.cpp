#include "fields/academic/people.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cvextract::fields::academic {
namespace {

struct Case {
    const char* printed;
    std::vector<std::string> names;
};

class People : public testing::TestWithParam<Case> {};

TEST_P(People, AreDividedAsPrinted) {
    const std::string text = GetParam().printed;
    std::vector<std::string> names;
    for (const PersonSpan& span : split_people(text)) names.push_back(text.substr(span.begin, span.end - span.begin));
    EXPECT_EQ(names, GetParam().names) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Lists, People,
    testing::Values(Case{"Doe, J., Roe, A. B., & Poe, C.", {"Doe, J.", "Roe, A. B.", "Poe, C."}},
                    Case{"J. Doe and A. B. Roe", {"J. Doe", "A. B. Roe"}},
                    Case{"Doe J, Roe AB, Poe C", {"Doe J", "Roe AB", "Poe C"}},
                    Case{"Doe, Jane, and Ann Roe", {"Doe, Jane", "Ann Roe"}}, Case{"Doe, Jane", {"Doe, Jane"}},
                    Case{"Doe, Jane, Ann Roe and Paul Poe", {"Doe, Jane", "Ann Roe", "Paul Poe"}},
                    Case{"Jane Doe, Ann Roe, Paul Poe.", {"Jane Doe", "Ann Roe", "Paul Poe"}},
                    Case{"Jane Doe*, Ann Roe*, et al.", {"Jane Doe", "Ann Roe"}},
                    Case{"DOE J; ROE A", {"DOE J", "ROE A"}}, Case{"Doe, J.; Roe, A.", {"Doe, J.", "Roe, A."}},
                    Case{"van der Doe, J. and Roe-Poe, A.-M.", {"van der Doe, J.", "Roe-Poe, A.-M."}},
                    Case{"Doe, J.A. & O\xE2\x80\x99Roe, B.", {"Doe, J.A.", "O\xE2\x80\x99Roe, B."}},
                    Case{"(with A. Roe and P. Poe)", {"A. Roe", "P. Poe"}},
                    Case{"\xE7\x8E\x8B\xE4\xBC\x9F, \xE6\x9D\x8E\xE5\xA8\x9C, \xE7\xAD\x89",
                         {"\xE7\x8E\x8B\xE4\xBC\x9F", "\xE6\x9D\x8E\xE5\xA8\x9C"}},
                    Case{"Student", {"Student"}}, Case{"Doe, L & Roe, T", {"Doe, L", "Roe, T"}},
                    Case{"DOE N. ROE J. POE C.", {"DOE N.", "ROE J.", "POE C."}},
                    Case{"Doe, J.H.W and Roe, A.", {"Doe, J.H.W", "Roe, A."}},
                    Case{"Doe, J., [...], Roe, A., et al.", {"Doe, J.", "Roe, A."}}));

}  // namespace
}  // namespace cvextract::fields::academic

#include "output/bibtex.hpp"

#include <gtest/gtest.h>

namespace cvextract::output {
namespace {

Value text(const char* words) {
    return {words, 1, {}};
}

Publication article() {
    Publication p;
    p.name = text("Sparse & Dense: 100% of _Nothing_ in {Braces} #1");
    p.authors = {text("Roe, A. B."), text("Jane van der Doe")};
    p.publisher = text("Journal of Nowhere");
    p.release_date = text("2021-05");
    p.volume = text("12");
    p.issue = text("3");
    p.pages = text(
        "101\xE2\x80\x93"
        "110");
    p.doi = text("10.1000/a_b");
    p.type = text("article-journal");
    return p;
}

TEST(Bibtex, WritesAnArticle) {
    Record record;
    record.publications.push_back(article());
    EXPECT_EQ(bibtex(record),
              "@article{roe2021sparse,\n"
              "  author = {Roe, A. B. and van der Doe, Jane},\n"
              "  title = {{Sparse \\& Dense: 100\\% of \\_Nothing\\_ in \\{Braces\\} \\#1}},\n"
              "  journal = {Journal of Nowhere},\n"
              "  year = {2021},\n"
              "  month = may,\n"
              "  volume = {12},\n"
              "  number = {3},\n"
              "  pages = {101--110},\n"
              "  doi = {10.1000/a_b},\n"
              "}\n");
}

TEST(Bibtex, KeysAreUniqueAndDoNotDependOnOtherEntries) {
    Record record;
    record.publications = {article(), article(), article()};
    const std::string all = bibtex(record);
    EXPECT_NE(all.find("{roe2021sparse,"), std::string::npos);
    EXPECT_NE(all.find("{roe2021sparsea,"), std::string::npos);
    EXPECT_NE(all.find("{roe2021sparseb,"), std::string::npos);
}

TEST(Bibtex, TypesFollowTheWork) {
    struct Case {
        const char *type, *entry, *venue;
    };
    for (const Case& c : {Case{"paper-conference", "@inproceedings", "booktitle"},
                          {"book", "@book", "publisher"},
                          {"chapter", "@incollection", "booktitle"},
                          {"thesis", "@phdthesis", "school"},
                          {"report", "@techreport", "institution"},
                          {"article", "@misc", "howpublished"},
                          {"", "@misc", "howpublished"}}) {
        Record record;
        record.publications.push_back(article());
        record.publications.front().type = text(c.type);
        const std::string all = bibtex(record);
        EXPECT_TRUE(all.starts_with(c.entry)) << c.type << '\n' << all;
        EXPECT_NE(all.find(std::string("  ") + c.venue + " = {Journal of Nowhere}"), std::string::npos) << all;
    }
}

TEST(Bibtex, EmptyRecordGivesNothing) {
    EXPECT_EQ(bibtex(Record{}), "");
}

TEST(Bibtex, HanNamesAndWorksWithoutAuthorsHaveKeys) {
    Record record;
    Publication p;
    p.name = text("\xE8\x99\x9A\xE6\x9E\x84");
    record.publications = {p, p};
    const std::string all = bibtex(record);
    EXPECT_NE(all.find("{work,"), std::string::npos) << all;
    EXPECT_NE(all.find("{worka,"), std::string::npos) << all;
}

}  // namespace
}  // namespace cvextract::output

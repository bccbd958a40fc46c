#include "fields/contact/contact.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "fields/contact/name.hpp"

namespace cvextract::fields {
namespace {

struct Row {
    std::string_view text;  ///< words by spaces; a tab begins a new cell
    float size = 10;
    bool section = false;  ///< from this line on the header is over
};

// A one-page document of plain lines, and its outline.
struct Page {
    explicit Page(std::initializer_list<Row> rows) {
        document.body_size = 10;
        document.pages.push_back({1, 595, 842});
        segment::Section* body = nullptr;
        for (const Row& row : rows) {
            const auto number = static_cast<std::uint32_t>(document.lines.size());
            layout::Line line;
            line.page = 1;
            const auto style = static_cast<std::uint32_t>(document.styles.size());
            document.styles.push_back({0, row.size, false, false, false});
            bool tab = false;
            std::string word;
            const auto flush = [&] {
                if (word.empty()) return;
                layout::Token token;
                token.text = word;
                token.style = style;
                token.tab_before = tab;
                token.space_before = !line.tokens.empty();
                line.tokens.push_back(token);
                word.clear();
                tab = false;
            };
            for (const char c : row.text) {
                if (c == ' ' || c == '\t') {
                    flush();
                    tab = tab || c == '\t';
                } else {
                    word += c;
                }
            }
            flush();
            const layout::Range range{number, 0, static_cast<std::uint32_t>(line.tokens.size())};
            document.lines.push_back(std::move(line));
            if (row.section) {
                outline.sections.push_back({SectionKind::work, 1, {range}, {}});
                body = &outline.sections.back();
            } else if (body != nullptr) {
                body->body.push_back(range);
            } else {
                outline.header.push_back(range);
            }
        }
    }
    [[nodiscard]] Basics read() const {
        Record record;
        collect_contact({document, outline, models::Models::builtin()}, record);
        return record.basics;
    }
    // Links the words of a line from `first` to `last`.
    Page& link(std::size_t line, std::size_t first, std::size_t last, std::string_view uri) {
        const auto number = static_cast<std::int32_t>(document.links.size());
        document.links.push_back({1, {}, std::string(uri)});
        for (std::size_t t = first; t <= last; ++t) document.lines.at(line).tokens.at(t).link = number;
        return *this;
    }
    layout::Document document;
    segment::Outline outline;
};

TEST(Contact, TelephoneNumbersGoOnInTheNextLine) {
    EXPECT_EQ(Page({{"Jane Doe", 22}, {"jane@doe.example | +212 6 61 70"}, {"42 19 | Springfield"}}).read().phone.text,
              "+212 6 61 70 42 19");
    EXPECT_EQ(
        Page({{"Jane Doe", 22}, {"jane@doe.example, Springfield, 010-8264-"}, {"0099, Shelbyville"}}).read().phone.text,
        "010-8264-0099");
    EXPECT_EQ(Page({{"Jane Doe", 22}, {"Springfield | +86 138"}, {"1655 0207 | Shelbyville"}}).read().phone.text,
              "+86 138 1655 0207");
    // Two numbers, one below the other, and a postal code below a number.
    EXPECT_EQ(Page({{"Jane Doe", 22}, {"+33 6 12 34 56 78"}, {"06 12 34 56 79"}}).read().phone.text,
              "+33 6 12 34 56 78");
    EXPECT_EQ(Page({{"Jane Doe", 22}, {"(415) 555-0132"}, {"94110 San Francisco"}}).read().phone.text,
              "(415) 555-0132");
}

TEST(Contact, TelephoneNumbersOfTwoGroupsOfFour) {
    EXPECT_EQ(Page({{"Jane Doe", 22}, {"jane@doe.example | 9123 0468"}}).read().phone.text, "9123 0468");
    EXPECT_EQ(Page({{"Jane Doe", 22}, {"jane@doe.example | 2019 2023"}}).read().phone.text, "");
}

TEST(Contact, LargerInitialsDoNotEndAName) {
    Page page({{"G raham N ettleship", 22}, {"graham@nettleship.example"}});
    const auto small = static_cast<std::uint32_t>(page.document.styles.size());
    page.document.styles.push_back({0, 16, false, false, false});
    for (const std::size_t t : {1U, 3U}) {
        page.document.lines[0].tokens[t].style = small;
        page.document.lines[0].tokens[t].space_before = false;
    }
    EXPECT_EQ(page.read().name.text, "Graham Nettleship");
}

TEST(Contact, HeaderBlock) {
    const Basics b = Page{
        {"Jane Doe", 20},
        {"Senior Data Engineer", 12},
        {"jane.doe@example.org | +1 512 555 0123 | Portland, Oregon"},
        {"github.com/janedoe | https://janedoe.example"},
        {"Experience", 12, true},
        {"Acme Inc."}}.read();
    EXPECT_EQ(b.name.text, "Jane Doe");
    EXPECT_EQ(b.label.text, "Senior Data Engineer");
    EXPECT_EQ(b.email.text, "jane.doe@example.org");
    EXPECT_EQ(b.phone.text, "+1 512 555 0123");
    EXPECT_EQ(b.location.city.text, "Portland");
    EXPECT_EQ(b.location.region.text, "Oregon");
    ASSERT_EQ(b.profiles.size(), 1u);
    EXPECT_EQ(b.profiles[0].network.text, "GitHub");
    EXPECT_EQ(b.profiles[0].username.text, "janedoe");
    EXPECT_EQ(b.url.text, "https://janedoe.example");
    EXPECT_GT(b.name.confidence, 0.5);
}

TEST(Contact, TheNameIsNoTitleOfTheCv) {
    EXPECT_EQ((Page{{"CURRICULUM VITAE", 20}, {"John Smith", 14}, {"jsmith@example.org"}}.read().name.text),
              "John Smith");
    EXPECT_EQ((Page{{"Resume of John Smith", 20}, {"jsmith@example.org"}}.read().name.text), "John Smith");
    EXPECT_EQ((Page{{"John Smith, Ph.D.", 20}, {"jsmith@example.org"}}.read().name.text), "John Smith");
}

TEST(Contact, NameOverTwoLinesOfLargeType) {
    EXPECT_EQ((Page{{"MARIA", 28}, {"GONZALEZ", 28}, {"maria.gonzalez@example.org"}, {"Designer"}}.read().name.text),
              "MARIA GONZALEZ");
}

TEST(Contact, LabelledFields) {
    const Basics b = Page{{"Personal Information", 14},
                          {"Name: John Smith"},
                          {"Address: 12 Main Street, Springfield, IL 62701"},
                          {"Fax: +1 512 555 9999"},
                          {"Mobile: (512) 555-0123"},
                          {"Date of birth: 01/02/1990"}}
                         .read();
    EXPECT_EQ(b.name.text, "John Smith");
    EXPECT_EQ(b.phone.text, "(512) 555-0123");
    EXPECT_EQ(b.location.address.text, "12 Main Street");
    EXPECT_EQ(b.location.city.text, "Springfield");
    EXPECT_EQ(b.location.region.text, "IL");
    EXPECT_EQ(b.location.postal_code.text, "62701");
}

TEST(Contact, Headlines) {
    const auto label = [](std::initializer_list<Row> rows) {
        Page page(rows);
        double y = 40;  // lines one below the other, as wide as their words
        for (layout::Line& line : page.document.lines) {
            double x = 40;
            for (layout::Token& token : line.tokens) {
                const double size = page.document.styles.at(token.style).size;
                if (token.tab_before) x = 400;
                token.box = {x, y, x + 0.5 * size * static_cast<double>(token.text.size()), y + size};
                x = token.box.x1 + 3;
            }
            line.box = {40, y, 500, line.tokens.front().box.y1};
            y = line.box.y1 + 3;
        }
        // Consecutive lines of one size are of one style, and ten points are running text.
        for (std::size_t i = 0; i < page.document.lines.size(); ++i) {
            for (layout::Token& token : page.document.lines[i].tokens) {
                if (i > 0 && page.document.styles[token.style].size == page.document.styles[token.style - 1].size)
                    token.style = page.document.lines[i - 1].tokens.front().style;
                if (page.document.styles[token.style].size == 10) page.document.body_style = token.style;
            }
        }
        return page.read().label.text;
    };
    EXPECT_EQ(label({{"Jane Doe", 20}, {"Android Developer | Kotlin | MVVM", 12}, {"jane@example.org"}}),
              "Android Developer | Kotlin | MVVM");
    EXPECT_EQ(
        label({{"Jane Doe", 20}, {"Android Developer | Kotlin |", 12}, {"Open to Work", 12}, {"jane@example.org"}}),
        "Android Developer | Kotlin | Open to Work");
    EXPECT_EQ(label({{"Jane Doe", 20}, {"Sales Manager\tAtlanta, GA", 12}, {"jane@example.org"}}), "Sales Manager");
    EXPECT_EQ(label({{"Jane Doe", 20}, {"Registered Nurse, Medical-", 12}, {"Surgical", 12}, {"jane@example.org"}}),
              "Registered Nurse, Medical-Surgical");
    EXPECT_EQ(label({{"Jane Doe", 20}, {"Position sought: Baker"}, {"jane@example.org"}}), "Baker");
    EXPECT_EQ(label({{"Jane Doe", 20}, {"Nationality: Irish"}, {"jane@example.org"}}), "");
    EXPECT_EQ(label({{"Jane Doe", 20}, {"Portland, Oregon"}, {"jane@example.org"}}), "");
}

std::string accounts(const Basics& basics) {
    std::string out;
    for (const Profile& p : basics.profiles) out += p.network.text + "=" + p.username.text + " ";
    return out;
}

TEST(Contact, HeadlinesGoOnOverDots) {
    Page page{{"Mara Lindqvist", 20}, {"Engineer * \tArchitect", 12}, {"mara@post.example"}};
    page.document.lines[1].tokens[1].role = layout::Role::bullet;
    EXPECT_EQ(page.read().label.text, "Engineer * Architect");
    page.document.lines[1].tokens[1].role = layout::Role::icon;
    EXPECT_EQ(page.read().label.text, "Engineer");
}

TEST(Contact, ProfilesBehindLinksOutsideTheHeader) {
    Page page{{"Jane Doe", 20},           {"jane.doe@example.org"},
              {"Publications", 12, true}, {"See Google Scholar for more"},
              {"Projects", 12, true},     {"A tool by a friend"}};
    page.link(3, 1, 2, "https://scholar.google.com/citations?user=AbCd&hl=en");
    page.link(5, 3, 4, "https://github.com/friend");
    EXPECT_EQ(accounts(page.read()), "Google Scholar=AbCd ");
}

TEST(Contact, ProfilesBehindDrawnIcons) {
    Page page{{"Jane Doe", 20}, {"jane.doe@example.org"}, {"Experience", 12, true}, {"Acme Inc."}};
    page.document.links.push_back({1, {500, 30, 520, 50}, "https://github.com/zyx42"});
    page.document.links.push_back({1, {530, 30, 550, 50}, "https://github.com/zyx42/tool"});
    EXPECT_EQ(accounts(page.read()), "GitHub=zyx42 ");
}

TEST(Contact, OneOfManyLinkedAccountsIsTheOwnersByItsName) {
    Page page{{"Jane Doe", 20}, {"jane.doe@example.org"}, {"Talks", 12, true}, {"GitHub and GitHub"}};
    page.link(3, 0, 0, "https://github.com/other").link(3, 2, 2, "https://github.com/another");
    EXPECT_EQ(accounts(page.read()), "");
}

TEST(Contact, LabelledAccountInAParagraph) {
    EXPECT_EQ(accounts(Page{{"Jane Doe", 20}, {"jane.doe@example.org"}, {"About", 12, true}, {"GitHub: zyx42"}}.read()),
              "GitHub=zyx42 ");
}

TEST(Contact, AddressesBrokenInNarrowCells) {
    Page page{{"linkedin.com/in/jane-\tJane Doe"}, {"doe-1234\tgithub.com/zyx42"}};
    for (layout::Line& line : page.document.lines) {
        for (std::size_t t = 0; t < line.tokens.size(); ++t)
            line.tokens[t].box = {t == 0 ? 30.0 : 300.0, 40, t == 0 ? 120.0 : 400.0, 52};
    }
    EXPECT_EQ(accounts(page.read()), "LinkedIn=jane-doe-1234 GitHub=zyx42 ");
}

TEST(Contact, TelephoneCountryFromPlaceOrDomain) {
    const auto number = [](std::initializer_list<Row> rows) { return Page(rows).read().phone_e164.text; };
    EXPECT_EQ(number({{"Jane Doe", 20}, {"Portland, Oregon"}, {"Phone: (503) 226-1234"}}), "+15032261234");
    EXPECT_EQ(number({{"Jane Doe", 20}, {"Tel. 030 901820"}, {"jane.doe@example.de"}}), "+4930901820");
    EXPECT_EQ(number({{"Jane Doe", 20}, {"Phone: +44 20 7946 0958"}}), "+442079460958");
    EXPECT_EQ(number({{"Jane Doe", 20}, {"Phone: (503) 226-1234"}, {"jane@example.io"}}), "");
}

TEST(Contact, LinkedWordsBeforeAPlaceAreNoLabels) {
    const Basics b = Page{{"Jane Doe", 20}, {"jane@example.org |\tLinkedIn |\tGitHub |\tIstanbul, Turkey"}}.read();
    EXPECT_EQ(b.location.city.text, "Istanbul");
    EXPECT_EQ(b.location.country_code.text, "TR");
}

TEST(Contact, ItemsOnALineWithoutMarksBetweenThem) {
    const Basics basics = Page{{"Mara Lindqvist", 20},
                               {"Website https://lindqvist.example Email mara@post.example"},
                               {"Tel: 020 7946 0123 E-Mail: other@post.example Ghana"}}
                              .read();
    EXPECT_EQ(basics.url.text, "https://lindqvist.example");
    EXPECT_EQ(basics.email.text, "mara@post.example");
    EXPECT_EQ(basics.phone.text, "020 7946 0123");
    EXPECT_EQ(basics.location.country_code.text, "GH");
}

TEST(Contact, DataAtTheFootOfThePage) {
    const Basics basics = Page{
        {"Mara Lindqvist", 20},
        {"Experience", 14, true},
        {"Engineer at Acme"},
        {"Lyon\tmara@post.example"},
        {"(541) 555-0123"}}.read();
    EXPECT_EQ(basics.email.text, "mara@post.example");
    EXPECT_EQ(basics.phone.text, "(541) 555-0123");
    EXPECT_EQ(basics.location.city.text, "Lyon");
}

TEST(Contact, AFileIsNoHomePage) {
    EXPECT_EQ((Page{{"Mara Lindqvist", 20}, {"https://lindqvist.example/cv.pdf"}}.read().url.text), "");
}

TEST(Contact, TheProfileTellsTheHomePage) {
    const auto url = [](std::string_view sentence) {
        Page page{{"Mara Lindqvist", 20}, {"Profile", 14, true}, {sentence}};
        page.outline.sections[0].kind = SectionKind::summary;
        return page.read().url.text;
    };
    EXPECT_EQ(url("I study rivers. My homepage is https://rivers.example."), "https://rivers.example");
    EXPECT_EQ(url("I wrote most of https://rivers.example."), "");
}

TEST(Contact, NothingIsInvented) {
    const Basics b = Page{{"Experience", 12, true}, {"sold 1200 units in 2019"}}.read();
    EXPECT_TRUE(b.email.empty());
    EXPECT_TRUE(b.phone.empty());
    EXPECT_TRUE(b.url.empty());
    EXPECT_TRUE(b.location.city.empty());
    EXPECT_TRUE(b.profiles.empty());
}

TEST(Contact, NamesAgreeWithAccounts) {
    using contact::name_agreement;
    EXPECT_GT(name_agreement("Jane Doe", "jane.doe"), 0.95);
    EXPECT_GT(name_agreement("Jane Doe", "jdoe42"), 0.7);
    EXPECT_GT(name_agreement("J\u00f3zsef Moln\u00e1r", "molnar.jozsef"), 0.95);
    EXPECT_LT(name_agreement("Data Engineer", "jane.doe"), 0.4);
    EXPECT_LT(name_agreement("Jane Doe Data Engineer", "jane.doe"), name_agreement("Jane Doe", "jane.doe"));
    EXPECT_EQ(name_agreement("", "jane"), 0.0);
}

}  // namespace
}  // namespace cvextract::fields

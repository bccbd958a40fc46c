// A property of every record, checked on all sample CVs: each printed value has at least one box, and the characters
// inside a value's boxes spell it.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/unicode.hpp"
#include "base/units.hpp"
#include "cvextract/cvextract.hpp"
#include "pdf/reader.hpp"

namespace cvextract {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string read_bytes(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Letters and digits of the folded text, sorted: how often each occurs, whatever the order of words on the page
/// (right-to-left scripts) and the punctuation at the edges.
std::u32string letters(std::string_view text) {
    const std::string folded = fold(text);
    std::u32string out;
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = next_code_point(folded, i);
        if (is_letter(c) || is_digit(c)) out.push_back(c);
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// The folded text without white space.
std::string squeezed(std::string_view text) {
    std::string out = fold(text);
    std::erase(out, ' ');
    return out;
}

/// The text inside a box: code points of words by the middle of their own edges.
std::string text_in(const pdf::Document& document, const pdf::Page& page, const Box& box) {
    constexpr double kSlack = 0.02;  // the record rounds boxes to hundredths of a point
    std::string out;
    for (const pdf::Word& word : page.words) {
        if (document.fonts.at(word.font).symbol) continue;  // icons are no text
        const bool upright = word.rotation == 0 || word.rotation == 180;
        const bool sideways = word.vertical || !upright;
        const double across = sideways ? (word.box.x0 + word.box.x1) / 2 : (word.box.y0 + word.box.y1) / 2;
        const double low = sideways ? box.x0 : box.y0;
        const double high = sideways ? box.x1 : box.y1;
        if (across < low - kSlack || across > high + kSlack) continue;
        std::size_t offset = 0;
        for (std::uint32_t i = 0; i < word.code_points && offset < word.text.size(); ++i) {
            const std::size_t begin = offset;
            (void)next_code_point(word.text, offset);
            const double a = page.edges.at(word.first_edge + i);
            const double b = page.edges.at(word.first_edge + i + 1);
            const double along = (a + b) / 2;
            const double from = sideways ? box.y0 : box.x0;
            const double to = sideways ? box.y1 : box.x1;
            if (along >= from - kSlack && along <= to + kSlack) out += word.text.substr(begin, offset - begin);
        }
        out += ' ';
    }
    return out;
}

/// Values that are not spelled on the page as they stand in the record: normalised or derived ones.
bool is_normalised(const std::string& pointer) {
    static const std::set<std::string> kNames = {"startDate",   "endDate", "date",      "releaseDate",
                                                 "countryCode", "ongoing", "phoneE164", "url",
                                                 "username",    "network", "type",      "status"};
    return kNames.contains(pointer.substr(pointer.rfind('/') + 1));
}

void collect(const Json& value, const std::string& pointer, std::map<std::string, std::string>& out) {
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            if (pointer.empty() && (key == "meta" || key == "sections")) continue;
            collect(member, pointer + "/" + key, out);
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) collect(value.at(i), pointer + "/" + std::to_string(i), out);
    } else if (value.is_string()) {
        out[pointer] = value.get<std::string>();
    } else {
        out[pointer] = "";
    }
}

class Evidence : public testing::TestWithParam<std::string> {};

TEST_P(Evidence, BoxesSpellTheValues) {
    const std::string bytes = read_bytes(fs::path(CVEXTRACT_SOURCE_DIR) / "samples" / (GetParam() + ".pdf"));
    const std::span<const std::byte> data(reinterpret_cast<const std::byte*>(bytes.data()), bytes.size());
    const auto record = extract(data);
    ASSERT_TRUE(record.has_value()) << record.error().message;
    const auto printed = pdf::read(data, {});
    ASSERT_TRUE(printed.has_value());

    const Json json = Json::parse(to_json(*record, {.pretty = false, .evidence = true}));
    const Json& evidence = json.at("meta").at("evidence");
    std::string words;
    for (const pdf::Page& page : printed->pages) {
        for (const pdf::Word& word : page.words) words += squeezed(word.text);
    }
    std::map<std::string, std::string> values;
    collect(json, "", values);
    ASSERT_FALSE(values.empty());
    for (const auto& [pointer, value] : values) {
        ASSERT_TRUE(evidence.contains(pointer)) << pointer;
        std::string spelled;
        bool has_box = false;
        for (const Json& place : evidence.at(pointer)) {
            EXPECT_GE(place.at("confidence").get<double>(), 0);
            EXPECT_LE(place.at("confidence").get<double>(), 1);
            if (!place.contains("bbox")) continue;
            has_box = true;
            const int number = place.at("page").get<int>();
            const auto page = std::find_if(printed->pages.begin(), printed->pages.end(),
                                           [&](const pdf::Page& p) { return p.number == number; });
            ASSERT_NE(page, printed->pages.end()) << pointer;
            const auto& b = place.at("bbox");
            const Box box{b.at(0).get<double>(), b.at(1).get<double>(), b.at(2).get<double>(), b.at(3).get<double>()};
            EXPECT_LT(box.x0, box.x1) << pointer;
            EXPECT_LT(box.y0, box.y1) << pointer;
            EXPECT_EQ(letters(text_in(*printed, *page, box)), letters(place.at("text").get<std::string>()))
                << pointer << ": the box holds '" << text_in(*printed, *page, box) << "', the record says "
                << place.at("text");
            spelled += place.at("text").get<std::string>();
        }
        if (is_normalised(pointer)) continue;
        if (!has_box) {  // only a link's target may say what the page does not
            EXPECT_EQ(words.find(squeezed(value)), std::string::npos) << pointer << " '" << value << "' has no box";
            continue;
        }
        EXPECT_EQ(letters(spelled), letters(value)) << pointer << ": '" << value << "' from '" << spelled << "'";
    }
}

std::vector<std::string> sample_names() {
    std::vector<std::string> names;
    for (const auto& item : fs::directory_iterator(fs::path(CVEXTRACT_SOURCE_DIR) / "samples")) {
        if (item.path().extension() == ".pdf") names.push_back(item.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Samples, Evidence, testing::ValuesIn(sample_names()), [](const auto& sample) {
    std::string name = sample.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace cvextract

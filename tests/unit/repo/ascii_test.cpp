// Vocabulary belongs to models/, not to code: a source file holds ASCII only.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

TEST(Sources, AreAscii) {
    int seen = 0;
    for (const char* folder : {"src", "include", "tools"}) {
        for (const auto& item :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(CVEXTRACT_SOURCE_DIR) / folder)) {
            const auto extension = item.path().extension();
            if (extension != ".cpp" && extension != ".hpp") continue;
            std::ifstream in(item.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in), {}};
            const bool ascii =
                std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
            EXPECT_TRUE(ascii) << item.path();
            ++seen;
        }
    }
    EXPECT_GT(seen, 10);
}

}  // namespace

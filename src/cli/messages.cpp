#include "cli/messages.hpp"

#include <cstdio>

#include "base/unicode.hpp"

namespace cvextract::cli {

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        const bool control =
            c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E);
        append_code_point(out, control ? U'?' : c);
    }
    return out;
}

void complain(const Error& error) {
    std::string line = "cvextract: " + error.message;
    if (!error.hint.empty()) line += " (" + error.hint + ")";
    std::fprintf(stderr, "%s\n", printable(line).c_str());
}

}  // namespace cvextract::cli

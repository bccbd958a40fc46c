// Decides what counts as a PDF before Poppler sees it: Poppler goes on with anything, and then names the wrong fault.

#include "pdf/sniff.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace cvextract::pdf {

namespace {

struct Magic {
    std::string_view start;
    std::string_view name;
};

using namespace std::string_view_literals;

constexpr std::array kMagics = {
    Magic{"\xFF\xD8\xFF"sv, "a JPEG image"},
    Magic{"\x89PNG"sv, "a PNG image"},
    Magic{"GIF8"sv, "a GIF image"},
    Magic{"II*\0"sv, "a TIFF image"},
    Magic{"MM\0*"sv, "a TIFF image"},
    Magic{"RIFF"sv, "a RIFF file (image, sound or video)"},
    Magic{"BM"sv, "a bitmap image"},
    Magic{"\x1F\x8B"sv, "a gzip archive"},
    Magic{"BZh"sv, "a bzip2 archive"},
    Magic{"\xFD"
          "7zXZ"sv,
          "an xz archive"},
    Magic{"7z\xBC\xAF"sv, "a 7-Zip archive"},
    Magic{"Rar!"sv, "a RAR archive"},
    Magic{"\xD0\xCF\x11\xE0"sv, "an old Microsoft Office document (.doc)"},
    Magic{"{\\rtf"sv, "a rich text document (.rtf)"},
    Magic{"%!PS"sv, "a PostScript file"},
    Magic{"\x7F"
          "ELF"sv,
          "a program"},
    Magic{"MZ"sv, "a program"},
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

std::string what_instead_of_pdf(std::span<const std::byte> bytes) {
    if (bytes.empty()) return "an empty file";
    const std::string_view head(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 4096));
    if (contains(head.substr(0, 1024), "%PDF-")) return {};
    for (const Magic& magic : kMagics) {
        if (head.starts_with(magic.start)) return std::string(magic.name);
    }
    if (head.starts_with("PK\x03\x04")) {
        if (contains(head, "word/")) return "a Word document (.docx)";
        if (contains(head, "opendocument.text")) return "an OpenDocument text (.odt)";
        return "a zip archive or an office document";
    }
    std::string folded(head.substr(0, 1024));
    std::transform(folded.begin(), folded.end(), folded.begin(), lower);
    if (contains(folded, "<!doctype html") || contains(folded, "<html")) return "a web page (HTML)";
    const auto first = folded.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (folded[first] == '{' || folded[first] == '[')) return "JSON or other plain text";
    if (first != std::string::npos && folded.compare(first, 5, "<?xml") == 0) return "an XML file";
    const bool binary = std::any_of(head.begin(), head.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 9 || (u > 13 && u < 32 && u != 27);
    });
    if (contains(head, "\0"sv) && std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{}; }))
        return "a file of nothing but zero bytes";
    return binary ? "unknown binary data" : "plain text";
}

}  // namespace cvextract::pdf

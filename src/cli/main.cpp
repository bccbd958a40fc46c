#include <iostream>

#include "cvextract/cvextract.hpp"

int main(int argc, char** argv) {
    cvextract::Options options;
    cvextract::JsonStyle style;
    std::string file;
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        if (arg == "--models" && i + 1 < argc) {
            options.models = argv[++i];
        } else if (arg == "--evidence") {
            style.evidence = true;
        } else {
            file = arg;
        }
    }
    const auto record = cvextract::extract(file, options);
    if (!record) {
        std::cerr << "cvextract: " << record.error().message << '\n';
        return static_cast<int>(record.error().code);
    }
    std::cout << cvextract::to_json(*record, style) << '\n';
}

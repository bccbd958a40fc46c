// Prints the exports of a PDF for exports_test.py: export bibtex|csl-json|markdown FILE.pdf

#include <iostream>
#include <string_view>

#include "cvextract/extract.hpp"
#include "output/bibtex.hpp"
#include "output/csl_json.hpp"
#include "output/markdown.hpp"

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const auto record = cvextract::extract(std::filesystem::path(argv[2]));
    if (!record) {
        std::cerr << record.error().message << '\n';
        return 1;
    }
    const std::string_view format = argv[1];
    if (format == "bibtex")
        std::cout << cvextract::output::bibtex(*record);
    else if (format == "csl-json")
        std::cout << cvextract::output::csl_json(*record) << '\n';
    else
        std::cout << cvextract::output::markdown(*record);
    return 0;
}

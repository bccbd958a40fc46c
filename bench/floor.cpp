// The floor that the program is measured against: opens each file with Poppler and asks for the words of every page
// with their fonts, and does nothing with them.

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

int main(int argc, char** argv) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    std::size_t words = 0;
    for (int i = 1; i < argc; ++i) {
        const std::unique_ptr<poppler::document> pdf(poppler::document::load_from_file(argv[i]));
        for (int p = 0; pdf && p < pdf->pages(); ++p) {
            const std::unique_ptr<poppler::page> page(pdf->create_page(p));
            if (page) words += page->text_list(poppler::page::text_list_include_font).size();
        }
    }
    std::printf("%zu\n", words);
    return 0;
}

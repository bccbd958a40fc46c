// The whole pipeline on arbitrary bytes: a record or an error, never anything else.

#include <cstdlib>

#include "cvextract/cvextract.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    cvextract::Options options;
    options.limits.pages = 20;
    options.limits.words = 20'000;
    const auto record = cvextract::extract(std::as_bytes(std::span(data, size)), options);
    if (record) {
        if (cvextract::to_json(*record, {.pretty = false, .evidence = true}).empty()) std::abort();
    } else if (record.error().message.empty()) {
        std::abort();
    }
    return 0;
}

// A list of publications that is set from arbitrary text, and the identifiers in it.

#include "check.hpp"
#include "cvextract/extract.hpp"
#include "fields/academic/identifiers.hpp"
#include "fields/collect.hpp"
#include "layout/arrange.hpp"
#include "page.hpp"
#include "record/finish.hpp"
#include "segment/outline.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cvextract;
    const std::string text = fuzz::text_of(data, size);
    fuzz::require_in_order(text, fields::academic::find_identifiers(text));
    const auto models = models::Models::builtin();
    const auto document =
        layout::arrange(fuzz::set_pages("Ada Example\n\x01"
                                        "Publications\x01\n" +
                                        text));
    const Record record = record::finish(fields::collect({document, segment::cut(document, models), models}));
    fuzz::require(to_json(record, {.pretty = false, .evidence = true}).size() > 2, "a record is printed");
    return 0;
}

// Everything behind the PDF on pages that are set from arbitrary text (tests/fuzz/page.hpp): layout, sections, fields,
// record, JSON.

#include "page.hpp"

#include "check.hpp"
#include "cvextract/extract.hpp"
#include "fields/collect.hpp"
#include "layout/arrange.hpp"
#include "record/finish.hpp"
#include "segment/outline.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cvextract;
    const auto models = models::Models::builtin();
    const auto document = layout::arrange(fuzz::set_pages(fuzz::text_of(data, size)));
    const auto outline = segment::cut(document, models);
    const Record record = record::finish(fields::collect({document, outline, models}));
    fuzz::require(to_json(record, {.pretty = false, .evidence = true}).size() > 2, "a record is printed");
    return 0;
}

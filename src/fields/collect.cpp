#include "fields/collect.hpp"

namespace cvextract::fields {

Record collect(const Context& context) {
    Record record;
    record.meta.language = context.outline.language;
    record.meta.pages = static_cast<int>(context.document.pages.size());
    return record;
}

}  // namespace cvextract::fields

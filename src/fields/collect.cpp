#include "fields/collect.hpp"

#include "fields/academic/activities.hpp"
#include "fields/academic/publications.hpp"
#include "fields/contact/contact.hpp"
#include "fields/experience.hpp"
#include "fields/lists/honours.hpp"
#include "fields/lists/keywords.hpp"
#include "fields/profile.hpp"
#include "fields/verbatim.hpp"

namespace cvextract::fields {

Record collect(const Context& context) {
    Record record;
    record.meta.language = context.outline.language;
    record.meta.pages = static_cast<int>(context.document.pages.size());
    collect_contact(context, record);
    collect_entries(context, record);
    record.publications = extract_publications(context, record.basics.name.text);
    collect_activities(context, record);
    lists::collect_lists(context, record);
    lists::collect_honours(context, record);
    lists::collect_references(context, record);
    collect_profile(context, record);
    collect_verbatim(context, record);
    return record;
}

}  // namespace cvextract::fields

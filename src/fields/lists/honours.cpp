#include "fields/lists/honours.hpp"

#include "fields/entries/assemble.hpp"

namespace cvextract::fields::lists {

namespace {

using entries::Assembler;
using entries::Body;
using entries::Cut;
using entries::Entry;
using entries::Field;

}  // namespace

void collect_honours(const Context& context, Record& record) {
    for (const segment::Section& section : context.outline.sections) {
        if (section.kind != SectionKind::awards && section.kind != SectionKind::certificates) continue;
        const Body body(context, section);
        const Cut cut = entries::cut_entries(body);
        const Assembler read(body, cut);
        for (const Entry& entry : cut.entries) {
            if (section.kind == SectionKind::awards) {
                Award award;
                award.title = read.first(entry, Field::title);
                award.awarder = read.first(entry, Field::organisation);
                award.summary = read.joined(entry, Field::note);
                read.set_date(entry, award.date);
                if (!award.title.empty()) record.awards.push_back(std::move(award));
            } else {
                Certificate certificate;
                certificate.name = read.first(entry, Field::title);
                certificate.issuer = read.first(entry, Field::organisation);
                certificate.url = read.first(entry, Field::url);
                read.set_date(entry, certificate.date);
                if (!certificate.name.empty()) record.certificates.push_back(std::move(certificate));
            }
        }
    }
}

}  // namespace cvextract::fields::lists

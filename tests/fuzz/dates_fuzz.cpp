// Units and dates of arbitrary text.

#include "base/units.hpp"
#include "check.hpp"
#include "fields/spans/date.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cvextract;
    const std::string text = fuzz::text_of(data, size);
    const auto units = cut_units(text);
    fuzz::require_in_order(text, units);
    const auto models = models::Models::builtin();
    const auto style = fields::spans::date_style(text, models);
    const auto dates = fields::spans::find_dates(text, units, models, style);
    fuzz::require_in_order(text, dates);
    for (const auto& date : dates) {
        fuzz::require(date.core_begin >= date.begin && date.core_end <= date.end, "the core lies inside the date");
        for (const std::string& iso : {date.first, date.last}) {
            fuzz::require(iso.empty() || iso.size() == 4 || iso.size() == 7 || iso.size() == 10, "YYYY[-MM[-DD]]");
            fuzz::require(iso.find_first_not_of("0123456789-") == std::string::npos, "YYYY[-MM[-DD]]");
        }
        fuzz::require(!date.first.empty() || !date.last.empty() || date.ongoing, "a date has a year");
        static_cast<void>(fields::spans::assign_range(date));
    }
    return 0;
}

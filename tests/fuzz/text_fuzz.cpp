// The parsers of text on arbitrary text: units cover it in order, dates lie inside it.

#include <cstdlib>

#include "base/unicode.hpp"
#include "base/units.hpp"
#include "fields/spans/date.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cvextract;
    const std::string text = to_valid_utf8({reinterpret_cast<const char*>(data), size});
    std::size_t last = 0;
    for (const Unit& unit : cut_units(text)) {
        if (unit.begin < last || unit.end <= unit.begin || unit.end > text.size()) std::abort();
        last = unit.end;
    }
    std::size_t behind = 0;
    for (const auto& date : fields::spans::find_dates(text, models::Models::builtin())) {
        if (date.begin < behind || date.end <= date.begin || date.end > text.size() || date.first.size() < 4)
            std::abort();
        behind = date.end;
    }
    return 0;
}

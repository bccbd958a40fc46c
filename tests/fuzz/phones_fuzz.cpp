// Telephone numbers of arbitrary text, and their E.164 form in a country that the first bytes name.

#include <algorithm>

#include "check.hpp"
#include "fields/spans/phone.hpp"
#include "fields/spans/phone_plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cvextract;
    const std::string text = fuzz::text_of(data, size);
    const auto phones = fields::spans::find_phones(text);
    fuzz::require_in_order(text, phones);
    const std::string country = text.substr(0, std::min<std::size_t>(text.size(), 2));
    for (const auto& phone : phones) {
        fuzz::require(
            std::all_of(phone.digits.begin(), phone.digits.end(), [](char c) { return c >= '0' && c <= '9'; }),
            "digits are digits");
        const std::string printed = text.substr(phone.begin, phone.end - phone.begin);
        for (const std::string& where : {std::string(), country, std::string("DE")}) {
            const std::string e164 = fields::spans::phone_e164(printed, where);
            fuzz::require(e164.empty() || (e164.front() == '+' && e164.size() <= 18), "E.164");
            for (const bool guessed : {false, true}) {
                const auto planned = fields::spans::e164_by_plan(printed, where, guessed);
                fuzz::require(!planned || *planned == fields::spans::e164_by_library(printed, where, guessed),
                              "plans as libphonenumber has them");
            }
        }
    }
    return 0;
}

// Places, postal addresses, web and e-mail addresses of arbitrary text.

#include "base/units.hpp"
#include "check.hpp"
#include "fields/spans/email.hpp"
#include "fields/spans/place.hpp"
#include "fields/spans/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cvextract;
    using namespace cvextract::fields::spans;
    const std::string text = fuzz::text_of(data, size);
    const auto models = models::Models::builtin();
    fuzz::require_in_order(text, find_places(text, cut_units(text), models));
    const AddressSpan address = parse_address(text, models);
    for (const AddressSpan::Part& part :
         {address.address, address.postal_code, address.city, address.region, address.country}) {
        fuzz::require(part.empty() || part.end <= text.size(), "the parts lie inside the text");
        fuzz::require(part.empty() || (fuzz::between(text, part.begin) && fuzz::between(text, part.end)),
                      "parts cut no code point");
    }
    const auto emails = find_emails(text, models);
    // "{a,b}@host" is two addresses that share their host.
    for (const auto& email : emails) {
        fuzz::require(email.begin < email.end && email.end <= text.size(), "addresses lie inside the text");
        fuzz::require(email.address.find('@') != std::string::npos, "an address has its sign");
    }
    const auto urls = find_urls(text, models);
    fuzz::require_in_order(text, urls);
    for (const auto& url : urls) static_cast<void>(profile_of(url.url, models));
    return 0;
}

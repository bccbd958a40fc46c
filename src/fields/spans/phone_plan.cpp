// libphonenumber's metadata is a protocol buffer (phonemetadata.proto), which is read here field by field. Setting the
// library up, which parses all of it and compiles patterns, takes as long as all that a CV of one page otherwise needs.

#include "fields/spans/phone_plan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/unicode.hpp"
#include "fields/spans/digit_pattern.hpp"

#ifdef CVEXTRACT_PHONE_METADATA
namespace i18n::phonenumbers {
// Not in its headers; cmake/dependencies.cmake looks whether the library has them.
int metadata_size();
const void* metadata_get();
}  // namespace i18n::phonenumbers
#endif

namespace cvextract::fields::spans {

namespace {

constexpr std::size_t kFewestDigits = 6, kMostDigits = 17;

std::string_view metadata() {
#ifdef CVEXTRACT_PHONE_METADATA
    return {static_cast<const char*>(i18n::phonenumbers::metadata_get()),
            static_cast<std::size_t>(std::max(i18n::phonenumbers::metadata_size(), 0))};
#else
    return {};
#endif
}

// One field of a message: its number, and its value or its bytes.
struct Field {
    std::uint64_t number = 0, value = 0;
    std::string_view bytes;
};

bool read_number(std::string_view& in, std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(in.front());
        in.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

bool read_field(std::string_view& in, Field& field) {
    std::uint64_t tag = 0;
    field.bytes = {};
    if (in.empty() || !read_number(in, tag) || !read_number(in, field.value)) return false;
    field.number = tag >> 3;
    if ((tag & 7) == 0) return true;
    if ((tag & 7) != 2 || field.value > in.size()) return false;
    field.bytes = in.substr(0, field.value);
    in.remove_prefix(field.value);
    return true;
}

// A kind of numbers of a country: their pattern and lengths (bit masks).
struct Kind {
    std::string_view pattern;
    std::uint32_t lengths = 0, local_lengths = 0;
    bool has_lengths = false;

    explicit Kind(std::string_view message) {
        for (Field field; read_field(message, field);) {
            if (field.number == 2) pattern = field.bytes;
            if (field.number != 9 && field.number != 10) continue;
            const auto add = [&](std::uint64_t length) {
                (field.number == 9 ? lengths : local_lengths) |= length < 32 ? std::uint32_t{1} << length : 0;
                has_lengths = has_lengths || field.number == 9;
            };
            if (field.bytes.empty()) {
                add(field.value);
            } else {
                std::uint64_t length = 0;
                while (!field.bytes.empty() && read_number(field.bytes, length)) add(length);
            }
        }
    }
};

// Numbers of the PhoneMetadata message's fields.
enum : std::uint64_t {
    kGeneral = 1,
    kId = 9,
    kCode = 10,
    kAbroad = 11,
    kPrefix = 15,
    kTransform = 16,
    kMain = 22,
    kLeading = 23
};
constexpr std::array<std::uint64_t, 10> kKinds = {2, 3, 4, 5, 6, 7, 8, 21, 25, 28};

struct Plan {
    std::string_view id, general, abroad, prefix, transform, leading;
    std::array<std::string_view, kKinds.size()> kinds;
    std::uint64_t code = 0;
    bool main = false;
};

Plan read_plan(std::string_view message) {
    Plan plan;
    for (Field field; read_field(message, field);) {
        switch (field.number) {
            case kGeneral:
                plan.general = field.bytes;
                break;
            case kId:
                plan.id = field.bytes;
                break;
            case kCode:
                plan.code = field.value;
                break;
            case kAbroad:
                plan.abroad = field.bytes;
                break;
            case kPrefix:
                plan.prefix = field.bytes;
                break;
            case kTransform:
                plan.transform = field.bytes;
                break;
            case kMain:
                plan.main = field.value != 0;
                break;
            case kLeading:
                plan.leading = field.bytes;
                break;
            default: {
                const auto* const kind = std::find(kKinds.begin(), kKinds.end(), field.number);
                if (kind != kKinds.end()) plan.kinds[static_cast<std::size_t>(kind - kKinds.begin())] = field.bytes;
            }
        }
    }
    return plan;
}

// Where the plans lie.
struct Entry {
    std::string_view message, id;
    std::uint64_t code = 0;
    bool main = false;
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> all = [] {
        std::vector<Entry> found;
        std::string_view rest = metadata();
        for (Field country; read_field(rest, country);) {
            if (country.number != 1) continue;
            Entry entry;
            entry.message = country.bytes;
            std::string_view message = country.bytes;
            for (Field field; read_field(message, field);) {
                if (field.number == kId) entry.id = field.bytes;
                if (field.number == kCode) entry.code = field.value;
                if (field.number == kMain) entry.main = field.value != 0;
            }
            found.push_back(entry);
        }
        return found;
    }();
    return all;
}

// The plans behind a calling code, the main one first.
std::vector<Plan> plans_of(std::uint64_t code) {
    std::vector<Plan> plans;
    for (const Entry& entry : entries()) {
        if (entry.code == code) plans.insert(entry.main ? plans.begin() : plans.end(), read_plan(entry.message));
    }
    return plans;
}

bool has_length(std::uint32_t lengths, std::string_view digits) {
    return (lengths >> digits.size() & 1) != 0;
}

// Digits, and whether a plus stands before them; signs that group digits are passed over. "" for anything else.
std::string digits_of(std::string_view printed, bool& plus) {
    std::string digits;
    for (std::size_t i = 0; i < printed.size();) {
        const char32_t c = next_code_point(printed, i);
        if (c >= '0' && c <= '9') {
            digits += static_cast<char>(c);
        } else if (c == '+' && digits.empty() && !plus) {
            plus = true;
        } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && c != '/' && c != 0xA0 &&
                   (c < 0x2010 || c > 0x2015)) {
            return {};
        }
    }
    return digits.size() < kFewestDigits || digits.size() > kMostDigits ? std::string{} : digits;
}

// One question. Every answer of a pattern that is not understood leads to "unknown" in the end.
class Question {
  public:
    [[nodiscard]] std::optional<std::string> answer(std::string_view printed, std::string_view country, bool guessed) {
        bool plus = false;
        const std::string all = digits_of(printed, plus);
        std::string_view digits = all;
        std::vector<Plan> plans;
        Plan plan;
        if (plus) {
            for (std::size_t size = 1; size <= 3 && plans.empty() && !all.starts_with('0'); ++size) {
                std::uint64_t code = 0;
                for (const char c : digits.substr(0, size)) code = code * 10 + static_cast<std::uint64_t>(c - '0');
                plans = plans_of(code);
                if (!plans.empty()) digits.remove_prefix(size);
            }
            if (plans.empty()) return std::nullopt;
            plan = plans.front();
        } else {
            const auto own =
                std::find_if(entries().begin(), entries().end(), [&](const Entry& e) { return e.id == country; });
            if (own == entries().end()) return std::nullopt;
            plan = read_plan(own->message);
            if (ends(plan.abroad, digits) > 1 || begins_with_code(plan, digits)) return std::nullopt;
            plans = plans_of(plan.code);
        }
        const Kind general(plan.general), main(plans.front().general);
        if (plan.id == "001" || general.lengths == 0) return std::nullopt;  // no country's
        const std::string_view rest = without_prefix(plan, digits);
        // A prefix is one only where a whole number stands behind it.
        const auto shortest = static_cast<std::size_t>(std::countr_zero(general.lengths));
        const auto longest = static_cast<std::size_t>(std::bit_width(general.lengths)) - 1;
        const bool whole = !has_length(general.local_lengths, rest) && rest.size() >= shortest &&
                           (has_length(general.lengths, rest) || rest.size() > longest);
        if (whole) digits = rest;
        const bool good =
            has_length(main.lengths | main.local_lengths, digits) && (!guessed || is_valid(plans, digits));
        if (unknown_ || digits.size() < 2) return std::nullopt;
        if (!good) return "";
        return std::string("+").append(std::to_string(plan.code)).append(digits);
    }

  private:
    std::uint32_t ends(std::string_view pattern, std::string_view digits) {
        const auto found = ends_of(pattern, digits);
        unknown_ = unknown_ || !found;
        return found.value_or(0);
    }
    bool fits(std::string_view pattern, std::string_view digits) {
        return (ends(pattern, digits) >> digits.size() & 1) != 0;
    }

    // The digits without the prefix of calls within the country.
    std::string_view without_prefix(const Plan& plan, std::string_view digits) {
        if (plan.prefix.empty() || digits.empty()) return digits;
        const std::uint32_t behind = ends(plan.prefix, digits);
        if (behind == 0 || behind == 1) return digits;
        if (!std::has_single_bit(behind) || !plan.transform.empty()) {
            unknown_ = true;
            return digits;
        }
        const std::string_view rest = digits.substr(static_cast<std::size_t>(std::countr_zero(behind)));
        const Kind general(plan.general);
        return fits(general.pattern, digits) && !fits(general.pattern, rest) ? digits : rest;
    }

    // Whether libphonenumber would take the first digits for the country's own calling code.
    bool begins_with_code(const Plan& plan, std::string_view digits) {
        const std::string code = std::to_string(plan.code);
        if (!digits.starts_with(code)) return false;
        const Kind general(plan.general);
        const std::string_view rest = without_prefix(plan, digits.substr(code.size()));
        return (!fits(general.pattern, digits) && fits(general.pattern, rest)) ||
               digits.size() >= static_cast<std::size_t>(std::bit_width(general.lengths));
    }

    bool is_of(std::string_view message, std::string_view digits) {
        const Kind kind(message);
        return (!kind.has_lengths || has_length(kind.lengths, digits)) && !kind.pattern.empty() &&
               fits(kind.pattern, digits);
    }
    bool is_of_any_kind(const Plan& plan, std::string_view digits) {
        return is_of(plan.general, digits) && std::any_of(plan.kinds.begin(), plan.kinds.end(),
                                                          [&](std::string_view kind) { return is_of(kind, digits); });
    }
    // Countries that share a code are told apart by leading digits, or by whose numbers they are.
    bool is_valid(const std::vector<Plan>& plans, std::string_view digits) {
        if (plans.size() == 1) return is_of_any_kind(plans.front(), digits);
        for (const Plan& plan : plans) {
            if (!plan.leading.empty()) {
                if (ends(plan.leading, digits) != 0) return is_of_any_kind(plan, digits);
            } else if (is_of_any_kind(plan, digits)) {
                return true;
            }
        }
        return false;
    }

    bool unknown_ = false;
};

}  // namespace

std::optional<std::string> e164_by_plan(std::string_view printed, std::string_view country, bool guessed) {
    return Question().answer(printed, country, guessed);
}

}  // namespace cvextract::fields::spans

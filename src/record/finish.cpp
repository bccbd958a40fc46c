#include "record/finish.hpp"

#include <algorithm>
#include <type_traits>

#include "record/visit.hpp"

namespace cvextract::record {

namespace {

bool has_content(const Value& value) {
    return !value.empty();
}
bool has_content(const Flag&) {
    return false;
}  // "ongoing" alone is no entry

template <class T>
bool has_content(const std::vector<T>& list);

template <class T>
bool has_content(const T& part) {
    bool any = false;
    visit(part, [&](const char*, const auto& member) { any = any || has_content(member); });
    return any;
}

template <class T>
bool has_content(const std::vector<T>& list) {
    return std::any_of(list.begin(), list.end(), [](const T& item) { return has_content(item); });
}

// JSON Resume's url is a URI: what was printed without a scheme gets the one that a browser would add.
void add_scheme(Value& url) {
    if (url.empty() || url.text.find("://") != std::string::npos || url.text.starts_with("mailto:")) return;
    url.text.insert(0, "https://");
}

template <class T>
void tidy(T& part) {
    visit(part, [&](std::string_view name, auto& member) {
        using M = std::remove_reference_t<decltype(member)>;
        if constexpr (std::is_same_v<M, Value>) {
            if (name == "url") add_scheme(member);
        } else if constexpr (requires { member.begin(); }) {
            std::erase_if(member, [](const auto& item) { return !has_content(item); });
            if constexpr (!std::is_same_v<M, std::vector<Value>>) {
                for (auto& item : member) tidy(item);
            }
        } else if constexpr (!std::is_same_v<M, Flag>) {
            tidy(member);
        }
    });
}

}  // namespace

Record finish(Record record) {
    tidy(record);
    return record;
}

}  // namespace cvextract::record

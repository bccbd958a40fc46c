#include "compile_crf.hpp"

#include <bit>
#include <map>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "learn/crf.hpp"

using cvextract::learn::Crf;

namespace {

template <class T>
void append(std::string& out, const T* values, std::size_t count) {
    out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

}  // namespace

std::string compile_crf(const std::string& text, const std::string& where) {
    std::vector<std::string> labels;
    std::map<std::string, std::uint32_t> index;
    std::vector<float> transitions;
    std::map<std::uint64_t, std::vector<Crf::Weight>> features;
    std::size_t count = 0;
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        std::string head;
        words >> head;
        const auto fail = [&](const char* what) {
            throw std::runtime_error(where + ": " + what + ": " + line.substr(0, 60));
        };
        const auto label = [&](const std::string& name) {
            const auto it = index.find(name);
            if (it == index.end()) fail("unknown label");
            return it->second;
        };
        if (head == "labels") {
            for (std::string name; words >> name;) {
                index[name] = static_cast<std::uint32_t>(labels.size());
                labels.push_back(name);
            }
            if (labels.empty() || labels.size() > 64) fail("1 to 64 labels are needed");
            transitions.assign((labels.size() + 1) * labels.size(), 0.0F);
        } else if (head == "transition") {
            std::string from, to;
            float value = 0;
            if (!(words >> from >> to >> value)) fail("a transition needs two labels and a number");
            transitions[(from == "^" ? 0 : label(from) + 1) * labels.size() + label(to)] = value;
        } else {
            const std::uint64_t key = std::stoull(head, nullptr, 16);
            for (std::string item; words >> item;) {
                const auto colon = item.rfind(':');
                if (colon == std::string::npos) fail("a weight is LABEL:NUMBER");
                const auto number = static_cast<std::uint32_t>(std::stoul(item.substr(0, colon)));
                if (number >= labels.size()) fail("a label number is too large");
                features[key].push_back({number, std::stof(item.substr(colon + 1))});
                ++count;
            }
        }
    }
    if (labels.empty()) throw std::runtime_error(where + ": no labels");
    std::vector<Crf::Slot> slots(std::bit_ceil(features.size() * 2 + 2));
    std::vector<Crf::Weight> weights;
    weights.reserve(count);
    for (const auto& [key, list] : features) {
        std::size_t i = key & (slots.size() - 1);
        while (slots[i].key != 0) i = (i + 1) & (slots.size() - 1);
        slots[i] = {key, static_cast<std::uint32_t>(weights.size()), static_cast<std::uint32_t>(list.size())};
        weights.insert(weights.end(), list.begin(), list.end());
    }
    std::string names;
    for (const auto& name : labels) names += (names.empty() ? "" : "\n") + name;
    const Crf::Header header{static_cast<std::uint32_t>(labels.size()), static_cast<std::uint32_t>(slots.size()),
                             static_cast<std::uint32_t>(weights.size()), static_cast<std::uint32_t>(names.size())};
    std::string out;
    append(out, &header, 1);
    append(out, transitions.data(), transitions.size());
    out.resize((out.size() + 15) / 16 * 16);
    append(out, slots.data(), slots.size());
    append(out, weights.data(), weights.size());
    return out + names;
}

#include "compile_crf.hpp"

#include <bit>
#include <cmath>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "base/hash_tag.hpp"
#include "learn/crf.hpp"

using cvextract::learn::Crf;

namespace {

/// Adds values, padded to 16 bytes.
template <class T>
void append(std::string& out, const std::vector<T>& values) {
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    out.resize((out.size() + 15) / 16 * 16);
}

/// The `count` bytes that base64 text stands for; fewer when the text is none.
std::vector<std::int8_t> from_base64(const std::string& text, std::size_t count) {
    static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<std::int8_t> out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        if (c == '=') break;
        const std::size_t digit = kDigits.find(c);
        if (digit == std::string_view::npos) return {};
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        if ((held += 6) < 8) continue;
        held -= 8;
        out.push_back(static_cast<std::int8_t>(static_cast<std::uint8_t>(bits >> held & 255)));
    }
    if (out.size() > count) out.resize(count);
    return out;
}

}  // namespace

std::string compile_crf(const std::string& text, const std::string& where) {
    std::vector<std::string> labels;
    std::map<std::string, std::uint32_t> index;
    std::vector<float> transitions;
    std::vector<float> bias, output, scales;
    std::vector<std::int8_t> rows;
    std::map<std::uint64_t, std::uint32_t> row_of;
    std::size_t units = 0;
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
            if (labels.empty() || labels.size() > Crf::kMostLabels) fail("1 to 64 labels are needed");
            transitions.assign((labels.size() + 1) * Crf::padded(labels.size()), 0.0F);
        } else if (head == "transition") {
            std::string from, to;
            float value = 0;
            if (!(words >> from >> to >> value)) fail("a transition needs two labels and a number");
            transitions[(from == "^" ? 0 : label(from) + 1) * Crf::padded(labels.size()) + label(to)] = value;
        } else if (head == "units") {
            if (!(words >> units) || units == 0 || units > Crf::kMostUnits) fail("1 to 1024 units are needed");
        } else if (head == "bias" || head == "output") {
            auto& values = head == "bias" ? bias : output;
            const std::size_t before = values.size(), wanted = head == "bias" ? units : labels.size();
            for (float value = 0; words >> value;) values.push_back(value);
            if (values.size() - before != wanted) fail("a number for each unit, or each label, is needed");
            if (head == "output") values.resize(before + Crf::padded(labels.size()));
        } else {
            if (units == 0) fail("units come before features");
            std::string digits;
            float scale = 0;
            if (!(words >> scale >> digits)) fail("a row needs a scale and weights");
            const auto weights = from_base64(digits, units);
            if (weights.size() != units) fail("a weight for each unit is needed");
            row_of[std::stoull(head, nullptr, 16)] = static_cast<std::uint32_t>(scales.size());
            scales.push_back(scale);
            rows.insert(rows.end(), weights.begin(), weights.end());
        }
    }
    if (labels.empty()) throw std::runtime_error(where + ": no labels");
    if (units == 0 || bias.size() != units || output.size() != units * Crf::padded(labels.size()))
        throw std::runtime_error(where + ": a bias and an output line for each unit are needed");
    std::vector<Crf::Slot> slots(std::bit_ceil(row_of.size() * 2 + 2));
    std::vector<std::uint8_t> tags(slots.size(), 0);
    for (const auto& [key, row] : row_of) {
        std::size_t i = key & (slots.size() - 1);
        while (slots[i].key != 0) i = (i + 1) & (slots.size() - 1);
        slots[i] = {key, row, scales[row]};
        tags[i] = cvextract::hash_tag(key);
    }
    std::string names;
    for (const auto& name : labels) names += (names.empty() ? "" : "\n") + name;
    Crf::Header header;
    header.labels = static_cast<std::uint32_t>(labels.size());
    header.slots = static_cast<std::uint32_t>(slots.size());
    header.names_size = static_cast<std::uint32_t>(names.size());
    header.units = static_cast<std::uint32_t>(units);
    header.rows = static_cast<std::uint32_t>(scales.size());
    const std::size_t n = labels.size(), width = Crf::padded(n);
    std::vector<double> moves((n + 1) * width), back(n * width);
    for (std::size_t k = 0; k <= n; ++k) {
        for (std::size_t l = 0; l < n; ++l) {
            moves[k * width + l] = std::exp(static_cast<double>(transitions[k * width + l]));
            if (k > 0) back[l * width + k - 1] = moves[k * width + l];
        }
    }
    std::string out;
    append(out, std::vector<Crf::Header>{header});
    append(out, transitions);
    append(out, moves);
    append(out, back);
    append(out, slots);
    append(out, tags);
    append(out, bias);
    append(out, output);
    append(out, rows);
    return out + names;
}

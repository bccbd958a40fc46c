// compile_models MODELS_DIR OUT: turns the vocabulary and weights in MODELS_DIR into the blob that the library maps.
// lexicon/NAME.tsv becomes a hash table of phrases, weights/NAME.crf a table of feature weights; every other file but
// the README is taken as it is.

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/hash_tag.hpp"
#include "base/units.hpp"
#include "compile_crf.hpp"
#include "models/blob.hpp"
#include "models/models.hpp"
#include "models/phrase.hpp"

namespace fs = std::filesystem;
using namespace cvextract;
using namespace cvextract::models;

namespace {

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> split_tabs(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t tab = line.find('\t', begin);
        cells.push_back(line.substr(begin, tab == std::string::npos ? tab : tab - begin));
        if (tab == std::string::npos) return cells;
        begin = tab + 1;
    }
}

template <class T>
void append(std::string& out, const T* values, std::size_t count) {
    out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

std::string compile_lexicon(const fs::path& path) {
    std::unordered_map<std::uint64_t, Lexicon::Slot> table;
    std::unordered_map<std::string, std::uint32_t> pooled;
    std::string pool;
    std::ifstream in(path);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const auto cells = split_tabs(line);
        const auto where = path.filename().string() + ":" + std::to_string(number);
        if (cells.size() > 3) throw std::runtime_error(where + ": more than three columns");
        const auto units = cut_units(cells[0]);
        if (units.empty()) throw std::runtime_error(where + ": an empty phrase");
        const std::string payload = cells.size() > 1 ? cells[1] : "";
        if (payload.size() > 0xFFFF) throw std::runtime_error(where + ": the payload is too long");
        std::uint64_t key = kPhraseStart;
        for (const Unit& unit : units) {
            key = extend_phrase(key, unit.hash);
            table[key].key = key;
        }
        Lexicon::Slot& slot = table[key];
        if (slot.terminal) continue;  // the first line for a phrase wins
        const auto [it, fresh] = pooled.emplace(payload, static_cast<std::uint32_t>(pool.size()));
        if (fresh) pool += payload;
        slot.payload = it->second;
        slot.payload_size = static_cast<std::uint16_t>(payload.size());
        slot.terminal = 1;
        slot.weight = cells.size() > 2 && !cells[2].empty() ? std::stof(cells[2]) : 1.0F;
    }
    std::vector<Lexicon::Slot> slots(std::bit_ceil(table.size() * 2 + 2));
    std::vector<std::uint8_t> tags(slots.size(), 0);
    std::vector<std::uint64_t> keys;
    for (const auto& [key, slot] : table) keys.push_back(key);
    std::sort(keys.begin(), keys.end());  // the same bytes whatever the map's order
    for (const std::uint64_t key : keys) {
        std::size_t i = key & (slots.size() - 1);
        while (slots[i].key != 0) i = (i + 1) & (slots.size() - 1);
        slots[i] = table.at(key);
        tags[i] = cvextract::hash_tag(key);
    }
    const LexiconHeader header{slots.size(), pool.size()};
    std::string out;
    append(out, &header, 1);
    append(out, slots.data(), slots.size());
    append(out, tags.data(), tags.size());
    return out + pool;
}

void align(std::string& out) {
    out.resize((out.size() + 15) / 16 * 16);
}

int run(const fs::path& folder, const fs::path& target) {
    std::map<std::string, std::string> members;
    for (const auto& item : fs::recursive_directory_iterator(folder)) {
        if (!item.is_regular_file() || item.path().extension() == ".md") continue;
        std::string name = fs::relative(item.path(), folder).generic_string();
        if (name.starts_with("lexicon/") && name.ends_with(".tsv")) {
            members[name.substr(0, name.size() - 4)] = compile_lexicon(item.path());
        } else if (name.starts_with("weights/") && name.ends_with(".crf")) {
            members[name] = compile_crf(read_file(item.path()), name);
        } else {
            members[name] = read_file(item.path());
        }
    }
    std::vector<BlobEntry> entries;
    std::string body;
    const std::size_t start = sizeof(BlobHeader) + members.size() * sizeof(BlobEntry);
    for (const auto& [name, bytes] : members) {
        align(body);
        entries.push_back({hash64(name), (start + 15) / 16 * 16 + body.size(), bytes.size(), 0});
        body += bytes;
    }
    std::sort(entries.begin(), entries.end(), [](const BlobEntry& a, const BlobEntry& b) { return a.name < b.name; });
    std::string rest;
    append(rest, entries.data(), entries.size());
    rest.resize((start + 15) / 16 * 16 - sizeof(BlobHeader));
    rest += body;
    BlobHeader header;
    header.size = sizeof(BlobHeader) + rest.size();
    header.entries = entries.size();
    header.checksum = hash64(rest);
    std::ofstream out(target, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    out.write(rest.data(), static_cast<std::streamsize>(rest.size()));
    out.flush();
    if (!out) throw std::runtime_error("cannot write " + target.string());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: compile_models MODELS_DIR OUT\n";
        return 2;
    }
    try {
        return run(argv[1], argv[2]);
    } catch (const std::exception& error) {
        std::cerr << "compile_models: " << error.what() << '\n';
        return 1;
    }
}

#include "models/models.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/hash_tag.hpp"
#include "base/units.hpp"
#include "models/blob.hpp"
#include "models/phrase.hpp"

extern "C" {
extern const std::byte cvextract_models_begin[];
extern const std::byte cvextract_models_end[];
}

namespace cvextract::models {

namespace {

template <class T>
const T* at(std::span<const std::byte> bytes, std::uint64_t offset) {
    return reinterpret_cast<const T*>(bytes.data() + offset);
}

Error bad_models(std::string message) {
    return {ErrorCode::usage, std::move(message), "compile one with compile_models from the same version"};
}

// Everything that a look-up relies on later is checked here once.
std::optional<Error> check(std::span<const std::byte> bytes) {
    if (bytes.size() < sizeof(BlobHeader)) return bad_models("the model file is too short");
    const auto* header = at<BlobHeader>(bytes, 0);
    if (header->magic != kBlobMagic) return bad_models("this is not a model file of this version");
    if (header->size != bytes.size()) return bad_models("the model file is cut");
    if (header->entries > (bytes.size() - sizeof(BlobHeader)) / sizeof(BlobEntry))
        return bad_models("the model file is damaged");
    for (std::uint64_t i = 0; i < header->entries; ++i) {
        const auto* entry = at<BlobEntry>(bytes, sizeof(BlobHeader) + i * sizeof(BlobEntry));
        if (entry->offset > bytes.size() || entry->size > bytes.size() - entry->offset || entry->offset % 16 != 0) {
            return bad_models("the model file is damaged");
        }
    }
    return std::nullopt;
}

}  // namespace

const Lexicon::Slot* Lexicon::find(std::uint64_t key) const {
    if (slots_.empty()) return nullptr;
    const std::uint64_t mask = slots_.size() - 1;
    // The table always has free slots: compile_models fills it to at most a half.
    const std::uint8_t tag = hash_tag(key);
    for (std::uint64_t i = key & mask; tags_[i] != 0; i = (i + 1) & mask) {
        if (tags_[i] == tag && slots_[i].key == key) return &slots_[i];
    }
    return nullptr;
}

std::optional<Lexicon::Match> Lexicon::longest(std::span<const std::uint64_t> unit_hashes, std::size_t begin) const {
    std::optional<Match> best;
    std::uint64_t key = kPhraseStart;
    for (std::size_t i = begin; i < unit_hashes.size(); ++i) {
        key = extend_phrase(key, unit_hashes[i]);
        const Slot* slot = find(key);
        if (slot == nullptr) break;
        if (slot->terminal) best = Match{i - begin + 1, pool_.substr(slot->payload, slot->payload_size), slot->weight};
    }
    return best;
}

std::optional<Lexicon::Match> Lexicon::exact(std::span<const std::uint64_t> unit_hashes) const {
    if (unit_hashes.empty()) return std::nullopt;
    std::uint64_t key = kPhraseStart;
    for (const std::uint64_t hash : unit_hashes) key = extend_phrase(key, hash);
    const Slot* slot = find(key);
    if (slot == nullptr || !slot->terminal) return std::nullopt;
    return Match{unit_hashes.size(), pool_.substr(slot->payload, slot->payload_size), slot->weight};
}

std::optional<Lexicon::Match> Lexicon::exact(std::string_view text) const {
    std::vector<std::uint64_t> hashes;
    for (const Unit& unit : cut_units(text)) hashes.push_back(unit.hash);
    return exact(hashes);
}

const Models& Models::builtin() {
    static const Models models = [] {
        Models m;
        m.bytes_ = {cvextract_models_begin, static_cast<std::size_t>(cvextract_models_end - cvextract_models_begin)};
        return m;
    }();
    return models;
}

Result<Models> Models::from_bytes(std::span<const std::byte> bytes) {
    if (auto error = check(bytes)) return tl::unexpected(*error);
    Models m;
    m.bytes_ = bytes;
    return m;
}

Result<Models> Models::open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return tl::unexpected(
            Error{ErrorCode::usage, "cannot open the model file '" + path + "'", "give an existing file"});
    struct stat info {};
    void* address = MAP_FAILED;
    if (::fstat(fd, &info) == 0 && info.st_size > 0) {
        address = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    }
    ::close(fd);
    if (address == MAP_FAILED) return tl::unexpected(bad_models("cannot read the model file '" + path + "'"));
    const auto size = static_cast<std::size_t>(info.st_size);
    std::shared_ptr<const void> owner(address, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
    auto models = from_bytes({static_cast<const std::byte*>(address), size});
    if (models) models->owner_ = std::move(owner);
    return models;
}

std::span<const std::byte> Models::member(std::string_view name) const {
    const auto* header = at<BlobHeader>(bytes_, 0);
    const auto* entries = at<BlobEntry>(bytes_, sizeof(BlobHeader));
    const std::uint64_t key = hash64(name);
    const auto* end = entries + header->entries;
    const auto* entry =
        std::lower_bound(entries, end, key, [](const BlobEntry& e, std::uint64_t k) { return e.name < k; });
    if (entry == end || entry->name != key) return {};
    return bytes_.subspan(entry->offset, entry->size);
}

Lexicon Models::lexicon(std::string_view name) const {
    const auto bytes = member("lexicon/" + std::string(name));
    if (bytes.size() < sizeof(LexiconHeader)) return {};
    const auto* header = at<LexiconHeader>(bytes, 0);
    const std::uint64_t room = bytes.size() - sizeof(LexiconHeader);
    constexpr std::uint64_t kEach = sizeof(Lexicon::Slot) + 1;
    if (header->slots > room / kEach || header->pool_size != room - header->slots * kEach) return {};
    const auto* slots = at<Lexicon::Slot>(bytes, sizeof(LexiconHeader));
    const auto* tags = reinterpret_cast<const std::uint8_t*>(slots + header->slots);
    const auto* pool = reinterpret_cast<const char*>(tags + header->slots);
    return {
        {slots, static_cast<std::size_t>(header->slots)}, tags, {pool, static_cast<std::size_t>(header->pool_size)}};
}

}  // namespace cvextract::models

#include "batch/build_id.hpp"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <cstring>
#include <span>

namespace cvextract::batch {

namespace {

std::string id_in(std::span<const char> notes) {
    ElfW(Nhdr) head;
    const auto padded = [](std::size_t n) { return (n + 3) / 4 * 4; };
    while (notes.size() >= sizeof head) {
        std::memcpy(&head, notes.data(), sizeof head);
        const std::size_t name = padded(head.n_namesz), value = padded(head.n_descsz);
        if (notes.size() < sizeof head + name + value) break;
        const auto id = notes.subspan(sizeof head + name, head.n_descsz);
        if (head.n_type == NT_GNU_BUILD_ID && std::memcmp(notes.data() + sizeof head, "GNU", 4) == 0) {
            std::string text;
            for (const char c : id) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
            return text;
        }
        notes = notes.subspan(sizeof head + name + value);
    }
    return {};
}

// The first object is the program.
int look(dl_phdr_info* info, std::size_t, void* found) {
    for (const ElfW(Phdr) & segment : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
        if (segment.p_type != PT_NOTE) continue;
        const auto* begin = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
        auto& id = *static_cast<std::string*>(found);
        id = id_in({begin, segment.p_memsz});
        if (!id.empty()) break;
    }
    return 1;
}

}  // namespace

std::string build_id() {
    std::string id;
    ::dl_iterate_phdr(look, &id);
    return id.empty() ? "unknown" : id;
}

}  // namespace cvextract::batch

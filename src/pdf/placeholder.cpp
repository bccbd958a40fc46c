// A first reader; replaced when the full one lands: delete this file then.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/unicode.hpp"
#include "pdf/reader.hpp"

namespace cvextract::pdf {

namespace {
std::string utf8(const poppler::ustring& s) {
    const auto bytes = s.to_utf8();
    return to_nfc(to_valid_utf8({bytes.data(), bytes.size()}));
}
bool has(const std::string& name, const char* part) { return name.find(part) != std::string::npos; }
}  // namespace

Result<Document> read(std::span<const std::byte> bytes, const Options& options) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    std::unique_ptr<poppler::document> doc(poppler::document::load_from_raw_data(
        reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size()), options.password, options.password));
    if (!doc) return tl::unexpected(Error{ErrorCode::not_a_pdf, "not a PDF", ""});
    Document out;
    std::unordered_map<std::string, std::uint32_t> fonts;
    for (int p = 0; p < doc->pages(); ++p) {
        std::unique_ptr<poppler::page> page(doc->create_page(p));
        if (!page) continue;
        Page result;
        result.number = p + 1;
        const auto rect = page->page_rect();
        result.width = rect.width();
        result.height = rect.height();
        for (const auto& box : page->text_list(poppler::page::text_list_include_font)) {
            Word word;
            word.text = utf8(box.text());
            if (word.text.empty()) continue;
            const auto b = box.bbox();
            word.box = {b.left(), b.top(), b.right(), b.bottom()};
            word.rotation = static_cast<std::uint16_t>(box.rotation() * 90);
            word.space_after = box.has_space_after();
            std::string name = box.has_font_info() ? box.get_font_name(0) : "";
            if (name.size() > 7 && name[6] == '+') name.erase(0, 7);
            word.size = box.has_font_info() ? static_cast<float>(box.get_font_size()) : static_cast<float>(b.height());
            const auto [it, fresh] = fonts.emplace(name, static_cast<std::uint32_t>(out.fonts.size()));
            if (fresh) {
                out.fonts.push_back({name, has(name, "Bold") || has(name, "bold") || has(name, "CMBX") || has(name, "Black") || has(name, "Medi") || has(name, "Demi") || has(name, "Semi") || has(name, "Heavy"),
                                     has(name, "Ital") || has(name, "Obli") || has(name, "CMTI"), has(name, "Mono") || has(name, "Courier") || has(name, "CMTT"), has(name, "Awesome") || has(name, "Symbol") || has(name, "Icons")});
            }
            word.font = it->second;
            word.first_edge = static_cast<std::uint32_t>(result.edges.size());
            word.code_points = static_cast<std::uint32_t>(code_points(word.text));
            for (std::uint32_t i = 0; i < word.code_points; ++i) result.edges.push_back(static_cast<float>(box.char_bbox(i).left()));
            result.edges.push_back(static_cast<float>(b.right()));
            result.words.push_back(std::move(word));
        }
        out.pages.push_back(std::move(result));
    }
    return out;
}

}  // namespace cvextract::pdf

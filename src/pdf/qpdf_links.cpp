// Link annotations and hidden text, which poppler-cpp does not give. QPDF is no safer than Poppler with hostile files:
// whatever it throws ends here, and what it may be asked for is bounded.

#include "pdf/qpdf_links.hpp"

#define POINTERHOLDER_TRANSITION 4  // QPDF 11: standard smart pointers only
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "base/unicode.hpp"
#include "pdf/content_stream.hpp"

namespace cvextract::pdf {

namespace {

constexpr int kMaxAnnotations = 5000;            // per page
constexpr std::size_t kMostContent = 1U << 20U;  // bytes of all pages that are searched for hidden text
constexpr std::size_t kMaxUriLength = 2048;      // bytes; longer ones are no links of a person

std::optional<std::array<double, 4>> rectangle(QPDFObjectHandle object) {
    if (!object.isArray() || object.getArrayNItems() != 4) return std::nullopt;
    std::array<double, 4> r{};
    for (int i = 0; i < 4; ++i) {
        QPDFObjectHandle item = object.getArrayItem(i);
        if (!item.isNumber()) return std::nullopt;
        const double value = item.getNumericValue();
        if (!std::isfinite(value)) return std::nullopt;
        r.at(static_cast<std::size_t>(i)) = value;
    }
    if (r[0] > r[2]) std::swap(r[0], r[2]);
    if (r[1] > r[3]) std::swap(r[1], r[3]);
    return r;
}

// From the file's coordinates (origin at the bottom left, before rotation) to the page as it is shown.
struct PageSpace {
    std::array<double, 4> crop{};
    int rotate = 0;

    [[nodiscard]] Box map(const std::array<double, 4>& r) const {
        switch (rotate) {
            case 90:
                return {r[1] - crop[1], r[0] - crop[0], r[3] - crop[1], r[2] - crop[0]};
            case 180:
                return {crop[2] - r[2], r[1] - crop[1], crop[2] - r[0], r[3] - crop[1]};
            case 270:
                return {crop[3] - r[3], crop[2] - r[2], crop[3] - r[1], crop[2] - r[0]};
            default:
                return {r[0] - crop[0], crop[3] - r[3], r[2] - crop[0], crop[3] - r[1]};
        }
    }
};

PageSpace page_space(QPDFPageObjectHelper& page) {
    PageSpace space;
    space.crop = {0, 0, 612, 792};
    if (const auto media = rectangle(page.getMediaBox())) space.crop = *media;
    if (const auto crop = rectangle(page.getCropBox())) {
        const std::array<double, 4> both = {std::max(space.crop[0], (*crop)[0]), std::max(space.crop[1], (*crop)[1]),
                                            std::min(space.crop[2], (*crop)[2]), std::min(space.crop[3], (*crop)[3])};
        if (both[0] < both[2] && both[1] < both[3]) space.crop = both;
    }
    QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
    if (rotate.isInteger()) space.rotate = static_cast<int>(((rotate.getIntValue() % 360) + 360) % 360);
    return space;
}

std::string clean_uri(const std::string& raw) {
    if (raw.size() > kMaxUriLength) return {};
    std::string uri;
    for (const char c : to_valid_utf8(raw)) {
        const auto u = static_cast<unsigned char>(c);
        if (u > 0x20 && u != 0x7F) uri += c;
    }
    return uri;
}

void read_page(QPDFPageObjectHelper helper, Page& page) {
    QPDFObjectHandle annotations = helper.getObjectHandle().getKey("/Annots");
    if (!annotations.isArray()) return;
    const PageSpace space = page_space(helper);
    const int count = std::min(annotations.getArrayNItems(), kMaxAnnotations);
    for (int i = 0; i < count; ++i) {
        QPDFObjectHandle annotation = annotations.getArrayItem(i);
        if (!annotation.isDictionary()) continue;
        QPDFObjectHandle action = annotation.getKey("/A");
        if (!action.isDictionary()) continue;
        QPDFObjectHandle target = action.getKey("/URI");
        if (!target.isString()) continue;
        const auto rect = rectangle(annotation.getKey("/Rect"));
        std::string uri = clean_uri(target.getStringValue());
        if (!rect || uri.empty()) continue;
        page.links.push_back({space.map(*rect), std::move(uri)});
    }
}

// Keeps what is written to it, up to a bound.
class Bounded : public Pipeline {
  public:
    Bounded(std::string& out, std::size_t& left) : Pipeline("bounded", nullptr), out_(out), left_(left) {}
    void write(unsigned char const* data, std::size_t size) override {
        if (size > left_) throw std::length_error("content");  // ends the inflating of a stream made to be endless
        left_ -= size;
        out_.append(reinterpret_cast<const char*>(data), size);
    }
    void finish() override {}

  private:
    std::string& out_;
    std::size_t& left_;
};

// A page's content; nothing when it cannot be read or is too much.
std::optional<std::string> content_of(QPDFPageObjectHelper& page, std::size_t& left) {
    std::string out;
    for (QPDFObjectHandle& stream : page.getPageContents()) {
        Bounded sink(out, left);
        if (!stream.pipeStreamData(&sink, 0, qpdf_dl_generalized, true)) return std::nullopt;
        out += '\n';
    }
    return out;
}

std::string lift_from_pages(QPDF& qpdf, std::vector<QPDFPageObjectHelper> pages) {
    bool any = false;
    std::size_t left = kMostContent;
    for (QPDFPageObjectHelper& page : pages) {
        const auto content = content_of(page, left);
        if (!content || !may_hide_text(*content)) continue;
        const std::string lifted = lift_hidden_text(*content);
        if (lifted.empty()) continue;
        page.getObjectHandle().replaceKey("/Contents", QPDFObjectHandle::newStream(&qpdf, lifted));
        any = true;
    }
    if (!any) return {};
    QPDFWriter writer(qpdf);
    writer.setOutputMemory();
    writer.setPreserveEncryption(false);
    writer.setCompressStreams(false);
    writer.setDecodeLevel(qpdf_dl_none);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

void attach_links(Page& page) {
    if (page.links.empty()) return;
    std::vector<std::uint32_t> order(page.words.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto middle = [&](std::uint32_t w) { return (page.words[w].box.y0 + page.words[w].box.y1) / 2; };
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return middle(a) < middle(b); });
    // A link over the whole page is looked at once; many of them together must not become quadratic.
    std::size_t budget = 50 * page.words.size() + 100000;
    for (std::size_t l = 0; l < page.links.size(); ++l) {
        const Box& box = page.links[l].box;
        auto it = std::lower_bound(order.begin(), order.end(), box.y0, [&](auto w, double y) { return middle(w) < y; });
        for (; it != order.end() && middle(*it) <= box.y1 && budget > 0; ++it, --budget) {
            Word& word = page.words[*it];
            const double x = (word.box.x0 + word.box.x1) / 2;
            if (x >= box.x0 && x <= box.x1) word.link = static_cast<std::int32_t>(l);
        }
    }
}

std::string read_links(std::string_view text, const std::string& password, Document& document) {
    std::string lifted;
    try {
        QPDF qpdf;
        qpdf.setSuppressWarnings(true);
        qpdf.processMemoryFile("input", text.data(), text.size(), password.c_str());
        const auto pages = QPDFPageDocumentHelper(qpdf).getAllPages();
        for (Page& page : document.pages) {
            const auto index = static_cast<std::size_t>(page.number - 1);
            if (index < pages.size()) read_page(pages.at(index), page);
        }
        lifted = lift_from_pages(qpdf, pages);
    } catch (const std::exception&) {
        // Dictionaries stand in the open or in object streams.
        if (text.find("/URI") != std::string_view::npos || text.find("/ObjStm") != std::string_view::npos)
            document.diagnostics.push_back(
                {"links-unreadable", "the links of the file could not be read: its structure is damaged", 0});
    }
    for (Page& page : document.pages) attach_links(page);
    return lifted;
}

}  // namespace cvextract::pdf

// Words with their boxes and fonts: the only user of Poppler.

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/unicode.hpp"
#include "pdf/font_names.hpp"
#include "pdf/qpdf_links.hpp"
#include "pdf/reader.hpp"
#include "pdf/sniff.hpp"

namespace cvextract::pdf {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kHalfSize = 0.5, kHalfSlack = 0.06;  // an ideograph's width in sizes where Poppler doubles the size
constexpr double kType3Ascent = 0.95;                 // sizes from the baseline up to Poppler's box
constexpr std::size_t kFewestUnnamed = 30;            // letters of a font
constexpr std::size_t kMostComparisons = 4'000'000;
constexpr double kHanAscent = 0.88;  // and up to the top of an ideograph

tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint) {
    return tl::unexpected(Error{code, std::move(message), std::move(hint)});
}

// Metadata strings may hold anything.
std::string plain(const poppler::ustring& text) {
    const auto bytes = text.to_utf8();
    std::string clean;
    const std::string valid = to_valid_utf8({bytes.data(), bytes.size()});
    for (std::size_t i = 0; i < valid.size();) {
        const char32_t c = next_code_point(valid, i);
        append_code_point(clean, u_iscntrl(static_cast<UChar32>(c)) != 0 ? U' ' : c);
    }
    return to_nfc(collapse_spaces(clean));
}

// Empty when a letter is none of Latin-1.
std::string to_latin1(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        if (c > 0xFF) return {};
        out += static_cast<char>(c);
    }
    return out;
}

class PageReader {
  public:
    explicit PageReader(Document& document) : document_(document) {}

    void add(Page& page, const poppler::text_box& box);

  private:
    struct Unit {
        char32_t c = 0;
        std::uint32_t font = 0;
        float begin = 0, end = 0;  // along the line
    };

    std::uint32_t font(const std::string& name);
    void halve_ideographs(Word& whole) const;
    void flush(Page& page, const Word& whole, std::size_t begin, std::size_t end, bool last);
    [[nodiscard]] bool same_face(std::uint32_t a, std::uint32_t b) const {
        const Font &x = document_.fonts[a], &y = document_.fonts[b];
        return a == b || (x.bold == y.bold && x.italic == y.italic && x.symbol == y.symbol);
    }

    Document& document_;
    std::unordered_map<std::string, std::uint32_t> fonts_;
    std::vector<Unit> units_;
};

std::uint32_t PageReader::font(const std::string& name) {
    const auto found = fonts_.find(name);
    if (found != fonts_.end()) return found->second;
    const auto index = static_cast<std::uint32_t>(document_.fonts.size());
    document_.fonts.push_back(font_from_name(name));
    fonts_.emplace(name, index);
    return index;
}

void PageReader::flush(Page& page, const Word& whole, std::size_t begin, std::size_t end, bool last) {
    Word word = whole;
    word.space_after = last ? whole.space_after : is_space(units_[end].c);
    word.font = units_[begin].font;
    word.first_edge = static_cast<std::uint32_t>(page.edges.size());
    for (std::size_t i = begin; i < end; ++i) {
        append_code_point(word.text, units_[i].c);
        page.edges.push_back(units_[i].begin);
    }
    page.edges.push_back(units_[end - 1].end);
    word.code_points = static_cast<std::uint32_t>(end - begin);
    // A part of a word has a part of its box.
    const double first = std::min(units_[begin].begin, units_[end - 1].end);
    const double second = std::max(units_[begin].begin, units_[end - 1].end);
    if (begin != 0 || end != units_.size()) {
        if (whole.rotation == 90 || whole.rotation == 270) {
            word.box.y0 = first;
            word.box.y1 = second;
        } else {
            word.box.x0 = first;
            word.box.x1 = second;
        }
    }
    page.words.push_back(std::move(word));
}

// Poppler guesses the size of Type 3 type by a Latin letter's width and reports that of ideographs, as browsers print
// them, twice as large as it is: lines would run into each other. An ideograph is as wide as its type is large.
void PageReader::halve_ideographs(Word& whole) const {
    if (!document_.fonts[units_.front().font].name.empty() || whole.rotation != 0 || whole.vertical) return;
    double advance = 0;
    int ideographs = 0;
    for (const Unit& unit : units_) {
        if (!is_unspaced(unit.c)) continue;
        advance += unit.end - unit.begin;
        ++ideographs;
    }
    const double ratio = ideographs > 0 && whole.size > 0 ? advance / ideographs / whole.size : 0;
    if (ratio < kHalfSize - kHalfSlack || ratio > kHalfSize + kHalfSlack) return;
    const double baseline = whole.box.y0 + kType3Ascent * whole.size;
    whole.size *= static_cast<float>(kHalfSize);
    whole.box.y0 = baseline - kHanAscent * whole.size;
    whole.box.y1 = baseline + (1 - kHanAscent) * whole.size;
}

void PageReader::add(Page& page, const poppler::text_box& box) {
    const poppler::ustring text = box.text();
    const bool fonts = box.has_font_info();
    const poppler::rectf whole_box = box.bbox();
    Word whole;
    whole.box = {whole_box.left(), whole_box.top(), whole_box.right(), whole_box.bottom()};
    whole.rotation = static_cast<std::uint16_t>((box.rotation() & 3) * 90);
    whole.space_after = box.has_space_after();
    whole.size = static_cast<float>(fonts ? box.get_font_size() : whole_box.height());
    whole.vertical = fonts && box.get_wmode() == poppler::text_box::vertical_wmode;
    const bool sideways = whole.rotation == 90 || whole.rotation == 270;
    const bool backwards = whole.rotation >= 180;
    units_.clear();
    std::uint32_t current = 0;
    float reached = static_cast<float>(sideways ? (backwards ? whole.box.y1 : whole.box.y0)
                                                : (backwards ? whole.box.x1 : whole.box.x0));
    std::size_t glyph = 0;
    std::string last_name = "\1";
    for (std::size_t i = 0; i < text.size(); ++glyph) {
        char32_t c = text[i++];
        if (c >= 0xD800 && c < 0xDC00 && i < text.size() && text[i] >= 0xDC00 && text[i] < 0xE000)
            c = 0x10000 + ((c - 0xD800) << 10) + (text[i++] - 0xDC00U);
        if (fonts) {
            std::string name = box.get_font_name(static_cast<int>(glyph));
            if (name != last_name) {
                current = font(name);
                last_name = std::move(name);
            }
        } else {
            current = font("");
        }
        const poppler::rectf g = box.char_bbox(glyph);
        Unit unit{c, current, reached, reached};
        if (g.width() > 0 || g.height() > 0) {
            unit.begin =
                static_cast<float>(sideways ? (backwards ? g.bottom() : g.top()) : (backwards ? g.right() : g.left()));
            unit.end =
                static_cast<float>(sideways ? (backwards ? g.top() : g.bottom()) : (backwards ? g.left() : g.right()));
        }
        reached = unit.end;
        if (c >= 0xD800 && c < 0xE000) unit.c = 0xFFFD;
        // Control characters and noncharacters are no text; the next edge covers their place.
        if ((u_iscntrl(static_cast<UChar32>(c)) != 0 && !is_space(c)) || (c & 0xFFFE) == 0xFFFE) continue;
        units_.push_back(unit);
    }
    if (!units_.empty()) halve_ideographs(whole);
    for (std::size_t begin = 0; begin < units_.size();) {
        if (is_space(units_[begin].c)) {
            ++begin;
            continue;
        }
        std::size_t end = begin + 1;
        while (end < units_.size() && !is_space(units_[end].c) && same_face(units_[end].font, units_[begin].font))
            ++end;
        flush(page, whole, begin, end, end == units_.size());
        begin = end;
    }
}

// Poppler reports by a global function; the count is kept while the lock below is held.
void count_error(const std::string&, void* counter) {
    ++*static_cast<int*>(counter);
}

Result<Document> read_locked(std::span<const std::byte> bytes, const Options& options, const Trail& trail,
                             const int& errors, Clock::time_point deadline) {
    const std::unique_ptr<poppler::document> pdf(
        poppler::document::load_from_raw_data(reinterpret_cast<const char*>(bytes.data()),
                                              static_cast<int>(bytes.size()), options.password, options.password));
    if (!pdf)
        return fail(ErrorCode::not_a_pdf, "the PDF is damaged beyond reading", "open and save it anew in a PDF viewer");
    // Before PDF 2.0 a password is in Latin letters of one byte each.
    if (pdf->is_locked() && !options.password.empty()) {
        const std::string latin = to_latin1(options.password);
        if (!latin.empty()) pdf->unlock(latin, latin);
    }
    if (pdf->is_locked()) {
        return options.password.empty()
                   ? fail(ErrorCode::encrypted, "the PDF needs a password",
                          "give it with --password or --password-file")
                   : fail(ErrorCode::encrypted, "the password is wrong", "give the right one with --password");
    }
    const int pages = pdf->pages();
    if (pages <= 0) return fail(ErrorCode::not_a_pdf, "the PDF has no pages", "open and save it anew in a PDF viewer");
    if (pages > options.limits.pages)
        return fail(
            ErrorCode::limit,
            "the PDF has " + std::to_string(pages) + " pages, more than " + std::to_string(options.limits.pages),
            "raise --max-pages");
    Document document;
    document.metadata = {plain(pdf->get_title()), plain(pdf->get_author()), plain(pdf->get_creator()),
                         plain(pdf->get_producer())};
    PageReader reader(document);
    std::size_t words = 0;
    for (int i = 0; i < pages; ++i) {
        trail.reach(i + 1);
        const auto deaths = trail.deaths_at(i + 1);
        if (deaths > 1) {
            document.diagnostics.push_back({"page-unreadable", "a page breaks the PDF reader and was left out", i + 1});
            continue;
        }
        if (deaths == 1) {
            document.diagnostics.push_back(
                {"fonts-unreadable", "a page breaks the PDF reader and was read without its fonts", i + 1});
        }
        const std::unique_ptr<poppler::page> source(pdf->create_page(i));
        if (!source) {
            document.diagnostics.push_back({"page-unreadable", "a page is damaged and was left out", i + 1});
            continue;
        }
        Page page;
        page.number = i + 1;
        const poppler::rectf rect = source->page_rect(poppler::crop_box);
        const auto orientation = source->orientation();
        const bool turned = orientation == poppler::page::landscape || orientation == poppler::page::seascape;
        page.width = turned ? rect.height() : rect.width();
        page.height = turned ? rect.width() : rect.height();
        const int what = deaths == 0 ? poppler::page::text_list_include_font : 0;
        for (const poppler::text_box& box : source->text_list(what)) reader.add(page, box);
        words += page.words.size();
        if (words > options.limits.words)
            return fail(ErrorCode::limit, "the PDF has more than " + std::to_string(options.limits.words) + " words",
                        "it is hardly a CV");
        document.pages.push_back(std::move(page));
        if (Clock::now() > deadline) return fail(ErrorCode::limit, "reading took too long", "raise --timeout");
    }
    settle_medium_weights(document.fonts);
    if (errors > 0)
        document.diagnostics.push_back(
            {"pdf-syntax", std::to_string(errors) + " faults in the PDF were passed over", 0});
    const bool whole = std::none_of(document.diagnostics.begin(), document.diagnostics.end(),
                                    [](const Diagnostic& d) { return d.id == "page-unreadable"; });
    if (words == 0 && !whole)
        return fail(ErrorCode::not_a_pdf, "the PDF is damaged: none of its pages can be read",
                    "open it in a viewer and print it to a new PDF");
    if (words == 0)
        return fail(ErrorCode::no_text, "the PDF holds no text: its pages are images or drawings",
                    "run a text recognition such as ocrmypdf first");
    return document;
}

// Letters that a font does not name: what is drawn can be seen, but not read. Icons are no letters.
bool is_unnamed(char32_t c) {
    return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

// Reports fonts most of whose letters have no Unicode. An error where hardly a letter of the document has.
std::optional<Error> report_unnamed(Document& document) {
    struct Count {
        std::size_t letters = 0, unnamed = 0;
    };
    std::vector<Count> fonts(document.fonts.size());
    Count all;
    for (const Page& page : document.pages) {
        for (const Word& word : page.words) {
            if (word.font >= fonts.size() || word.code_points < 2) continue;  // markers are no letters
            Count& count = fonts[word.font];
            for (std::size_t i = 0; i < word.text.size(); ++count.letters)
                count.unnamed += is_unnamed(next_code_point(word.text, i)) ? 1 : 0;
        }
    }
    for (std::size_t f = 0; f < fonts.size(); ++f) {
        const Count& count = fonts[f];
        all.letters += count.letters;
        if (document.fonts[f].symbol) continue;
        all.unnamed += count.unnamed;
        if (count.letters < kFewestUnnamed || 2 * count.unnamed < count.letters) continue;
        document.diagnostics.push_back(
            {"font-without-unicode", "a font does not say which letters it shows: " + document.fonts[f].name, 0});
    }
    if (all.unnamed < kFewestUnnamed || 10 * all.unnamed < 9 * all.letters) return std::nullopt;
    return Error{ErrorCode::no_text, "the PDF's fonts do not say which letters they show",
                 "run a text recognition such as ocrmypdf --force-ocr first"};
}

std::string place_of(const Word& word) {
    std::string place = word.text;
    for (const double edge : {word.box.x0, word.box.y0})
        place.append(" ").append(std::to_string(std::lround(4 * edge)));
    return place;
}

// Marks the words that are missing where hidden text was lifted off the pages. A page most of whose words are hidden is
// a scan with the text that was recognised on it: they are all there is to read.
void mark_hidden(Document& document, const Document& shown) {
    for (Page& page : document.pages) {
        const auto other = std::ranges::find_if(shown.pages, [&](const Page& p) { return p.number == page.number; });
        if (other == shown.pages.end()) continue;
        std::unordered_set<std::string> places;
        for (const Word& word : other->words) places.insert(place_of(word));
        std::vector<Word*> gone;
        for (Word& word : page.words) {
            if (!places.contains(place_of(word))) gone.push_back(&word);
        }
        // Words may have been cut otherwise beside what was lifted.
        const auto stands = [&](const Word& word) {
            const double x = (word.box.x0 + word.box.x1) / 2, y = (word.box.y0 + word.box.y1) / 2;
            return std::ranges::any_of(other->words, [&](const Word& w) {
                return x > w.box.x0 && x < w.box.x1 && y > w.box.y0 && y < w.box.y1 &&
                       (w.text.find(word.text) != std::string::npos || word.text.find(w.text) != std::string::npos);
            });
        };
        if (gone.size() * other->words.size() < kMostComparisons)
            std::erase_if(gone, [&](const Word* word) { return stands(*word); });
        if (2 * gone.size() > page.words.size()) continue;
        for (Word* word : gone) word->hidden = true;
    }
}

}  // namespace

Result<Document> read(std::span<const std::byte> bytes, const Options& options, const Trail& trail) {
    if (bytes.size() > options.limits.file_bytes || bytes.size() > std::numeric_limits<int>::max())
        return fail(ErrorCode::limit, "the file is larger than " + std::to_string(options.limits.file_bytes) + " bytes",
                    "raise --max-bytes");
    if (std::string other = what_instead_of_pdf(bytes); !other.empty())
        return fail(ErrorCode::not_a_pdf, "not a PDF but " + other, "export the document as PDF");
    const auto deadline = Clock::now() + options.limits.time;
    static std::mutex mutex;  // Poppler's error function is global
    const std::lock_guard lock(mutex);
    int errors = 0;
    poppler::set_debug_error_function(count_error, &errors);
    trail.reach(Trail::kOpening);
    auto document = read_locked(bytes, options, trail, errors, deadline);
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    if (document && trail.deaths_at(Trail::kLinks) == 0) {
        trail.reach(Trail::kLinks);
        const std::string lifted =
            read_links({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, options.password, *document);
        if (!lifted.empty()) {
            const auto shown = read_locked(std::as_bytes(std::span(lifted)), options, Trail{}, errors, deadline);
            if (shown) mark_hidden(*document, *shown);
        }
    } else if (document) {
        document->diagnostics.push_back({"links-unreadable", "the links of the file break their reader", 0});
    }
    if (document) {
        if (auto error = report_unnamed(*document)) return tl::unexpected(std::move(*error));
    }
    trail.reach(Trail::kBehind);
    return document;
}

}  // namespace cvextract::pdf

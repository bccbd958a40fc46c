// Draws what layout and segmentation found, for a person to check at a glance.

#include "output/debug_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "base/unicode.hpp"

namespace cvextract::output {

namespace {

constexpr double kGap = 20;      // points between pages
constexpr double kLegend = 150;  // points beside the pages

struct Mark {
    int section = -1;  // -1: header block
    bool heading = false;
};

std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) append_code_point(out, c);
        }
    }
    return out;
}

// Hues far from each other for neighbouring kinds.
std::string colour(SectionKind kind, double lightness) {
    return fmt::format("hsl({},70%,{}%)", (static_cast<int>(kind) * 137) % 360, lightness);
}

class Drawing {
  public:
    Drawing(const layout::Document& document, const segment::Outline& outline)
        : document_(document), outline_(outline) {
        double top = 0;
        for (const auto& page : document.pages) {
            tops_[page.number] = top;
            top += page.height + kGap;
            width_ = std::max(width_, page.width);
        }
        height_ = top;
        mark_lines();
    }

    std::string draw() {
        put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} "
            "{1:.0f}\" "
            "font-family=\"sans-serif\">\n",
            width_ + kLegend, height_);
        for (const auto& page : document_.pages)
            put("<rect x=\"0\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#fff\" stroke=\"#999\"/>\n",
                tops_[page.number], page.width, page.height);
        draw_regions();
        for (std::size_t i = 0; i < document_.lines.size(); ++i) draw_body_line(i);
        for (const auto& line : document_.furniture) draw_plain_line(line, "#bbb", "");
        for (const auto& line : document_.hidden) draw_plain_line(line, "#d00", " stroke-dasharray=\"2 2\"");
        put("</svg>\n");
        return std::move(out_);
    }

  private:
    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    }

    void mark_lines() {
        marks_.resize(document_.lines.size());
        for (std::size_t s = 0; s < outline_.sections.size(); ++s) {
            for (const auto& range : outline_.sections[s].body) set(range, {static_cast<int>(s), false});
            for (const auto& range : outline_.sections[s].heading) set(range, {static_cast<int>(s), true});
        }
    }
    void set(const layout::Range& range, Mark mark) {
        if (range.line < marks_.size()) marks_[range.line] = mark;
    }
    double top(int page) const {
        const auto found = tops_.find(page);
        return found == tops_.end() ? 0 : found->second;
    }

    void draw_regions() {
        std::map<std::pair<int, int>, Box> regions;
        for (const auto& line : document_.lines) {
            const auto [it, fresh] = regions.emplace(std::pair(line.page, line.region), line.box);
            if (fresh) continue;
            Box& box = it->second;
            box = {std::min(box.x0, line.box.x0), std::min(box.y0, line.box.y0), std::max(box.x1, line.box.x1),
                   std::max(box.y1, line.box.y1)};
        }
        for (const auto& [key, box] : regions)
            put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"none\" stroke=\"#36c\" "
                "stroke-width=\"1.5\"><title>region {}</title></rect>\n",
                box.x0 - 3, box.y0 + top(key.first) - 3, box.width() + 6, box.height() + 6, key.second);
    }

    void draw_text(const layout::Line& line, std::string_view fill) {
        for (const auto& token : line.tokens) {
            const double y = top(line.page) + token.box.y1 - 0.22 * token.box.height();
            const auto& style = document_.styles.at(token.style);
            put("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.1f}\" textLength=\"{:.1f}\" "
                "lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{}>{}</text>\n",
                token.box.x0, y, style.size, std::max(token.box.width(), 0.1),
                token.role == layout::Role::text ? fill : "#c60", style.bold ? " font-weight=\"bold\"" : "",
                escaped(token.text));
            if (token.tab_before)
                put("<path d=\"M{:.1f} {:.1f}v{:.1f}\" stroke=\"#e0a\" stroke-width=\"1.5\"/>\n", token.box.x0 - 2,
                    top(line.page) + token.box.y0, token.box.height());
        }
    }

    void draw_body_line(std::size_t index) {
        const auto& line = document_.lines[index];
        const Mark mark = marks_[index];
        const double y = top(line.page);
        const bool in_section = mark.section >= 0;
        const SectionKind kind =
            in_section ? outline_.sections[static_cast<std::size_t>(mark.section)].kind : SectionKind::contact;
        put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" stroke=\"{}\" "
            "stroke-width=\"0.5\"/>\n",
            line.box.x0, line.box.y0 + y, line.box.width(), line.box.height(),
            !in_section ? "#eee" : colour(kind, mark.heading ? 75 : 94), in_section ? colour(kind, 45) : "#888");
        draw_text(line, "#000");
        put("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"5\" fill=\"#06c\">{}</text>\n", line.box.x0 - 11,
            line.box.y1 + y - 2, index + 1);
        if (mark.heading)
            put("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"9\" fill=\"{}\">{}</text>\n", width_ + 8,
                line.box.y1 + y - 2, colour(kind, 35), to_string(kind));
    }

    void draw_plain_line(const layout::Line& line, std::string_view stroke, std::string_view more) {
        put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"none\" stroke=\"{}\"{}/>\n",
            line.box.x0, line.box.y0 + top(line.page), line.box.width(), line.box.height(), stroke, more);
        draw_text(line, stroke);
    }

    const layout::Document& document_;
    const segment::Outline& outline_;
    std::map<int, double> tops_;
    std::vector<Mark> marks_;
    double width_ = 0, height_ = 0;
    std::string out_;
};

}  // namespace

std::string debug_layout_svg(const layout::Document& document, const segment::Outline& outline) {
    return Drawing(document, outline).draw();
}

}  // namespace cvextract::output

// Time by stage over a folder of PDFs (BENCH_PDFS, else samples/): the floor, which is Poppler giving the words with
// their fonts, and each stage of the program.

#include <benchmark/benchmark.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "fields/collect.hpp"
#include "layout/arrange.hpp"
#include "pdf/reader.hpp"
#include "segment/outline.hpp"

namespace {

using namespace cvextract;

struct Cv {
    std::string bytes;
    pdf::Document pdf;
    layout::Document document;
    segment::Outline outline;
};

const std::vector<Cv>& cvs() {
    static const std::vector<Cv> all = [] {
        std::vector<Cv> out;
        const char* folder = std::getenv("BENCH_PDFS");
        for (const auto& item :
             std::filesystem::directory_iterator(folder != nullptr ? folder : CVEXTRACT_SOURCE_DIR "/samples")) {
            if (item.path().extension() != ".pdf") continue;
            std::ifstream in(item.path(), std::ios::binary);
            Cv cv;
            cv.bytes.assign(std::istreambuf_iterator<char>(in), {});
            auto pdf = pdf::read(std::as_bytes(std::span(cv.bytes)), {});
            if (!pdf) continue;
            cv.pdf = std::move(*pdf);
            cv.document = layout::arrange(cv.pdf);
            cv.outline = segment::cut(cv.document, models::Models::builtin());
            out.push_back(std::move(cv));
        }
        return out;
    }();
    return all;
}

template <class F>
void run(benchmark::State& state, F&& one) {
    const auto& all = cvs();
    for ([[maybe_unused]] auto _ : state) {
        for (const Cv& cv : all) one(cv);
    }
    state.counters["ms/CV"] =
        benchmark::Counter(static_cast<double>(all.size()) * 1e-3,
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void floor_words(benchmark::State& state) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    run(state, [](const Cv& cv) {
        const std::unique_ptr<poppler::document> doc(
            poppler::document::load_from_raw_data(cv.bytes.data(), static_cast<int>(cv.bytes.size())));
        for (int p = 0; doc && p < doc->pages(); ++p) {
            const std::unique_ptr<poppler::page> page(doc->create_page(p));
            if (page) benchmark::DoNotOptimize(page->text_list(poppler::page::text_list_include_font));
        }
    });
}

void stage_pdf(benchmark::State& state) {
    run(state, [](const Cv& cv) { benchmark::DoNotOptimize(pdf::read(std::as_bytes(std::span(cv.bytes)), {})); });
}
void stage_layout(benchmark::State& state) {
    run(state, [](const Cv& cv) { benchmark::DoNotOptimize(layout::arrange(cv.pdf)); });
}
void stage_segment(benchmark::State& state) {
    run(state, [](const Cv& cv) { benchmark::DoNotOptimize(segment::cut(cv.document, models::Models::builtin())); });
}
void stage_fields(benchmark::State& state) {
    run(state, [](const Cv& cv) {
        benchmark::DoNotOptimize(fields::collect({cv.document, cv.outline, models::Models::builtin()}));
    });
}

// One page of many words, to see how time grows with them. Form 0: lines of text; 1: a sidebar beside text; 2: a table
// of five columns; 3: dates in a margin beside text.
pdf::Document large_page(int form, std::size_t words) {
    constexpr double kPitch = 12;
    pdf::Document document;
    document.fonts = {{"Serif", false, false, false, false}};
    pdf::Page page;
    page.number = 1;
    page.width = 600;
    std::uint32_t state = 1;
    const auto next = [&] { return (state = state * 1664525U + 1013904223U) >> 16U; };
    const auto put = [&](double& x, double baseline, double size) {
        pdf::Word word;
        for (std::uint32_t n = 2 + next() % 7; n > 0; --n) word.text += static_cast<char>('a' + next() % 26);
        word.code_points = static_cast<std::uint32_t>(word.text.size());
        word.first_edge = static_cast<std::uint32_t>(page.edges.size());
        for (std::uint32_t i = 0; i <= word.code_points; ++i)
            page.edges.push_back(static_cast<float>(x + 0.45 * size * i));
        word.box = {x, baseline - 0.78 * size, x + 0.45 * size * word.code_points, baseline + 0.22 * size};
        word.size = static_cast<float>(size);
        word.space_after = true;
        x = word.box.x1 + 0.25 * size;
        page.words.push_back(std::move(word));
    };
    const auto cell = [&](double x, double baseline, double size, int count) {
        for (int i = 0; i < count; ++i) put(x, baseline, size);
    };
    double y = 100;
    for (std::size_t row = 0; page.words.size() < words; ++row, y += kPitch) {
        switch (form) {
            case 0:
                cell(50, y, 10, 12);
                break;
            case 1:
                cell(50, y, 10, 5);
                cell(300, y + 5, 8, 9);
                break;
            case 2:
                for (int column = 0; column < 5; ++column) cell(50 + 105 * column, y, 9, 2);
                break;
            default:
                if (row % 4 == 0) cell(50, y, 10, 1);
                if (row % 4 != 3) cell(150, y, 10, 9);
        }
    }
    page.height = y + 100;
    document.pages.push_back(std::move(page));
    return document;
}

void grow(benchmark::State& state) {
    const auto words = static_cast<std::size_t>(state.range(1));
    const pdf::Document document = large_page(static_cast<int>(state.range(0)), words);
    for ([[maybe_unused]] auto _ : state) {
        const layout::Document arranged = layout::arrange(document);
        benchmark::DoNotOptimize(segment::cut(arranged, models::Models::builtin()));
    }
    state.counters["us/word"] = benchmark::Counter(
        static_cast<double>(words) * 1e-6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(grow)->ArgsProduct({{0, 1, 2, 3}, {1000, 10000, 100000}})->Unit(benchmark::kMillisecond);
BENCHMARK(floor_words)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_pdf)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_layout)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_segment)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_fields)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

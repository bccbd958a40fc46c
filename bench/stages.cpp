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

BENCHMARK(floor_words)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_pdf)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_layout)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_segment)->Unit(benchmark::kMillisecond);
BENCHMARK(stage_fields)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

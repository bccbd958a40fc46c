// The one file that knows the order of the stages: pdf -> layout -> segment -> fields -> record.

#include "pipeline.hpp"

#include <fstream>
#include <iterator>
#include <new>
#include <stdexcept>
#include <vector>

#include "cvextract/extract.hpp"
#include "fields/collect.hpp"
#include "layout/arrange.hpp"
#include "models/models.hpp"
#include "output/debug_layout.hpp"
#include "pdf/reader.hpp"
#include "record/confidence.hpp"
#include "record/finish.hpp"
#include "segment/outline.hpp"

namespace cvextract {

namespace {

/// What the stages before the fields give.
struct Reading {
    models::Models models;
    layout::Document document;
    segment::Outline outline;
};

Result<Reading> read_layout(std::span<const std::byte> bytes, const Options& options, const Trail& trail) {
    Reading reading{models::Models::builtin(), {}, {}};
    if (!options.models.empty()) {
        auto opened = models::Models::open(options.models.string());
        if (!opened) return tl::unexpected(opened.error());
        reading.models = *opened;
    }
    auto pdf = pdf::read(bytes, options, trail);
    if (!pdf) return tl::unexpected(pdf.error());
    reading.document = layout::arrange(*pdf);
    reading.outline = segment::cut(reading.document, reading.models);
    return reading;
}

Result<Record> run(std::span<const std::byte> bytes, const Options& options, const Trail& trail) {
    const auto reading = read_layout(bytes, options, trail);
    if (!reading) return tl::unexpected(reading.error());
    Record record = fields::collect({reading->document, reading->outline, reading->models});
    record.meta.diagnostics = reading->document.diagnostics;
    const auto read_maps = [&] {
        const auto maps = reading->models.member("weights/confidence.tsv");
        return record::Calibration({reinterpret_cast<const char*>(maps.data()), maps.size()});
    };
    if (options.models.empty()) {
        static const record::Calibration builtin = read_maps();  // it views the bytes, which are the program's
        record::calibrate(record, builtin);
    } else {
        record::calibrate(record, read_maps());
    }
    return record::finish(std::move(record));
}

Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, const Limits& limits) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return tl::unexpected(Error{ErrorCode::cannot_read, "cannot open '" + path.string() + "'",
                                    "check the name and your permissions"});
    std::vector<std::byte> bytes;
    std::vector<char> chunk(1u << 16);
    while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), in.gcount() > 0) {
        const auto* data = reinterpret_cast<const std::byte*>(chunk.data());
        bytes.insert(bytes.end(), data, data + in.gcount());
        if (bytes.size() > limits.file_bytes) {
            return tl::unexpected(Error{ErrorCode::limit,
                                        "the file is larger than " + std::to_string(limits.file_bytes) + " bytes",
                                        "raise --max-bytes"});
        }
    }
    if (in.bad() || !in.eof())
        return tl::unexpected(
            Error{ErrorCode::cannot_read, "cannot read '" + path.string() + "'", "is it a regular file?"});
    return bytes;
}

}  // namespace

Result<Record> extract(std::span<const std::byte> pdf, const Options& options, const Trail& trail) {
    // The last line of defence of an API that does not throw: libraries report lack of memory and defects this way.
    try {
        return run(pdf, options, trail);
    } catch (const std::bad_alloc&) {
        if (trail.reached != nullptr) throw;
        return tl::unexpected(
            Error{ErrorCode::limit, "out of memory", "raise --max-memory or read fewer pages with --max-pages"});
    } catch (const std::exception& error) {
        return tl::unexpected(Error{ErrorCode::internal, std::string("internal error: ") + error.what(),
                                    "please report it with the file"});
    }
}

Result<Record> extract(const std::filesystem::path& pdf, const Options& options, const Trail& trail) {
    try {
        auto bytes = read_file(pdf, options.limits);
        if (!bytes) return tl::unexpected(bytes.error());
        return extract(std::span<const std::byte>(*bytes), options, trail);
    } catch (const std::bad_alloc&) {
        if (trail.reached != nullptr) throw;
        return tl::unexpected(Error{ErrorCode::limit, "out of memory", "raise --max-memory or read fewer pages"});
    }
}

Result<Record> extract(std::span<const std::byte> pdf, const Options& options) {
    return extract(pdf, options, Trail{});
}

Result<Record> extract(const std::filesystem::path& pdf, const Options& options) {
    return extract(pdf, options, Trail{});
}

Result<std::string> draw_layout(const std::filesystem::path& pdf, const Options& options) {
    auto bytes = read_file(pdf, options.limits);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto reading = read_layout(*bytes, options, {});
    if (!reading) return tl::unexpected(reading.error());
    return output::debug_layout_svg(reading->document, reading->outline);
}

}  // namespace cvextract

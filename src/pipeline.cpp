// The one file that knows the order of the stages: pdf -> layout -> segment -> fields -> record.

#include <fstream>
#include <iterator>
#include <new>
#include <stdexcept>
#include <vector>

#include "cvextract/extract.hpp"
#include "fields/collect.hpp"
#include "layout/arrange.hpp"
#include "models/models.hpp"
#include "pdf/reader.hpp"
#include "record/finish.hpp"
#include "segment/outline.hpp"

namespace cvextract {

namespace {

Result<Record> run(std::span<const std::byte> bytes, const Options& options) {
    models::Models models = models::Models::builtin();
    if (!options.models.empty()) {
        auto opened = models::Models::open(options.models.string());
        if (!opened) return tl::unexpected(opened.error());
        models = *opened;
    }
    auto pdf = pdf::read(bytes, options);
    if (!pdf) return tl::unexpected(pdf.error());
    const layout::Document document = layout::arrange(*pdf);
    const segment::Outline outline = segment::cut(document, models);
    Record record = fields::collect({document, outline, models});
    record.meta.diagnostics = document.diagnostics;
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

Result<Record> extract(std::span<const std::byte> pdf, const Options& options) {
    // The last line of defence of an API that does not throw: libraries report lack of memory and defects this way.
    try {
        return run(pdf, options);
    } catch (const std::bad_alloc&) {
        return tl::unexpected(Error{ErrorCode::limit, "out of memory", "raise the memory limit or read fewer pages"});
    } catch (const std::exception& error) {
        return tl::unexpected(Error{ErrorCode::internal, std::string("internal error: ") + error.what(),
                                    "please report it with the file"});
    }
}

Result<Record> extract(const std::filesystem::path& pdf, const Options& options) {
    try {
        auto bytes = read_file(pdf, options.limits);
        if (!bytes) return tl::unexpected(bytes.error());
        return extract(std::span<const std::byte>(*bytes), options);
    } catch (const std::bad_alloc&) {
        return tl::unexpected(Error{ErrorCode::limit, "out of memory", "raise the memory limit or read fewer pages"});
    }
}

}  // namespace cvextract

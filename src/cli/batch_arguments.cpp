#include "cli/batch_arguments.hpp"

#include <CLI/CLI.hpp>
#include <fstream>

#include "cli/messages.hpp"

namespace cvextract::cli {

namespace {

constexpr const char* kFooter = R"(Examples:
  cvextract batch cvs/ --out records/             cvs/2024/ada.pdf becomes records/2024/ada.json
  cvextract batch cvs/ --ndjson all.ndjson        one line a CV: source, sha256, status, record
  find / -name '*.pdf' | cvextract batch --files-from - --ndjson all.ndjson
  cvextract batch cvs/ --ndjson part3.ndjson --shard 3/8      the third of eight parts, on any machine
  cvextract batch --status --ndjson all.ndjson    what has been done so far

Interrupted by Ctrl-C, a crash, a full disk or a power cut, the same command goes on where it stopped. A file that
cannot be read costs nothing but itself: it is in errors.ndjson with its code and what to do.

Exit codes: 0 all files were handled   2 wrong usage   3 nothing to read   8 an output cannot be written
  9 some files have no record (with --strict only)   130 interrupted)";

}  // namespace

int parse_batch(int argc, char** argv, batch::Settings& settings) {
    CLI::App app{"Converts files and whole folders of CVs, in parallel, and goes on where it was interrupted.",
                 "cvextract batch"};
    app.footer(kFooter);
    std::string shard, password_file;
    bool compact = false;
    long timeout = settings.options.limits.time.count() / 1000;
    std::uint64_t mebibytes = settings.options.limits.memory_bytes >> 20;
    app.add_option("INPUTS", settings.inputs, "files, and folders in which all *.pdf are read");
    app.add_option("--files-from", settings.files_from,
                   "a list of files and folders, one a line; - reads standard input");
    app.add_option("--out", settings.out, "folder for the records, the tree of the input mirrored");
    app.add_option("--ndjson", settings.ndjson, "file for one line a CV, in the order of their paths");
    app.add_option("--errors", settings.errors, "file for the errors (default: errors.ndjson beside the output)");
    app.add_option("--journal", settings.journal, "file that knows what is done, SQLite (default: beside the output)");
    app.add_option("--jobs", settings.jobs, "worker processes (default: one a processor)")->check(CLI::Range(1, 1024));
    app.add_option("--shard", shard,
                   "I/N: only the I-th of N parts, divided by content, so that machines need not talk");
    app.add_flag("--strict", settings.strict, "end with code 9 when a file has no record");
    app.add_flag("--quiet", settings.quiet, "no progress, no summary");
    app.add_flag("--status", settings.status, "print what the journal knows and end");
    app.add_flag("--compact", compact, "records of --out on one line");
    app.add_flag("--evidence", settings.style.evidence,
                 "add meta.evidence: where each value was printed, and how sure it is");
    auto* password = app.add_option("--password", settings.options.password, "password of encrypted PDFs");
    app.add_option("--password-file", password_file, "file whose first line is the password")->excludes(password);
    app.add_option("--max-pages", settings.options.limits.pages, "most pages of a CV")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--max-bytes", settings.options.limits.file_bytes, "largest file, in bytes")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--max-memory", mebibytes, "most memory of the process that reads a PDF, in MiB")
        ->check(CLI::Range(64, 1 << 20))
        ->capture_default_str();
    app.add_option("--timeout", timeout, "longest time for a CV, in seconds")
        ->check(CLI::Range(1, 86400))
        ->capture_default_str();
    app.add_option("--models", settings.options.models, "compiled models to use instead of the built-in ones");
    try {
        app.parse(argc, argv);
        settings.style.pretty = !compact;
        settings.options.limits.time = std::chrono::seconds(timeout);
        settings.options.limits.memory_bytes = mebibytes << 20;
        if (settings.out.empty() && settings.ndjson.empty() && (settings.journal.empty() || !settings.status))
            throw CLI::RequiredError("--out or --ndjson");
        if (!settings.status && settings.inputs.empty() && settings.files_from.empty())
            throw CLI::RequiredError("INPUTS or --files-from");
        if (!shard.empty()) {
            const int read = std::sscanf(shard.c_str(), "%u/%u", &settings.shard, &settings.shards);
            if (read != 2 || settings.shard < 1 || settings.shard > settings.shards)
                throw CLI::ValidationError("--shard", "wants I/N with 1 <= I <= N, as in 3/8");
        }
        if (!password_file.empty()) {
            std::ifstream in(password_file);
            if (!std::getline(in, settings.options.password))
                throw CLI::ValidationError("--password-file", "cannot read '" + password_file + "'");
        }
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        complain({ErrorCode::usage, error.what(), "see cvextract batch --help"});
        return static_cast<int>(ErrorCode::usage);
    }
    return -1;
}

}  // namespace cvextract::cli

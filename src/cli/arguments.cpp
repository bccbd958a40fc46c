#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>

#include "cli/messages.hpp"
#include "process/sandbox.hpp"

namespace cvextract::cli {

namespace {

constexpr const char* kFooter = R"(Examples:
  cvextract cv.pdf > cv.json              the record, as JSON Resume with extensions
  cvextract cv.pdf -o cv.json             the same, written whole or not at all
  curl -s URL | cvextract - --compact     from standard input, on one line
  cvextract --evidence cv.pdf             with page, box, printed text and confidence of each value
  cvextract --format bibtex cv.pdf        the publications as a bibliography
  cvextract schema                        the JSON Schema of the record
  cvextract batch cvs/ --out records/     whole folders, in parallel: see cvextract batch --help

Exit codes:
  0 success   2 wrong usage   3 the file cannot be read   4 not a PDF, or damaged   5 a password is needed
  6 no text layer (a scan)   7 a limit was exceeded   8 the output cannot be written   70 internal error
On an error, one line on stderr says what to do, and nothing is written.)";

// Which protection this kernel gives the process that reads a PDF.
std::string protection_notice() {
    const auto protection = process::available_protection();
    std::string text = "sandbox: limits";
    text += protection.seccomp ? ", seccomp" : " (no seccomp: the kernel lacks it)";
    text += protection.landlock > 0 ? ", Landlock " + std::to_string(protection.landlock)
                                    : " (no Landlock: the kernel lacks it)";
    return text;
}

}  // namespace

int parse(int argc, char** argv, Arguments& arguments) {
    CLI::App app{"Turns a CV or resume PDF into a structured record (JSON Resume). Nothing leaves this machine."};
    app.footer(kFooter);
    app.set_version_flag("--version", "cvextract " + std::string(version()) + "\n" + protection_notice());
    app.require_subcommand(0, 1);
    bool pretty = false, compact = false;
    long timeout = arguments.options.limits.time.count() / 1000;
    std::uint64_t mebibytes = arguments.options.limits.memory_bytes >> 20;
    app.add_option("FILE", arguments.file, "the PDF; - reads standard input");
    app.add_option("-o,--output", arguments.output, "write to this file, atomically, instead of standard output");
    app.add_option("--format", arguments.format, "what to print")
        ->check(CLI::IsMember({"json", "bibtex", "csl-json", "markdown"}))
        ->capture_default_str();
    auto* pretty_flag = app.add_flag("--pretty", pretty, "indented JSON (the default)");
    app.add_flag("--compact", compact, "JSON on one line")->excludes(pretty_flag);
    app.add_flag("--evidence", arguments.style.evidence,
                 "add meta.evidence: where each value was printed, and how sure it is");
    auto* password = app.add_option("--password", arguments.options.password,
                                    "password of an encrypted PDF (others can see it in the process list)");
    app.add_option("--password-file", arguments.password_file, "file whose first line is the password")
        ->excludes(password);
    app.add_option("--max-pages", arguments.options.limits.pages, "most pages")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--max-bytes", arguments.options.limits.file_bytes, "largest file, in bytes")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--max-memory", mebibytes, "most memory of the process that reads a PDF, in MiB")
        ->check(CLI::Range(64, 1 << 20))
        ->capture_default_str();
    app.add_option("--timeout", timeout, "longest time, in seconds")
        ->check(CLI::Range(1, 86400))
        ->capture_default_str();
    app.add_option("--models", arguments.options.models,
                   "compiled models to use instead of the built-in ones (for experiments)");
    app.add_flag("--debug-layout", arguments.debug_layout,
                 "print an SVG of the pages with lines, columns, reading order and sections instead of the record");
    app.add_flag("!--no-sandbox", arguments.sandbox, "read the PDF in this process instead of a supervised one");
    auto* schema = app.add_subcommand("schema", "print the JSON Schema of the record");
    try {
        app.parse(argc, argv);
        arguments.style.pretty = !compact;
        arguments.options.limits.time = std::chrono::seconds(timeout);
        arguments.options.limits.memory_bytes = mebibytes << 20;
        if (schema->parsed()) {
            arguments.command = Arguments::Command::schema;
        } else if (arguments.file.empty()) {
            throw CLI::RequiredError("FILE");
        }
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        complain({ErrorCode::usage, error.what(), "see cvextract --help"});
        return static_cast<int>(ErrorCode::usage);
    }
    return -1;
}

}  // namespace cvextract::cli

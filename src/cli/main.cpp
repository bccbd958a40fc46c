// The command-line program: reads one CV, prints its record.

#include <unistd.h>

#include <csignal>
#include <fstream>
#include <new>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/batch_arguments.hpp"
#include "cli/messages.hpp"
#include "cli/output_file.hpp"
#include "cvextract/cvextract.hpp"
#include "output/bibtex.hpp"
#include "output/csl_json.hpp"
#include "output/markdown.hpp"
#include "pipeline.hpp"
#include "process/worker.hpp"

namespace {

using namespace cvextract;
using cli::Arguments;

Result<std::vector<std::byte>> read_stdin(const Limits& limits) {
    std::vector<std::byte> bytes;
    std::byte chunk[1 << 16];
    for (;;) {
        const ssize_t n = ::read(STDIN_FILENO, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return tl::unexpected(Error{ErrorCode::cannot_read, "cannot read standard input", ""});
        if (n == 0) return bytes;
        bytes.insert(bytes.end(), chunk, chunk + n);
        if (bytes.size() > limits.file_bytes) {
            return tl::unexpected(Error{ErrorCode::limit,
                                        "the input is larger than " + std::to_string(limits.file_bytes) + " bytes",
                                        "raise --max-bytes"});
        }
    }
}

std::string print(const Record& record, const Arguments& arguments) {
    std::string out = arguments.format == "bibtex"     ? output::bibtex(record)
                      : arguments.format == "csl-json" ? output::csl_json(record)
                      : arguments.format == "markdown" ? output::markdown(record)
                                                       : to_json(record, arguments.style);
    if (!out.ends_with('\n')) out += '\n';
    return out;
}

std::optional<Error> run(Arguments& arguments) {
    if (!arguments.password_file.empty()) {
        std::ifstream in(arguments.password_file);
        if (!std::getline(in, arguments.options.password)) {
            return Error{ErrorCode::cannot_read, "cannot read the password file '" + arguments.password_file + "'",
                         "its first line is the password"};
        }
    }
    std::vector<std::byte> input;
    if (arguments.file == "-") {
        auto bytes = read_stdin(arguments.options.limits);
        if (!bytes) return bytes.error();
        input = std::move(*bytes);
    }
    const auto work = [&](const Trail& trail) -> Result<std::string> {
        if (arguments.debug_layout) return draw_layout(arguments.file, arguments.options);
        const auto record = arguments.file == "-"
                                ? extract(std::span<const std::byte>(input), arguments.options, trail)
                                : extract(std::filesystem::path(arguments.file), arguments.options, trail);
        if (!record) return tl::unexpected(record.error());
        return print(*record, arguments);
    };
    const auto text = arguments.sandbox ? process::run_supervised(work, arguments.options.limits) : work({});
    if (!text) return text.error();
    return arguments.output.empty() ? cli::write_stdout(*text) : cli::write_file(arguments.output, *text);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        if (argc > 1 && std::string_view(argv[1]) == "batch") {
            batch::Settings settings;
            if (const int code = cli::parse_batch(argc - 1, argv + 1, settings); code >= 0) return code;
            return settings.status ? batch::print_status(settings) : batch::run(settings);
        }
        Arguments arguments;
        if (const int code = cli::parse(argc, argv, arguments); code >= 0) return code;
        const auto error = arguments.command == Arguments::Command::schema
                               ? cli::write_stdout(std::string(record_schema()) + '\n')
                               : run(arguments);
        if (!error) return 0;
        cli::complain(*error);
        return static_cast<int>(error->code);
    } catch (const std::bad_alloc&) {
        cli::complain({ErrorCode::limit, "out of memory", "raise --max-memory"});
        return static_cast<int>(ErrorCode::limit);
    } catch (const std::exception& error) {
        cli::complain({ErrorCode::internal, error.what(), "please report it"});
        return static_cast<int>(ErrorCode::internal);
    }
}

#include "batch/batch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#define OPENSSL_SUPPRESS_DEPRECATED  // see sha256_of
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <deque>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "batch/build_id.hpp"
#include "batch/inputs.hpp"
#include "batch/journal.hpp"
#include "batch/outputs.hpp"
#include "batch/progress.hpp"
#include "cli/messages.hpp"
#include "pipeline.hpp"
#include "process/pool.hpp"
#include "process/sandbox.hpp"

namespace fs = std::filesystem;

namespace cvextract::batch {

namespace {

constexpr int kFilesFailed = 9, kInterrupted = 130;
// Documents are noted together: a run that is cut off reads at most these again.
constexpr std::size_t kNoteEvery = 64;
// Results that wait for an earlier document; beyond them no new document is begun.
constexpr std::size_t kMostWaiting = 512;

std::atomic<bool> interrupted{false};

std::string json_text(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

const char* name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
            return "usage";
        case ErrorCode::cannot_read:
            return "cannot-read";
        case ErrorCode::not_a_pdf:
            return "not-a-pdf";
        case ErrorCode::encrypted:
            return "encrypted";
        case ErrorCode::no_text:
            return "no-text";
        case ErrorCode::limit:
            return "limit";
        case ErrorCode::cannot_write:
            return "cannot-write";
        case ErrorCode::internal:
            break;
    }
    return "internal";
}

std::string error_fields(const std::string& path, const std::string& sha256, const Error& error) {
    return fmt::format(R"("source":{},"sha256":{},"status":"error","code":{},"error":"{}","message":{},"hint":{})",
                       json_text(path), sha256.empty() ? "null" : json_text(sha256), static_cast<int>(error.code),
                       name_of(error.code), json_text(error.message), json_text(error.hint));
}

std::string sha256_of(const std::vector<std::byte>& bytes) {
    // The functions of the algorithm alone: those that look it up by name would bring in all of the library.
    SHA256_CTX state;
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    SHA256_Init(&state);
    SHA256_Update(&state, bytes.data(), bytes.size());
    SHA256_Final(digest.data(), &state);
    std::string out;
    for (const unsigned char byte : digest) out += fmt::format("{:02x}", byte);
    return out;
}

Result<std::vector<std::byte>> read_file(const std::string& path, std::uint64_t most) {
    const auto failed = [&](const char* why) {
        return tl::unexpected(Error{ErrorCode::cannot_read, "cannot read '" + cli::printable(path) + "': " + why,
                                    "check the path and your permissions"});
    };
    // A pipe that nobody writes to must not hold up the run.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return failed(std::strerror(errno));
    struct stat status {};
    std::vector<std::byte> bytes;
    const char* problem = nullptr;
    bool large = false;
    if (::fstat(fd, &status) != 0) {
        problem = std::strerror(errno);
    } else if (!S_ISREG(status.st_mode)) {
        problem = S_ISDIR(status.st_mode) ? "it is a folder" : "it is no regular file";
    } else {
        large = static_cast<std::uint64_t>(status.st_size) > most;
        bytes.resize(large ? 0 : static_cast<std::size_t>(status.st_size));
        std::size_t have = 0;
        while (!large && have < bytes.size()) {
            const ssize_t n = ::read(fd, bytes.data() + have, bytes.size() - have);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) problem = std::strerror(errno);
            if (n <= 0) break;
            have += static_cast<std::size_t>(n);
        }
        bytes.resize(std::min(bytes.size(), have));
    }
    ::close(fd);
    if (problem != nullptr) return failed(problem);
    if (large) {
        return tl::unexpected(
            Error{ErrorCode::limit, "the file is larger than " + std::to_string(most) + " bytes", "raise --max-bytes"});
    }
    return bytes;
}

// What is known of a document while the run goes on.
struct Document {
    std::string sha256;
    std::vector<std::byte> bytes;      // while it is being read
    bool again = false;                // it was lost once and is read alone now
    std::vector<std::int32_t> deaths;  // where it was lost when read alone
};

struct Outcome {
    bool skipped = false;  // done before, or another shard's
    Finished finished;
    std::string compact, whole;  // the record as the NDJSON file and as the folder want it
};

class Run {
  public:
    Run(const Settings& settings, Journal journal, std::vector<Source> sources)
        : settings_(settings),
          journal_(std::move(journal)),
          sources_(std::move(sources)),
          progress_(sources_.size(), settings.quiet),
          workers_(settings.jobs > 0 ? static_cast<std::size_t>(settings.jobs)
                                     : std::max<std::size_t>(1, std::thread::hardware_concurrency())),
          pool_([this](std::span<const std::byte> bytes, const Trail& trail) { return work(bytes, trail); },
                settings.options.limits, static_cast<int>(workers_)) {}

    int operator()();

  private:
    [[nodiscard]] Result<std::string> work(std::span<const std::byte> bytes, const Trail& trail) const;
    void fetch(std::size_t index);
    [[nodiscard]] bool fetch_next();
    [[nodiscard]] std::optional<Error> hand_out();
    void settle(process::Done done);
    void settle(std::size_t index, const Error& error);
    [[nodiscard]] std::optional<Error> emit();
    [[nodiscard]] std::optional<Error> note();
    [[nodiscard]] std::optional<Error> write_errors();
    [[nodiscard]] bool done_before(const Source& source, const std::string& sha256) const;

    const Settings& settings_;
    Journal journal_;
    std::vector<Source> sources_;
    Progress progress_;
    std::size_t workers_;
    process::Pool pool_;
    LineFile ndjson_;
    std::map<std::size_t, Document> open_;    // fetched, handed to workers, or waiting to be read again
    std::deque<std::size_t> fetched_;         // for workers that will be idle next
    std::deque<std::size_t> again_;           // lost once
    std::map<std::size_t, Outcome> waiting_;  // ended, but an earlier one has not
    std::vector<Finished> to_note_;
    std::set<std::string> folders_;  // in which records have been renamed since the last note
    std::size_t next_ = 0, emitted_ = 0, read_ = 0, records_ = 0, failed_ = 0, skipped_ = 0;
};

Result<std::string> Run::work(std::span<const std::byte> bytes, const Trail& trail) const {
    const auto record = extract(bytes, settings_.options, trail);
    if (!record) return tl::unexpected(record.error());
    JsonStyle compact = settings_.style;
    compact.pretty = false;
    std::string out = settings_.ndjson.empty() ? std::string() : to_json(*record, compact);
    out += '\n';
    if (!settings_.out.empty()) out += to_json(*record, settings_.style) + '\n';
    return out;
}

bool Run::done_before(const Source& source, const std::string& sha256) const {
    const auto hash = journal_.hash_of(source.path);
    if (!hash || sha256.empty() || *hash != sha256) return false;
    // A record that somebody has removed is wanted again.
    std::error_code error;
    return settings_.out.empty() || journal_.code_of(source.path) != 0 ||
           fs::exists(fs::path(settings_.out) / source.output, error);
}

// Reads a file for a worker, unless it is settled already.
void Run::fetch(std::size_t index) {
    const Source& source = sources_[index];
    auto bytes = read_file(source.path, settings_.options.limits.file_bytes);
    if (!bytes) {
        // A file that was read in an earlier run and has gone since is done.
        if (const auto hash = journal_.hash_of(source.path); hash && !hash->empty()) {
            waiting_[index].skipped = true;
        } else {
            settle(index, bytes.error());
        }
        return;
    }
    Document document;
    document.sha256 = sha256_of(*bytes);
    const bool mine = in_shard(document.sha256, settings_.shard, settings_.shards);
    if (!mine || done_before(source, document.sha256)) {
        waiting_[index].skipped = true;
        return;
    }
    document.bytes = std::move(*bytes);
    open_[index] = std::move(document);
    fetched_.push_back(index);
}

// Goes on in the sources until one is fetched; false when there is none now.
bool Run::fetch_next() {
    const std::size_t before = fetched_.size();
    while (fetched_.size() == before && next_ < sources_.size() && next_ < emitted_ + kMostWaiting && !interrupted)
        fetch(next_++);
    return fetched_.size() > before;
}

// Gives every idle worker a document.
std::optional<Error> Run::hand_out() {
    while (pool_.has_room() && !interrupted) {
        std::optional<Error> error;
        if (!again_.empty()) {
            const std::size_t index = again_.front();
            again_.pop_front();
            const Document& document = open_.at(index);
            error = pool_.submit(index, document.bytes, true, document.deaths);
        } else {
            if (fetched_.empty() && !fetch_next()) break;
            const std::size_t index = fetched_.front();
            fetched_.pop_front();
            error = pool_.submit(index, open_.at(index).bytes);
        }
        if (error) return error;
    }
    return std::nullopt;
}

void Run::settle(std::size_t index, const Error& error) {
    Outcome outcome;
    const auto it = open_.find(index);
    outcome.finished = {sources_[index].path,
                        it == open_.end() ? "" : it->second.sha256,
                        static_cast<int>(error.code),
                        error.message,
                        error.hint,
                        0};
    waiting_[index] = std::move(outcome);
    ++failed_;
}

void Run::settle(process::Done done) {
    Document& document = open_.at(done.id);
    // The first loss may be another document's fault. One that is lost alone is read without what broke it.
    if (done.loss && (!document.again || process::learn_from(*done.loss, settings_.options.limits, document.deaths))) {
        document.again = true;
        again_.push_back(done.id);
        return;
    }
    ++read_;
    if (!done.value) {
        settle(done.id, done.value.error());
    } else {
        ++records_;
        Outcome outcome;
        outcome.finished = {sources_[done.id].path, document.sha256, 0, "", "", 0};
        const std::size_t cut = done.value->find('\n');
        outcome.compact = done.value->substr(0, cut);
        outcome.whole = done.value->substr(cut + 1);
        waiting_[done.id] = std::move(outcome);
    }
    waiting_[done.id].finished.milliseconds = static_cast<double>(done.time.count()) / 1000;
    open_.erase(done.id);
}

// Writes what has ended, in the order of the sources.
std::optional<Error> Run::emit() {
    while (!waiting_.empty() && waiting_.begin()->first == emitted_) {
        Outcome& outcome = waiting_.begin()->second;
        const Source& source = sources_[emitted_];
        Finished& finished = outcome.finished;
        if (outcome.skipped) {
            ++skipped_;
        } else {
            if (ndjson_.is_open() && !finished.sha256.empty()) {
                const std::string line =
                    finished.code == 0 ? fmt::format(R"({{"source":{},"sha256":"{}","status":"ok","record":{}}})",
                                                     json_text(source.path), finished.sha256, outcome.compact)
                                       : fmt::format("{{{}}}", error_fields(source.path, finished.sha256,
                                                                            {static_cast<ErrorCode>(finished.code),
                                                                             finished.message, finished.hint}));
                if (auto error = ndjson_.append(line + '\n')) return error;
            }
            if (!settings_.out.empty() && finished.code == 0) {
                const fs::path path = fs::path(settings_.out) / source.output;
                if (auto error = write_whole(path.string(), outcome.whole)) return error;
                folders_.insert(path.parent_path().string());
            }
            to_note_.push_back(std::move(finished));
        }
        waiting_.erase(waiting_.begin());
        ++emitted_;
        if (to_note_.size() >= kNoteEvery) {
            if (auto error = note()) return error;
        }
    }
    return std::nullopt;
}

// The outputs are on the disk before the journal says so.
std::optional<Error> Run::note() {
    std::map<std::string, std::uint64_t> sizes;
    if (ndjson_.is_open()) {
        if (auto error = ndjson_.sync()) return error;
        sizes["ndjson"] = ndjson_.size();
    }
    for (const std::string& folder : folders_) {
        if (auto error = sync_folder(folder)) return error;
    }
    folders_.clear();
    if (to_note_.empty()) return std::nullopt;
    if (auto error = journal_.note(to_note_, sizes)) return error;
    to_note_.clear();
    return std::nullopt;
}

// From the journal and whole: a file that could be read at last is an error no more.
std::optional<Error> Run::write_errors() {
    std::string text;
    for (const Finished& f : journal_.failures()) {
        text += fmt::format("{{{}}}\n",
                            error_fields(f.path, f.sha256, {static_cast<ErrorCode>(f.code), f.message, f.hint}));
    }
    return write_whole(settings_.errors_path(), text);
}

int Run::operator()() {
    const auto stop = [&](const Error& error) {
        cli::complain(error);
        return static_cast<int>(error.code);
    };
    if (!settings_.ndjson.empty()) {
        if (auto error = ndjson_.open(settings_.ndjson, journal_.size_of("ndjson"))) return stop(*error);
    }
    while (emitted_ < sources_.size() && !interrupted) {
        if (auto error = hand_out()) return stop(*error);
        // While the workers read, the next files are fetched and what has ended is written.
        while (fetched_.size() < workers_ && fetch_next()) {
        }
        if (auto error = emit()) return stop(*error);
        progress_.show(emitted_, read_, failed_);
        for (process::Done& done : pool_.wait(std::chrono::milliseconds(200))) settle(std::move(done));
    }
    if (auto error = emit()) return stop(*error);
    if (auto error = note()) return stop(*error);
    if (auto error = write_errors()) return stop(*error);
    const double seconds = progress_.seconds();
    if (interrupted) {
        progress_.finish(fmt::format("interrupted after {} of {} CVs; the same command goes on from here", emitted_,
                                     sources_.size()));
        return kInterrupted;
    }
    progress_.finish(fmt::format(
        "{} CVs: {} records and {} errors in {:.1f} s ({:.1f} a second), {} done before or in another shard{}",
        sources_.size(), records_, failed_, seconds, static_cast<double>(read_) / std::max(seconds, 1e-3), skipped_,
        failed_ > 0 ? "; errors: " + settings_.errors_path() : ""));
    return failed_ > 0 && settings_.strict ? kFilesFailed : 0;
}

}  // namespace

std::string Settings::journal_path() const {
    if (!journal.empty()) return journal;
    return out.empty() ? ndjson + ".journal" : (fs::path(out) / "cvextract.journal").string();
}

std::string Settings::errors_path() const {
    if (!errors.empty()) return errors;
    return (out.empty() ? fs::path(ndjson).parent_path() : fs::path(out)) / "errors.ndjson";
}

namespace {

// Other models give other records.
std::string hash_of_file(const fs::path& path) {
    if (path.empty()) return "built-in";
    const auto bytes = read_file(path.string(), std::uint64_t{1} << 32);
    return bytes ? sha256_of(*bytes) : "unreadable";
}

// Enough to see that it is another one, too little to find it.
std::string mark_of_password(const std::string& password) {
    if (password.empty()) return "no";
    const auto* data = reinterpret_cast<const std::byte*>(password.data());
    return sha256_of({data, data + password.size()}).substr(0, 3);
}

// What the kernel lacks is no reason to stop, but to know.
void tell_of_protection() {
    const auto protection = process::available_protection();
    if (protection.complete()) return;
    cli::complain({ErrorCode::usage,
                   fmt::format("this kernel has no {}: workers are less confined",
                               protection.seccomp        ? "Landlock"
                               : protection.landlock > 0 ? "seccomp filters"
                                                         : "seccomp filters and no Landlock"),
                   "their bounds on memory, time and files hold all the same"});
}

}  // namespace

int run(const Settings& settings) {
    const auto stop = [](const Error& error) {
        cli::complain(error);
        return static_cast<int>(error.code);
    };
    Inputs inputs = collect_inputs(settings.inputs, settings.files_from);
    for (const Error& error : inputs.errors) cli::complain(error);
    if (inputs.sources.empty()) {
        return stop(inputs.errors.empty() ? Error{ErrorCode::cannot_read, "there is no PDF in what was given",
                                                  "name files, or folders with *.pdf in them"}
                                          : inputs.errors.front());
    }
    std::error_code made;
    for (const std::string& path : {settings.journal_path(), settings.errors_path()}) {
        if (const auto parent = fs::path(path).parent_path(); !parent.empty()) fs::create_directories(parent, made);
    }
    const Options& options = settings.options;
    const std::string stamp = fmt::format(
        "cvextract {} build={} evidence={} pretty={} pages={} bytes={} ms={} memory={} models={} {} out={} ndjson={} "
        "shard={}/{} password={}",
        version(), build_id(), settings.style.evidence, settings.style.pretty, options.limits.pages,
        options.limits.file_bytes, options.limits.time.count(), options.limits.memory_bytes, options.models.string(),
        hash_of_file(options.models), settings.out, settings.ndjson, settings.shard, settings.shards,
        mark_of_password(options.password));
    auto journal = Journal::open(settings.journal_path(), stamp);
    if (!journal) return stop(journal.error());
    if (journal->restarted() && !settings.quiet) {
        cli::complain(
            {ErrorCode::usage, "the journal is of another version or other options: all CVs are read anew", ""});
    }
    if (!settings.quiet) tell_of_protection();
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = true; };
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
    const int code = Run(settings, std::move(*journal), std::move(inputs.sources))();
    if (code == 0 && !inputs.errors.empty() && settings.strict) return kFilesFailed;
    return code;
}

int print_status(const Settings& settings) {
    const auto journal = Journal::open_existing(settings.journal_path());
    if (!journal) {
        cli::complain(journal.error());
        return static_cast<int>(journal.error().code);
    }
    std::uint64_t all = 0;
    const auto counts = journal->counts();
    for (const auto& [code, count] : counts) all += count;
    fmt::print("{} CVs handled\n", all);
    for (const auto& [code, count] : counts)
        fmt::print("  {:>8}  {}\n", count, code == 0 ? "records" : name_of(static_cast<ErrorCode>(code)));
    fmt::print("  half of them within {:.1f} ms, 99 of 100 within {:.1f} ms\n", journal->quantile(0.5),
               journal->quantile(0.99));
    return 0;
}

}  // namespace cvextract::batch

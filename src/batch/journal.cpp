#include "batch/journal.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <utility>

namespace cvextract::batch {

namespace {

// A statement that is finalised when it goes.
class Statement {
  public:
    Statement(sqlite3* db, const char* sql) {
        ok_ = sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) == SQLITE_OK;
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& bind(int i, const std::string& text) {
        ok_ = ok_ && sqlite3_bind_text(statement_, i, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) ==
                         SQLITE_OK;
        return *this;
    }
    Statement& bind(int i, std::int64_t value) {
        ok_ = ok_ && sqlite3_bind_int64(statement_, i, value) == SQLITE_OK;
        return *this;
    }
    Statement& bind(int i, double value) {
        ok_ = ok_ && sqlite3_bind_double(statement_, i, value) == SQLITE_OK;
        return *this;
    }
    [[nodiscard]] bool row() { return ok_ && sqlite3_step(statement_) == SQLITE_ROW; }
    [[nodiscard]] bool done() {
        const bool done = ok_ && sqlite3_step(statement_) == SQLITE_DONE;
        sqlite3_reset(statement_);
        return done;
    }
    [[nodiscard]] std::string text(int column) const {
        const auto* p = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return p == nullptr ? std::string()
                            : std::string(p, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
    }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_, column); }

  private:
    sqlite3_stmt* statement_ = nullptr;
    bool ok_ = false;
};

constexpr const char* kTables =
    "CREATE TABLE IF NOT EXISTS settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS sizes(file TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS documents(path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, code INTEGER NOT NULL,"
    " message TEXT NOT NULL, hint TEXT NOT NULL, milliseconds REAL NOT NULL,"
    " finished TEXT NOT NULL DEFAULT (datetime('now'))) WITHOUT ROWID;";

}  // namespace

Journal::Journal(Journal&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)), path_(std::move(other.path_)), restarted_(other.restarted_) {}

Journal::~Journal() {
    sqlite3_close(db_);
}

Error Journal::failed(const std::string& what) const {
    return {ErrorCode::cannot_write,
            what + " the journal '" + path_ + "': " + (db_ == nullptr ? "no memory" : sqlite3_errmsg(db_)),
            "check the folder, your permissions and the free space; the same command goes on"};
}

bool Journal::run(const char* sql) const {
    return sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

Result<Journal> Journal::open(const std::string& path, const std::string& settings) {
    Journal journal;
    journal.path_ = path;
    if (sqlite3_open(path.c_str(), &journal.db_) != SQLITE_OK) return tl::unexpected(journal.failed("cannot open"));
    // One run at a time: a second one that finds the journal locked says so at once.
    if (!journal.run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;") ||
        !journal.run("BEGIN EXCLUSIVE") || !journal.run(kTables))
        return tl::unexpected(journal.failed("cannot use"));
    std::string before;
    {
        Statement select(journal.db_, "SELECT value FROM settings WHERE name='settings'");
        if (select.row()) before = select.text(0);
    }
    if (before != settings) {
        journal.restarted_ = !before.empty();
        Statement insert(journal.db_, "INSERT OR REPLACE INTO settings VALUES('settings', ?1)");
        if (!journal.run("DELETE FROM documents; DELETE FROM sizes;") || !insert.bind(1, settings).done())
            return tl::unexpected(journal.failed("cannot write"));
    }
    if (!journal.run("COMMIT")) return tl::unexpected(journal.failed("cannot write"));
    return journal;
}

Result<Journal> Journal::open_existing(const std::string& path) {
    Journal journal;
    journal.path_ = path;
    if (!std::filesystem::exists(path)) {
        return tl::unexpected(Error{ErrorCode::cannot_read, "there is no journal '" + path + "'",
                                    "give the same --out, --ndjson or --journal as the run"});
    }
    if (sqlite3_open_v2(path.c_str(), &journal.db_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK ||
        !journal.run("SELECT 1 FROM documents LIMIT 1")) {
        Error error = journal.failed("cannot read");
        error.code = ErrorCode::cannot_read;
        error.hint = "a run that is still going on holds it; its progress is on its terminal";
        return tl::unexpected(error);
    }
    return journal;
}

std::optional<std::string> Journal::hash_of(const std::string& path) const {
    Statement select(db_, "SELECT sha256 FROM documents WHERE path=?1");
    if (select.bind(1, path).row()) return select.text(0);
    return std::nullopt;
}

int Journal::code_of(const std::string& path) const {
    Statement select(db_, "SELECT code FROM documents WHERE path=?1");
    return select.bind(1, path).row() ? static_cast<int>(select.integer(0)) : -1;
}

std::optional<Error> Journal::note(const std::vector<Finished>& documents,
                                   const std::map<std::string, std::uint64_t>& sizes) {
    bool ok = run("BEGIN IMMEDIATE");
    {
        Statement insert(db_,
                         "INSERT OR REPLACE INTO documents(path, sha256, code, message, hint, milliseconds)"
                         " VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
        for (const Finished& d : documents) {
            ok = ok && insert.bind(1, d.path)
                           .bind(2, d.sha256)
                           .bind(3, std::int64_t{d.code})
                           .bind(4, d.message)
                           .bind(5, d.hint)
                           .bind(6, d.milliseconds)
                           .done();
        }
        Statement size(db_, "INSERT OR REPLACE INTO sizes VALUES(?1, ?2)");
        for (const auto& [file, bytes] : sizes)
            ok = ok && size.bind(1, file).bind(2, static_cast<std::int64_t>(bytes)).done();
    }
    if (ok && run("COMMIT")) return std::nullopt;
    Error error = failed("cannot write");
    static_cast<void>(run("ROLLBACK"));
    return error;
}

std::uint64_t Journal::size_of(const std::string& file) const {
    Statement select(db_, "SELECT bytes FROM sizes WHERE file=?1");
    return select.bind(1, file).row() ? static_cast<std::uint64_t>(select.integer(0)) : 0;
}

std::map<int, std::uint64_t> Journal::counts() const {
    std::map<int, std::uint64_t> out;
    Statement select(db_, "SELECT code, count(*) FROM documents GROUP BY code");
    while (select.row()) out[static_cast<int>(select.integer(0))] = static_cast<std::uint64_t>(select.integer(1));
    return out;
}

std::vector<Finished> Journal::failures() const {
    std::vector<Finished> out;
    Statement select(db_,
                     "SELECT path, sha256, code, message, hint, milliseconds FROM documents WHERE code != 0"
                     " ORDER BY path");
    while (select.row()) {
        out.push_back({select.text(0), select.text(1), static_cast<int>(select.integer(2)), select.text(3),
                       select.text(4), select.real(5)});
    }
    return out;
}

double Journal::quantile(double q) const {
    Statement select(db_,
                     "SELECT milliseconds FROM documents ORDER BY milliseconds LIMIT 1 OFFSET"
                     " (SELECT cast((count(*) - 1) * ?1 AS INTEGER) FROM documents)");
    return select.bind(1, q).row() ? select.real(0) : 0;
}

}  // namespace cvextract::batch

#include "engine/report/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <fstream>

namespace channelsim {
namespace {

[[noreturn]] void fail(sqlite3* database) {
  const char* file = database ? sqlite3_db_filename(database, "main") : nullptr;
  throw DatabaseError(fmt::format("{}: {}", file ? file : "the database",
                                  database ? sqlite3_errmsg(database) : "out of memory"));
}

void require(int result, sqlite3* database) {
  if (result != SQLITE_OK) fail(database);
}

}  // namespace

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  check(
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Statement::Finalise::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::check(int result) const { require(result, database_); }

Statement& Statement::bind(double value) {
  check(sqlite3_bind_double(statement_.get(), ++bound_, value));
  return *this;
}
Statement& Statement::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), ++bound_, value));
  return *this;
}
Statement& Statement::bind(std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), ++bound_, text.data(), text.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
  return *this;
}
Statement& Statement::bind(std::string&& text) {
  check(sqlite3_bind_text64(statement_.get(), ++bound_, text.data(), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
  return *this;
}
Statement& Statement::bind_bytes(std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_.get(), ++bound_, bytes.data(), bytes.size(), SQLITE_STATIC));
  return *this;
}
Statement& Statement::bind_nothing() {
  check(sqlite3_bind_null(statement_.get(), ++bound_));
  return *this;
}

bool Statement::next() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) fail(database_);
  return false;
}

void Statement::run() {
  while (next()) {
  }
  check(sqlite3_reset(statement_.get()));
  bound_ = 0;
}

bool Statement::is_nothing(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}
double Statement::number(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}
std::string Statement::text(int column) const {
  const auto* text = sqlite3_column_text(statement_.get(), column);
  return text
             ? std::string(reinterpret_cast<const char*>(text),
                           static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
             : std::string();
}
std::string_view Statement::bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Database::Database(const std::filesystem::path& path, int flags) {
  // Counting its memory would take a lock at each piece of it.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  sqlite3* connection = nullptr;
  // Where the library was built so, "file:" begins an address with options.
  const std::string name = (path.is_absolute() ? path : "." / path).string();
  const int result = sqlite3_open_v2(name.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);  // also of what could not be opened
  if (result != SQLITE_OK)
    throw DatabaseError(fmt::format("{}: {}", path.string(), sqlite3_errstr(result)));
}

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database Database::create(const std::filesystem::path& path) {
  if (std::filesystem::exists(std::filesystem::symlink_status(path)))
    throw DatabaseError(path.string() + ": there is such a file already");
  Database database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
  // Pages four times as large as usual: rows are written once, in order, and each page costs.
  database.execute(
      "PRAGMA page_size = 16384; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; "
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; "
      "PRAGMA locking_mode = EXCLUSIVE;");
  return database;
}

Database Database::read(const std::filesystem::path& path) {
  Database database(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
  sqlite3_db_config(database.connection_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database.connection_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  database.execute("PRAGMA cell_size_check = ON;");
  return database;
}

bool Database::is_of_this_version(const std::filesystem::path& path) {
  std::array<unsigned char, 100> header{};
  std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(header.data()), header.size());
  std::uint32_t version = 0;  // the last four bytes of the header, the highest first
  for (std::size_t i = 96; i < header.size(); ++i) version = version * 256 + header[i];
  return version == static_cast<std::uint32_t>(sqlite3_libversion_number());
}

void Database::execute(const std::string& sql) {
  require(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr),
          connection_.get());
}

void Database::require_sound(std::string_view pragma) {
  Statement check = prepare(fmt::format("PRAGMA {}(1)", pragma));
  if (check.next() && check.text(0) == "ok") return;
  throw DatabaseError(fmt::format("{} is damaged: {}",
                                  sqlite3_db_filename(connection_.get(), "main"), check.text(0)));
}

void Database::close() {
  require(sqlite3_close(connection_.get()), connection_.get());
  connection_.release();
}

std::string sql_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace channelsim

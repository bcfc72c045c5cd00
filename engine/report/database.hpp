#pragma once
// A database in a file (SQLite), opened, asked and closed so that no failure goes unnoticed.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace channelsim {

/// What the library refuses: a full disk, a damaged file, a broken rule; names the file.
struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A prepared statement. Parameters are bound in order, columns read by place from 0.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(double value);
  Statement& bind(std::int64_t value);
  /// Texts and bytes have to last until the statement has run; a temporary is copied.
  Statement& bind(std::string_view text);
  Statement& bind(std::string&& text);
  Statement& bind(const char* text) = delete;
  Statement& bind_bytes(std::string_view bytes);
  Statement& bind_nothing();
  template <class Value>
  Statement& bind(const std::optional<Value>& maybe) {
    return maybe ? bind(*maybe) : bind_nothing();
  }
  template <class Value>
  Statement& bind(std::optional<Value>&& maybe) {
    return maybe ? bind(std::move(*maybe)) : bind_nothing();
  }

  /// Goes to the next row; false behind the last.
  bool next();
  /// For statements without rows: runs it, so that it can be bound anew.
  void run();

  bool is_nothing(int column) const;
  double number(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  /// Valid until the next row.
  std::string_view bytes(int column) const;

 private:
  void check(int result) const;
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
  int bound_ = 0;
};

/// A connection. Every failure throws DatabaseError.
class Database {
 public:
  /// A new, empty file; there must be none. Without a journal: who writes it gives it its name only
  /// when it is whole.
  static Database create(const std::filesystem::path& path);
  /// To read only, with nothing trusted that the file might bring along.
  static Database read(const std::filesystem::path& path);

  /// Whether the library that wrote a file is of this version, so that it writes the same bytes.
  static bool is_of_this_version(const std::filesystem::path& path);

  void execute(const std::string& sql);
  Statement prepare(std::string_view sql) { return Statement(connection_.get(), sql); }
  /// Throws unless the whole file is in order.
  void check_integrity() { require_sound("integrity_check"); }
  /// Throws unless all pages and rows are, without comparing indices with tables.
  void check_structure() { require_sound("quick_check"); }
  /// Lets go of the file; throws when something is left undone.
  void close();

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  Database(const std::filesystem::path& path, int flags);
  void require_sound(std::string_view pragma);
  std::unique_ptr<sqlite3, Close> connection_;
};

/// A name in double quotes, as SQL wants names that hold anything.
std::string sql_name(std::string_view name);

}  // namespace channelsim

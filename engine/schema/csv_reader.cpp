#include "engine/schema/csv_reader.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace channelsim {

std::vector<std::vector<TableCell>> parse_csv(const std::shared_ptr<const Source>& source,
                                              Issues& issues) {
  std::string_view text = source->text;
  if (const auto invalid = first_invalid_utf8(text)) {
    issues.push_back({IssueCode::encoding, place_of_offset(source, *invalid), "",
                      fmt::format("byte {} (0x{:02x}) is not valid UTF-8", *invalid,
                                  static_cast<unsigned char>(text[*invalid])),
                      "save the file as 'CSV UTF-8'"});
    return {};
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::vector<std::vector<TableCell>> rows;
  int line = 1, column = 1;
  std::size_t i = 0;
  const auto advance = [&] {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xc0u) != 0x80u) {
      ++column;
    }
    ++i;
  };
  while (i < text.size()) {
    std::vector<TableCell> row;
    for (bool more = true; more;) {
      TableCell cell{"", line, column};
      const bool quoted = i < text.size() && text[i] == '"';
      if (quoted) {
        advance();
        while (i < text.size() && (text[i] != '"' || (i + 1 < text.size() && text[i + 1] == '"'))) {
          if (text[i] == '"') advance();
          cell.text += text[i];
          advance();
        }
        if (i == text.size()) {
          issues.push_back({IssueCode::syntax,
                            {source, cell.line, cell.column},
                            "",
                            "the quote that opens here is never closed",
                            ""});
          return rows;
        }
        advance();
        if (i < text.size() && text[i] != ',' && text[i] != '\n' && text[i] != '\r') {
          issues.push_back({IssueCode::syntax,
                            {source, line, column},
                            "",
                            "text stands behind a closing quote",
                            "inside quotes, write a quote twice"});
          return rows;
        }
      }
      while (i < text.size() && text[i] != ',' && text[i] != '\n' && text[i] != '\r') {
        cell.text += text[i];
        advance();
      }
      row.push_back(std::move(cell));
      more = i < text.size() && text[i] == ',';
      if (more) advance();
    }
    if (i < text.size() && text[i] == '\r') advance();
    if (i < text.size() && text[i] == '\n') advance();
    if (row.size() > 1 || !row[0].text.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace channelsim

// What a publisher says of one list: where it belongs, and by what right it is given out.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "index.h"
#include "result.h"

namespace bycatch {

struct ListStatement {
  static constexpr std::size_t kMaxTextBytes = 2048;

  std::string dataset;
  std::string pack;
  std::string date;  // YYYY-MM-DD
  std::uint64_t rows = 0;
  bool has_labels = false;
  int radius = kDefaultRadius;  // bits that a copy of one of its pictures may differ in
  std::string licence;          // of the list; empty: none is stated
  bool is_restricted = false;   // the licence does not let just anyone give it out
  std::string permission;       // why it may be given out nonetheless
  std::string legal_basis;      // by what right personal data are given out

  // What keeps the list from being given out; empty: nothing.
  [[nodiscard]] std::string missing() const;
  // As the feed says it.
  [[nodiscard]] nlohmann::json published() const;
};

// One line or several of valid UTF-8 without control characters, at most ListStatement::kMaxTextBytes.
[[nodiscard]] bool is_statement_text(std::string_view text);

// Errors: those of read_small_file(); bad_format.
[[nodiscard]] Result<ListStatement> read_statement(const std::filesystem::path& file);
// Errors: those of replace_file().
Status write_statement(const std::filesystem::path& file, const ListStatement& statement);

}  // namespace bycatch

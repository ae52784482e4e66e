#include "list_statement.h"

#include <algorithm>

#include "durable_file.h"
#include "json_field.h"
#include "strict_json.h"
#include "workshop.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxStatementBytes = 64 << 10;

int radius_in(const nlohmann::json& fields) {
  return fields.contains("radius")
             ? static_cast<int>(std::clamp<std::int64_t>(number_field(fields, "radius"), 0, kMaxRadius))
             : kDefaultRadius;
}

}  // namespace

std::string ListStatement::missing() const {
  if (legal_basis.empty()) return "no legal basis is stated for it (--legal-basis)";
  if (is_restricted && permission.empty()) {
    return "its licence is restricted, and why it may be given out is not stated (--permission)";
  }
  return "";
}

nlohmann::json ListStatement::published() const {
  nlohmann::json fields = {{"dataset", dataset}, {"legal_basis", legal_basis}};
  if (!licence.empty()) fields["licence"] = licence;
  if (!permission.empty()) fields["permission"] = permission;
  if (has_labels) fields["labels"] = true;
  return fields;
}

bool is_statement_text(std::string_view text) {
  const auto is_control = [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == '\x7f'; };
  if (text.size() > ListStatement::kMaxTextBytes || std::ranges::any_of(text, is_control)) return false;
  const std::string quoted = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::ignore);
  return nlohmann::json::parse(quoted, nullptr, false) == text;
}

Result<ListStatement> read_statement(const std::filesystem::path& file) {
  const auto text = read_small_file(file, kMaxStatementBytes);
  const auto fields = text ? parse_strict_json(*text, kMaxStatementBytes) : std::unexpected(text.error());
  if (!fields) return std::unexpected(fields.error());
  ListStatement statement{.dataset = text_field(*fields, "dataset"),
                          .pack = text_field(*fields, "pack"),
                          .date = text_field(*fields, "date"),
                          .rows = static_cast<std::uint64_t>(std::max<std::int64_t>(0, number_field(*fields, "rows"))),
                          .has_labels = true_field(*fields, "labels"),
                          .radius = radius_in(*fields),
                          .licence = text_field(*fields, "licence"),
                          .is_restricted = true_field(*fields, "restricted"),
                          .permission = text_field(*fields, "permission"),
                          .legal_basis = text_field(*fields, "legal_basis")};
  if (!is_plain_id(statement.dataset) || !is_plain_id(statement.pack) || statement.date.empty()) {
    return fail(ErrorCode::bad_format, file.filename().string());
  }
  return statement;
}

Status write_statement(const std::filesystem::path& file, const ListStatement& statement) {
  const nlohmann::json fields = {{"dataset", statement.dataset},
                                 {"pack", statement.pack},
                                 {"date", statement.date},
                                 {"rows", statement.rows},
                                 {"labels", statement.has_labels},
                                 {"radius", statement.radius},
                                 {"licence", statement.licence},
                                 {"restricted", statement.is_restricted},
                                 {"permission", statement.permission},
                                 {"legal_basis", statement.legal_basis}};
  return replace_file(file, fields.dump(2) + "\n");
}

}  // namespace bycatch

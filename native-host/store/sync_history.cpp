#include "sync_history.h"

#include <charconv>
#include <string>
#include <string_view>

#include "durable_file.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxHistoryBytes = 64 << 10;
constexpr std::int64_t kMaxNumber = 9'007'199'254'740'991;  // Count
constexpr std::string_view kOk = "ok";

std::filesystem::path history_file(const std::filesystem::path& data_folder) {
  return data_folder / "feed" / "history";
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_one = error == std::errc() && end == text.data() + text.size() && number >= 0 && number <= kMaxNumber;
  return is_one ? std::optional(number) : std::nullopt;
}

std::optional<PastSync> sync_in(std::string_view line) {
  const std::size_t first = line.find('\t');
  const std::size_t last = line.rfind('\t');
  if (first == std::string_view::npos || first == last) {
    return std::nullopt;
  }
  const auto at = number_in(line.substr(0, first));
  const std::string_view word = line.substr(first + 1, last - first - 1);
  const auto code = parse_error_code(word);
  const auto bytes = number_in(line.substr(last + 1));
  if (!at || !bytes || (!code && word != kOk)) {
    return std::nullopt;
  }
  return PastSync{*at, code, *bytes};
}

std::string line_of(const PastSync& sync) {
  return std::to_string(sync.at) + "\t" + std::string(sync.code ? to_string(*sync.code) : kOk) + "\t" +
         std::to_string(sync.bytes) + "\n";
}

}  // namespace

std::vector<PastSync> read_sync_history(const std::filesystem::path& data_folder) {
  const auto text = read_small_file(history_file(data_folder), kMaxHistoryBytes);
  std::vector<PastSync> syncs;
  std::string_view left = text ? std::string_view(*text) : std::string_view();
  for (std::size_t end = left.find('\n'); end != std::string_view::npos; end = left.find('\n')) {
    if (const auto sync = sync_in(left.substr(0, end))) {
      syncs.push_back(*sync);
    }
    left.remove_prefix(end + 1);
  }
  if (syncs.size() > kMaxPastSyncs) {
    syncs.erase(syncs.begin(), syncs.end() - static_cast<std::ptrdiff_t>(kMaxPastSyncs));
  }
  return syncs;
}

Status add_to_sync_history(const std::filesystem::path& data_folder, const PastSync& sync) {
  std::vector<PastSync> syncs = read_sync_history(data_folder);
  if (syncs.size() == kMaxPastSyncs) {
    syncs.erase(syncs.begin());
  }
  syncs.push_back(sync);
  std::string text;
  for (const PastSync& one : syncs) {
    text += line_of(one);
  }
  return replace_file(history_file(data_folder), text);
}

}  // namespace bycatch

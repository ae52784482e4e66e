#include "workshop.h"

#include <algorithm>

#include "durable_file.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxIdBytes = 64;

}  // namespace

bool is_plain_id(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= kMaxIdBytes && is_letter(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return is_letter(c) || c == '-' || c == '_'; });
}

Result<Workshop> Workshop::lock(const fs::path& folder) {
  auto taken = FileLock::take(folder / "lock", FileLock::Kind::exclusive);
  if (!taken) return std::unexpected(taken.error());
  Workshop workshop(folder, std::move(*taken));
  for (const fs::path& made : {folder / "keys", folder / "lists", folder / "pending",
                               workshop.catalogue() / "advisories", folder / "states", workshop.work()}) {
    if (const Status there = make_private_folder(made); !there) return std::unexpected(there.error());
  }
  return workshop;
}

Result<Workshop> Workshop::open(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / "publish.json", ignored)) {
    return fail(ErrorCode::not_found, "no workshop: `bycatch publish init` makes one");
  }
  auto workshop = lock(folder);
  if (workshop) {
    fs::remove_all(workshop->work(), ignored);
    if (const Status made = make_private_folder(workshop->work()); !made) return std::unexpected(made.error());
  }
  return workshop;
}

Result<Workshop> Workshop::create(const fs::path& folder) {
  std::error_code ignored;
  if (fs::exists(folder / "publish.json", ignored)) {
    return fail(ErrorCode::bad_request, "there is a workshop in this folder");
  }
  if (const Status made = make_private_folder(folder); !made) return std::unexpected(made.error());
  return lock(folder);
}

fs::path Workshop::key(FeedRole role) const {
  return folder_ / "keys" / (std::string(to_string(role)) + ".pem");
}

fs::path Workshop::next_key(FeedRole role) const {
  return folder_ / "pending" / (std::string(to_string(role)) + ".pem");
}

fs::path Workshop::statement(std::string_view dataset) const {
  return folder_ / "lists" / (std::string(dataset) + ".json");
}

fs::path Workshop::shard(std::string_view dataset) const {
  return folder_ / "lists" / (std::string(dataset) + ".shard");
}

fs::path Workshop::states(std::string_view pack) const {
  return folder_ / "states" / pack;
}

std::vector<std::string> Workshop::datasets() const {
  std::vector<std::string> ids;
  std::error_code error;
  for (fs::directory_iterator at(folder_ / "lists", error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".json") ids.push_back(at->path().stem().string());
  }
  std::ranges::sort(ids);
  return ids;
}

}  // namespace bycatch

#include "pack_states.h"

#include <algorithm>
#include <string>

#include "durable_file.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEnd = ".segment";
constexpr std::size_t kDigits = 8;

}  // namespace

std::vector<fs::path> PackStates::all() const {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    const std::string stem = at->path().stem().string();
    const bool is_number = stem.size() == kDigits && stem.find_first_not_of("0123456789") == std::string::npos;
    if (at->path().extension() == kEnd && is_number) files.push_back(at->path());
  }
  std::ranges::sort(files);
  return files;
}

Status PackStates::add(const fs::path& segment, std::size_t kept) const {
  if (const Status made = make_private_folder(folder_); !made) return made;
  auto files = all();
  const unsigned long number = files.empty() ? 1 : std::stoul(files.back().stem().string()) + 1;
  std::string name = std::to_string(number);
  name.insert(0, kDigits - std::min(kDigits, name.size()), '0');
  const fs::path state = folder_ / (name + kEnd);
  std::error_code error;
  fs::create_hard_link(segment, state, error);
  if (error) {
    const fs::path beside = folder_ / (name + ".new");
    fs::copy_file(segment, beside, fs::copy_options::overwrite_existing, error);
    if (!error) fs::rename(beside, state, error);
  }
  if (error) return fail(error == std::errc::no_space_on_device ? ErrorCode::no_space : ErrorCode::io, "keep a state");
  if (const Status synced = sync_to_disk(folder_); !synced) return synced;
  files.push_back(state);
  for (std::size_t i = 0; i + kept < files.size(); ++i) fs::remove(files[i], error);
  return {};
}

}  // namespace bycatch

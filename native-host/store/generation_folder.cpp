#include "generation_folder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "durable_file.h"
#include "file_lock.h"
#include "generation.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kShape = "00000000-00000000T000000Z";
constexpr std::size_t kSerialDigits = 8;
constexpr std::string_view kDoomed = ".removing";

std::vector<std::string> names_in(const fs::path& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  return names;
}

// Out of the way in one step, so that no reader sees a generation that is half gone.
void remove_generation(const fs::path& folder) {
  const auto lock = FileLock::take(reader_lock_path(folder), FileLock::Kind::exclusive);
  if (!lock) {
    return;
  }
  std::error_code error;
  const fs::path doomed = folder.parent_path() / kDoomed;
  fs::rename(folder, doomed, error);
  if (!error) {
    fs::remove_all(doomed, error);
  }
}

}  // namespace

bool is_generation_name(std::string_view name) {
  return name.size() == kShape.size() && std::ranges::equal(name, kShape, [](char c, char shape) {
           return shape == '0' ? c >= '0' && c <= '9' : c == shape;
         });
}

fs::path generations_path(const fs::path& data_folder) {
  return data_folder / "generations";
}

fs::path generation_path(const fs::path& data_folder, std::string_view name) {
  return generations_path(data_folder) / name;
}

fs::path building_path(const fs::path& data_folder) {
  return generations_path(data_folder) / ".building";
}

fs::path reader_lock_path(const fs::path& generation) {
  return generation / "lock";
}

Result<std::string> next_generation_name(const fs::path& data_folder, std::chrono::sys_seconds now) {
  std::error_code error;
  std::uint32_t serial = 0;
  for (const std::string& name : names_in(generations_path(data_folder), error)) {
    std::uint32_t found = 0;
    if (is_generation_name(name)) {
      std::from_chars(name.data(), name.data() + kSerialDigits, found);
    }
    serial = std::max(serial, found);
  }
  if (error) {
    return fail(ErrorCode::io, "list the generations");
  }
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  std::array<char, 64> text;
  const int size = std::snprintf(text.data(), text.size(), "%08u-%04d%02u%02uT%02d%02d%02dZ", serial + 1,
                                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                                 static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(size));
}

std::string newest_generation_name(const fs::path& data_folder) {
  std::error_code ignored;
  std::string newest;
  for (const std::string& name : names_in(generations_path(data_folder), ignored)) {
    newest = is_generation_name(name) ? std::max(newest, name) : newest;
  }
  return newest;
}

void remove_leftovers(const fs::path& data_folder, std::string_view live) {
  std::error_code ignored;
  const fs::path generations = generations_path(data_folder);
  fs::remove_all(generations / kDoomed, ignored);
  fs::remove_all(building_path(data_folder), ignored);
  for (const std::string& name : names_in(generations, ignored)) {
    if (is_generation_name(name) && name != live) {
      remove_generation(generations / name);
    }
  }
}

Status make_live(const fs::path& data_folder, std::string_view name) {
  return replace_file(data_folder / "live", std::string(name) + "\n");
}

Result<std::string> live_generation_name(const fs::path& data_folder) {
  auto text = read_small_file(data_folder / "live", kShape.size() + 1);
  if (!text) {
    switch (text.error().code) {
      case ErrorCode::not_found:
        return std::string();
      case ErrorCode::too_large:
      case ErrorCode::bad_format:
        break;
      default:
        return text;
    }
  }
  if (!text || !text->ends_with('\n') || !is_generation_name(std::string_view(*text).substr(0, kShape.size()))) {
    return fail(ErrorCode::corrupt, "live: no generation's name");
  }
  text->pop_back();
  return text;
}

}  // namespace bycatch

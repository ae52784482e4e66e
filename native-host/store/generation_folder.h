// Names and places of generations in a data folder; who reads one holds it by a lock.
//
// <data folder>/live                  name of the live generation
// <data folder>/build.lock            held while the next one is made
// <data folder>/generations/<name>/   generation.h; `lock` in it is held, shared, by every reader
// <data folder>/generations/.building/  the next one until it is whole
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "result.h"

namespace bycatch {

// 00000042-20261122T101500Z: a serial number, so that names sort whatever the clock does, and the time of building.
[[nodiscard]] bool is_generation_name(std::string_view name);

[[nodiscard]] std::filesystem::path generations_path(const std::filesystem::path& data_folder);
[[nodiscard]] std::filesystem::path generation_path(const std::filesystem::path& data_folder, std::string_view name);
[[nodiscard]] std::filesystem::path building_path(const std::filesystem::path& data_folder);
[[nodiscard]] std::filesystem::path reader_lock_path(const std::filesystem::path& generation);

// A name after all that are there.
// Errors: io; permission.
Result<std::string> next_generation_name(const std::filesystem::path& data_folder, std::chrono::sys_seconds now);

// The last name of all that are there; empty when there is none.
std::string newest_generation_name(const std::filesystem::path& data_folder);

// Removes what a broken-off build left, and every generation that is neither `live` nor being read. What cannot be
// removed stays for the next time.
// Requires: the build lock.
void remove_leftovers(const std::filesystem::path& data_folder, std::string_view live);

// Errors: io; no_space.
Status make_live(const std::filesystem::path& data_folder, std::string_view name);

}  // namespace bycatch

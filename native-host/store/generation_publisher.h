// The last steps of a build: reads back what was written, waits for the disk, makes it live.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "generation_manifest.h"
#include "result.h"

namespace bycatch {

// Takes the files in building_path() that `manifest` describes; returns the new generation's name.
// Requires: the build lock.
// Errors: corrupt, when what was written does not read back; io; no_space.
Result<std::string> publish_generation(const std::filesystem::path& data_folder, const GenerationManifest& manifest,
                                       std::chrono::sys_seconds now);

}  // namespace bycatch

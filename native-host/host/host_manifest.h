// The file by which a browser finds bycatch-host: org.bycatch.host.json in a folder where the browser looks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "browser_places.h"
#include "protocol.gen.h"
#include "result.h"

namespace bycatch {

[[nodiscard]] std::string_view to_string(BrowserKind kind) noexcept;
[[nodiscard]] std::optional<BrowserKind> parse_browser_kind(std::string_view text) noexcept;

// In a folder that holds manifests.
[[nodiscard]] std::filesystem::path manifest_in(const std::filesystem::path& folder);

// bycatch-host beside this program.
// Errors: not_found.
[[nodiscard]] Result<std::filesystem::path> host_program();

[[nodiscard]] std::string manifest_text(const std::filesystem::path& host, BrowserKind kind);

[[nodiscard]] ManifestState manifest_state(const std::filesystem::path& manifest, const std::filesystem::path& host,
                                           BrowserKind kind);

// The program that a manifest names; empty when it cannot be read.
[[nodiscard]] std::filesystem::path host_named_in(const std::filesystem::path& manifest);

enum class Readers { this_user, all_users };

// A place for one.
struct ManifestTarget {
  std::filesystem::path file;
  BrowserKind kind;
  Readers readers;
};

// Writes it, with the folders above it. Whether it may is the caller's to know.
// Errors: permission; read_only; no_space; io.
Status write_manifest(const std::filesystem::path& manifest, const std::filesystem::path& host, BrowserKind kind,
                      Readers readers);

// Removes it, and for all users the folders above it, up to two, that are empty now. False when it was not there.
// Errors: permission; io.
Result<bool> remove_manifest(const std::filesystem::path& manifest, Readers readers);

}  // namespace bycatch

// The arguments that name one browser: --browser-dir PATH --kind chromium|firefox, and --force.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

namespace bycatch {

struct BrowserArguments {
  std::filesystem::path browser_folder;
  std::string kind;
  bool force = false;

  void add_to(CLI::App& command, const std::string& what_force_does) {
    command.add_option("--browser-dir", browser_folder, "Chromium's user data folder, or Firefox's .mozilla folder")
        ->required();
    command.add_option("--kind", kind)->required()->check(CLI::IsMember({"chromium", "firefox"}));
    command.add_flag("--force", force, what_force_does);
  }
};

}  // namespace bycatch

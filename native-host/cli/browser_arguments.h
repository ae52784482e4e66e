// The arguments that say for which browsers `register` and `unregister` work.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace bycatch {

struct BrowserArguments {
  bool is_for_user = false;
  bool is_for_all_users = false;
  std::vector<std::string> browsers;  // names; all when there is none
  std::filesystem::path browser_folder;
  std::string kind;
  bool force = false;
  std::filesystem::path root = "/";
  std::filesystem::path host;  // empty: the one beside this program

  void add_to(CLI::App& command, const std::string& what_force_does);
};

}  // namespace bycatch

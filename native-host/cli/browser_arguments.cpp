#include "browser_arguments.h"

#include "browser_places.h"

namespace bycatch {

void BrowserArguments::add_to(CLI::App& command, const std::string& what_force_does) {
  std::vector<std::string> names;
  for (const Browser& browser : known_browsers("/")) {
    names.emplace_back(browser.name);
  }
  auto* user = command.add_flag("--user", is_for_user, "For this user (as without it)");
  auto* system = command.add_flag("--system", is_for_all_users, "For all users of this computer; needs root");
  auto* named = command.add_option("--browser", browsers, "For these browsers only")->check(CLI::IsMember(names));
  auto* folder = command.add_option("--browser-dir", browser_folder,
                                    "For the browser that keeps its user's files in this folder: Chromium's user data "
                                    "folder, Firefox's .mozilla");
  auto* of_kind =
      command.add_option("--kind", kind, "What that browser is")->check(CLI::IsMember({"chromium", "firefox"}));
  command.add_flag("--force", force, what_force_does);
  command.add_option("--root", root, "For who makes packages: the folder that will be /")->needs(system);
  command.add_option("--host", host, "Where bycatch-host is; without it, beside this program");
  user->excludes(system)->excludes(folder);
  system->excludes(folder);
  folder->needs(of_kind)->excludes(named);
  of_kind->needs(folder);
}

}  // namespace bycatch

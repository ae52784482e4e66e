// What a host that has locked itself in must be refused, tried; and that the host does lock itself in.
#include "sandbox.h"

#include <doctest/doctest.h>

#include <fstream>

#include "folder_watch.h"
#include "sandbox_trial.h"
#include "temp_folder.h"

namespace bycatch {

TEST_CASE("sandbox: every forbidden act is refused, and later lists can still be read") {
  if (sandbox_here() != SandboxState::full) {
    MESSAGE("skipped: this kernel cannot lock a process in");
    return;
  }
  const auto trials = try_sandbox();
  REQUIRE(trials);
  std::size_t held = 0;
  for (const Trial& trial : *trials) {
    CAPTURE(trial.what);
    CHECK(trial.outcome != TrialOutcome::broken);
    held += trial.outcome == TrialOutcome::held ? 1U : 0U;
  }
  CHECK(held >= 20);
}

TEST_CASE("folder watch: a folder moved, replaced or made later is another one") {
  const TempFolder folder;
  const auto place = folder.path() / "place";
  const FolderWatch before(place);
  CHECK(before.is_same());
  std::filesystem::create_directory(place);
  CHECK(!before.is_same());
  const FolderWatch watch(place);
  std::ofstream(place / "file") << "text";
  CHECK(watch.is_same());
  std::filesystem::rename(place, folder.path() / "old");
  CHECK(!watch.is_same());
  std::filesystem::create_directory(place);
  CHECK(!watch.is_same());
}

}  // namespace bycatch

// What it costs the host to be locked in: the same 256-photo `check`, over the same pipes, answered by a process that
// is and by one that is not, turn by turn.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "built_generation.h"
#include "sandbox.h"
#include "serve.h"
#include "temp_folder.h"

namespace {

using namespace bycatch;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 4000;
constexpr int kPhotos = 256;

std::pair<FileHandle, FileHandle> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) std::abort();
  return {FileHandle(ends[0]), FileHandle(ends[1])};
}

// A host at the other end of two pipes; it ends with its input.
class Host {
 public:
  Host(const std::filesystem::path& home, bool is_locked_in) {
    auto [input, to_host] = make_pipe();
    auto [from_host, output] = make_pipe();
    if (::fork() == 0) {
      to_host.close();
      from_host.close();
      StdioChannel channel(StdioPipe(std::move(input), std::move(output)));
      LiveGeneration live(home);
      static_cast<void>(live.look());
      const FolderWatch watch(home);
      if (is_locked_in && lock_in(std::array{home}) != SandboxState::full) {
        std::puts("this kernel cannot lock a process in");
        std::_Exit(1);
      }
      Dispatcher dispatcher(std::move(live), BrokerLink(std::nullopt));
      std::_Exit(serve(channel, dispatcher, watch) ? 0 : 1);
    }
    channel_.emplace(StdioPipe(std::move(from_host), std::move(to_host)));
    static_cast<void>(ask(R"({"id":1,"verb":"hello","protocol":{"min":1,"max":1},"version":"0.1.0"})"));
  }

  std::chrono::nanoseconds ask(const std::string& request) {
    const auto start = Clock::now();
    if (!channel_->write(request) || !channel_->read().value()) std::abort();
    return Clock::now() - start;
  }

 private:
  std::optional<StdioChannel> channel_;
};

double microseconds_at(std::vector<std::chrono::nanoseconds> times, double share) {
  std::ranges::sort(times);
  const auto at = static_cast<std::size_t>(static_cast<double>(times.size() - 1) * share);
  return std::chrono::duration<double, std::micro>(times[at]).count();
}

}  // namespace

int main() {
  const TempFolder home;
  ListLines list;
  for (int i = 0; i < 100'000; ++i) list.push_back("flickr\tphoto\t" + std::to_string(9000000000001 + i * 7));
  build_generation(home.path(), {{"street", list}});
  nlohmann::json photos = nlohmann::json::array();
  for (int i = 0; i < kPhotos; ++i) {
    photos.push_back({{"subject", "p" + std::to_string(i)},
                      {"urls", {"https://www.flickr.com/photos/x/" + std::to_string(9000000000001 + i * 11) + "/"}}});
  }
  const std::string request = nlohmann::json{{"id", 2}, {"verb", "check"}, {"photos", photos}}.dump();

  Host open(home.path(), false);
  Host locked(home.path(), true);
  std::vector<std::chrono::nanoseconds> of_open, of_locked;
  for (int round = 0; round < kRounds; ++round) {
    of_open.push_back(open.ask(request));
    of_locked.push_back(locked.ask(request));
  }
  for (const double share : {0.1, 0.5, 0.99}) {
    const double before = microseconds_at(of_open, share), after = microseconds_at(of_locked, share);
    std::printf("check of %d photos, p%-2.0f  open %7.1f us  locked in %7.1f us  %+.1f %%\n", kPhotos, share * 100,
                before, after, (after / before - 1) * 100);
  }
}

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>

#include "frame_vectors.h"
#include "stdio_channel.h"

namespace bycatch {

namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    read = FileHandle(ends[0]);
    write = FileHandle(ends[1]);
  }
  FileHandle read, write;
};

std::string frame(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  std::string out(sizeof size, '\0');
  std::memcpy(out.data(), &size, sizeof size);
  return out.append(text);
}

// A channel whose input is `bytes` and then ends. They must fit a pipe: 64 KiB.
StdioChannel channel_with(std::string_view bytes) {
  Pipe pipe;
  REQUIRE(::write(pipe.write.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return StdioChannel(StdioPipe(std::move(pipe.read), FileHandle(::open("/dev/null", O_WRONLY | O_CLOEXEC))));
}

// A channel whose input comes byte by byte from another process, which is waited for.
class SlowInput {
 public:
  explicit SlowInput(std::string_view bytes) : writer_(::fork()) {
    if (writer_ != 0) {
      pipe_.write.close();
      return;
    }
    for (const char byte : bytes) {
      if (::write(pipe_.write.get(), &byte, 1) != 1) std::_Exit(1);
      ::usleep(500);
    }
    std::_Exit(0);
  }
  SlowInput(const SlowInput&) = delete;
  SlowInput& operator=(const SlowInput&) = delete;
  ~SlowInput() { ::waitpid(writer_, nullptr, 0); }
  FileHandle take() { return std::move(pipe_.read); }

 private:
  Pipe pipe_;
  pid_t writer_;
};

}  // namespace

TEST_CASE("channel: every frame vector") {
  for (const FrameVector& vector : load_frame_vectors()) {
    if (!vector.is_bytes) continue;
    CAPTURE(vector.name);
    StdioChannel channel = channel_with(vector.frame);
    auto message = channel.read();
    // Whole messages before the bad one are read as ever.
    while (message && *message && vector.expect != "bad_json") message = channel.read();
    if (vector.expect == "end") {
      CHECK((message && !*message));
    } else if (vector.expect == "bad_json") {
      CHECK((message && *message));
    } else {
      REQUIRE(!message);
      CHECK(to_string(message.error().code) == vector.expect);
    }
  }
}

TEST_CASE("channel: a message at the cap is read, one byte more is refused unread") {
  for (const std::size_t size : {kMaxRequestBytes, kMaxRequestBytes + 1}) {
    const std::string text(size, 'x');
    SlowInput input("");
    FileHandle none = input.take();
    // Longer than a pipe holds: from a file.
    FileHandle file(::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    const std::string bytes = frame(text);
    REQUIRE(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    REQUIRE(::lseek(file.get(), 0, SEEK_SET) == 0);
    StdioChannel channel(StdioPipe(std::move(file), std::move(none)));
    const auto message = channel.read();
    if (size == kMaxRequestBytes) {
      REQUIRE(message);
      CHECK(message->value() == text);
    } else {
      CHECK(message.error().code == ErrorCode::too_large);
    }
  }
}

TEST_CASE("channel: two messages that come byte by byte, under signals, are two messages") {
  struct sigaction action{};
  action.sa_handler = [](int) {};
  struct sigaction before{};
  ::sigaction(SIGALRM, &action, &before);  // without SA_RESTART: system calls end with EINTR
  {
    SlowInput input(frame("first") + frame("second"));
    const itimerval every{{0, 700}, {0, 700}};
    ::setitimer(ITIMER_REAL, &every, nullptr);
    StdioChannel channel(StdioPipe(input.take(), FileHandle()));
    CHECK(channel.read().value() == "first");
    CHECK(channel.read().value() == "second");
    CHECK(channel.read().value() == std::nullopt);
    const itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
  }
  ::sigaction(SIGALRM, &before, nullptr);
}

TEST_CASE("channel: what is written can be read, and nothing over the cap is") {
  Pipe pipe;
  StdioChannel writer(StdioPipe(FileHandle(), std::move(pipe.write)));
  REQUIRE(writer.write("{}"));
  CHECK(writer.write(std::string(kMaxReplyBytes + 1, 'x')).error().code == ErrorCode::too_large);
  REQUIRE(writer.write("[]"));
  StdioChannel reader(StdioPipe(std::move(pipe.read), FileHandle()));
  CHECK(reader.read().value() == "{}");
  CHECK(reader.read().value() == "[]");
}

TEST_CASE("channel: a browser that is gone is cancelled, not the end of the process") {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.read.close();
  StdioChannel writer(StdioPipe(FileHandle(), std::move(pipe.write)));
  CHECK(writer.write("{}").error().code == ErrorCode::cancelled);
  std::signal(SIGPIPE, before);
}

}  // namespace bycatch

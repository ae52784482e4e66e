#include "host_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "json_text.h"
#include "origin.h"

namespace bycatch {

namespace {

using namespace std::chrono_literals;
constexpr auto kPatience = 10s;

bool is_within_patience(std::chrono::steady_clock::time_point start) {
  return std::chrono::steady_clock::now() - start < kPatience;
}

std::pair<FileHandle, FileHandle> make_pipe() {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  return {FileHandle(ends[0]), FileHandle(ends[1])};
}

}  // namespace

HostProcess::HostProcess(const std::filesystem::path& home)
    : HostProcess(home, {"chrome-extension://" + std::string(kChromiumId) + "/"}) {}

HostProcess::HostProcess(const std::filesystem::path& home, std::vector<std::string> arguments) {
  auto [host_input, input] = make_pipe();
  auto [output, host_output] = make_pipe();
  auto [errors, host_errors] = make_pipe();
  id_ = ::fork();
  REQUIRE(id_ >= 0);
  if (id_ == 0) {
    ::dup2(host_input.get(), STDIN_FILENO);
    ::dup2(host_output.get(), STDOUT_FILENO);
    ::dup2(host_errors.get(), STDERR_FILENO);
    ::setenv("BYCATCH_HOME", home.c_str(), 1);
    std::string program = BYCATCH_HOST_BINARY;
    std::vector<char*> argv{program.data()};
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    ::execv(program.c_str(), argv.data());
    std::_Exit(127);
  }
  input_ = std::move(input);
  output_ = std::move(output);
  errors_ = std::move(errors);
}

HostProcess::~HostProcess() {
  if (ended_) return;
  ::kill(id_, SIGKILL);
  wait();
}

void HostProcess::send_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(input_.get(), bytes.data(), bytes.size());
    REQUIRE(written > 0);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void HostProcess::send(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  std::string bytes(sizeof size, '\0');
  std::memcpy(bytes.data(), &size, sizeof size);
  send_bytes(bytes.append(text));
}

std::size_t HostProcess::read(char* buffer, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size) {
    pollfd waited{output_.get(), POLLIN, 0};
    REQUIRE(::poll(&waited, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) == 1);
    const ssize_t got = ::read(output_.get(), buffer + filled, size - filled);
    REQUIRE(got >= 0);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

std::optional<std::string> HostProcess::receive() {
  std::uint32_t size = 0;
  std::array<char, sizeof size> head{};
  const std::size_t head_bytes = read(head.data(), head.size());
  if (head_bytes == 0) return std::nullopt;
  REQUIRE(head_bytes == head.size());
  std::memcpy(&size, head.data(), sizeof size);
  REQUIRE(size <= kMaxReplyBytes);
  std::string text(size, '\0');
  REQUIRE(read(text.data(), text.size()) == text.size());
  return text;
}

Reply HostProcess::ask(std::string_view text) {
  send(text);
  const auto reply = receive();
  REQUIRE(reply);
  return parse_reply(parse_json_text(*reply).value()).value();
}

Reply HostProcess::greet() {
  return ask(R"({"id":1,"verb":"hello","protocol":{"min":1,"max":1},"version":"0.1.0"})");
}

int HostProcess::wait() {
  const auto start = std::chrono::steady_clock::now();
  while (!ended_) {
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) == id_) {
      ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    } else {
      REQUIRE(is_within_patience(start));
      std::this_thread::sleep_for(2ms);
    }
  }
  return *ended_;
}

std::string HostProcess::errors() {
  std::string out;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t got = ::read(errors_.get(), part.data(), part.size());
    if (got <= 0) return out;
    out.append(part.data(), static_cast<std::size_t>(got));
  }
}

std::vector<pid_t> children_of(pid_t id) {
  const std::string name = std::to_string(id);
  std::ifstream file("/proc/" + name + "/task/" + name + "/children");
  return {std::istream_iterator<pid_t>(file), std::istream_iterator<pid_t>()};
}

void adopt_orphans() {
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
}

void wait_for_orphans() {
  const auto start = std::chrono::steady_clock::now();
  for (;;) {
    const pid_t ended = ::waitpid(-1, nullptr, WNOHANG);
    if (ended < 0) return;
    REQUIRE(is_within_patience(start));
    if (ended == 0) std::this_thread::sleep_for(2ms);
  }
}

}  // namespace bycatch

// The real bycatch-host at the other end of two pipes, as a browser has it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "file_handle.h"
#include "protocol_json.gen.h"

namespace bycatch {

class HostProcess {
 public:
  // `arguments` without the program's name; by default those of Chromium.
  explicit HostProcess(const std::filesystem::path& home);
  HostProcess(const std::filesystem::path& home, std::vector<std::string> arguments);
  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;
  ~HostProcess();  // kills it, if need be

  [[nodiscard]] pid_t id() const { return id_; }
  [[nodiscard]] FileHandle& input() { return input_; }
  [[nodiscard]] FileHandle& output() { return output_; }

  void send_bytes(std::string_view bytes);
  void send(std::string_view text);  // as one frame
  // The next frame's text; nothing at the end of the output. A test that waits ten seconds fails.
  std::optional<std::string> receive();
  // Sends and takes the one reply.
  Reply ask(std::string_view text);
  Reply greet();

  // Waits ten seconds at most. The exit code, or minus the signal.
  int wait();
  // What it wrote to standard error, when it has ended.
  std::string errors();

 private:
  std::size_t read(char* buffer, std::size_t size);

  pid_t id_ = 0;
  FileHandle input_, output_, errors_;
  std::optional<int> ended_;
};

// Processes that a process has started and that still run, or are not waited for.
std::vector<pid_t> children_of(pid_t id);

// Takes over, from now on, what ended processes leave behind; waits ten seconds at most until nothing is left of it.
void adopt_orphans();
void wait_for_orphans();

}  // namespace bycatch

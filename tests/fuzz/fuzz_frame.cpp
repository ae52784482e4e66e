// Hostile bytes on the host's standard input. Whatever they are: no crash, an orderly end, and each reply a frame
// within the cap that parses and bears the id of a request, or 0.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "built_generation.h"
#include "json_text.h"
#include "protocol_json.gen.h"
#include "serve.h"
#include "temp_folder.h"

namespace {

using namespace bycatch;

void require(bool holds) {
  if (!holds) std::abort();
}

FileHandle memory_file() {
  return FileHandle(::memfd_create("fuzz", MFD_CLOEXEC));
}

// A duplicate shares the place in the file, so what was written can be read from the start afterwards.
FileHandle duplicate(const FileHandle& file) {
  return FileHandle(::fcntl(file.get(), F_DUPFD_CLOEXEC, 3));
}

std::string contents(const FileHandle& file) {
  std::string out(static_cast<std::size_t>(::lseek(file.get(), 0, SEEK_END)), '\0');
  require(::pread(file.get(), out.data(), out.size(), 0) == static_cast<ssize_t>(out.size()));
  return out;
}

void check_replies(std::string_view bytes) {
  while (!bytes.empty()) {
    std::uint32_t size = 0;
    require(bytes.size() >= sizeof size);
    std::memcpy(&size, bytes.data(), sizeof size);
    bytes.remove_prefix(sizeof size);
    require(size > 0 && size <= kMaxReplyBytes && size <= bytes.size());
    const auto json = parse_json_text(bytes.substr(0, size));
    require(json.has_value());
    require(parse_reply(*json).has_value());
    bytes.remove_prefix(size);
  }
}

// One for the whole run, on a real generation.
Dispatcher& dispatcher() {
  static const TempFolder folder;
  static Dispatcher only = [] {
    build_generation(folder.path(), {{"street", {"flickr\tphoto\t9000000000001\t99999900001@N00"}}});
    return Dispatcher(LiveGeneration(folder.path()), BrokerLink(std::nullopt));
  }();
  return only;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FileHandle input = memory_file();
  const FileHandle output = memory_file();
  require(::write(input.get(), data, size) == static_cast<ssize_t>(size));
  require(::lseek(input.get(), 0, SEEK_SET) == 0);
  StdioChannel channel(StdioPipe(duplicate(input), duplicate(output)));

  // Half of all inputs are nothing but one message's text: a length that fits is not what is looked for.
  if (size > 0 && data[0] != 0 && data[0] < 0x80) {
    for (const auto& reply : dispatcher().replies_to({reinterpret_cast<const char*>(data), size})) {
      require(channel.write(reply).has_value());
    }
  } else {
    static const FolderWatch nowhere("");
    static_cast<void>(serve(channel, dispatcher(), nowhere));
  }
  check_replies(contents(output));
  return 0;
}

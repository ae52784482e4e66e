#include "serve.h"

namespace bycatch {

namespace {

Status answer_all(StdioChannel& channel, Dispatcher& dispatcher, const FolderWatch& data_folder) {
  for (;;) {
    const auto message = channel.read();
    if (!message) return std::unexpected(message.error());
    if (!*message || !data_folder.is_same()) return {};
    for (const std::string& reply : dispatcher.replies_to(**message)) {
      if (const Status written = channel.write(reply); !written) return written;
    }
  }
}

}  // namespace

Status serve(StdioChannel& channel, Dispatcher& dispatcher, const FolderWatch& data_folder) {
  const Status ended = answer_all(channel, dispatcher, data_folder);
  // That nobody is left to answer is the usual end of a host, not a failure.
  if (!ended && ended.error().code == ErrorCode::cancelled) return {};
  return ended;
}

}  // namespace bycatch

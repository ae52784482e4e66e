#include "serve.h"

namespace bycatch {

namespace {

Status answer_all(StdioChannel& channel, Dispatcher& dispatcher) {
  for (;;) {
    const auto message = channel.read();
    if (!message) return std::unexpected(message.error());
    if (!*message) return {};
    for (const std::string& reply : dispatcher.replies_to(**message)) {
      if (const Status written = channel.write(reply); !written) return written;
    }
  }
}

}  // namespace

Status serve(StdioChannel& channel, Dispatcher& dispatcher) {
  const Status ended = answer_all(channel, dispatcher);
  // That nobody is left to answer is the usual end of a host, not a failure.
  if (!ended && ended.error().code == ErrorCode::cancelled) return {};
  return ended;
}

}  // namespace bycatch

// The host's one loop.
#pragma once

#include "dispatcher.h"
#include "result.h"
#include "stdio_channel.h"

namespace bycatch {

// Answers messages one by one until the browser ends it.
// Errors: those of StdioChannel but `cancelled`; the channel is of no use any more.
Status serve(StdioChannel& channel, Dispatcher& dispatcher);

}  // namespace bycatch

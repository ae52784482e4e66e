// The host's one loop.
#pragma once

#include "dispatcher.h"
#include "folder_watch.h"
#include "result.h"
#include "stdio_channel.h"

namespace bycatch {

// Answers messages one by one until the browser ends it, or `data_folder` is another one than it was: a host that has
// locked itself in can then read nothing any more, and the extension starts one that can.
// Errors: those of StdioChannel but `cancelled`; the channel is of no use any more.
Status serve(StdioChannel& channel, Dispatcher& dispatcher, const FolderWatch& data_folder);

}  // namespace bycatch

#include "verbs.h"
#include "watch_news.h"
#include "watching.h"

namespace bycatch {
namespace {

AskBroker asking(BrokerLink& broker) {
  return [&broker](const BrokerRecord& record) { return broker.ask(record); };
}

}  // namespace

Result<WatchesReply> watches(const WatchesRequest& request, BrokerLink& broker) {
  auto watches = broker.watches();
  if (!watches) return std::unexpected(std::move(watches.error()));
  return WatchesReply{request.id, std::move(*watches)};
}

Result<DoneReply> watch(const WatchRequest& request, const IndexInUse& index, BrokerLink& broker) {
  const auto watched = watched_identifier(request.platform, request.kind, request.word);
  if (!watched) return std::unexpected(watched.error());
  if (const Status added = broker.watch(*watched); !added) return std::unexpected(added.error());
  const Status noted = note_first_seen(index, asking(broker), *watched);
  return noted ? Result<DoneReply>(DoneReply{request.id}) : std::unexpected(noted.error());
}

Result<WatchNewsReply> news(const WatchNewsRequest& request, const IndexInUse& index, BrokerLink& broker) {
  auto news = watch_news(index, asking(broker));
  if (!news) return std::unexpected(std::move(news.error()));
  return WatchNewsReply{request.id, generation_name(index), std::move(*news)};
}

Result<DoneReply> seen(const WatchSeenRequest& request, const IndexInUse& index, BrokerLink& broker) {
  if (request.generation != generation_name(index)) return fail(ErrorCode::busy, "other lists by now");
  const Status noted = note_news_seen(index, asking(broker));
  return noted ? Result<DoneReply>(DoneReply{request.id}) : std::unexpected(noted.error());
}

// A folder too, which only the command line puts on the list: it reads the pictures.
Result<DoneReply> unwatch(const UnwatchRequest& request, BrokerLink& broker) {
  const Identifier named{request.platform, request.kind, request.word};
  const auto watched =
      is_folder(named) ? Result<Identifier>(named) : watched_identifier(request.platform, request.kind, request.word);
  if (!watched) return std::unexpected(watched.error());
  const Status removed = broker.unwatch(*watched);
  return removed ? Result<DoneReply>(DoneReply{request.id}) : std::unexpected(removed.error());
}

}  // namespace bycatch

#include "verbs.h"

namespace bycatch {
namespace {

Result<ImportProgressReply> reply_of(std::int64_t id, const Result<ImportProgress>& progress) {
  if (!progress) return std::unexpected(progress.error());
  return ImportProgressReply{id, progress->state, progress->done, progress->whole, progress->code};
}

}  // namespace

Result<ImportProgressReply> import_public(const ImportPublicRequest& request, BrokerLink& broker) {
  return reply_of(request.id, broker.import_public());
}

Result<ImportProgressReply> import_progress(const ImportProgressRequest& request, BrokerLink& broker) {
  return reply_of(request.id, broker.import_progress());
}

}  // namespace bycatch

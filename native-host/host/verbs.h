// One function a verb. Each answers from the generation it is given, and from no other.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "answerer.h"
#include "broker_link.h"
#include "result.h"

namespace bycatch {

inline constexpr ProtocolRange kHostProtocol{kProtocolMin, kProtocolMax};
inline constexpr std::string_view kHostVersion = BYCATCH_VERSION;

// The name of the generation in use; empty when there is none.
[[nodiscard]] std::string generation_name(const IndexInUse& index);

// Whether both sides have a version of the protocol in common.
[[nodiscard]] bool do_ranges_meet(const ProtocolRange& one, const ProtocolRange& other);

[[nodiscard]] HelloReply hello(const HelloRequest& request, const IndexInUse& index);
[[nodiscard]] AnswersReply check(const CheckRequest& request, const IndexInUse& index);
[[nodiscard]] AnswersReply tags(const TagsRequest& request, const IndexInUse& index, const Watching& watching);
[[nodiscard]] AnswersReply account(const AccountRequest& request, const IndexInUse& index);

// The photo's answer, then one for caption and tags together, whose subject is "caption".
// Errors: bad_request, when there is nothing to review or the thumbnail is not 65,536 bytes in base64.
[[nodiscard]] Result<AnswersReply> review(const ReviewRequest& request, const IndexInUse& index,
                                          const Watching& watching);

// Errors: the trouble of an index without a generation; corrupt.
[[nodiscard]] Result<DatasetsReply> datasets(const DatasetsRequest& request, const IndexInUse& index);

// Errors: as datasets().
[[nodiscard]] Result<HintsReply> hints(const HintsRequest& request, const IndexInUse& index);

// `sites`: what the broker knows. `has_broker`: whether one runs.
[[nodiscard]] StatusReply status(const StatusRequest& request, const IndexInUse& index, std::vector<SiteHealth> sites,
                                 bool has_broker);

// Errors: bad_request, when more were identified than seen; otherwise as BrokerLink::add_count().
[[nodiscard]] Result<DoneReply> count(const CountRequest& request, BrokerLink& broker);

// Errors: as BrokerLink's.
[[nodiscard]] Result<EventsReply> events(const EventsRequest& request, BrokerLink& broker);

// Errors: as BrokerLink::watches().
[[nodiscard]] Result<WatchesReply> watches(const WatchesRequest& request, BrokerLink& broker);

// Errors: as watched_identifier(), BrokerLink::watch() and note_first_seen().
[[nodiscard]] Result<DoneReply> watch(const WatchRequest& request, const IndexInUse& index, BrokerLink& broker);
[[nodiscard]] Result<DoneReply> unwatch(const UnwatchRequest& request, BrokerLink& broker);

// Errors: as watch_news(); of the second also busy, when another generation is live than that of the news.
[[nodiscard]] Result<WatchNewsReply> news(const WatchNewsRequest& request, const IndexInUse& index, BrokerLink& broker);
[[nodiscard]] Result<DoneReply> seen(const WatchSeenRequest& request, const IndexInUse& index, BrokerLink& broker);

// Errors: as BrokerLink's; bad_request, for a day that is none.
[[nodiscard]] Result<RequestsReply> requests(const RequestsRequest& request, BrokerLink& broker);
[[nodiscard]] Result<RequestsReply> new_request(const NewRequestRequest& request, BrokerLink& broker);
[[nodiscard]] Result<RequestsReply> mark_request(const MarkRequestRequest& request, BrokerLink& broker);
[[nodiscard]] Result<DoneReply> keep_requests(const KeepRequestsRequest& request, BrokerLink& broker);

// Errors: as BrokerLink's; not_found, when the program is not there; busy, of the second and third also when another
// sync is under way.
[[nodiscard]] Result<DoneReply> sync_due(const SyncDueRequest& request, BrokerLink& broker);
[[nodiscard]] Result<SyncProgressReply> sync_list(const SyncListRequest& request, BrokerLink& broker);
[[nodiscard]] Result<SyncProgressReply> sync_packs(const SyncPacksRequest& request, BrokerLink& broker);
[[nodiscard]] Result<SyncProgressReply> sync_progress(const SyncProgressRequest& request, BrokerLink& broker);

// Errors: as BrokerLink's.
[[nodiscard]] Result<PlacesReply> places(const PlacesRequest& request, BrokerLink& broker);
[[nodiscard]] Result<ImportProgressReply> import_public(const ImportPublicRequest& request, BrokerLink& broker);
[[nodiscard]] Result<ImportProgressReply> import_progress(const ImportProgressRequest& request, BrokerLink& broker);

}  // namespace bycatch

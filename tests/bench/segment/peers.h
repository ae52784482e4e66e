// The peers that were found when the benchmarks were configured.
#pragma once

#include "peer.h"

PeerKind array_peer();
PeerKind lmdb_peer();
PeerKind lmdb_dupfixed_peer();
PeerKind none_peer();  // holds nothing: what a process costs
PeerKind rocksdb_peer();
PeerKind sdsl_peer();
PeerKind segment_peer();
std::unique_ptr<Peer> open_segment(const std::filesystem::path& folder);  // without what builds one
PeerKind sqlite_peer();

#include "payload.h"

namespace bycatch {
namespace {

// Nothing of it can be used by a later run.
bool spoils_part(ErrorCode code) {
  switch (code) {
    case ErrorCode::no_space:
    case ErrorCode::too_large:
    case ErrorCode::hash_mismatch:
    case ErrorCode::not_a_feed:
    case ErrorCode::bad_format:
      return true;
    default:
      return false;
  }
}

Status load_once(FeedSource& source, const Payload& payload, PartFile& part, bool no_cache, const OnLoaded& on_loaded) {
  if (part.held_bytes() < payload.bytes) {
    if (const Status loaded = source.load(payload.path, payload.bytes, part, no_cache, on_loaded); !loaded) {
      return loaded;
    }
  }
  return part.check(payload.hashes);
}

}  // namespace

Status load_payload(FeedSource& source, const Payload& payload, const std::filesystem::path& file,
                    const OnLoaded& on_loaded) {
  auto part = PartFile::open(file);
  if (!part) {
    return std::unexpected(part.error());
  }
  Status loaded;
  if (part->held_bytes() > payload.bytes) {
    loaded = part->clear();
  }
  for (int tries = 0; loaded; ++tries) {
    loaded = load_once(source, payload, *part, tries > 0, on_loaded);
    if (loaded || loaded.error().code != ErrorCode::hash_mismatch || tries > 0) {
      break;
    }
    // Of two halves, perhaps, or what a cache remembered.
    loaded = part->clear();
  }
  if (loaded) {
    loaded = part->finish();
  }
  if (!loaded && spoils_part(loaded.error().code)) {
    part->remove();
  }
  return loaded;
}

}  // namespace bycatch

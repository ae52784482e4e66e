#include "verbs.h"

namespace bycatch {

std::string generation_name(const IndexInUse& index) {
  return index.generation ? index.generation->name() : "";
}

bool do_ranges_meet(const ProtocolRange& one, const ProtocolRange& other) {
  return one.min <= one.max && other.min <= other.max && one.min <= other.max && other.min <= one.max;
}

HelloReply hello(const HelloRequest& request, const IndexInUse& index) {
  return {request.id, kHostProtocol, std::string(kHostVersion), generation_name(index)};
}

}  // namespace bycatch

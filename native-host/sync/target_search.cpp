#include "target_search.h"

#include <set>
#include <string>
#include <vector>

namespace bycatch {
namespace {

struct Visit {
  std::string role;
  std::string delegator;
};

// What is to be visited next, last first, behind what `of` says.
void add_delegations(const TargetsMetadata& of, const std::string& role, std::string_view name,
                     std::vector<Visit>& to_visit) {
  std::vector<Visit> covering;
  for (const Delegation& delegation : of.delegations) {
    if (!delegation.covers(name)) {
      continue;
    }
    covering.push_back({delegation.name, role});
    if (delegation.is_terminating) {
      to_visit.clear();
      break;
    }
  }
  to_visit.insert(to_visit.end(), covering.rbegin(), covering.rend());
}

}  // namespace

Result<TargetFile> find_target(TrustedSet& trusted, FeedSource& source, MetadataStore& store, std::string_view name) {
  std::set<std::string> visited;
  std::vector<Visit> to_visit = {{"targets", "root"}};
  while (!to_visit.empty() && visited.size() < kMaxSearchedRoles) {
    const Visit visit = std::move(to_visit.back());
    to_visit.pop_back();
    if (!visited.insert(visit.role).second) {
      continue;
    }
    if (visit.role != "targets") {  // which a refresh has loaded
      if (const Status loaded = load_targets(trusted, source, store, visit.role, visit.delegator); !loaded) {
        return std::unexpected(loaded.error());
      }
    }
    const TargetsMetadata& role = *trusted.targets(visit.role);
    if (const auto found = role.targets.find(name); found != role.targets.end()) {
      return found->second;
    }
    add_delegations(role, visit.role, name, to_visit);
  }
  return fail(ErrorCode::not_found, "no such target");
}

}  // namespace bycatch

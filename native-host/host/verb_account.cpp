#include "lookup.h"
#include "verbs.h"

namespace bycatch {

std::vector<Answer> check_accounts(const IndexInUse& index, Platform platform, std::span<const std::string> accounts) {
  std::vector<Asked> asked;
  asked.reserve(accounts.size());
  for (const std::string& id : accounts) asked.push_back({id, {{platform, IdentifierKind::account, id}}});
  return look_up(index, std::move(asked));
}

AnswersReply account(const AccountRequest& request, const IndexInUse& index) {
  return {request.id, generation_name(index), check_accounts(index, request.platform, request.accounts), {}};
}

}  // namespace bycatch

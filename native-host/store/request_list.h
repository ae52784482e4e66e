// What somebody asked of those who hold a dataset: of whom and when, never the letter. Part of state.db.
//
// Threads:  as StateDb.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "result.h"
#include "sqlite.h"

namespace bycatch {

inline constexpr std::size_t kMaxRequests = 256;  // RequestsReply.requests

// Requests by number; `next` is where the rest begins, 0 when this is all.
struct RequestPage {
  std::vector<RemovalRequest> requests;
  std::int64_t next = 0;
  bool operator==(const RequestPage&) const = default;
};

// The days of all functions are the person's own, and must be real ones. `due` is left out of what they return.
class RequestList {
 public:
  // `db` is that of a StateDb and must outlive this.
  explicit RequestList(SqliteDb& db) noexcept : db_(&db) {}

  // Adds one as drafted on `day`. When there are as many as are kept, the oldest that is done makes room.
  // Errors: bad_request; too_large, when none is done; busy; io; no_space; corrupt.
  Result<RemovalRequest> add(std::string_view dataset, Letter letter, std::string_view day);

  // Notes what became of one. To be drafted again takes back that it was sent.
  // Errors: bad_request; not_found; busy; io; no_space; corrupt.
  Result<RemovalRequest> mark(std::int64_t number, RequestState state, std::string_view day);

  // Takes over one that was kept elsewhere, where `number` was its number, and gives it one of ours. Nothing changes
  // when that was done before, whatever became of it here.
  // Errors: as add().
  Status keep(const RemovalRequest& request);

  // At most `limit` (at least 1) from `from` on, which is 0 or a page's `next`.
  // Errors: busy; io; corrupt.
  [[nodiscard]] Result<RequestPage> page(std::int64_t from, std::size_t limit) const;

 private:
  Status make_room();
  Result<RemovalRequest> insert(const RemovalRequest& request, std::optional<std::int64_t> kept_as);
  [[nodiscard]] Result<std::optional<RemovalRequest>> find(std::int64_t number) const;

  SqliteDb* db_;
};

}  // namespace bycatch

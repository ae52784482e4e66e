#include "request_list.h"

#include <string>

#include "at_once.h"
#include "dataset_word.h"
#include "utc_date.h"

namespace bycatch {
namespace {

constexpr const char* kRequestColumns = "number, dataset, letter, state, created, sent, changed";

bool are_days(const RemovalRequest& request) {
  return parse_utc_date(request.created) && parse_utc_date(request.changed) &&
         (!request.sent || parse_utc_date(*request.sent));
}

Result<RemovalRequest> request_in(const SqliteStatement& row) {
  const auto letter = parse_letter(row.text(2));
  const auto state = parse_request_state(row.text(3));
  RemovalRequest request;
  request.number = row.integer(0);
  request.dataset = row.text(1);
  request.letter = letter.value_or(Letter::plain);
  request.state = state.value_or(RequestState::drafted);
  request.created = row.text(4);
  if (std::string sent = row.text(5); !sent.empty()) {
    request.sent = std::move(sent);
  }
  request.changed = row.text(6);
  if (!letter || !state || request.number < 1 || !is_dataset_word(request.dataset) || !are_days(request)) {
    return fail(ErrorCode::corrupt, "state.db: a request that is none");
  }
  return request;
}

Result<std::int64_t> one_number(SqliteStatement& query) {
  const auto row = query.step();
  if (!row) {
    return std::unexpected(row.error());
  }
  const std::int64_t number = *row ? query.integer(0) : 0;
  query.reset();
  return number;
}

}  // namespace

Status RequestList::make_room() {
  auto count = db_->prepare("SELECT COUNT(*) FROM removal_requests");
  auto drop = db_->prepare(
      "DELETE FROM removal_requests WHERE number = "
      "(SELECT MIN(number) FROM removal_requests WHERE state = 'done')");
  if (!count || !drop) {
    return std::unexpected(!count ? count.error() : drop.error());
  }
  auto held = one_number(*count);
  if (held && static_cast<std::size_t>(*held) >= kMaxRequests) {
    if (const Status dropped = drop->run(); !dropped) {
      return dropped;
    }
    held = one_number(*count);
  }
  if (!held) {
    return std::unexpected(held.error());
  }
  return static_cast<std::size_t>(*held) < kMaxRequests ? Status() : fail(ErrorCode::too_large, "requests");
}

Result<RemovalRequest> RequestList::insert(const RemovalRequest& request, std::optional<std::int64_t> kept_as) {
  if (const Status room = make_room(); !room) {
    return std::unexpected(room.error());
  }
  auto add = db_->prepare(
      "INSERT INTO removal_requests (dataset, letter, state, created, sent, changed, kept_as) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING number");
  if (!add) {
    return std::unexpected(add.error());
  }
  add->bind(1, request.dataset).bind(2, to_string(request.letter)).bind(3, to_string(request.state));
  add->bind(4, request.created).bind(5, request.sent.value_or("")).bind(6, request.changed);
  add->bind(7, kept_as.value_or(0));
  RemovalRequest added = request;
  const auto number = one_number(*add);
  if (!number) {
    return std::unexpected(number.error());
  }
  added.number = *number;
  added.due.reset();
  return added;
}

Result<std::optional<RemovalRequest>> RequestList::find(std::int64_t number) const {
  auto query = db_->prepare("SELECT " + std::string(kRequestColumns) + " FROM removal_requests WHERE number = ?1");
  if (!query) {
    return std::unexpected(query.error());
  }
  const auto row = query->bind(1, number).step();
  if (!row) {
    return std::unexpected(row.error());
  }
  if (!*row) {
    return std::nullopt;
  }
  auto request = request_in(*query);
  query->reset();
  if (!request) {
    return std::unexpected(request.error());
  }
  return std::optional(std::move(*request));
}

Result<RemovalRequest> RequestList::add(std::string_view dataset, Letter letter, std::string_view day) {
  RemovalRequest request;
  request.dataset = dataset;
  request.letter = letter;
  request.state = RequestState::drafted;
  request.created = day;
  request.changed = day;
  if (!is_dataset_word(dataset) || !are_days(request)) {
    return fail(ErrorCode::bad_request, "a request that is none");
  }
  return at_once(*db_, [&] { return insert(request, std::nullopt); });
}

Status RequestList::keep(const RemovalRequest& request) {
  if (!is_dataset_word(request.dataset) || !are_days(request) || request.number < 1) {
    return fail(ErrorCode::bad_request, "a request that is none");
  }
  return at_once(*db_, [&]() -> Status {
    auto known = db_->prepare(
        "SELECT number FROM removal_requests WHERE kept_as = ?1 AND dataset = ?2 AND letter = ?3 AND created = ?4");
    if (!known) {
      return std::unexpected(known.error());
    }
    known->bind(1, request.number).bind(2, request.dataset).bind(3, to_string(request.letter));
    const auto number = one_number(known->bind(4, request.created));
    if (!number) {
      return std::unexpected(number.error());
    }
    if (*number != 0) {
      return {};
    }
    const auto added = insert(request, request.number);
    return added ? Status() : std::unexpected(added.error());
  });
}

Result<RemovalRequest> RequestList::mark(std::int64_t number, RequestState state, std::string_view day) {
  if (!parse_utc_date(day)) {
    return fail(ErrorCode::bad_request, "a day that is none");
  }
  return at_once(*db_, [&]() -> Result<RemovalRequest> {
    auto found = find(number);
    if (!found) {
      return std::unexpected(found.error());
    }
    if (!*found) {
      return fail(ErrorCode::not_found, "request");
    }
    RemovalRequest request = std::move(**found);
    request.state = state;
    request.changed = day;
    if (state == RequestState::sent) {
      request.sent = day;
    } else if (state == RequestState::drafted) {
      request.sent.reset();
    }
    auto update = db_->prepare("UPDATE removal_requests SET state = ?2, sent = ?3, changed = ?4 WHERE number = ?1");
    if (!update) {
      return std::unexpected(update.error());
    }
    update->bind(1, number).bind(2, to_string(state)).bind(3, request.sent.value_or("")).bind(4, day);
    const Status updated = update->run();
    return updated ? Result<RemovalRequest>(std::move(request)) : std::unexpected(updated.error());
  });
}

Result<RequestPage> RequestList::page(std::int64_t from, std::size_t limit) const {
  auto query = db_->prepare("SELECT " + std::string(kRequestColumns) +
                            " FROM removal_requests WHERE number >= ?1 ORDER BY number");
  if (!query) {
    return std::unexpected(query.error());
  }
  query->bind(1, from);
  RequestPage page;
  for (auto row = query->step();; row = query->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (!*row) {
      return page;
    }
    if (page.requests.size() == limit) {
      page.next = query->integer(0);
      query->reset();
      return page;
    }
    auto request = request_in(*query);
    if (!request) {
      query->reset();
      return std::unexpected(request.error());
    }
    page.requests.push_back(std::move(*request));
  }
}

}  // namespace bycatch

#include <array>
#include <pqxx/pqxx>

#include "count_sql.h"
#include "count_store.h"
#include "utc_date.h"

namespace bycatch {
namespace {

// One that hangs holds up everybody.
constexpr const char* kLimits = "SET statement_timeout = 5000; SET lock_timeout = 5000";
constexpr std::array<const char*, 6> kStatements = {kSpend, kForgetSpent, kAddTotal, kAddShare, kTotals, kShares};

std::unexpected<Error> failure_of(const std::exception& error) {
  if (dynamic_cast<const pqxx::broken_connection*>(&error) != nullptr) return fail(ErrorCode::offline, "PostgreSQL");
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr) {
    return fail(ErrorCode::permission, "PostgreSQL");
  }
  if (dynamic_cast<const pqxx::disk_full*>(&error) != nullptr) return fail(ErrorCode::no_space, "PostgreSQL");
  return fail(ErrorCode::io, "PostgreSQL");
}

class PostgresCounts final : public CountStore {
 public:
  explicit PostgresCounts(std::string connection) : words_(std::move(connection)) {}

  Status open() {
    try {
      connect();
      return {};
    } catch (const std::exception& error) {
      return failure_of(error);
    }
  }

  Result<bool> take(const EventReport& report, std::chrono::sys_days today) override {
    return with_connection([&]() -> Result<bool> {
      pqxx::work work(*line_);
      if (forgotten_ != today) work.exec_prepared0(kForgetSpent, format_utc_date(today - kSpentKept));
      if (work.exec_prepared(kSpend, spent_hash(report), format_utc_date(today)).empty()) return false;
      for (const EventDay& day : report.days) {
        if (day.is_new) work.exec_prepared0(kAddTotal, day.day, kPresent, 1);
        for (const auto& [name, sum] : kEventSums) {
          if (day.sums.*sum != 0) work.exec_prepared0(kAddTotal, day.day, std::string(name), day.sums.*sum);
        }
      }
      if (const auto day = day_of_machine(report)) {
        work.exec_prepared0(kAddShare, *day, "version", report.version);
        work.exec_prepared0(kAddShare, *day, "age", age_group(report.age_days));
      }
      work.commit();
      forgotten_ = today;
      return true;
    });
  }

  Result<Fleet> fleet(std::chrono::sys_days since, std::chrono::sys_days today) override {
    return with_connection([&]() -> Result<Fleet> {
      Fleet fleet;
      pqxx::read_transaction work(*line_);
      for (const auto& row : work.exec_prepared(kTotals, format_utc_date(since))) {
        if (!add_total(fleet, row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::int64_t>())) {
          return fail(ErrorCode::corrupt, "a total of no kind");
        }
      }
      for (const auto& row : work.exec_prepared(kShares, format_utc_date(today))) {
        fleet.shares.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::int64_t>()});
      }
      return fleet;
    });
  }

 private:
  void connect() {
    line_ = std::make_unique<pqxx::connection>(words_);
    pqxx::work work(*line_);
    work.exec0(kLimits);
    work.exec0(kCountTables);
    work.commit();
    for (const char* statement : kStatements) line_->prepare(statement, statement);
  }

  // A server that was away meanwhile is tried once more.
  template <class Act>
  auto with_connection(const Act& act) -> decltype(act()) {
    for (bool is_first = true;; is_first = false) {
      try {
        if (line_ == nullptr || !line_->is_open()) connect();
        return act();
      } catch (const pqxx::broken_connection& error) {
        line_.reset();
        if (!is_first) return failure_of(error);
      } catch (const std::exception& error) {
        return failure_of(error);
      }
    }
  }

  std::string words_;
  std::unique_ptr<pqxx::connection> line_;
  std::chrono::sys_days forgotten_;
};

}  // namespace

Result<std::unique_ptr<CountStore>> open_postgres_counts(const std::string& connection) {
  auto store = std::make_unique<PostgresCounts>(connection);
  const Status opened = store->open();
  if (!opened) return std::unexpected(opened.error());
  return store;
}

}  // namespace bycatch

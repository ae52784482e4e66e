#include "at_once.h"
#include "count_sql.h"
#include "count_store.h"
#include "sqlite.h"
#include "utc_date.h"

namespace bycatch {
namespace {

class SqliteCounts final : public CountStore {
 public:
  explicit SqliteCounts(SqliteDb db) : db_(std::move(db)) {}

  Result<bool> take(const EventReport& report, std::chrono::sys_days today) override {
    return at_once(db_, [&]() -> Result<bool> {
      const auto is_first = spend(report, today);
      if (!is_first || !*is_first) return is_first;
      const Status added = add(report);
      return added ? Result<bool>(true) : std::unexpected(added.error());
    });
  }

  Result<Fleet> fleet(std::chrono::sys_days since, std::chrono::sys_days today) override {
    Fleet fleet;
    auto totals = db_.prepare(kTotals);
    auto shares = db_.prepare(kShares);
    if (!totals || !shares) return std::unexpected(!totals ? totals.error() : shares.error());
    totals->bind(1, format_utc_date(since));
    for (auto row = totals->step(); !row || *row; row = totals->step()) {
      if (!row) return std::unexpected(row.error());
      if (!add_total(fleet, totals->text(0), totals->text(1), totals->integer(2))) {
        return fail(ErrorCode::corrupt, "a total of no kind");
      }
    }
    shares->bind(1, format_utc_date(today));
    for (auto row = shares->step(); !row || *row; row = shares->step()) {
      if (!row) return std::unexpected(row.error());
      fleet.shares.push_back({shares->text(0), shares->text(1), shares->integer(2)});
    }
    return fleet;
  }

 private:
  Result<bool> spend(const EventReport& report, std::chrono::sys_days today) {
    if (forgotten_ != today) {
      auto forget = db_.prepare(kForgetSpent);
      if (!forget) return std::unexpected(forget.error());
      const Status done = forget->bind(1, format_utc_date(today - kSpentKept)).run();
      if (!done) return std::unexpected(done.error());
      forgotten_ = today;
    }
    auto insert = db_.prepare(kSpend);
    if (!insert) return std::unexpected(insert.error());
    insert->bind(1, spent_hash(report)).bind(2, format_utc_date(today));
    const auto is_first = insert->step();
    if (is_first && *is_first) static_cast<void>(insert->step());
    return is_first;
  }

  Status add(const EventReport& report) {
    auto total = db_.prepare(kAddTotal);
    auto share = db_.prepare(kAddShare);
    if (!total || !share) return std::unexpected(!total ? total.error() : share.error());
    Status done;
    const auto add_one = [&](const std::string& day, std::string_view kind, std::int64_t number) {
      if (done && number != 0) done = total->bind(1, day).bind(2, kind).bind(3, number).run();
    };
    for (const EventDay& day : report.days) {
      add_one(day.day, kPresent, day.is_new ? 1 : 0);
      for (const auto& [name, sum] : kEventSums) add_one(day.day, name, day.sums.*sum);
    }
    if (const auto day = day_of_machine(report); day && done) {
      done = share->bind(1, *day).bind(2, "version").bind(3, report.version).run();
      if (done) done = share->bind(1, *day).bind(2, "age").bind(3, age_group(report.age_days)).run();
    }
    return done;
  }

  SqliteDb db_;
  std::chrono::sys_days forgotten_;
};

}  // namespace

Result<std::unique_ptr<CountStore>> open_sqlite_counts(const std::filesystem::path& file) {
  auto db = SqliteDb::open_or_create(file);
  if (!db) return std::unexpected(db.error());
  Status ready = db->run("PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  if (ready) ready = db->run(kCountTables);
  if (!ready) return std::unexpected(ready.error());
  return std::make_unique<SqliteCounts>(std::move(*db));
}

}  // namespace bycatch

// Where a collector keeps the counts of a fleet: sums by day. Nothing that could name a machine or a person; of a
// report that was taken, the hash of its number, for as long as it could come again.
//
// Threads:  one.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "event_report.h"
#include "result.h"

namespace bycatch {

struct FleetDay {
  std::string day;
  std::int64_t machines = 0;  // that were used
  EventSums sums;
  bool operator==(const FleetDay&) const = default;
};

// How many machines, each counted once a day that it was used, were of which version, or had lists of which age.
struct FleetShare {
  std::string what;  // "version", "age"
  std::string value;
  std::int64_t machines = 0;
  bool operator==(const FleetShare&) const = default;
};

struct Fleet {
  std::vector<FleetDay> days;      // by day
  std::vector<FleetShare> shares;  // of the last day but today's; by what and value
};

class CountStore {
 public:
  CountStore() = default;
  CountStore(const CountStore&) = delete;
  CountStore& operator=(const CountStore&) = delete;
  virtual ~CountStore() = default;

  // Kept when this returns, also if the program is killed then. False: it was taken before, and nothing is changed.
  // Errors: busy; io; no_space; corrupt; permission.
  virtual Result<bool> take(const EventReport& report, std::chrono::sys_days today) = 0;

  // Errors: as take().
  virtual Result<Fleet> fleet(std::chrono::sys_days since, std::chrono::sys_days today) = 0;
};

// A file; made when it is not there.
// Errors: those of take(); unsupported, written by a newer program.
Result<std::unique_ptr<CountStore>> open_sqlite_counts(const std::filesystem::path& file);

// A database of a PostgreSQL server, in which this may make tables. `connection`: as libpq takes it.
// Errors: offline; those of take().
Result<std::unique_ptr<CountStore>> open_postgres_counts(const std::string& connection);

}  // namespace bycatch

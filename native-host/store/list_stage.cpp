#include "list_stage.h"

#include <bit>
#include <optional>

#include "sha256.h"

namespace bycatch {
namespace {

// `photo_*` names the photo whose account or tag the key is; null for a key that has a row of its own.
constexpr const char* kSchema = R"sql(
  CREATE TABLE staged (space, high, low, list, photo_space, photo_high, photo_low);
  CREATE TABLE merged (
    space INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, list INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (space, high, low, list)
  ) WITHOUT ROWID;
)sql";

constexpr const char* kSorted =
    "SELECT space, high, low, list, photo_space, photo_high, photo_low FROM staged ORDER BY 1, 2, 3, 4, 5, 6, 7";

struct Record {
  std::array<std::int64_t, 4> key{};  // space, high, low, list
  std::int64_t count = 0;
};

struct Open {
  Sha256 sha256;
  ListStage::Summary summary;
};

class Merger {
 public:
  explicit Merger(SqliteStatement insert) : insert_(std::move(insert)) {}

  // Rows in the order of kSorted.
  Status take(const SqliteStatement& row) {
    std::array<std::int64_t, 4> key{};
    for (int i = 0; i < 4; ++i) {
      key[static_cast<std::size_t>(i)] = row.integer(i);
    }
    if (!record_ || record_->key != key) {
      if (const Status put = put_record(); !put) {
        return put;
      }
      record_ = Record{key, 0};
      photo_.reset();
    }
    if (!row.is_null(4)) {
      const std::array photo = {row.integer(4), row.integer(5), row.integer(6)};
      record_->count += photo_ == photo ? 0 : 1;
      photo_ = photo;
    }
    return {};
  }

  Status put_record() {
    if (!record_) {
      return {};
    }
    const auto [space, high, low, list] = record_->key;
    Open& open = lists_[static_cast<std::uint32_t>(list)];
    ++open.summary.records[static_cast<std::size_t>(space)];
    std::array<std::byte, 32> bytes{};
    std::size_t at = 0;
    for (const std::int64_t number : {space, high, low, record_->count}) {
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes[at++] = static_cast<std::byte>(std::bit_cast<std::uint64_t>(number) >> shift & 0xff);
      }
    }
    open.sha256.add(bytes);
    insert_.bind(1, space).bind(2, high).bind(3, low).bind(4, list).bind(5, record_->count);
    return insert_.run();
  }

  std::map<std::uint32_t, ListStage::Summary> summaries() {
    std::map<std::uint32_t, ListStage::Summary> summaries;
    for (auto& [list, open] : lists_) {
      open.summary.digest = open.sha256.hex();
      summaries.emplace(list, std::move(open.summary));
    }
    return summaries;
  }

 private:
  SqliteStatement insert_;
  std::optional<Record> record_;
  std::optional<std::array<std::int64_t, 3>> photo_;
  std::map<std::uint32_t, Open> lists_;
};

}  // namespace

Result<ListStage> ListStage::create(const std::filesystem::path& file) {
  auto db = SqliteDb::open_or_create(file);
  if (!db) {
    return std::unexpected(db.error());
  }
  Status ready = db->run(kBuildPragmas);
  if (ready) {
    ready = db->run(kSchema);
  }
  if (ready) {
    ready = db->run("BEGIN");
  }
  if (!ready) {
    return std::unexpected(ready.error());
  }
  auto insert = db->prepare("INSERT INTO staged VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!insert) {
    return std::unexpected(insert.error());
  }
  return ListStage(std::move(*db), std::move(*insert));
}

Status ListStage::put(std::uint32_t list, const LocatedKey& key, const LocatedKey* photo) {
  const auto bits = [](std::uint64_t number) { return std::bit_cast<std::int64_t>(number); };
  insert_.bind(1, static_cast<std::int64_t>(key.space)).bind(2, bits(key.key.high)).bind(3, bits(key.key.low));
  insert_.bind(4, std::int64_t{list});
  if (photo == nullptr) {
    insert_.bind_null(5).bind_null(6).bind_null(7);
  } else {
    insert_.bind(5, static_cast<std::int64_t>(photo->space))
        .bind(6, bits(photo->key.high))
        .bind(7, bits(photo->key.low));
  }
  return insert_.run();
}

Status ListStage::add(std::uint32_t list, const ListRow& row) {
  Status put_one = put(list, row.key, nullptr);
  for (std::size_t i = 0; put_one && i < row.of_photo.size(); ++i) {
    put_one = put(list, row.of_photo[i], &row.key);
  }
  return put_one;
}

Result<std::map<std::uint32_t, ListStage::Summary>> ListStage::merge() {
  auto insert = db_.prepare("INSERT INTO merged VALUES (?1, ?2, ?3, ?4, ?5)");
  auto sorted = db_.prepare(kSorted);
  if (!insert || !sorted) {
    return std::unexpected(!insert ? insert.error() : sorted.error());
  }
  Merger merger(std::move(*insert));
  for (auto row = sorted->step();; row = sorted->step()) {
    if (!row) {
      return std::unexpected(row.error());
    }
    if (const Status taken = *row ? merger.take(*sorted) : merger.put_record(); !taken) {
      sorted->reset();
      return std::unexpected(taken.error());
    }
    if (!*row) {
      break;
    }
  }
  if (const Status committed = db_.run("COMMIT"); !committed) {
    return std::unexpected(committed.error());
  }
  return merger.summaries();
}

}  // namespace bycatch

#include "publish_list.h"

#include <fstream>

#include "import_source.h"
#include "in_turn.h"
#include "line_splitter.h"
#include "removals.h"
#include "shard_line.h"
#include "source_file.h"
#include "source_place.h"
#include "staged_row.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

Status stage_shard(RecordStage& stage, const fs::path& file, const std::string& dataset, bool with_labels) {
  auto source = open_source_file(file, [](std::span<const std::byte>) {});
  if (!source) return std::unexpected(source.error());
  LineSplitter lines([&](std::string_view line, std::uint64_t number) -> Status {
    const auto row = parse_shard_line(line);
    if (!row) return fail(ErrorCode::bad_format, "line " + std::to_string(number) + " of a shard");
    if (row->dataset != dataset) return fail(ErrorCode::bad_request, "a shard of another dataset");
    return stage.add({.key = row->key,
                      .photo = row->photo,
                      .list = 0,
                      .space = row->space,
                      .label = with_labels ? row->label : PhotoLabel::none});
  });
  while (true) {
    const auto piece = source->pieces->next();
    if (!piece) return std::unexpected(piece.error());
    if (piece->empty()) return lines.finish();
    if (const Status added = lines.add(*piece); !added) return added;
  }
}

Status stage_published(Output& output, RecordStage& stage, DownloadFolder& downloads, const std::string& name,
                       const ListSources& sources) {
  const auto place = locate_source(name);
  if (!place) return std::unexpected(place.error());
  const auto file =
      place->url.empty() ? Result<fs::path>(place->file) : downloads.fetch({place->url, sources.sha256, {}});
  if (!file) return std::unexpected(file.error());
  const auto read = read_source(*file, name, sources.rules, sources.sha256,
                                [&](const ListRow& row) { return stage_row(stage, row, 0, sources.with_labels); });
  if (!read) return std::unexpected(read.error());
  note_refused(output, name, read->read.report);
  return {};
}

Status write_shard(const RecordStage& stage, const std::string& dataset, const fs::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (std::size_t space = 0; space < kKeySpaces; ++space) {
    auto records = stage.read(static_cast<KeySpace>(space));
    if (!records) return std::unexpected(records.error());
    while (true) {
      const auto record = records->next();
      if (!record) return std::unexpected(record.error());
      if (*record == nullptr) break;
      out << format_shard_line({(*record)->space, (*record)->key, dataset, (*record)->photo, (*record)->label}) << '\n';
      if (!out) return fail(ErrorCode::no_space, "write a shard");
    }
  }
  out.close();
  return out ? Status() : fail(ErrorCode::no_space, "write a shard");
}

Result<KeptList> put_shard(const Workshop& workshop, const std::string& dataset, const fs::path& file) {
  const auto removals = Removals::read(workshop.removals());
  if (!removals) return std::unexpected(removals.error());
  const fs::path filtered = workshop.work() / "filtered";
  const auto kept = removals->filter(file, filtered);
  if (!kept) return std::unexpected(kept.error());
  std::error_code error;
  fs::rename(filtered, workshop.shard(dataset), error);
  if (error) return fail(ErrorCode::io, "put a list in its place");
  return KeptList{kept->kept, kept->removed};
}

}  // namespace

Result<KeptList> keep_list(Output& output, const Workshop& workshop, const std::string& dataset,
                           const ListSources& sources) {
  RecordStage stage(workshop.work() / "runs");
  DownloadFolder downloads(workshop.work());
  for (const std::string& name : sources.names) {
    const Status staged = sources.are_shards ? stage_shard(stage, name, dataset, sources.with_labels)
                                             : stage_published(output, stage, downloads, name, sources);
    if (!staged) return std::unexpected(staged.error());
  }
  const fs::path sorted = workshop.work() / "sorted";
  const Status written = in_turn([&] { return stage.finish(); }, [&] { return write_shard(stage, dataset, sorted); });
  return written ? put_shard(workshop, dataset, sorted) : std::unexpected(written.error());
}

Result<KeptList> keep_without_removals(const Workshop& workshop, const std::string& dataset) {
  return put_shard(workshop, dataset, workshop.shard(dataset));
}

}  // namespace bycatch

#include "publish_list.h"

#include <fstream>

#include "folder_imprints.h"
#include "import_source.h"
#include "imprint_stage.h"
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

// Keys and pictures, each in any order.
struct ListStage {
  RecordStage records;
  ImprintStage imprints;

  Status add(const ListRow& row, bool with_labels) {
    return row.imprint ? add(*row.imprint) : stage_row(records, row, 0, with_labels);
  }
  Status add(const Imprint& imprint) { return imprints.add({imprint, 0}); }
  Status finish() {
    imprints.finish();
    return records.finish();
  }
};

Status stage_shard(ListStage& stage, const fs::path& file, const std::string& dataset, bool with_labels) {
  auto source = open_source_file(file, [](std::span<const std::byte>) {});
  if (!source) return std::unexpected(source.error());
  LineSplitter lines([&](std::string_view line, std::uint64_t number) -> Status {
    const auto row = parse_shard_line(line);
    if (!row) return fail(ErrorCode::bad_format, "line " + std::to_string(number) + " of a shard");
    if (row->dataset != dataset) return fail(ErrorCode::bad_request, "a shard of another dataset");
    if (row->imprint) return stage.add(*row->imprint);
    return stage.records.add({.key = row->key,
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

Status stage_published(Output& output, ListStage& stage, DownloadFolder& downloads, const std::string& name,
                       const ReadRules& rules, const ListSources& sources) {
  const auto place = locate_source(name);
  if (!place) return std::unexpected(place.error());
  const auto file =
      place->url.empty() ? Result<fs::path>(place->file) : downloads.fetch({place->url, sources.sha256, {}});
  if (!file) return std::unexpected(file.error());
  const auto read = read_source(*file, name, rules, sources.sha256,
                                [&](const ListRow& row) { return stage.add(row, sources.with_labels); });
  if (!read) return std::unexpected(read.error());
  note_refused(output, name, read->read.report);
  return {};
}

Status stage_pictures(Output& output, ListStage& stage, const fs::path& folder) {
  const auto pictures =
      read_folder(folder, [&](const DihedralResult& picture) { return stage.add(picture.imprints[0]); });
  if (!pictures) return std::unexpected(pictures.error());
  note_refused(output, folder.string(), *pictures);
  return pictures->accepted != 0 ? Status() : fail(ErrorCode::bad_format, "no file of a folder gave an imprint");
}

Status write_shard(const ListStage& stage, const std::string& dataset, const fs::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (std::size_t space = 0; space < kKeySpaces; ++space) {
    auto records = stage.records.read(static_cast<KeySpace>(space));
    if (!records) return std::unexpected(records.error());
    while (true) {
      const auto record = records->next();
      if (!record) return std::unexpected(record.error());
      if (*record == nullptr) break;
      out << format_shard_line({(*record)->space, (*record)->key, dataset, (*record)->photo, (*record)->label}) << '\n';
      if (!out) return fail(ErrorCode::no_space, "write a shard");
    }
  }
  for (const StagedImprint& picture : stage.imprints.sorted()) {
    out << format_shard_line({.dataset = dataset, .imprint = picture.imprint}) << '\n';
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
  ListStage stage{.records = RecordStage(workshop.work() / "runs"), .imprints = {}};
  DownloadFolder downloads(workshop.work());
  for (const std::string& name : sources.names) {
    const Status staged = sources.are_shards ? stage_shard(stage, name, dataset, sources.with_labels)
                                             : stage_published(output, stage, downloads, name, sources.rules, sources);
    if (!staged) return std::unexpected(staged.error());
  }
  const ReadRules hashes{.format = ListFormat::pdq_hashes, .columns = {}};
  for (const std::string& name : sources.hashes) {
    const Status staged = stage_published(output, stage, downloads, name, hashes, sources);
    if (!staged) return std::unexpected(staged.error());
  }
  for (const std::string& name : sources.images) {
    if (const Status staged = stage_pictures(output, stage, name); !staged) return std::unexpected(staged.error());
  }
  const fs::path sorted = workshop.work() / "sorted";
  const Status written = in_turn([&] { return stage.finish(); }, [&] { return write_shard(stage, dataset, sorted); });
  return written ? put_shard(workshop, dataset, sorted) : std::unexpected(written.error());
}

Result<KeptList> keep_without_removals(const Workshop& workshop, const std::string& dataset) {
  return put_shard(workshop, dataset, workshop.shard(dataset));
}

}  // namespace bycatch

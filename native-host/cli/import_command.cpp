// bycatch import --dataset ID [--date YYYY-MM-DD] FILE...
// bycatch import --starter
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "command.h"
#include "embedded_catalogue.h"
#include "generation_builder.h"
#include "list_tsv.h"
#include "paths.h"

namespace bycatch {
namespace {

constexpr std::string_view kStarterFolder = "starter/";
constexpr std::string_view kListEnd = ".tsv";
constexpr const char* kStarterDate = "2026-01-01";

struct Arguments {
  std::string dataset;
  std::optional<std::string> date;
  std::vector<std::filesystem::path> files;
  bool starter = false;
};

std::string_view words_for(RowFault fault) {
  switch (fault) {
    case RowFault::columns:
      return "without 3 to 6 columns";
    case RowFault::platform:
      return "of an unknown platform";
    case RowFault::kind:
      return "of a kind that the platform is not listed by";
    case RowFault::id:
      return "whose id is not of its kind's form";
    case RowFault::too_long:
      return "of more than 64 KiB";
  }
  return "";
}

nlohmann::json json_of(const ListReport& report) {
  nlohmann::json refused = nlohmann::json::object();
  for (std::size_t i = 0; i < kRowFaults; ++i) {
    if (report.refused[i].rows != 0) {
      refused[std::string(to_string(static_cast<RowFault>(i)))] = {{"rows", report.refused[i].rows},
                                                                   {"lines", report.refused[i].lines}};
    }
  }
  return {{"accepted", report.accepted}, {"accounts_ignored", report.accounts_ignored}, {"refused", refused}};
}

void note_refused(Output& output, const std::filesystem::path& file, const ListReport& report) {
  for (std::size_t i = 0; i < kRowFaults; ++i) {
    const ListReport::Refused& refused = report.refused[i];
    if (refused.rows == 0) {
      continue;
    }
    std::string lines;
    for (const std::uint64_t line : refused.lines) {
      lines += (lines.empty() ? "" : ", ") + std::to_string(line);
    }
    output.note(file.string() + ": refused " + std::to_string(refused.rows) + " rows " +
                std::string(words_for(static_cast<RowFault>(i))) + " (line " + lines +
                (refused.rows > refused.lines.size() ? " ...)" : ")"));
  }
  if (report.accounts_ignored != 0) {
    output.note(file.string() + ": took " + std::to_string(report.accounts_ignored) +
                " rows without their account, which is not an NSID");
  }
}

Result<GenerationBuilder> begin() {
  const auto folder = data_folder();
  if (!folder) {
    return std::unexpected(folder.error());
  }
  return GenerationBuilder::begin(*folder, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

Exit finish(Output& output, GenerationBuilder& builder, const std::string& what, nlohmann::json json) {
  const auto outcome = builder.finish();
  if (!outcome) {
    output.failure("import", outcome.error());
    return Exit::failed;
  }
  if (output.is_json()) {
    json["generation"] = outcome->generation;
    json["changed"] = outcome->changed;
    output.json(json);
  } else if (outcome->changed) {
    output.text("imported " + what);
  } else {
    output.text("already there: " + what);
  }
  return Exit::done;
}

Exit import_files(Output& output, const Arguments& arguments) {
  auto builder = begin();
  Status ready = builder ? builder->begin_list(arguments.dataset, arguments.date) : std::unexpected(builder.error());
  if (!ready) {
    output.failure("import", ready.error());
    return Exit::failed;
  }
  std::uint64_t accepted = 0;
  nlohmann::json files = nlohmann::json::array();
  for (const std::filesystem::path& file : arguments.files) {
    const auto report = read_list_tsv(file, [&](const ListRow& row) { return builder->add(row); });
    if (!report) {
      output.failure("import " + file.string(), report.error());
      return Exit::failed;
    }
    note_refused(output, file, *report);
    accepted += report->accepted;
    files.push_back(json_of(*report));
    files.back()["file"] = file.string();
  }
  return finish(output, *builder, std::to_string(accepted) + " rows into " + arguments.dataset,
                {{"dataset", arguments.dataset}, {"accepted", accepted}, {"files", files}});
}

// The made-up lists that are built in, one a demo dataset.
Status add_starter(GenerationBuilder& builder) {
  for (const EmbeddedFile& file : embedded_catalogue()) {
    if (!file.path.starts_with(kStarterFolder)) {
      continue;
    }
    const std::string_view name = file.path.substr(kStarterFolder.size());
    if (const Status begun =
            builder.begin_list(std::string(name.substr(0, name.size() - kListEnd.size())), kStarterDate);
        !begun) {
      return begun;
    }
    ListTsvReader reader([&](const ListRow& row) { return builder.add(row); });
    const Status read = reader.add(file.text);
    if (const Status finished = read ? reader.finish() : read; !finished) {
      return finished;
    }
  }
  return {};
}

Exit import_starter(Output& output) {
  auto builder = begin();
  const Status added = builder ? add_starter(*builder) : std::unexpected(builder.error());
  if (!added) {
    output.failure("import", added.error());
    return Exit::failed;
  }
  return finish(output, *builder, "the starter list: made-up photos, to see how Bycatch works", {{"starter", true}});
}

}  // namespace

void add_import(CommandLine line) {
  CLI::App* command =
      line.app.add_subcommand("import", "Take over a published list, whole, in place of the one before");
  auto arguments = std::make_shared<Arguments>();
  CLI::Option* dataset = command->add_option("--dataset", arguments->dataset, "Id of the dataset that the list is of");
  command->add_option("--date", arguments->date, "Day of the list's content, YYYY-MM-DD; today if not given")
      ->needs(dataset);
  CLI::Option* files =
      command->add_option("FILE", arguments->files, "platform<TAB>kind<TAB>id, optionally account, tags, label");
  dataset->needs(files);
  files->needs(dataset);
  CLI::Option* starter =
      command->add_flag("--starter", arguments->starter, "The built-in, made-up demonstration lists");
  starter->excludes(dataset);
  command->callback([arguments, run = &line.run] {
    if (!arguments->starter && arguments->dataset.empty()) {
      throw CLI::RequiredError("--dataset ID FILE... or --starter");
    }
    *run = [arguments](Output& output) {
      return arguments->starter ? import_starter(output) : import_files(output, *arguments);
    };
  });
}

}  // namespace bycatch

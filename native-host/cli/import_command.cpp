// bycatch import --dataset ID [--date YYYY-MM-DD] [--format NAME] [--columns ...] [--labels] [--sha256 HEX]
//     FILE|URL...
// bycatch import --dataset ID --images DIR... --hashes FILE|URL... [--radius N]
// bycatch import --public [--accept-licence ID...] [--sources FILE]
// bycatch import --starter
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "durable_file.h"
#include "embedded_catalogue.h"
#include "folder_imprints.h"
#include "import_public.h"
#include "import_source.h"
#include "kept_rights.h"
#include "list_tsv.h"
#include "paths.h"
#include "source_place.h"

namespace bycatch {
namespace {

constexpr std::string_view kStarterFolder = "starter/";
constexpr std::string_view kListEnd = ".tsv";
constexpr const char* kStarterDate = "2026-01-01";

struct Arguments {
  std::string dataset;
  std::optional<std::string> date;
  std::string format;
  std::string columns;
  std::optional<std::string> sha256;
  std::vector<std::string> sources;
  std::vector<std::string> hashes;
  std::vector<std::string> images;
  std::optional<int> radius;
  bool labels = false;
  bool starter = false;
  bool is_public = false;
  PublicArguments of_public;
};

Result<ReadRules> rules_of(const Arguments& arguments) {
  ReadRules rules;
  if (!arguments.format.empty()) {
    rules.format = parse_list_format(arguments.format);
  }
  if (!arguments.columns.empty()) {
    auto columns = parse_csv_columns(arguments.columns);
    if (!columns) {
      return std::unexpected(columns.error());
    }
    rules.columns = std::move(*columns);
  }
  return rules;
}

std::string lower_hex(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'F' ? char(c - 'A' + 'a') : c; });
  return text;
}

Result<ImportedSource> import_one(const Arguments& arguments, const std::string& name, const ReadRules& rules,
                                  DownloadFolder& downloads, GenerationBuilder& builder) {
  const auto place = locate_source(name);
  if (!place) {
    return std::unexpected(place.error());
  }
  const auto file = place->url.empty() ? Result<std::filesystem::path>(place->file)
                                       : downloads.fetch({place->url, arguments.sha256, {}});
  return file ? read_source(*file, name, rules, arguments.sha256, [&](const ListRow& row) { return builder.add(row); })
              : std::unexpected(file.error());
}

// What is to be read, in order, and how.
std::vector<std::pair<std::string, ReadRules>> named_sources(const Arguments& arguments, const ReadRules& rules) {
  std::vector<std::pair<std::string, ReadRules>> sources;
  sources.reserve(arguments.sources.size() + arguments.hashes.size());
  for (const std::string& name : arguments.sources) {
    sources.emplace_back(name, rules);
  }
  for (const std::string& name : arguments.hashes) {
    sources.emplace_back(name, ReadRules{.format = ListFormat::pdq_hashes, .columns = {}});
  }
  return sources;
}

Status begin_dataset(const Arguments& arguments, GenerationBuilder& builder) {
  const Status begun = builder.begin_list(arguments.dataset, arguments.date);
  return begun && arguments.radius ? builder.set_radius(*arguments.radius) : begun;
}

// Lists are read by this program, pictures by one that it starts for that and which gives up more.
Status give_up_rights(const Arguments& arguments, const std::filesystem::path& data_folder) {
  KeptRights kept{.readable = {}, .writable = {data_folder}, .starts_programs = !arguments.images.empty()};
  for (const auto* names : {&arguments.sources, &arguments.hashes}) {
    for (const std::string& name : *names) {
      if (const auto place = locate_source(name); place && place->url.empty()) kept.readable.push_back(place->file);
    }
  }
  kept.readable.insert(kept.readable.end(), arguments.images.begin(), arguments.images.end());
  const Status made = make_private_folder(data_folder);
  if (made) keep_only(kept);
  return made;
}

Exit import_sources(Output& output, const Arguments& arguments) {
  const auto fail_with = [&](const std::string& doing, const Error& error) {
    output.failure(doing, error);
    return Exit::failed;
  };
  const auto rules = rules_of(arguments);
  const auto folder = data_folder();
  if (!rules || !folder) {
    return fail_with("import", !rules ? rules.error() : folder.error());
  }
  if (const Status given = give_up_rights(arguments, *folder); !given) {
    return fail_with("import", given.error());
  }
  auto builder = begin_import(output, *folder);
  const Status ready = builder ? begin_dataset(arguments, *builder) : std::unexpected(builder.error());
  if (!ready) {
    return fail_with("import", ready.error());
  }
  if (arguments.labels) {
    builder->keep_labels();
  }
  DownloadFolder downloads(*folder);
  std::uint64_t accepted = 0;
  nlohmann::json files = nlohmann::json::array();
  for (const auto& [name, of_this] : named_sources(arguments, *rules)) {
    const auto source = import_one(arguments, name, of_this, downloads, *builder);
    if (!source) {
      if (arguments.sha256) {
        downloads.keep();
      }
      return fail_with("import " + name, source.error());
    }
    note_refused(output, name, source->read.report);
    accepted += source->read.report.accepted;
    files.push_back(json_of(*source));
    files.back()["file"] = name;
  }
  for (const std::string& name : arguments.images) {
    const auto pictures = read_folder(name, [&](const DihedralResult& picture) {
      return builder->add({.key = {}, .imprint = picture.imprints[0], .of_photo = {}});
    });
    if (!pictures) {
      return fail_with("import " + name, pictures.error());
    }
    note_refused(output, name, *pictures);
    if (pictures->accepted == 0) {
      output.failure("import " + name, Error{ErrorCode::bad_format, "no file of it gave an imprint"},
                     "Give a folder of JPEG, PNG, WebP, AVIF, HEIC or GIF files");
      return Exit::failed;
    }
    accepted += pictures->accepted;
    files.push_back(json_of(*pictures));
    files.back()["file"] = name;
  }
  const auto what = std::to_string(accepted) + " rows into " + arguments.dataset;
  const Exit code =
      finish_import(output, *builder, what, {{"dataset", arguments.dataset}, {"accepted", accepted}, {"files", files}});
  if (code == Exit::done && !output.is_json()) {
    output.text("it holds " + held_text(arguments.dataset));
  }
  return code;
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
  const auto folder = data_folder();
  auto builder = folder ? begin_import(output, *folder) : std::unexpected(folder.error());
  const Status added = builder ? add_starter(*builder) : std::unexpected(builder.error());
  if (!added) {
    output.failure("import", added.error());
    return Exit::failed;
  }
  return finish_import(output, *builder, "the starter list: made-up photos, to see how Bycatch works",
                       {{"starter", true}});
}

std::string check_format(const std::string& name) {
  if (parse_list_format(name)) {
    return "";
  }
  std::string names;
  for (std::size_t i = 0; i < kListFormats; ++i) {
    names += (i == 0 ? "" : ", ") + std::string(to_string(static_cast<ListFormat>(i)));
  }
  return "no such format; there are " + names;
}

std::string check_sha256(const std::string& hex) {
  const bool is_hex = hex.size() == 64 && hex.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  return is_hex ? "" : "a SHA-256 is 64 hexadecimal digits";
}

void add_options(CLI::App& command, Arguments& arguments) {
  CLI::Option* dataset = command.add_option("--dataset", arguments.dataset, "Id of the dataset that the list is of");
  command.add_option("--date", arguments.date, "Day of the list's content, YYYY-MM-DD; today if not given")
      ->needs(dataset);
  CLI::Option* sources =
      command.add_option("FILE|URL", arguments.sources, "Published lists, which together are the dataset's list");
  sources->needs(dataset);
  command.add_option("--hashes", arguments.hashes, "Imprints of pictures (PDQ), as ThreatExchange writes them")
      ->needs(dataset);
  command
      .add_option("--images", arguments.images, "Folder of pictures: the imprints of all in it and below it are kept")
      ->needs(dataset);
  command
      .add_option("--radius", arguments.radius,
                  "Bits of 256 that a copy of one of the list's pictures may differ in; 31 if not given")
      ->needs(dataset)
      ->check(CLI::Range(0, kMaxRadius));
  command.add_option("--format", arguments.format, "Format of the lists; recognised if not given")
      ->needs(sources)
      ->check(check_format);
  command.add_option("--columns", arguments.columns, "Columns of a CSV file: photo=image_id,account=user_id")
      ->needs(sources);
  command.add_flag("--labels", arguments.labels, "Keep what the lists say of a picture: medical_mask and the like")
      ->needs(sources);
  command.add_option("--sha256", arguments.sha256, "What the only list's SHA-256 must be")
      ->needs(dataset)
      ->check(check_sha256)
      ->transform(lower_hex);
  CLI::Option* open = command.add_flag("--public", arguments.is_public, "All lists that are published for anyone");
  CLI::Option* starter = command.add_flag("--starter", arguments.starter, "The built-in, made-up demonstration lists");
  command
      .add_option("--accept-licence", arguments.of_public.accepted,
                  "Dataset whose restricted licence you keep to; may be given again")
      ->needs(open);
  command.add_option("--sources", arguments.of_public.sources_file, "A file like the built-in one, of a mirror say")
      ->needs(open);
  open->excludes(dataset)->excludes(starter);
  starter->excludes(dataset);
}

}  // namespace

void add_import(CommandLine line) {
  CLI::App* command =
      line.app.add_subcommand("import", "Take over published lists, each whole, in place of the one before");
  auto arguments = std::make_shared<Arguments>();
  add_options(*command, *arguments);
  command->callback([arguments, run = &line.run] {
    if (!arguments->starter && !arguments->is_public && arguments->dataset.empty()) {
      throw CLI::RequiredError("--dataset ID FILE..., --public or --starter");
    }
    const bool has_imprints = !arguments->hashes.empty() || !arguments->images.empty();
    if (!arguments->dataset.empty() && arguments->sources.empty() && !has_imprints) {
      throw CLI::RequiredError("FILE|URL, --images DIR or --hashes FILE");
    }
    if (arguments->radius && !has_imprints) {
      throw CLI::ValidationError("--radius", "is of --images and --hashes");
    }
    if (arguments->sha256 && arguments->sources.size() + arguments->hashes.size() != 1) {
      throw CLI::ValidationError("--sha256", "is of one list");
    }
    *run = [arguments](Output& output) {
      return arguments->starter     ? import_starter(output)
             : arguments->is_public ? import_public(output, arguments->of_public)
                                    : import_sources(output, *arguments);
    };
  });
}

}  // namespace bycatch

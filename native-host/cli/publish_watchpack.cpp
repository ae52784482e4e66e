// bycatch publish watchpack --name TEXT --key FILE --out FILE [--accounts FILE] [--tags FILE] [--pictures DIR]
//     [--version N] [--days N] [--passphrase-file FILE]
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "canonical_json.h"
#include "durable_file.h"
#include "event_report.h"
#include "folder_imprints.h"
#include "publish_command.h"
#include "signing_key.h"
#include "utc_date.h"
#include "watch_pack.h"
#include "watching.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxNamesBytes = std::size_t{4} << 20;
constexpr int kDefaultDays = 90;

struct WatchPackArguments {
  PublishArguments common;
  std::string name;
  std::filesystem::path key, out, accounts, tags, pictures;
  std::int64_t version = 0;
  int days = kDefaultDays;
};

// Lines `PLATFORM WORD`; empty ones, and those that begin with `# `, say nothing.
Status add_hashes(const std::filesystem::path& file, IdentifierKind kind, const std::string& salt,
                  std::vector<std::string>& hashes) {
  const auto text = read_small_file(file, kMaxNamesBytes);
  if (!text) return std::unexpected(text.error());
  std::istringstream lines(*text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string platform, word, more;
    words >> platform >> word;
    if (platform.empty() || platform == "#") continue;
    const auto known = parse_platform(platform);
    const auto identifier = known && !word.empty() && !(words >> more) ? watched_identifier(*known, kind, word)
                                                                       : fail(ErrorCode::bad_format, "line");
    if (!identifier) {
      return fail(ErrorCode::bad_format, file.filename().string() + ", line " + std::to_string(number) +
                                             ": PLATFORM and what is watched there, as `flickr facemask`");
    }
    hashes.push_back(watch_pack_hash(salt, *identifier));
  }
  std::ranges::sort(hashes);
  const auto repeated = std::ranges::unique(hashes);
  hashes.erase(repeated.begin(), repeated.end());
  const std::size_t max = kind == IdentifierKind::tag ? kMaxWatchPackTags : kMaxWatchPackAccounts;
  return hashes.size() <= max ? Status() : fail(ErrorCode::too_large, "more than " + std::to_string(max));
}

// Made when it is not there, with its public half beside it.
Result<SigningKey> signing_key(Output& output, const std::filesystem::path& file, const std::string& passphrase) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return SigningKey::read(file, passphrase);
  auto key = SigningKey::generate(KeyKind::ed25519);
  const auto pem = key ? key->pem(passphrase) : std::unexpected(key.error());
  if (!pem) return std::unexpected(pem.error());
  Status written = replace_file(file, *pem);
  const std::filesystem::path half = file.string() + ".pub";
  if (written) written = replace_file(half, key->public_json().dump() + "\n");
  if (!written) return std::unexpected(written.error());
  output.note("a key was made: " + file.string() + "; its public half, for watchPackKey: " + half.string());
  return key;
}

Result<WatchPack> gather(Output& output, const WatchPackArguments& arguments) {
  WatchPack pack;
  pack.name = arguments.name;
  pack.salt = new_report_number();
  const auto now = arguments.common.now();
  pack.version = arguments.version > 0 ? arguments.version : now.time_since_epoch().count();
  pack.expires = format_utc_date(std::chrono::floor<std::chrono::days>(now) + std::chrono::days(arguments.days));
  Status done;
  if (!arguments.accounts.empty()) {
    done = add_hashes(arguments.accounts, IdentifierKind::account, pack.salt, pack.accounts);
  }
  if (done && !arguments.tags.empty()) done = add_hashes(arguments.tags, IdentifierKind::tag, pack.salt, pack.tags);
  if (done && !arguments.pictures.empty()) {
    const auto report = read_folder(arguments.pictures, [&](const DihedralResult& picture) -> Status {
      pack.imprints.insert(pack.imprints.end(), picture.imprints.begin(), picture.imprints.end());
      return pack.imprints.size() <= kMaxWatchPackImprints ? Status() : fail(ErrorCode::too_large, "too many pictures");
    });
    if (report) note_refused(output, arguments.pictures.string(), *report);
    if (!report) done = std::unexpected(report.error());
  }
  if (!done) return std::unexpected(done.error());
  return pack;
}

Status publish(Output& output, const WatchPackArguments& arguments) {
  const auto passphrase = arguments.common.passphrase();
  if (!passphrase) return std::unexpected(passphrase.error());
  const auto pack = gather(output, arguments);
  if (!pack) return std::unexpected(pack.error());
  const auto key = signing_key(output, arguments.key, *passphrase);
  if (!key) return std::unexpected(key.error());
  const nlohmann::json body = watch_pack_body(*pack);
  const auto signature = key->sign(canonical_json(body));
  if (!signature) return std::unexpected(signature.error());
  const std::string text = watch_pack_text(body, key->id(), *signature);
  // What nobody could take is not written.
  const auto today = std::chrono::floor<std::chrono::days>(arguments.common.now());
  if (const auto opened = open_watch_pack(text, key->public_json().dump(), today); !opened) {
    return std::unexpected(opened.error());
  }
  const Status written = replace_file(arguments.out, text);
  if (written) {
    output.text("version " + std::to_string(pack->version) + ", until " + pack->expires + ": " +
                std::to_string(pack->accounts.size()) + " accounts, " + std::to_string(pack->tags.size()) + " tags, " +
                std::to_string(pack->imprints.size() / 8) + " pictures");
  }
  return written;
}

Exit publish_watchpack(Output& output, const WatchPackArguments& arguments) {
  const Status done = publish(output, arguments);
  return done ? Exit::done : publish_failed(output, "write the watch pack", done.error());
}

}  // namespace

void add_publish_watchpack(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("watchpack", "Sign what an organisation watches for its people");
  auto arguments = std::make_shared<WatchPackArguments>();
  command->add_option("--name", arguments->name, "Name of the organisation")->required();
  command->add_option("--key", arguments->key, "Private key (PEM); made when it is not there")->required();
  command->add_option("--out", arguments->out, "File to write")->required();
  command->add_option("--accounts", arguments->accounts, "Lines: PLATFORM ACCOUNT (Flickr: NSID)");
  command->add_option("--tags", arguments->tags, "Lines: PLATFORM TAG");
  command->add_option("--pictures", arguments->pictures, "Folder of pictures");
  command->add_option("--version", arguments->version, "Number, greater each time; the time when it is not given")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
  command->add_option("--days", arguments->days, "For how long it holds")->check(CLI::Range(1, 3660));
  arguments->common.add_passphrase_to(*command);
  arguments->common.add_time_to(*command);
  command->callback([arguments, run = &line.run] {
    *run = [arguments](Output& output) { return publish_watchpack(output, *arguments); };
  });
}

}  // namespace bycatch

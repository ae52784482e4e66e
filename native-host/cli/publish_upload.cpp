// bycatch publish upload DIR --to s3://BUCKET[/PREFIX] [--endpoint URL] [--region NAME]
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "answer_text.h"
#include "feed_upload.h"
#include "progress.h"
#include "publish_command.h"

namespace bycatch {
namespace {

constexpr const char* kUploading = "upload the feed";

struct UploadArguments {
  PublishArguments common;
  std::string to;
  std::string endpoint;
  std::string region = "us-east-1";
};

std::string from_environment(const char* name) {
  const char* given = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
  return given == nullptr ? std::string() : std::string(given);
}

Explanation explain_upload(const Error& error) {
  if (error.code == ErrorCode::http_status) {
    return {"the store refused it",
            "Check bucket, region, the clock and AWS_ACCESS_KEY_ID; run it again: it goes on where it ended"};
  }
  if (error.code == ErrorCode::not_found) return {"there is no feed", "Run bycatch publish build first"};
  return explain(error.code);
}

Exit upload(Output& output, const UploadArguments& arguments) {
  const auto failed = [&](const Error& error) {
    output.failure(kUploading, error, explain_upload(error));
    return Exit::failed;
  };
  const auto workshop = Workshop::open(arguments.common.folder);
  if (!workshop) return publish_failed(output, kUploading, workshop.error());
  const auto place = read_s3_place(arguments.to, arguments.endpoint, arguments.region);
  if (!place) return publish_failed(output, kUploading, place.error());
  const S3Login login{.key = from_environment("AWS_ACCESS_KEY_ID"),
                      .secret = from_environment("AWS_SECRET_ACCESS_KEY"),
                      .token = from_environment("AWS_SESSION_TOKEN")};
  if (login.key.empty() || login.secret.empty()) {
    const Error error{ErrorCode::bad_request, "no login"};
    output.failure(
        kUploading, error,
        Explanation{"nothing says as whom", "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and try again"});
    return Exit::failed;
  }
  S3Store store(*place, login, [](std::chrono::milliseconds wait) { std::this_thread::sleep_for(wait); });
  Progress progress("uploading");
  const UploadRules rules{.on_bytes = [&](std::uint64_t done, std::uint64_t whole) { progress.show(done, whole); }};
  const auto uploaded = upload_feed(workshop->feed(), store, rules);
  if (!uploaded) return failed(uploaded.error());
  if (output.is_json()) {
    output.json({{"files", uploaded->files},
                 {"held", uploaded->held},
                 {"removed", uploaded->removed},
                 {"bytes", uploaded->bytes}});
    return Exit::done;
  }
  output.text(count_of(static_cast<std::int64_t>(uploaded->files), "file") + " brought, " +
              std::to_string(uploaded->bytes) + " bytes; " + std::to_string(uploaded->held) + " were there; " +
              std::to_string(uploaded->removed) + " removed that no client needs any more");
  return Exit::done;
}

}  // namespace

void add_publish_upload(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("upload", "Bring the feed into an object store that speaks S3");
  auto arguments = std::make_shared<UploadArguments>();
  arguments->common.add_folder_to(*command);
  command
      ->add_option("--to", arguments->to,
                   "s3://BUCKET[/PREFIX]; who may write there: AWS_ACCESS_KEY_ID, "
                   "AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN")
      ->required();
  command->add_option("--endpoint", arguments->endpoint, "https://HOST[:PORT] of another store than Amazon's");
  command->add_option("--region", arguments->region, "Region of the bucket; us-east-1 if not given");
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return upload(output, *arguments); }; });
}

}  // namespace bycatch

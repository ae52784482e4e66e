// bycatch mirror --feed DIR [--from URL --root FILE [--every MINUTES] [--pull] [--proxy URL] [--ca FILE]]
//     [--listen ADDRESS:PORT] [--certificate FILE --key FILE] [--access-log FILE|-] [--max-connections N] [--threads N]
//     [--slow SECONDS] [--idle SECONDS]
#include <charconv>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "command.h"
#include "durable_file.h"
#include "feed_puller.h"
#include "kept_rights.h"
#include "metadata.h"
#include "mirror_server.h"

namespace bycatch {
namespace {

constexpr const char* kServing = "serve the feed";

struct MirrorArguments {
  std::filesystem::path feed;
  std::filesystem::path root;
  std::string from;
  unsigned every_minutes = 60;
  bool only_pulls = false;
  std::string proxy;
  std::filesystem::path ca;
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path certificate;
  std::filesystem::path private_key;
  std::string access_log;
  std::size_t max_connections = MirrorRules().max_connections;
  unsigned threads = 0;
  unsigned slow_seconds = static_cast<unsigned>(MirrorRules().slow.count());
  unsigned idle_seconds = static_cast<unsigned>(MirrorRules().idle.count());
};

// A line an answer, from any thread.
class AccessLog {
 public:
  explicit AccessLog(const std::string& name)
      : file_(name.empty()  ? nullptr
              : name == "-" ? stdout
                            : std::fopen(name.c_str(), "ae")) {}
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;
  ~AccessLog() {
    if (file_ != nullptr && file_ != stdout) static_cast<void>(std::fclose(file_));
  }

  [[nodiscard]] bool is_open() const { return file_ != nullptr; }
  void add(std::string_view line) {
    const std::lock_guard lock(mutex_);
    std::fwrite(line.data(), 1, line.size(), file_);
    std::fputc('\n', file_);
    std::fflush(file_);
  }

 private:
  std::mutex mutex_;
  std::FILE* file_;
};

// `127.0.0.1:8080`, `[::1]:8080`.
bool split_place(const std::string& text, std::string& address, std::uint16_t& port) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return false;
  address = text.substr(0, colon);
  if (address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data() + colon + 1, end, port);
  return error == std::errc() && read == end && !address.empty();
}

CopyRequest copy_request(const MirrorArguments& arguments, const std::string& root) {
  CopyRequest request{.folder = arguments.feed, .from = arguments.from, .root = root, .http = {}, .pause = {}};
  request.http.proxy = arguments.proxy;
  request.http.ca_file = arguments.ca;
  request.pause = [](std::chrono::milliseconds wait) { std::this_thread::sleep_for(wait); };
  return request;
}

Exit pull_feed(Output& output, const MirrorArguments& arguments, const std::string& root) {
  std::error_code ignored;
  std::filesystem::create_directories(arguments.feed, ignored);
  keep_only({.readable = {arguments.ca}, .writable = {arguments.feed}});
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto copied = FeedCopy(copy_request(arguments, root)).run(now);
  if (!copied) {
    output.failure("bring the feed here", copied.error());
    return Exit::failed;
  }
  output.is_json() ? output.json({{"timestamp_version", copied->timestamp_version},
                                  {"files", copied->loaded_files},
                                  {"bytes", copied->loaded_bytes}})
                   : output.text("state " + std::to_string(copied->timestamp_version) + " of the feed is here, " +
                                 std::to_string(copied->loaded_files) + " files of it new");
  return Exit::done;
}

Explanation explain_serving(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found:
    case ErrorCode::bad_request:
      return {"there is no feed to serve, or no such address", "Give a feed's folder, and an address of this machine"};
    case ErrorCode::busy:
      return {"another program listens there", "Choose another port"};
    case ErrorCode::permission:
      return {"this user may not do that there", "Choose a port from 1024 on, and a folder that this user may read"};
    case ErrorCode::bad_format:
      return {"a file is not of its form", "Mend what is named"};
    case ErrorCode::expired:
      return {"the feed has expired", "Get its present state, or ask who publishes it"};
    case ErrorCode::io:
    case ErrorCode::unsupported:
      return explain(code);
    default:
      return {"the feed cannot be proven", "Get it again, or ask who publishes it; --root is the root to trust"};
  }
}

Exit serve_feed(Output& output, const MirrorArguments& arguments) {
  const auto fail_with = [&](const Error& error) {
    output.failure(kServing, error, explain_serving(error.code));
    return Exit::failed;
  };
  const auto root_file = arguments.root.empty() ? arguments.feed / "metadata" / "1.root.json" : arguments.root;
  auto root = read_small_file(root_file, kMaxRootBytes);
  if (!root) return fail_with(root.error());
  if (arguments.only_pulls) return pull_feed(output, arguments, *root);
  std::optional<FeedPuller> puller;
  if (!arguments.from.empty()) {
    auto started =
        FeedPuller::start(output, copy_request(arguments, *root), std::chrono::minutes(arguments.every_minutes));
    if (!started) return fail_with(started.error());
    puller.emplace(*std::move(started));
    // A feed that is here already is served as it stands.
    const Status pulled = puller->await_first();
    std::error_code ignored;
    if (!pulled && !std::filesystem::exists(arguments.feed / "metadata" / "timestamp.json", ignored)) {
      output.failure("bring the feed here", pulled.error());
      return Exit::failed;
    }
  }
  AccessLog access(arguments.access_log);
  if (!arguments.access_log.empty() && !access.is_open()) return fail_with({ErrorCode::permission, "the access log"});
  MirrorRules rules;
  rules.feed = arguments.feed;
  rules.root = std::move(*root);
  if (!split_place(arguments.listen, rules.address, rules.port)) {
    return fail_with({ErrorCode::bad_request, "--listen is ADDRESS:PORT"});
  }
  rules.certificate = arguments.certificate;
  rules.private_key = arguments.private_key;
  rules.max_connections = arguments.max_connections;
  rules.threads = arguments.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : arguments.threads;
  rules.slow = rules.header = std::chrono::seconds(arguments.slow_seconds);
  rules.idle = std::chrono::seconds(arguments.idle_seconds);
  if (access.is_open()) rules.log = [&](std::string_view line) { access.add(line); };
  rules.complain = [&](const Error& error) {
    output.note("the new state of the feed is not served: " + std::string(to_string(error.code)));
  };
  std::signal(SIGPIPE, SIG_IGN);
  auto server = MirrorServer::open(std::move(rules));
  if (!server) return fail_with(server.error());
  const std::uint16_t port = (*server)->port();
  output.is_json() ? output.json({{"port", port}, {"tls", !arguments.certificate.empty()}})
                   : output.text("serving at port " + std::to_string(port));
  output.flush();
  // The feed is looked at again whenever it changes.
  keep_only({.readable = {arguments.feed}, .writable = {}});
  (*server)->run();
  return Exit::done;
}

}  // namespace

void add_mirror(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("mirror", "Serve a feed that is proven, and nothing else");
  auto arguments = std::make_shared<MirrorArguments>();
  command->add_option("--feed", arguments->feed, "The feed's folder")->required();
  CLI::Option* root =
      command->add_option("--root", arguments->root, "Root to trust; the feed's own first one if not given");
  CLI::Option* from =
      command->add_option("--from", arguments->from, "Address of a feed to bring into the folder, and keep up with")
          ->needs(root);
  command->add_option("--every", arguments->every_minutes, "Minutes from one look at that address to the next")
      ->check(CLI::Range(1, 7 * 24 * 60))
      ->needs(from)
      ->capture_default_str();
  command->add_flag("--pull", arguments->only_pulls, "Bring the feed here once, and serve nothing")->needs(from);
  command->add_option("--proxy", arguments->proxy, "http://HOST:PORT or socks5://HOST:PORT, and no other way")
      ->needs(from);
  command->add_option("--ca", arguments->ca, "Certificates (PEM) that the other server must have its from")
      ->needs(from);
  command->add_option("--listen", arguments->listen, "ADDRESS:PORT, [::1]:8080 say; port 0 is any that is free")
      ->capture_default_str();
  CLI::Option* certificate = command->add_option("--certificate", arguments->certificate, "For TLS: chain, in PEM");
  CLI::Option* key = command->add_option("--key", arguments->private_key, "For TLS: private key, in PEM");
  certificate->needs(key);
  key->needs(certificate);
  command->add_option("--access-log", arguments->access_log,
                      "File for a line an answer, without who asked; - is stdout");
  command->add_option("--max-connections", arguments->max_connections, "More than that are turned away")
      ->capture_default_str();
  command->add_option("--threads", arguments->threads, "Threads that answer; 0: one a processor")
      ->capture_default_str();
  command
      ->add_option("--slow", arguments->slow_seconds,
                   "Seconds for a header to come, and for a client that takes nothing")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  command->add_option("--idle", arguments->idle_seconds, "Seconds that a connection is kept between two requests")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  command->callback(
      [arguments, run = &line.run] { *run = [arguments](Output& output) { return serve_feed(output, *arguments); }; });
}

}  // namespace bycatch

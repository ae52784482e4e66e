// bycatch-collector --listen ADDRESS:PORT (--sqlite FILE | --postgres WORDS) --fleet-token FILE --admin-token FILE
//     [--certificate FILE --key FILE] [--rate N]
#include <CLI/CLI.hpp>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "collect_server.h"
#include "token_file.h"

namespace {

using namespace bycatch;

constexpr int kFailed = 2;
constexpr std::size_t kMinTokenBytes = 16;

struct Arguments {
  std::string listen = "127.0.0.1:8090";
  std::filesystem::path sqlite, fleet_token, admin_token, certificate, key;
  std::string postgres;
  double rate = CollectRules().reports_a_second;
};

int end_with(const std::string& what, const Error& error, const std::string& next_step) {
  std::cerr << "bycatch-collector: " << what << ": " << to_string(error.code) << " (" << error.detail << "). "
            << next_step << "\n";
  return kFailed;
}

Result<std::string> token_in(const std::filesystem::path& file) {
  auto token = read_token(file);
  return !token || token->size() >= kMinTokenBytes ? token
                                                   : fail(ErrorCode::bad_format, "a token has 16 characters or more");
}

// `127.0.0.1:8090`, `[::1]:8090`.
Status split_place(const std::string& text, CollectServerRules& rules) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return fail(ErrorCode::bad_request, "ADDRESS:PORT");
  rules.address = text.substr(0, colon);
  if (rules.address.front() == '[' && rules.address.back() == ']') {
    rules.address = rules.address.substr(1, rules.address.size() - 2);
  }
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data() + colon + 1, end, rules.port);
  return error == std::errc() && read == end ? Status() : fail(ErrorCode::bad_request, "ADDRESS:PORT");
}

int collect(const Arguments& arguments) {
  CollectServerRules server{.address = {},
                            .certificate = arguments.certificate,
                            .private_key = arguments.key,
                            .listening = [](std::uint16_t port) {
                              std::cout << "{\"event\":\"listening\",\"port\":" << port << "}\n" << std::flush;
                            }};
  if (const Status place = split_place(arguments.listen, server); !place) {
    return end_with("--listen", place.error(), "Give it as 127.0.0.1:8090.");
  }
  const auto fleet_token = token_in(arguments.fleet_token);
  const auto admin_token = token_in(arguments.admin_token);
  if (!fleet_token) return end_with("--fleet-token", fleet_token.error(), "Write one line of chance into the file.");
  if (!admin_token) return end_with("--admin-token", admin_token.error(), "Write one line of chance into the file.");
  auto store =
      arguments.postgres.empty() ? open_sqlite_counts(arguments.sqlite) : open_postgres_counts(arguments.postgres);
  if (!store) return end_with("the counts cannot be kept", store.error(), "Look at the place that was named.");
  CollectService service(std::move(*store),
                         {.fleet_token = *fleet_token, .admin_token = *admin_token, .reports_a_second = arguments.rate},
                         std::chrono::steady_clock::now());
  const Status ended = serve_counts(server, service);
  return ended ? 0 : end_with("it cannot serve", ended.error(), "Choose another address, port or certificate.");
}

int run(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Takes the counts that an organisation's machines report, and shows what they come to");
  app.set_version_flag("--version", BYCATCH_VERSION);
  app.add_option("--listen", arguments.listen, "ADDRESS:PORT; without a certificate, this machine's own");
  CLI::Option* sqlite = app.add_option("--sqlite", arguments.sqlite, "File to keep the counts in");
  CLI::Option* postgres =
      app.add_option("--postgres", arguments.postgres, "Database to keep them in, as libpq takes it");
  sqlite->excludes(postgres);
  app.add_option("--fleet-token", arguments.fleet_token, "File with the token of who reports")->required();
  app.add_option("--admin-token", arguments.admin_token, "File with the password of who looks; the name is admin")
      ->required();
  CLI::Option* key = app.add_option("--key", arguments.key, "Its key");
  CLI::Option* certificate =
      app.add_option("--certificate", arguments.certificate, "Certificate (PEM) to serve by TLS with");
  certificate->needs(key);
  key->needs(certificate);
  app.add_option("--rate", arguments.rate, "Reports a second that are taken")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  if (arguments.sqlite.empty() && arguments.postgres.empty()) {
    return end_with("--sqlite", {ErrorCode::bad_request, "neither --sqlite nor --postgres"}, "Name a file.");
  }
  return collect(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception&) {  // the libraries': no memory, say
    std::fputs("bycatch-collector: internal: an unexpected error\n", stderr);
    return kFailed;
  }
}

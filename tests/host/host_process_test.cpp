// The real program over real pipes, on a real generation.
#include "host_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <thread>

#include "built_generation.h"
#include "frame_vectors.h"
#include "json_text.h"
#include "origin.h"
#include "sandbox_trial.h"
#include "sanitizer.h"
#include "segment_hash.h"
#include "temp_folder.h"
#include "watch_pack.h"

namespace bycatch {

namespace {

const std::string kStatus = R"({"id":6,"verb":"status"})";

const ListLines kStreet{"flickr\tphoto\t9000000000001\t99999900001@N00",
                        "flickr\tphoto\t9000000000002\t99999900001@N00"};
const ListLines kMasks{"flickr\tphoto\t9000000000001",
                       "instagram\tasset\t100000010_100000000000010_1000000000000000010"};

std::string check_request(const std::vector<std::string>& urls) {
  nlohmann::json photos = nlohmann::json::array();
  for (const std::string& url : urls)
    photos.push_back({{"subject", "p" + std::to_string(photos.size())}, {"urls", {url}}});
  return nlohmann::json{{"id", 2}, {"verb", "check"}, {"photos", photos}}.dump();
}

std::string file_text(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<std::string> datasets_of(const Answer& answer) {
  std::set<std::string> out;
  for (const Listing& listing : answer.listings) out.insert(listing.dataset);
  return out;
}

// The generation that `host` answers from: `awaited`, or what it is still using after ten seconds.
std::string generation_used_by(HostProcess& host, const std::string& awaited) {
  const auto start = std::chrono::steady_clock::now();
  for (;;) {
    auto status = std::get<StatusReply>(host.ask(kStatus));
    const bool is_over = std::chrono::steady_clock::now() - start > std::chrono::seconds(10);
    if (status.generation == awaited || is_over) return std::move(status.generation);
  }
}

}  // namespace

TEST_CASE("host: another extension, or nobody, gets exit code 2 and one line") {
  const TempFolder home;
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"},
                                                    {"manifest.json", "x@y"}}) {
    HostProcess host(home.path(), arguments);
    CHECK(host.wait() == 2);
    CHECK(!host.receive());
    const std::string errors = host.errors();
    CHECK(std::ranges::count(errors, '\n') == 1);
  }
  CHECK(std::filesystem::is_empty(home.path()));
}

TEST_CASE("host: Firefox is answered too, and a version is printed for anyone") {
  const TempFolder home;
  HostProcess firefox(home.path(), {"/some/org.bycatch.host.json", std::string(kFirefoxId)});
  CHECK(std::holds_alternative<HelloReply>(firefox.greet()));
  HostProcess version(home.path(), {"--version"});
  CHECK(version.wait() == 0);
  std::array<char, 64> text{};
  CHECK(::read(version.output().get(), text.data(), text.size()) > 0);
  CHECK(std::string(text.data()) == "bycatch-host " BYCATCH_VERSION "\n");
}

TEST_CASE("host: status tells one root hash over all, the same to whoever holds the same") {
  const auto root_of = [](const std::vector<std::pair<std::string, ListLines>>& lists) {
    const TempFolder home;
    for (const auto& [dataset, lines] : lists) build_generation(home.path(), {{dataset, lines}});
    HostProcess host(home.path());
    host.greet();
    const auto reply = std::get<StatusReply>(host.ask(kStatus));
    REQUIRE(reply.packs.size() == 1);
    CHECK(reply.root != reply.packs[0].root);
    return reply.root;
  };
  const auto root = root_of({{"street", kStreet}, {"masks", kMasks}});
  CHECK(root.value_or("").size() == 64);
  CHECK(root_of({{"street", kStreet}, {"masks", kMasks}}) == root);
  CHECK(root_of({{"street", kStreet}}) != root);
  const TempFolder nothing;
  HostProcess host(nothing.path());
  host.greet();
  CHECK_FALSE(std::get<StatusReply>(host.ask(kStatus)).root.has_value());
}

TEST_CASE("host: a damaged state file leaves the lists answering, and is never an empty one") {
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}});
  std::ofstream(home.path() / "state.db") << "this is no database, however long one looks at it";
  HostProcess host(home.path());
  host.greet();
  const auto tags =
      std::get<AnswersReply>(host.ask(R"({"id":3,"verb":"tags","platform":"instagram","tags":["#BycatchTest"]})"));
  CHECK(tags.answers.at(0).state == State::partly);
  CHECK(tags.answers.at(0).code == ErrorCode::internal);
  CHECK(tags.answers.at(0).advisories.size() == 1);
  for (const char* verb : {"watches", "requests", "watch_news"}) {
    CAPTURE(verb);
    const auto reply = host.ask(R"({"id":4,"verb":")" + std::string(verb) + "\"}");
    REQUIRE(std::holds_alternative<ErrorReply>(reply));
    CHECK(std::get<ErrorReply>(reply).code == ErrorCode::corrupt);
  }
  CHECK(std::get<StatusReply>(host.ask(kStatus)).index == IndexState::ready);
}

TEST_CASE("host: every verb on a real generation") {
  const TempFolder home;
  const std::string name = build_generation(home.path(), {{"street", kStreet}, {"masks", kMasks}});
  HostProcess host(home.path());
  const auto hello = std::get<HelloReply>(host.greet());
  CHECK(hello.generation == name);
  CHECK(hello.version == BYCATCH_VERSION);

  const auto check = std::get<AnswersReply>(host.ask(check_request(
      {"https://www.flickr.com/photos/99999900001@N00/9000000000001/", "https://www.flickr.com/people/99999900001@N00/",
       "https://scontent.cdninstagram.com/v/t51.2885-15/"
       "100000010_100000000000010_1000000000000000010_n.jpg",
       "https://live.staticflickr.com/65535/9999999999999_abcdef0123_b.jpg",
       "https://www.flickr.com/photos/x/9000000009999/", "https://example.org/"})));
  CHECK(check.id == 2);
  CHECK(check.generation == name);
  REQUIRE(check.answers.size() == 6);
  CHECK(check.answers[0].subject == "p0");
  CHECK(datasets_of(check.answers[0]) == std::set<std::string>{"street", "masks"});
  CHECK(check.answers[0].listings[0].match == Match::photo);
  CHECK(check.answers[0].coverage == Coverage{2, 2, "2026-01-31", {}});
  REQUIRE(check.answers[1].listings.size() == 1);
  CHECK(check.answers[1].listings[0].match == Match::account);
  CHECK(check.answers[1].listings[0].count == 2);
  CHECK(datasets_of(check.answers[2]) == std::set<std::string>{"masks"});
  CHECK(datasets_of(check.answers[3]) == std::set<std::string>{std::string(kTestDataset)});
  CHECK(check.answers[4].state == State::checked);
  CHECK(check.answers[4].listings.empty());
  CHECK(check.answers[5].code == ErrorCode::not_checkable);

  const auto account = std::get<AnswersReply>(
      host.ask(R"({"id":5,"verb":"account","platform":"flickr","accounts":["99999900001@N00","99999900009@N00"]})"));
  CHECK(account.answers.at(0).listings.at(0).count == 2);
  CHECK(account.answers.at(1).state == State::checked);
  CHECK(account.answers.at(1).listings.empty());

  const auto tags = std::get<AnswersReply>(
      host.ask(R"({"id":3,"verb":"tags","platform":"instagram","tags":["#BycatchTest","#quitelikelyunused"]})"));
  CHECK(tags.answers.at(0).advisories.at(0).dataset == kTestDataset);
  CHECK(tags.answers.at(1).advisories.empty());
  CHECK(tags.answers.at(1).state == State::checked);

  CHECK(std::holds_alternative<DoneReply>(
      host.ask(R"({"id":8,"verb":"watch","platform":"instagram","kind":"tag","word":"#QuiteLikelyUnused"})")));
  const auto watched = std::get<AnswersReply>(
      host.ask(R"({"id":8,"verb":"review","platform":"instagram","caption":"so #quitelikelyunused"})"));
  CHECK(watched.answers.at(0).advisories.at(0).level == Level::watched);
  CHECK(std::get<WatchesReply>(host.ask(R"({"id":8,"verb":"watches"})")).watches.at(0).id == "quitelikelyunused");
  const std::string unwatch =
      R"({"id":8,"verb":"unwatch","platform":"instagram","kind":"tag","word":"quitelikelyunused"})";
  CHECK(std::holds_alternative<DoneReply>(host.ask(unwatch)));
  CHECK(std::get<ErrorReply>(host.ask(unwatch)).code == ErrorCode::not_found);

  CHECK(std::holds_alternative<DoneReply>(
      host.ask(R"({"id":8,"verb":"watch","platform":"flickr","kind":"account","word":"99999900001@N00"})")));
  const auto news = std::get<WatchNewsReply>(host.ask(R"({"id":8,"verb":"watch_news"})"));
  CHECK(news.generation == name);
  CHECK(news.news.empty());
  const std::string seen = R"({"id":8,"verb":"watch_seen","generation":")";
  CHECK(std::holds_alternative<DoneReply>(host.ask(seen + name + "\"}")));
  CHECK(std::get<ErrorReply>(host.ask(seen + "other\"}")).code == ErrorCode::busy);

  const std::string kept = R"({"number":4,"dataset":"ffhq","letter":"ccpa","state":"sent","created":"2026-11-01",)"
                           R"("sent":"2026-11-25","changed":"2026-11-25"})";
  for (int round = 0; round < 2; ++round) {
    CHECK(std::holds_alternative<DoneReply>(host.ask(R"({"id":9,"verb":"keep_requests","requests":[)" + kept + "]}")));
  }
  CHECK(std::get<RequestsReply>(
            host.ask(R"({"id":9,"verb":"new_request","dataset":"lfw","letter":"plain","day":"2026-11-26"})"))
            .requests.at(0)
            .number == 2);
  CHECK(std::get<ErrorReply>(
            host.ask(R"({"id":9,"verb":"new_request","dataset":"lfw","letter":"plain","day":"2026-02-30"})"))
            .code == ErrorCode::bad_request);
  CHECK(std::get<RequestsReply>(
            host.ask(R"({"id":9,"verb":"mark_request","number":2,"state":"done","day":"2026-11-27"})"))
            .requests.at(0)
            .state == RequestState::done);
  const auto requests = std::get<RequestsReply>(host.ask(R"({"id":9,"verb":"requests"})")).requests;
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].due == "2027-01-09");

  const auto cards =
      std::get<DatasetsReply>(host.ask(R"({"id":4,"verb":"datasets","ids":["bycatch-test","no-such"]})"));
  REQUIRE(cards.cards.size() == 1);
  CHECK(cards.cards[0].id == kTestDataset);
  CHECK(std::get<DatasetsReply>(host.ask(R"({"id":4,"verb":"datasets"})")).cards.size() > 1);

  CHECK(std::holds_alternative<DoneReply>(
      host.ask(R"({"id":7,"verb":"count","platform":"flickr","seen":31,"identified":2})")));
  const auto status = std::get<StatusReply>(host.ask(kStatus));
  CHECK(status.index == IndexState::ready);
  CHECK(!status.code);
  CHECK(status.lists == 2);
  CHECK(status.data_date == "2026-01-31");
  CHECK(status.broker);
  CHECK(status.sandbox == sandbox_here());
  CHECK(status.sites == std::vector{SiteHealth{Platform::flickr, 31, 2}});

  host.input().close();
  CHECK(!host.receive());
  CHECK(host.wait() == 0);
  CHECK(host.errors().empty());
}

TEST_CASE("host: places are its own, the data folder's, and the manifest that each browser of this user uses") {
  const TempFolder home;
  const TempFolder user;
  const std::string own_home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  const auto manifests = user.path() / ".config/chromium/NativeMessagingHosts";
  std::filesystem::create_directories(manifests);
  std::filesystem::create_directories(user.path() / ".config/BraveSoftware/Brave-Browser");
  std::ofstream(manifests / "org.bycatch.host.json") << R"({"name":"org.bycatch.host","path":"/nowhere/bycatch-host"})";
  setenv("HOME", user.path().c_str(), 1);
  HostProcess host(home.path());
  setenv("HOME", own_home.c_str(), 1);
  host.greet();
  const auto places = std::get<PlacesReply>(host.ask(R"({"id":2,"verb":"places"})"));
  CHECK(places.data == home.path().string());
  CHECK(std::filesystem::is_regular_file(places.host));
  const auto state_of = [&](std::string_view browser) -> std::optional<ManifestState> {
    for (const BrowserManifest& one : places.browsers) {
      if (one.browser == browser) return one.state;
    }
    return std::nullopt;
  };
  CHECK(state_of("Chromium") == ManifestState::dangling);
  CHECK(state_of("Brave"));
  CHECK(!state_of("Firefox"));
}

TEST_CASE("host: what the organisation watches is said of what is listed, until it expires") {
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}, {"masks", kMasks}});
  WatchPack pack{.name = "Example Embassy",
                 .version = 7,
                 .expires = "9999-12-31",
                 .salt = std::string(32, '0'),
                 .accounts = {},
                 .tags = {},
                 .imprints = {}};
  pack.accounts = {watch_pack_hash(pack.salt, {Platform::flickr, IdentifierKind::account, "99999900001@N00"})};
  pack.tags = {watch_pack_hash(pack.salt, {Platform::flickr, IdentifierKind::tag, "examplesummit"})};
  const auto put = [&] {
    std::ofstream(watch_pack_file(home.path())) << watch_pack_text(watch_pack_body(pack), "00", "00");
  };
  HostProcess host(home.path());
  host.greet();
  // As a page names a photo: by its own address, and by its owner's.
  const auto watched = [&](const std::string& owner) {
    const nlohmann::json ask = {{"id", 2},
                                {"verb", "check"},
                                {"photos",
                                 {{{"subject", "p"},
                                   {"urls",
                                    {"https://www.flickr.com/photos/" + owner + "/9000000000001/",
                                     "https://www.flickr.com/people/" + owner + "/"}}}}}};
    return std::get<AnswersReply>(host.ask(ask.dump())).answers[0].watched.value_or(false);
  };
  const auto tag_levels = [&] {
    const std::string ask = R"({"id":3,"verb":"tags","platform":"flickr","tags":["#ExampleSummit"]})";
    return std::get<AnswersReply>(host.ask(ask)).answers[0].advisories.size();
  };
  const std::string listed = "99999900001@N00";
  CHECK_FALSE(watched(listed));
  CHECK(tag_levels() == 0);
  put();
  CHECK(watched(listed));
  CHECK_FALSE(watched("99999900002@N00"));
  CHECK(tag_levels() == 1);
  const auto held = std::get<StatusReply>(host.ask(kStatus)).watch_pack;
  CHECK(held == HeldWatchPack{"Example Embassy", 7, "9999-12-31", 2});
  pack.expires = "2020-01-01";
  put();
  CHECK_FALSE(watched(listed));
  CHECK(tag_levels() == 0);
  std::ofstream(watch_pack_file(home.path())) << "{";
  CHECK_FALSE(watched(listed));
  CHECK_FALSE(std::get<StatusReply>(host.ask(kStatus)).watch_pack);
}

TEST_CASE("host: with the program's own lists alone, a test photo is found and all else could not be checked") {
  const TempFolder home;
  build_generation(home.path(), {});
  HostProcess host(home.path());
  host.greet();
  const auto check = std::get<AnswersReply>(host.ask(check_request(
      {"https://www.flickr.com/photos/x/9999999999999/", "https://www.flickr.com/photos/x/9000000000001/"})));
  CHECK(datasets_of(check.answers.at(0)) == std::set<std::string>{std::string(kTestDataset)});
  CHECK(check.answers.at(1).code == ErrorCode::no_index);
  CHECK(std::get<StatusReply>(host.ask(kStatus)).index == IndexState::empty);
}

TEST_CASE("host: the largest request is answered, in frames that a browser takes") {
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}, {"masks", kMasks}});
  HostProcess host(home.path());
  host.greet();
  std::string request = check_request(std::vector<std::string>(256, "https://www.flickr.com/photos/x/9000000000001/"));
  request.resize(kMaxRequestBytes, ' ');
  host.send(request);
  std::size_t answers = 0;
  for (bool more = true; more;) {
    const auto reply = parse_answers_reply(parse_json_text(host.receive().value()).value()).value();
    answers += reply.answers.size();
    more = reply.more.value_or(false);
  }
  CHECK(answers == 256);
}

TEST_CASE("host: a new generation is answered from without a restart") {
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}});
  HostProcess host(home.path());
  host.greet();
  const std::string second = build_generation(home.path(), {{"masks", kMasks}});
  CHECK(generation_used_by(host, second) == second);
  CHECK(std::get<StatusReply>(host.ask(kStatus)).lists == 2);
}

TEST_CASE("host: started before there was any list, it answers from the first one") {
  const TempFolder folder;
  const auto home = folder.path() / "not" / "there";
  HostProcess host(home);
  CHECK(std::get<HelloReply>(host.greet()).generation.empty());
  const std::string name = build_generation(home, {{"street", kStreet}});
  CHECK(generation_used_by(host, name) == name);
  const auto check =
      std::get<AnswersReply>(host.ask(check_request({"https://www.flickr.com/photos/x/9000000000001/"})));
  CHECK(check.answers.at(0).listings.size() == 1);
  host.input().close();
  CHECK(host.wait() == 0);
  CHECK(host.errors().empty());
}

TEST_CASE("host: public lists are loaded on request, by a program of its own, and answered from") {
  const TempFolder folder;
  const auto home = folder.path() / "data";
  build_generation(home, {{"masks", kMasks}});
  const auto list = folder.path() / "list";
  const std::string text = "9000000000777\n";
  std::ofstream(list) << text;
  std::string sha256;
  for (const std::byte byte : SegmentHash::of(std::as_bytes(std::span(text)))) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", std::to_integer<unsigned>(byte));
    sha256 += digits.data();
  }
  const auto sources = [&](const std::string& hash) {
    const nlohmann::json source{{"dataset", "faces"}, {"url", list.string()},      {"format", "photo-id-list"},
                                {"sha256", hash},     {"size_bytes", text.size()}, {"rows", 1}};
    std::ofstream(home / "sources.json") << nlohmann::json{{"sources", {source}}};
  };
  HostProcess host(home);
  host.greet();
  const auto progress = [&](const char* verb) {
    return std::get<ImportProgressReply>(host.ask(R"({"id":7,"verb":")" + std::string(verb) + R"("})"));
  };
  const auto ended = [&] {
    ImportProgressReply reply = progress("import_progress");
    for (int tries = 0; reply.state == RunState::running && tries < 2000; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      reply = progress("import_progress");
    }
    return reply;
  };
  CHECK(progress("import_progress").state == RunState::none);

  sources(std::string(64, '0'));
  CHECK(progress("import_public").state == RunState::running);
  CHECK(progress("import_public").state != RunState::none);  // one at a time
  const ImportProgressReply failed = ended();
  CHECK(failed.state == RunState::failed);
  CHECK(failed.code == ErrorCode::hash_mismatch);

  sources(sha256);
  progress("import_public");
  const ImportProgressReply done = ended();
  CHECK(done.state == RunState::done);
  CHECK(done.done == 1);
  CHECK(done.whole == 1);
  CHECK_FALSE(done.code);
  for (int tries = 0; std::get<StatusReply>(host.ask(kStatus)).lists != 2 && tries < 500; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto check =
      std::get<AnswersReply>(host.ask(check_request({"https://www.flickr.com/photos/x/9000000000777/"})));
  CHECK(datasets_of(check.answers.at(0)) == std::set<std::string>{"faces"});
  host.input().close();
  CHECK(host.wait() == 0);
}

TEST_CASE("host: its data folder replaced by another, it ends, and the next one answers from that") {
  const TempFolder folder;
  const auto home = folder.path() / "data";
  build_generation(home, {{"street", kStreet}});
  HostProcess first(home);
  first.greet();
  std::filesystem::remove_all(home);
  const std::string name = build_generation(home, {{"masks", kMasks}});
  first.send(kStatus);
  CHECK(!first.receive());
  CHECK(first.wait() == 0);
  HostProcess second(home);
  CHECK(std::get<HelloReply>(second.greet()).generation == name);
}

TEST_CASE("host: bytes of the index in use overwritten are damage, never `not listed`") {
  const TempFolder home;
  const std::string name = build_generation(home.path(), {{"street", kStreet}});
  const auto file = index_file(home.path(), name);
  std::filesystem::permissions(file, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    const std::string rubbish(std::filesystem::file_size(file) - 100, '\x5a');
    bytes.seekp(100);
    bytes << rubbish;
  }
  HostProcess host(home.path());
  host.greet();
  const auto check =
      std::get<AnswersReply>(host.ask(check_request({"https://www.flickr.com/photos/x/9000000000001/"})));
  CHECK(check.answers.at(0).state == State::not_checked);
  CHECK(check.answers.at(0).code == ErrorCode::corrupt);
  const auto status = std::get<StatusReply>(host.ask(kStatus));
  CHECK(status.index == IndexState::damaged);
  CHECK(status.code == ErrorCode::corrupt);
}

TEST_CASE("host: a bad frame ends it with code 2, a bad message does not") {
  const TempFolder home;
  for (const FrameVector& vector : load_frame_vectors()) {
    if (!vector.is_bytes) continue;
    CAPTURE(vector.name);
    HostProcess host(home.path());
    host.greet();
    host.send_bytes(vector.frame);
    if (vector.expect == "bad_json") {
      CHECK(parse_error_reply(parse_json_text(host.receive().value()).value()).value().code == ErrorCode::bad_request);
      CHECK(std::holds_alternative<StatusReply>(host.ask(kStatus)));
    }
    host.input().close();
    CHECK(host.wait() == (vector.expect == "bad_json" || vector.expect == "end" ? 0 : 2));
  }
}

TEST_CASE("host: its memory is not to be had and it gains no rights") {
  const TempFolder home;
  HostProcess host(home.path());
  host.greet();
  std::vector<pid_t> processes = children_of(host.id());
  CHECK(processes.size() == 1);
  processes.push_back(host.id());
  if (sandbox_here() == SandboxState::full) {
    // The answering half alone: the other one writes.
    CHECK(file_text("/proc/" + std::to_string(host.id()) + "/status").contains("Seccomp:\t2"));
    CHECK(file_text("/proc/" + std::to_string(host.id()) + "/limits").contains("Max open files            256"));
  }
  for (const pid_t id : processes) {
    const std::string folder = "/proc/" + std::to_string(id);
    CHECK(file_text(folder + "/status").contains("NoNewPrivs:\t1"));
    CHECK(file_text(folder + "/limits").contains("Max core file size        0                    0"));
  }
}

TEST_CASE("host: its broker killed, it answers on, says so and leaves no zombie") {
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}});
  HostProcess host(home.path());
  host.greet();
  const auto broker = children_of(host.id());
  REQUIRE(broker.size() == 1);
  ::kill(broker[0], SIGKILL);
  const auto start = std::chrono::steady_clock::now();
  while (!children_of(host.id()).empty()) REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  CHECK(!std::get<StatusReply>(host.ask(kStatus)).broker);
  CHECK(std::get<ErrorReply>(host.ask(R"({"id":7,"verb":"count","platform":"flickr","seen":3,"identified":2})")).code ==
        ErrorCode::cancelled);
  const auto check =
      std::get<AnswersReply>(host.ask(check_request({"https://www.flickr.com/photos/x/9000000000001/"})));
  CHECK(check.answers.at(0).listings.size() == 1);
}

TEST_CASE("host: however it ends, both halves end") {
  const TempFolder home;
  adopt_orphans();
  SUBCASE("end of input") {
    HostProcess host(home.path());
    host.greet();
    host.input().close();
    CHECK(host.wait() == 0);
  }
  SUBCASE("killed: the broker ends by itself") {
    HostProcess host(home.path());
    host.greet();
    const auto broker = children_of(host.id());
    REQUIRE(broker.size() == 1);
    ::kill(host.id(), SIGKILL);
    CHECK(host.wait() == -SIGKILL);
    wait_for_orphans();
    CHECK(::kill(broker[0], 0) == -1);
  }
  SUBCASE("told to end") {
    HostProcess host(home.path());
    host.greet();
    ::kill(host.id(), SIGTERM);
    CHECK(host.wait() == -SIGTERM);
  }
  SUBCASE("its output is not read any more") {
    HostProcess host(home.path());
    host.greet();
    host.output().close();
    host.send(kStatus);
    CHECK(host.wait() == 0);
  }
  SUBCASE("killed in the middle of a frame") {
    HostProcess host(home.path());
    host.greet();
    host.send_bytes(std::string("\x20\0\0\0{", 5));
    ::kill(host.id(), SIGKILL);
    CHECK(host.wait() == -SIGKILL);
  }
  wait_for_orphans();
  CHECK(children_of(::getpid()).empty());
}

TEST_CASE("host: its starter gone while another process holds its pipes open, it ends within seconds") {
  const TempFolder home;
  adopt_orphans();
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const FileHandle read_end(ends[0]);
  FileHandle write_end(ends[1]);
  const pid_t starter = ::fork();
  if (starter == 0) {
    HostProcess host(home.path());
    host.greet();
    const pid_t holder = ::fork();
    if (holder == 0) {
      ::alarm(30);
      ::pause();
    }
    const std::array<pid_t, 2> ids{host.id(), holder};
    std::_Exit(::write(ends[1], ids.data(), sizeof ids) == sizeof ids ? 0 : 1);
  }
  write_end.close();
  std::array<pid_t, 2> ids{};
  REQUIRE(::read(ends[0], ids.data(), sizeof ids) == sizeof ids);
  ::waitpid(starter, nullptr, 0);
  const auto start = std::chrono::steady_clock::now();
  int status = -1;
  CHECK(::waitpid(ids[0], &status, 0) == ids[0]);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  // The holder would let go after 30.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  ::kill(ids[1], SIGKILL);
  wait_for_orphans();
}

TEST_CASE("host: a message that stalls half way is answered when the rest has come") {
  const TempFolder home;
  HostProcess host(home.path());
  host.greet();
  const auto size = static_cast<std::uint32_t>(kStatus.size());
  std::string frame(reinterpret_cast<const char*>(&size), sizeof size);
  frame += kStatus;
  for (std::size_t sent = 0; sent < frame.size(); ++sent) {
    host.send_bytes(frame.substr(sent, 1));
    if (sent % 8 == 0) std::this_thread::yield();
  }
  CHECK(host.receive());
  host.send_bytes(std::string_view(frame).substr(0, frame.size() / 2));
  host.input().close();
  CHECK(host.wait() == 2);
}

TEST_CASE("host: a flood of requests that nobody reads the replies of is waited for, then answered in order") {
  constexpr int kFlood = 3000;
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}});
  HostProcess host(home.path());
  host.greet();
  std::thread flood([&] {
    for (int id = 10; id < 10 + kFlood; ++id) {
      const std::string text = R"({"id":)" + std::to_string(id) + R"(,"verb":"status"})";
      const auto size = static_cast<std::uint32_t>(text.size());
      std::string frame(reinterpret_cast<const char*>(&size), sizeof size);
      frame += text;
      while (!frame.empty()) {
        const ssize_t written = ::write(host.input().get(), frame.data(), frame.size());
        if (written <= 0) return;
        frame.erase(0, static_cast<std::size_t>(written));
      }
    }
  });
  bool is_in_order = true;
  for (int id = 10; id < 10 + kFlood; ++id) {
    const auto reply = parse_reply(parse_json_text(host.receive().value()).value()).value();
    is_in_order = is_in_order && std::get<StatusReply>(reply).id == id;
  }
  CHECK(is_in_order);
  flood.join();
}

TEST_CASE("host: thirty-two at once on one index all answer") {
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}});
  std::vector<std::unique_ptr<HostProcess>> hosts;
  for (int profile = 0; profile < 32; ++profile) hosts.push_back(std::make_unique<HostProcess>(home.path()));
  for (const auto& host : hosts) host->greet();
  for (const auto& host : hosts) {
    host->ask(R"({"id":7,"verb":"count","platform":"flickr","seen":1,"identified":1})");
    const auto check =
        std::get<AnswersReply>(host->ask(check_request({"https://www.flickr.com/photos/x/9000000000001/"})));
    CHECK(check.answers.at(0).listings.size() == 1);
  }
  // Each wrote through a broker of its own, into one file.
  CHECK(std::get<StatusReply>(hosts[0]->ask(kStatus)).sites == std::vector{SiteHealth{Platform::flickr, 32, 32}});
}

TEST_CASE("host: hundreds of starts leave nothing behind") {
  constexpr int kStarts = kHasSanitizer ? 30 : 600;
  const TempFolder home;
  build_generation(home.path(), {{"street", kStreet}});
  adopt_orphans();
  for (int start = 0; start < kStarts; ++start) {
    HostProcess host(home.path());
    if (start % 3 != 0) host.greet();
    if (start % 3 == 1) ::kill(host.id(), SIGKILL);
  }
  wait_for_orphans();
  CHECK(children_of(::getpid()).empty());
  for (const auto& entry : std::filesystem::directory_iterator(home.path())) {
    CAPTURE(entry.path());
    CHECK((entry.path().filename() == "live" || entry.path().filename() == "generations" ||
           entry.path().filename().string().contains("lock")));
  }
}

}  // namespace bycatch

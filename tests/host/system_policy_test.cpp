#include "system_policy.h"

#include <doctest/doctest.h>

#include <fstream>

#include "temp_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;
using Troubles = std::vector<SystemPolicy::Trouble>;

}  // namespace

TEST_CASE("system policy: what is set, and nothing else") {
  const SystemPolicy policy = parse_system_policy(
      R"({"feed":"https://lists.example.org/feed/","root":"/etc/bycatch/root.json","packs":["lists"],"key":"/k"})");
  CHECK(policy.feed == "https://lists.example.org/feed/");
  CHECK(policy.root == "/etc/bycatch/root.json");
  CHECK(policy.packs == std::vector<std::string>{"lists"});
  CHECK(policy.key == "/k");
  CHECK(policy.proxy.empty());
  CHECK(policy.troubles.empty());
  CHECK(parse_system_policy(R"({"packs":[]})").packs->empty());
  CHECK_FALSE(parse_system_policy("{}").packs);
  CHECK(parse_system_policy(R"({"keepDays":7})").keep_days == 7);
}

TEST_CASE("system policy: counts go by TLS, or not further than this machine; days are between 1 and 90") {
  for (const std::string address :
       {"https://counts.example.org/", "syslogs://log.example.org:6514", "syslog://log.example.org:601",
        "http://127.0.0.1:8090/counts", "http://[::1]:1/"}) {
    CAPTURE(address);
    CHECK(parse_system_policy("{\"events\":\"" + address + "\"}").events == address);
  }
  for (const std::string value :
       {R"("events":"http://counts.example.org/")", R"("events":"http://127.0.0.1.example.org/")",
        R"("events":"https://")", R"("events":"file:///etc/passwd")", R"("events":true)", R"("eventsToken":"token")",
        R"("keepDays":0)", R"("keepDays":91)", R"("keepDays":-1)", R"("keepDays":"7")", R"("keepDays":7.5)"}) {
    CAPTURE(value);
    const SystemPolicy policy = parse_system_policy("{" + value + "}");
    CHECK(policy.events.empty());
    CHECK_FALSE(policy.keep_days);
    CHECK(policy.troubles.size() == 1);
  }
}

TEST_CASE("system policy: what is not known or not as it must be is named, and the rest stands") {
  const SystemPolicy policy = parse_system_policy(
      R"({"feed":7,"root":"root.json","packs":["lists","--x"],"proxy":"a\u0007","ca":"","":1,"color":"red","certificate":"/c"})");
  CHECK((policy.troubles == Troubles{{"\"\"", ErrorCode::unsupported},
                                     {"ca", ErrorCode::bad_format},
                                     {"color", ErrorCode::unsupported},
                                     {"feed", ErrorCode::bad_format},
                                     {"packs", ErrorCode::bad_format},
                                     {"proxy", ErrorCode::bad_format},
                                     {"root", ErrorCode::bad_format}}));
  CHECK(policy.certificate == "/c");
  CHECK(policy.feed.empty());
  CHECK(policy.root.empty());
  CHECK_FALSE(policy.packs);
}

TEST_CASE("system policy: a file that is none, too large or anybody's sets nothing and says so") {
  const TempFolder folder;
  const fs::path file = folder.path() / "policy.json";
  CHECK(read_system_policy(file) == SystemPolicy());
  const auto write = [&](const std::string& text) { std::ofstream(file, std::ios::binary) << text; };
  const auto code = [&] {
    const SystemPolicy policy = read_system_policy(file);
    REQUIRE(policy.troubles.size() == 1);
    CHECK(policy.troubles[0].key.empty());
    CHECK(policy.feed.empty());
    return policy.troubles[0].code;
  };
  for (const char* const text : {"", "[]", "{", "7", R"({"feed":"a","feed":"b"})"}) {
    CAPTURE(text);
    write(text);
    CHECK(code() == ErrorCode::bad_format);
  }
  write("{\"feed\":\"" + std::string(2 << 20, 'a') + "\"}");
  CHECK(code() == ErrorCode::too_large);
  write(R"({"feed":"https://lists.example.org/"})");
  CHECK(read_system_policy(file).feed == "https://lists.example.org/");
  fs::permissions(file, fs::perms::others_write, fs::perm_options::add);
  CHECK(code() == ErrorCode::permission);
}

}  // namespace bycatch

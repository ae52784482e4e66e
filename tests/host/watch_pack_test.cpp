// What an organisation watches: signed, not expired, never in clear; and what that adds to answers.
#include "watch_pack.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "canonical_json.h"
#include "signing_key.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

using std::chrono::sys_days;

constexpr sys_days kDay = std::chrono::year(2026) / 11 / 27;
const Identifier kAccount{Platform::flickr, IdentifierKind::account, "99999900001@N00"};
const Identifier kTag{Platform::instagram, IdentifierKind::tag, "examplesummit"};

Imprint imprint_of(std::uint64_t bits) {
  Imprint imprint{};
  imprint.words[0] = bits;
  return imprint;
}

WatchPack made() {
  WatchPack pack{.name = "Example Embassy",
                 .version = 7,
                 .expires = "2026-12-31",
                 .salt = std::string(32, '0'),
                 .accounts = {},
                 .tags = {},
                 .imprints = {imprint_of(0xff)}};
  pack.accounts.push_back(watch_pack_hash(pack.salt, kAccount));
  pack.tags.push_back(watch_pack_hash(pack.salt, kTag));
  return pack;
}

std::string signed_text(const WatchPack& pack, const SigningKey& key) {
  const auto body = watch_pack_body(pack);
  return watch_pack_text(body, key.id(), key.sign(canonical_json(body)).value());
}

}  // namespace

TEST_CASE("watch pack: what is signed is read, and is watched by its hashes and imprints alone") {
  const auto key = SigningKey::generate(KeyKind::ed25519).value();
  const WatchPack pack = made();
  const std::string text = signed_text(pack, key);
  CHECK(text.find("99999900001") == std::string::npos);
  CHECK(text.find("examplesummit") == std::string::npos);
  CHECK(open_watch_pack(text, key.public_json().dump(), kDay).value() == pack);
  CHECK(watches(pack, kAccount));
  CHECK(watches(pack, kTag));
  CHECK_FALSE(watches(pack, {Platform::flickr, IdentifierKind::account, "99999900002@N00"}));
  CHECK_FALSE(watches(pack, {Platform::flickr, IdentifierKind::tag, "examplesummit"}));
  CHECK_FALSE(watches(pack, {Platform::flickr, IdentifierKind::photo, "99999900001@N00"}));
  const auto picture = [](std::uint64_t bits) {
    return Identifier{Platform::web, IdentifierKind::imprint, to_text(imprint_of(bits))};
  };
  CHECK(watches(pack, picture(0xff)));
  CHECK(watches(pack, picture(0xff0000ff)));
  CHECK_FALSE(watches(pack, picture(~std::uint64_t{0xff})));
}

TEST_CASE("watch pack: unsigned, signed by another, changed, stale or malformed ones are refused and named") {
  const auto key = SigningKey::generate(KeyKind::ed25519).value();
  const auto other = SigningKey::generate(KeyKind::p256).value();
  const std::string text = signed_text(made(), key);
  const std::string own = key.public_json().dump();
  const auto code_of = [&](const std::string& bytes, const std::string& public_key) {
    return open_watch_pack(bytes, public_key, kDay).error().code;
  };
  CHECK(code_of(text, other.public_json().dump()) == ErrorCode::signature);
  CHECK(code_of(signed_text(made(), other), own) == ErrorCode::signature);
  std::string changed = text;
  changed.replace(changed.find("Example"), 7, "Another");
  CHECK(code_of(changed, own) == ErrorCode::signature);
  CHECK(code_of(watch_pack_text(watch_pack_body(made()), key.id(), "00"), own) == ErrorCode::signature);
  CHECK(code_of(text, "{}") == ErrorCode::bad_format);
  CHECK(open_watch_pack(text, own, kDay + std::chrono::days(34)).has_value());
  CHECK(open_watch_pack(text, own, kDay + std::chrono::days(35)).error().code == ErrorCode::expired);
  for (const auto& spoil : std::vector<std::function<void(nlohmann::json&)>>{
           [](auto& body) { body["version"] = 0; }, [](auto& body) { body["name"] = ""; },
           [](auto& body) { body["expires"] = "soon"; }, [](auto& body) { body["salt"] = "x"; },
           [](auto& body) { body["accounts"] = {"flickr 99999900001@N00"}; }, [](auto& body) { body.erase("tags"); },
           [](auto& body) { body["accounts"] = {std::string(32, 'b'), std::string(32, 'a')}; },
           [](auto& body) { body["imprints"] = {"00"}; }, [](auto& body) { body["more"] = 1; }}) {
    auto body = watch_pack_body(made());
    spoil(body);
    CAPTURE(body.dump());
    const std::string bytes = watch_pack_text(body, key.id(), key.sign(canonical_json(body)).value());
    CHECK(code_of(bytes, own) == ErrorCode::bad_format);
  }
}

}  // namespace bycatch

#include <doctest/doctest.h>

#include "envelope.h"
#include "feed_maker.h"

namespace bycatch {
namespace {

std::optional<FeedKey> read(const json& key) {
  return FeedKey::read(feed_key_id(key), key);
}

json with_public(const TestKey& key, const std::string& text) {
  json changed = key.public_json();
  changed["keyval"]["public"] = text;
  return changed;
}

// What `envelope` is worth for a role of `keys` with `threshold`.
Status check(const Envelope& envelope, const Signers& role, std::size_t threshold) {
  FeedKeys keys;
  RoleKeys role_keys{{}, threshold};
  for (const TestKey& key : role) {
    keys.emplace(key.id(), *read(key.public_json()));
    role_keys.key_ids.push_back(key.id());
  }
  std::ranges::sort(role_keys.key_ids);
  return check_signatures(envelope, role_keys, keys);
}

Envelope envelope_of(const Signers& by) {
  return *open_envelope(signed_text({{"a", 1}}, by), 100'000);
}

}  // namespace

TEST_CASE("feed key: each kind verifies what it signed and nothing else") {
  for (const auto kind : {TestKey::Kind::ed25519, TestKey::Kind::p256, TestKey::Kind::rsa}) {
    const TestKey key(kind);
    const auto known = read(key.public_json());
    REQUIRE(known.has_value());
    const std::string signature = key.sign("message");
    CHECK(known->verifies("message", signature));
    CHECK_FALSE(known->verifies("massage", signature));
    CHECK_FALSE(known->verifies("message", TestKey(kind).sign("message")));
    for (const std::string& wrong :
         {std::string(), signature.substr(1), signature.substr(2), signature + "00", std::string("zz"),
          std::string(signature.size(), '0'), signature + std::string(1 << 20, '0')}) {
      CHECK_FALSE(known->verifies("message", wrong));
    }
  }
}

TEST_CASE("feed key: one whose id is not its hash does not count") {
  const TestKey key;
  CHECK(FeedKey::read(key.id(), key.public_json()).has_value());
  CHECK_FALSE(FeedKey::read(TestKey().id(), key.public_json()).has_value());
  CHECK_FALSE(FeedKey::read("", key.public_json()).has_value());
}

TEST_CASE("feed key: kinds and schemes that do not fit, and weak or damaged keys do not count") {
  const TestKey ed25519;
  const TestKey p256(TestKey::Kind::p256);
  const TestKey rsa(TestKey::Kind::rsa);
  CHECK_FALSE(read(TestKey(TestKey::Kind::p384).public_json()).has_value());
  CHECK_FALSE(read(TestKey(TestKey::Kind::rsa_1024).public_json()).has_value());
  for (const TestKey* key : {&ed25519, &p256, &rsa}) {
    for (const char* scheme : {"ed25519", "ecdsa-sha2-nistp256", "rsassa-pss-sha256", "rsa-pkcs1v15-sha256", ""}) {
      json other = key->public_json();
      if (other["scheme"] == scheme) continue;
      other["scheme"] = scheme;
      CHECK_FALSE(read(other).has_value());
    }
    const std::string text = key->public_json()["keyval"]["public"];
    for (const std::string& wrong :
         {std::string(), text.substr(0, text.size() / 2), std::string(10'000'000, 'a'), "\n" + text,
          std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
          std::string("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
          std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")}) {
      CHECK_FALSE(read(with_public(*key, wrong)).has_value());
    }
  }
  CHECK_FALSE(read(with_public(p256, rsa.public_json()["keyval"]["public"])).has_value());
  CHECK_FALSE(read(with_public(rsa, p256.public_json()["keyval"]["public"])).has_value());
  for (const json& shape : {json(), json("key"), json::array(), json{{"keyval", "x"}}, json{{"keyval", json::object()}},
                            json{{"keytype", 1}, {"scheme", 2}, {"keyval", {{"public", 3}}}}}) {
    CHECK_FALSE(read(shape).has_value());
  }
}

TEST_CASE("feed key: an ed25519 point of small order and an S beyond the group's order do not count") {
  const TestKey key;
  for (const std::string& point :
       {std::string(64, '0'), "01" + std::string(62, '0'), "01" + std::string(60, '0') + "80",
        "ec" + std::string(60, 'f') + "7f", "ed" + std::string(60, 'f') + "ff",
        std::string("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        std::string("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")}) {
    CAPTURE(point);
    CHECK_FALSE(read(with_public(key, point)).has_value());
  }
  // S + L signs the same to a careless reader.
  const std::string signature = key.sign("message");
  const std::string order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
  std::string moved = signature.substr(0, 64);
  unsigned carry = 0;
  for (std::size_t i = 0; i < 64; i += 2) {
    const unsigned sum = static_cast<unsigned>(std::stoul(signature.substr(64 + i, 2), nullptr, 16) +
                                               std::stoul(order.substr(i, 2), nullptr, 16)) +
                         carry;
    const auto byte = static_cast<unsigned char>(sum);
    moved += hex_of({&byte, 1});
    carry = sum >> 8;
  }
  REQUIRE(moved != signature);
  CHECK(read(key.public_json())->verifies("message", signature));
  CHECK_FALSE(read(key.public_json())->verifies("message", moved));
}

TEST_CASE("signatures: only different keys of the role count towards its threshold") {
  const TestKey a, b, stranger;
  CHECK(check(envelope_of({a}), {a, b}, 1).has_value());
  CHECK(check(envelope_of({a, b}), {a, b}, 2).has_value());
  CHECK(check(envelope_of({a, stranger}), {a, b}, 1).has_value());
  CHECK(check(envelope_of({}), {a, b}, 1).error().code == ErrorCode::signature);
  CHECK(check(envelope_of({stranger}), {a, b}, 1).error().code == ErrorCode::signature);
  CHECK(check(envelope_of({a}), {a, b}, 2).error().code == ErrorCode::threshold);
  CHECK(check(envelope_of({a, stranger}), {a, b}, 2).error().code == ErrorCode::threshold);
  CHECK(check(envelope_of({a, b}), {a, b}, 3).error().code == ErrorCode::threshold);
}

TEST_CASE("signatures: an id that signs twice, and one key under two ids") {
  const TestKey a, b;
  CHECK(check(envelope_of({a, a}), {a, b}, 1).error().code == ErrorCode::threshold);
  const TestKey again = a.renamed("again");
  REQUIRE(again.id() != a.id());
  CHECK(check(envelope_of({a, again}), {a, again}, 2).error().code == ErrorCode::threshold);
  CHECK(check(envelope_of({a, again, b}), {a, again, b}, 2).has_value());
}

TEST_CASE("signatures: bad ones beside enough good ones do no harm") {
  const TestKey a, b;
  for (const std::string& wrong :
       {std::string(), std::string("abc"), std::string("zz"), std::string(1 << 20, 'a'), TestKey().sign("x")}) {
    Envelope envelope = envelope_of({a, b});
    envelope.signatures[1].hex = wrong;
    CHECK(check(envelope, {a, b}, 1).has_value());
    CHECK(check(envelope, {a, b}, 2).error().code == ErrorCode::threshold);
  }
}

TEST_CASE("envelope: what is no signed metadata") {
  for (const char* text :
       {"{}", R"({"signed":{}})", R"({"signed":[],"signatures":[]})", R"({"signed":{},"signatures":{}})",
        R"({"signed":{},"signatures":[1]})", R"({"signed":{},"signatures":[{"keyid":"a"}]})",
        R"({"signed":{},"signatures":[{"keyid":1,"sig":"a"}]})"}) {
    CAPTURE(text);
    CHECK(open_envelope(text, 1000).error().code == ErrorCode::bad_format);
  }
  CHECK(open_envelope("<html>", 1000).error().code == ErrorCode::not_a_feed);
}

}  // namespace bycatch

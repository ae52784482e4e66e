// Makes feeds, right and wrong: real keys, real signatures, and every field at hand to be bent.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "canonical_json.h"
#include "feed_hash.h"
#include "feed_key.h"
#include "metadata.h"
#include "utc_time.h"

namespace bycatch {

using nlohmann::json;

inline std::string hex_of(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

class TestKey {
 public:
  enum class Kind { ed25519, p256, p384, rsa, rsa_1024 };

  explicit TestKey(Kind kind = Kind::ed25519) : kind_(kind), key_(make(kind), &EVP_PKEY_free) {
    if (key_ == nullptr) throw std::runtime_error("no key");
    if (kind == Kind::ed25519) {
      std::vector<unsigned char> raw(32);
      std::size_t size = raw.size();
      EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
      json_ = {{"keytype", "ed25519"}, {"scheme", "ed25519"}, {"keyval", {{"public", hex_of(raw)}}}};
    } else {
      const bool is_rsa = kind == Kind::rsa || kind == Kind::rsa_1024;
      json_ = {{"keytype", is_rsa ? "rsa" : "ecdsa"},
               {"scheme", is_rsa ? "rsassa-pss-sha256" : "ecdsa-sha2-nistp256"},
               {"keyval", {{"public", pem()}}}};
    }
  }

  [[nodiscard]] const json& public_json() const { return json_; }
  // The same key as something else is said of it, and so under another id.
  [[nodiscard]] TestKey renamed(const std::string& remark) const {
    TestKey other = *this;
    other.json_["remark"] = remark;
    return other;
  }
  [[nodiscard]] std::string id() const { return feed_key_id(json_); }
  [[nodiscard]] std::string sign(std::string_view message) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* options = nullptr;
    EVP_DigestSignInit(context, &options, kind_ == Kind::ed25519 ? nullptr : EVP_sha256(), nullptr, key_.get());
    if (kind_ == Kind::rsa || kind_ == Kind::rsa_1024) {
      EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    std::size_t size = 0;
    EVP_DigestSign(context, nullptr, &size, bytes, message.size());
    std::vector<unsigned char> signature(size);
    EVP_DigestSign(context, signature.data(), &size, bytes, message.size());
    EVP_MD_CTX_free(context);
    signature.resize(size);
    return hex_of(signature);
  }

 private:
  static EVP_PKEY* make(Kind kind) {
    switch (kind) {
      case Kind::p256:
        return EVP_EC_gen("P-256");
      case Kind::p384:
        return EVP_EC_gen("P-384");
      case Kind::rsa:
        return EVP_RSA_gen(2048);
      case Kind::rsa_1024:
        return EVP_RSA_gen(1024);
      default:
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    }
  }
  [[nodiscard]] std::string pem() const {
    BIO* out = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(out, key_.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    std::string copy(text, static_cast<std::size_t>(size));
    BIO_free(out);
    return copy;
  }

  Kind kind_;
  std::shared_ptr<EVP_PKEY> key_;
  json json_;
};

using Signers = std::vector<TestKey>;

// Signed bytes of `body`.
inline std::string signed_text(const json& body, const Signers& by) {
  json signatures = json::array();
  for (const TestKey& key : by) {
    signatures.push_back({{"keyid", key.id()}, {"sig", key.sign(canonical_json(body))}});
  }
  return json{{"signatures", signatures}, {"signed", body}}.dump();
}

// A feed of one key a role, which expires a year after `now`.
struct FeedMaker {
  std::chrono::sys_seconds now;
  std::map<FeedRole, Signers> signers;
  json root, timestamp, snapshot, targets;

  explicit FeedMaker(std::chrono::sys_seconds start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25))
      : now(start) {
    for (const FeedRole role : kFeedRoles) signers[role] = {TestKey()};
    root = head("root");
    root["consistent_snapshot"] = true;
    fill_roles();
    targets = head("targets");
    targets["targets"] = json::object();
    snapshot = head("snapshot");
    timestamp = head("timestamp");
    link();
  }

  [[nodiscard]] json head(const std::string& type) const {
    return {{"_type", type},
            {"spec_version", "1.0.34"},
            {"version", 1},
            {"expires", utc_time_text(now + std::chrono::days(365))}};
  }
  [[nodiscard]] static json role_of(const Signers& keys, std::size_t threshold) {
    json ids = json::array();
    for (const TestKey& key : keys) ids.push_back(key.id());
    return {{"keyids", ids}, {"threshold", threshold}};
  }
  // Root names the signers as they are now.
  void fill_roles() {
    root["keys"] = json::object();
    for (const auto& [role, keys] : signers) {
      for (const TestKey& key : keys) root["keys"][key.id()] = key.public_json();
      root["roles"][std::string(to_string(role))] = role_of(keys, 1);
    }
  }
  // Snapshot names targets as they are now, timestamp the snapshot.
  void link() {
    snapshot["meta"]["targets.json"] = announced(targets_text(), targets["version"]);
    timestamp["meta"]["snapshot.json"] = announced(snapshot_text(), snapshot["version"]);
  }
  // The next version of all but root.
  void advance() {
    for (json* body : {&targets, &snapshot, &timestamp}) (*body)["version"] = (*body)["version"].get<int>() + 1;
    link();
  }
  [[nodiscard]] static json announced(const std::string& text, const json& version) {
    return {{"version", version}, {"length", text.size()}, {"hashes", {{"sha256", sha256_hex(text)}}}};
  }
  void add_target(const std::string& path, const std::string& bytes, const json& custom = {}) {
    targets["targets"][path] = {{"length", bytes.size()}, {"hashes", {{"sha256", sha256_hex(bytes)}}}};
    if (!custom.is_null()) targets["targets"][path]["custom"] = custom;
    link();
  }

  [[nodiscard]] std::string root_text() const { return signed_text(root, signers.at(FeedRole::root)); }
  [[nodiscard]] std::string timestamp_text() const { return signed_text(timestamp, signers.at(FeedRole::timestamp)); }
  [[nodiscard]] std::string snapshot_text() const { return signed_text(snapshot, signers.at(FeedRole::snapshot)); }
  [[nodiscard]] std::string targets_text() const { return signed_text(targets, signers.at(FeedRole::targets)); }
};

}  // namespace bycatch

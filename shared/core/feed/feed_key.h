// A public key of signed metadata.
//
// Threads:  const members may run on any number of threads at once.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace bycatch {

class FeedKey {
 public:
  static constexpr std::size_t kMaxKeyBytes = 4096;
  static constexpr std::size_t kMaxSignatureBytes = 2048;  // in hexadecimal digits

  // ed25519; ecdsa-sha2-nistp256; rsassa-pss-sha256 of 2048 to 4096 bits. Nothing for a key that cannot count: one
  // whose id is not its hash, of another kind, of a kind that does not fit its scheme, damaged, or weak.
  static std::optional<FeedKey> read(std::string_view id, const nlohmann::json& key);

  // False for whatever is no signature at all.
  [[nodiscard]] bool verifies(std::string_view message, std::string_view signature_hex) const;

  // Equal for equal keys, however they are spelled and whatever their id.
  [[nodiscard]] const std::string& material() const noexcept { return material_; }

 private:
  enum class Scheme { ed25519, ecdsa_p256, rsa_pss };
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  using Pkey = std::unique_ptr<evp_pkey_st, Free>;

  FeedKey(Scheme scheme, Pkey key, std::string material);
  static Pkey read_public(Scheme scheme, std::string_view text);

  Scheme scheme_;
  std::shared_ptr<evp_pkey_st> key_;
  std::string material_;
};

using FeedKeys = std::map<std::string, FeedKey, std::less<>>;  // by id

// The id that a key must bear: SHA-256 of its canonical JSON.
[[nodiscard]] std::string feed_key_id(const nlohmann::json& key);

}  // namespace bycatch

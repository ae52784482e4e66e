// A private key of the feed's: made here, or read from a PEM file that may be locked by a passphrase (PKCS#8).
//
// Threads:  const members may run on any number of threads at once.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "result.h"

struct evp_pkey_st;

namespace bycatch {

enum class KeyKind : std::uint8_t { ed25519, p256 };
[[nodiscard]] std::string_view to_string(KeyKind kind) noexcept;

class SigningKey {
 public:
  static constexpr std::size_t kMaxFileBytes = 16 << 10;

  // Errors: internal.
  static Result<SigningKey> generate(KeyKind kind);

  // `passphrase` is used if the key is locked.
  // Errors: bad_format, when it is no private key in PEM, or of neither kind; bad_request, when it is locked and the
  // passphrase is not its own; those of read_small_file().
  static Result<SigningKey> read(const std::filesystem::path& file, std::string_view passphrase);

  // PKCS#8 in PEM; locked (scrypt, AES-256-CBC) unless the passphrase is empty.
  // Errors: internal.
  [[nodiscard]] Result<std::string> pem(std::string_view passphrase) const;

  [[nodiscard]] KeyKind kind() const noexcept { return kind_; }
  // As root metadata lists it, and the id by which it does.
  [[nodiscard]] const nlohmann::json& public_json() const noexcept { return public_; }
  [[nodiscard]] const std::string& id() const noexcept { return id_; }

  // In hexadecimal. Of ed25519 the same for the same message.
  // Errors: internal.
  [[nodiscard]] Result<std::string> sign(std::string_view message) const;

 private:
  SigningKey(KeyKind kind, std::shared_ptr<evp_pkey_st> key);
  static Result<SigningKey> from(std::shared_ptr<evp_pkey_st> key);

  KeyKind kind_;
  std::shared_ptr<evp_pkey_st> key_;
  nlohmann::json public_;
  std::string id_;
};

}  // namespace bycatch

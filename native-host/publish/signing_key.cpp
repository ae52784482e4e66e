#include "signing_key.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <array>
#include <vector>

#include "durable_file.h"
#include "feed_key.h"

namespace bycatch {
namespace {

constexpr std::uint64_t kScryptWork = 1 << 14;  // 16 MiB, as much as OpenSSL opens again
constexpr std::uint64_t kScryptBlock = 8;
constexpr std::size_t kSaltBytes = 16;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Bio bio_of(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

std::string text_in(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 15U]);
  }
  return text;
}

std::unexpected<Error> crypto_failed(const char* what) {
  return fail(ErrorCode::internal, what);
}

// OpenSSL asks for it only when the key is locked.
int give_passphrase(char* buffer, int size, int /*is_writing*/, void* passphrase) {
  const auto& text = *static_cast<const std::string_view*>(passphrase);
  if (text.empty() || text.size() > static_cast<std::size_t>(size)) return -1;
  text.copy(buffer, text.size());
  return static_cast<int>(text.size());
}

std::shared_ptr<EVP_PKEY> shared(EVP_PKEY* key) {
  return {key, [](EVP_PKEY* freed) { EVP_PKEY_free(freed); }};
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 32> group{};
  std::size_t size = 0;
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
         EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
         std::string_view(group.data(), size) == "prime256v1";
}

nlohmann::json public_json_of(KeyKind kind, EVP_PKEY* key) {
  if (kind == KeyKind::ed25519) {
    std::array<unsigned char, 32> raw{};
    std::size_t size = raw.size();
    EVP_PKEY_get_raw_public_key(key, raw.data(), &size);
    return {{"keytype", "ed25519"}, {"scheme", "ed25519"}, {"keyval", {{"public", hex(raw)}}}};
  }
  const Bio out(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_PUBKEY(out.get(), key);
  return {{"keytype", "ecdsa"}, {"scheme", "ecdsa-sha2-nistp256"}, {"keyval", {{"public", text_in(out.get())}}}};
}

}  // namespace

std::string_view to_string(KeyKind kind) noexcept {
  return kind == KeyKind::ed25519 ? "ed25519" : "p256";
}

SigningKey::SigningKey(KeyKind kind, std::shared_ptr<evp_pkey_st> key)
    : kind_(kind), key_(std::move(key)), public_(public_json_of(kind, key_.get())), id_(feed_key_id(public_)) {}

Result<SigningKey> SigningKey::from(std::shared_ptr<evp_pkey_st> key) {
  if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519) return SigningKey(KeyKind::ed25519, std::move(key));
  if (is_p256(key.get())) return SigningKey(KeyKind::p256, std::move(key));
  return fail(ErrorCode::bad_format, "the key is neither ed25519 nor ECDSA P-256");
}

Result<SigningKey> SigningKey::generate(KeyKind kind) {
  auto key = shared(kind == KeyKind::ed25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519") : EVP_EC_gen("P-256"));
  return key ? Result<SigningKey>(SigningKey(kind, std::move(key))) : crypto_failed("make a key");
}

Result<SigningKey> SigningKey::read(const std::filesystem::path& file, std::string_view passphrase) {
  const auto text = read_small_file(file, kMaxFileBytes);
  if (!text) return std::unexpected(text.error());
  const bool is_locked = text->find("ENCRYPTED") != std::string::npos;
  auto key = shared(PEM_read_bio_PrivateKey(bio_of(*text).get(), nullptr, &give_passphrase, &passphrase));
  if (key) return from(std::move(key));
  if (is_locked) return fail(ErrorCode::bad_request, "the key is locked, and not by this passphrase");
  return fail(ErrorCode::bad_format, "no private key in PEM");
}

Result<std::string> SigningKey::pem(std::string_view passphrase) const {
  const Bio out(BIO_new(BIO_s_mem()), &BIO_free);
  if (passphrase.empty()) {
    const int written = PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return written == 1 ? Result<std::string>(text_in(out.get())) : crypto_failed("write a key");
  }
  using Info = std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)>;
  using Locked = std::unique_ptr<X509_SIG, decltype(&X509_SIG_free)>;
  const Info info(EVP_PKEY2PKCS8(key_.get()), &PKCS8_PRIV_KEY_INFO_free);
  X509_ALGOR* rule =
      PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, kSaltBytes, nullptr, kScryptWork, kScryptBlock, 1);
  if (info == nullptr || rule == nullptr) {
    X509_ALGOR_free(rule);
    return crypto_failed("lock a key");
  }
  // Takes the rule over when it succeeds.
  const Locked locked(PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), info.get(), rule),
                      &X509_SIG_free);
  if (locked == nullptr) {
    X509_ALGOR_free(rule);
    return crypto_failed("lock a key");
  }
  return PEM_write_bio_PKCS8(out.get(), locked.get()) == 1 ? Result<std::string>(text_in(out.get()))
                                                           : crypto_failed("write a key");
}

Result<std::string> SigningKey::sign(std::string_view message) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const EVP_MD* digest = kind_ == KeyKind::ed25519 ? nullptr : EVP_sha256();
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::array<unsigned char, 256> signature{};
  std::size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes, message.size()) != 1) {
    return crypto_failed("sign");
  }
  return hex(std::span(signature).first(size));
}

}  // namespace bycatch

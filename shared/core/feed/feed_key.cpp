#include "feed_key.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <vector>

#include "canonical_json.h"
#include "feed_hash.h"

namespace bycatch {
namespace {

constexpr std::string_view kPemStart = "-----BEGIN PUBLIC KEY-----\n";
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 4096;  // each check of a signature costs by it

// Points of order 1, 2, 4 and 8, the sign bit cleared: under them one signature fits many messages.
constexpr std::array<std::string_view, 7> kSmallOrder = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};

using Bytes = std::vector<unsigned char>;

std::optional<unsigned> digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

// Empty when it is not hexadecimal.
Bytes from_hex(std::string_view text) {
  Bytes bytes;
  for (std::size_t i = 0; text.size() % 2 == 0 && i < text.size(); i += 2) {
    const auto high = digit(text[i]);
    const auto low = digit(text[i + 1]);
    if (!high || !low) {
      return {};
    }
    bytes.push_back(static_cast<unsigned char>(*high * 16 + *low));
  }
  return bytes;
}

bool has_small_order(Bytes point) {
  point.back() &= 0x7F;
  return std::ranges::any_of(kSmallOrder, [&](std::string_view hex) { return from_hex(hex) == point; });
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 32> group{};
  std::size_t size = 0;
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
         EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
         std::string_view(group.data(), size) == "prime256v1";
}

bool is_rsa(const EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && bits >= kMinRsaBits && bits <= kMaxRsaBits;
}

std::string_view text_in(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? std::string_view(found->get_ref<const std::string&>())
                                                     : std::string_view();
}

}  // namespace

void FeedKey::Free::operator()(evp_pkey_st* key) const noexcept {
  EVP_PKEY_free(key);
}

FeedKey::FeedKey(Scheme scheme, Pkey key, std::string material)
    : scheme_(scheme), key_(std::move(key)), material_(std::move(material)) {}

FeedKey::Pkey FeedKey::read_public(Scheme scheme, std::string_view text) {
  if (scheme == Scheme::ed25519) {
    const Bytes point = from_hex(text);
    if (point.size() != 32 || has_small_order(point)) {
      return nullptr;
    }
    return Pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, point.data(), point.size()));
  }
  if (!text.starts_with(kPemStart)) {  // a certificate or a private key is not taken for one
    return nullptr;
  }
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
                                                     &BIO_free);
  Pkey key(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr));
  const bool fits = key != nullptr && (scheme == Scheme::ecdsa_p256 ? is_p256(key.get()) : is_rsa(key.get()));
  return fits ? std::move(key) : nullptr;
}

std::optional<FeedKey> FeedKey::read(std::string_view id, const nlohmann::json& key) {
  const auto value = key.is_object() ? key.find("keyval") : key.end();
  if (!key.is_object() || value == key.end() || !value->is_object()) {
    return std::nullopt;
  }
  const std::string_view text = text_in(*value, "public");
  if (text.size() > kMaxKeyBytes || id != feed_key_id(key)) {
    return std::nullopt;
  }
  const std::string_view kind = text_in(key, "keytype");
  const std::string_view scheme_name = text_in(key, "scheme");
  Scheme scheme{};
  if (kind == "ed25519" && scheme_name == "ed25519") {
    scheme = Scheme::ed25519;
  } else if ((kind == "ecdsa" || kind == "ecdsa-sha2-nistp256") && scheme_name == "ecdsa-sha2-nistp256") {
    scheme = Scheme::ecdsa_p256;
  } else if (kind == "rsa" && scheme_name == "rsassa-pss-sha256") {
    scheme = Scheme::rsa_pss;
  } else {
    return std::nullopt;
  }
  Pkey read = read_public(scheme, text);
  unsigned char* der = nullptr;
  const int size = read == nullptr ? 0 : i2d_PUBKEY(read.get(), &der);
  if (size <= 0) {
    return std::nullopt;
  }
  std::string material(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return FeedKey(scheme, std::move(read), std::move(material));
}

bool FeedKey::verifies(std::string_view message, std::string_view signature_hex) const {
  if (signature_hex.empty() || signature_hex.size() > kMaxSignatureBytes) {
    return false;
  }
  const Bytes signature = from_hex(signature_hex);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_PKEY_CTX* options = nullptr;
  const EVP_MD* digest = scheme_ == Scheme::ed25519 ? nullptr : EVP_sha256();
  if (signature.empty() || EVP_DigestVerifyInit(context.get(), &options, digest, nullptr, key_.get()) != 1) {
    return false;
  }
  if (scheme_ == Scheme::rsa_pss && (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
                                     EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_AUTO) != 1)) {
    return false;
  }
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                          reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
}

std::string feed_key_id(const nlohmann::json& key) {
  return sha256_hex(canonical_json(key));
}

}  // namespace bycatch

#include "feed_hash.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace bycatch {
namespace {

using Digest = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

Digest begin(const EVP_MD* algorithm) {
  Digest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), algorithm, nullptr);
  return digest;
}

std::string finish_hex(EVP_MD_CTX* digest) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_DigestFinal_ex(digest, hash.data(), &size);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : std::span(hash).first(size)) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

const EVP_MD* algorithm_of(std::string_view name) {
  return name == kSha256 ? EVP_sha256() : name == kSha512 ? EVP_sha512() : nullptr;
}

}  // namespace

struct HashCheck::Known {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest;
  std::string expected;
};

HashCheck::HashCheck(FeedHashes expected) {
  for (auto& [name, hash] : expected) {
    if (const EVP_MD* algorithm = algorithm_of(name)) {
      known_.emplace(name, Known{begin(algorithm), std::move(hash)});
    }
  }
}

HashCheck::~HashCheck() = default;

void HashCheck::add(std::span<const char> bytes) {
  for (auto& [name, known] : known_) {
    EVP_DigestUpdate(known.digest.get(), bytes.data(), bytes.size());
  }
}

Status HashCheck::finish() {
  if (known_.empty()) {
    return fail(ErrorCode::hash_mismatch, "no hash of a known kind is listed");
  }
  for (auto& [name, known] : known_) {
    if (finish_hex(known.digest.get()) != known.expected) {
      return fail(ErrorCode::hash_mismatch, name);
    }
  }
  return {};
}

Status check_hashes(std::string_view bytes, const FeedHashes& expected) {
  HashCheck check(expected);
  check.add(bytes);
  return check.finish();
}

std::string sha256_hex(std::string_view bytes) {
  const Digest digest = begin(EVP_sha256());
  EVP_DigestUpdate(digest.get(), bytes.data(), bytes.size());
  return finish_hex(digest.get());
}

}  // namespace bycatch

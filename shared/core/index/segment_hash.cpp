#include "segment_hash.h"

#include <openssl/evp.h>

namespace bycatch {

SegmentHash::SegmentHash() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
}

void SegmentHash::update(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

SegmentHash::Digest SegmentHash::finish() {
  Digest digest{};
  EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

SegmentHash::Digest SegmentHash::of(std::span<const std::byte> bytes) {
  SegmentHash hash;
  hash.update(bytes);
  return hash.finish();
}

}  // namespace bycatch

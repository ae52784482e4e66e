#include "feed_path.h"

namespace bycatch {
namespace {

constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view kDigits = "0123456789ABCDEF";

std::string_view name_hash(const FeedHashes& hashes) {
  for (const std::string_view known : {kSha256, kSha512}) {
    const auto found = hashes.find(std::string(known));
    if (found != hashes.end()) {
      return found->second;
    }
  }
  return hashes.begin()->second;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kDigits[byte >> 4U];
      encoded += kDigits[byte & 15U];
    }
  }
  return encoded;
}

std::string metadata_name(std::string_view role, std::optional<std::int64_t> version) {
  return (version ? std::to_string(*version) + "." : "") + percent_encoded(role) + ".json";
}

std::string target_path(std::string_view name, const FeedHashes& hashes) {
  std::string path;
  for (std::size_t slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/')) {
    path += percent_encoded(name.substr(0, slash)) + "/";
    name.remove_prefix(slash + 1);
  }
  if (!hashes.empty()) {
    path += percent_encoded(name_hash(hashes)) + ".";
  }
  return path + percent_encoded(name);
}

}  // namespace bycatch

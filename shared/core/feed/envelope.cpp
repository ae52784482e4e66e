#include "envelope.h"

#include <algorithm>
#include <set>

#include "canonical_json.h"
#include "strict_json.h"

namespace bycatch {

Result<Envelope> open_envelope(std::string_view bytes, std::size_t max_bytes) {
  auto json = parse_strict_json(bytes, max_bytes);
  if (!json) {
    return std::unexpected(json.error());
  }
  const auto body = json->find("signed");
  const auto signatures = json->find("signatures");
  if (body == json->end() || !body->is_object() || signatures == json->end() || !signatures->is_array()) {
    return fail(ErrorCode::bad_format, "no signed metadata");
  }
  Envelope envelope;
  for (const auto& signature : *signatures) {
    const auto id = signature.is_object() ? signature.find("keyid") : signature.end();
    const auto hex = signature.is_object() ? signature.find("sig") : signature.end();
    if (!signature.is_object() || id == signature.end() || !id->is_string() || hex == signature.end() ||
        !hex->is_string()) {
      return fail(ErrorCode::bad_format, "signatures");
    }
    envelope.signatures.push_back({id->get<std::string>(), hex->get<std::string>()});
  }
  envelope.signed_bytes = canonical_json(*body);
  envelope.body = std::move(*body);
  return envelope;
}

Status check_signatures(const Envelope& envelope, const RoleKeys& role, const FeedKeys& keys) {
  std::set<std::string_view> signers;
  for (const auto& signature : envelope.signatures) {
    if (!signers.insert(signature.key_id).second) {
      return fail(ErrorCode::threshold, "an id signs twice");
    }
  }
  std::set<std::string_view> counted;  // by material: one key under two ids counts once
  for (const auto& signature : envelope.signatures) {
    const auto key = keys.find(signature.key_id);
    if (key != keys.end() && std::ranges::binary_search(role.key_ids, signature.key_id) &&
        !counted.contains(key->second.material()) && key->second.verifies(envelope.signed_bytes, signature.hex)) {
      counted.insert(key->second.material());
    }
  }
  if (counted.empty()) {
    return fail(ErrorCode::signature, "no signature holds");
  }
  if (counted.size() < role.threshold) {
    return fail(ErrorCode::threshold, std::to_string(counted.size()) + " of " + std::to_string(role.threshold));
  }
  return {};
}

}  // namespace bycatch

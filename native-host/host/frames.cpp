#include "frames.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "protocol_json.gen.h"

namespace bycatch {

namespace {

constexpr std::size_t kMaxItems = 256;  // AnswersReply.answers, DatasetsReply.cards

using Frames = std::vector<std::string>;

// Text from a damaged index may not be UTF-8; it must not stop the reply.
template <class T>
std::string text_of(const T& reply) {
  return to_json(reply).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Halves what does not fit until it does. False, when one item alone does not.
template <class Paged, class Item>
bool append(Paged reply, std::vector<Item> Paged::* member, std::size_t limit_bytes, Frames& out) {
  auto& items = reply.*member;
  if (items.size() <= kMaxItems) {
    auto text = text_of(reply);
    if (text.size() <= limit_bytes) {
      out.push_back(std::move(text));
      return true;
    }
  }
  if (items.size() <= 1) return false;
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
  Paged first;
  first.id = reply.id;
  first.generation = reply.generation;
  first.more = true;
  (first.*member).assign(std::make_move_iterator(items.begin()), std::make_move_iterator(middle));
  items.erase(items.begin(), middle);
  return append(std::move(first), member, limit_bytes, out) && append(std::move(reply), member, limit_bytes, out);
}

bool append(const AnswersReply& reply, std::size_t limit_bytes, Frames& out) {
  return append(reply, &AnswersReply::answers, limit_bytes, out);
}

bool append(const DatasetsReply& reply, std::size_t limit_bytes, Frames& out) {
  return append(reply, &DatasetsReply::cards, limit_bytes, out);
}

template <class Whole>
bool append(const Whole& reply, std::size_t limit_bytes, Frames& out) {
  out.push_back(text_of(reply));
  return out.back().size() <= limit_bytes;
}

}  // namespace

Frames to_frames(const Reply& reply, std::size_t limit_bytes) {
  Frames out;
  const bool fits = std::visit([&](const auto& body) { return append(body, limit_bytes, out); }, reply);
  if (fits) return out;
  const auto id = std::visit([](const auto& body) { return body.id; }, reply);
  return {text_of(ErrorReply{id, ErrorCode::too_large})};
}

}  // namespace bycatch

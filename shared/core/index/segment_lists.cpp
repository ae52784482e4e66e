#include "segment_lists.h"

#include <cstdint>

#include "bit_stream.h"
#include "segment_layout.h"

namespace bycatch {
namespace {

class ListsParser {
 public:
  explicit ListsParser(std::span<const std::byte> bytes) : rest_(bytes) {}

  bool parse(std::vector<ListInfo>& lists, std::vector<std::string>& labels) {
    std::uint32_t list_count = 0;
    std::uint32_t label_count = 0;
    if (!number(list_count) || !number(label_count) || list_count > kMaxLists || label_count > 0xffff) return false;
    for (std::uint32_t i = 0; i < list_count; ++i) {
      ListInfo& list = lists.emplace_back();
      if (!text(list.dataset) || !text(list.date)) return false;
      for (std::uint64_t& records : list.records) {
        if (!number(records)) return false;
      }
      std::uint8_t radius = 0;
      if (!number(list.imprints) || !number(radius) || radius > kMaxRadius) return false;
      list.radius = radius;
    }
    for (std::uint32_t i = 0; i < label_count; ++i) {
      if (!text(labels.emplace_back())) return false;
    }
    return rest_.empty();
  }

 private:
  template <class T>
  bool number(T& out) {
    if (rest_.size() < sizeof out) return false;
    out = load_le<T>(rest_.data());
    rest_ = rest_.subspan(sizeof out);
    return true;
  }
  bool text(std::string& out) {
    std::uint8_t size = 0;
    if (!number(size) || rest_.size() < size) return false;
    out.assign(reinterpret_cast<const char*>(rest_.data()), size);
    rest_ = rest_.subspan(size);
    return true;
  }

  std::span<const std::byte> rest_;
};

}  // namespace

std::vector<std::byte> lists_section(std::span<const ListInfo> lists, std::span<const std::string> labels) {
  std::vector<std::byte> bytes;
  const auto put_text = [&](const std::string& text) {
    bytes.push_back(static_cast<std::byte>(text.size()));
    const auto raw = std::as_bytes(std::span(text));
    bytes.insert(bytes.end(), raw.begin(), raw.end());
  };
  append_le(bytes, static_cast<std::uint32_t>(lists.size()));
  append_le(bytes, static_cast<std::uint32_t>(labels.size()));
  for (const ListInfo& list : lists) {
    put_text(list.dataset);
    put_text(list.date);
    for (const std::uint64_t records : list.records) append_le(bytes, records);
    append_le(bytes, list.imprints);
    bytes.push_back(static_cast<std::byte>(list.radius));
  }
  for (const std::string& label : labels) put_text(label);
  return bytes;
}

bool parse_lists(std::span<const std::byte> section, std::vector<ListInfo>& lists, std::vector<std::string>& labels) {
  return ListsParser(section).parse(lists, labels);
}

}  // namespace bycatch

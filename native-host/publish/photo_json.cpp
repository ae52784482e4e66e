#include "photo_json.h"

#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "source_address.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxValueBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxDepth = 64;

// The bytes of a source one by one. They end early when the source fails, or when the parser has taken kMaxValueBytes
// without telling of a value: it keeps a text whole before it does.
class Bytes {
 public:
  explicit Bytes(PieceSource& source) : source_(source) { refill(); }

  [[nodiscard]] bool at_end() const { return piece_.empty(); }
  [[nodiscard]] char current() const { return piece_.front(); }
  void advance() {
    piece_.remove_prefix(1);
    if (++since_value_ > kMaxValueBytes) {
      error_ = Error{ErrorCode::bad_format, "a text of more than 1 MiB"};
      piece_ = {};
    } else if (piece_.empty()) {
      refill();
    }
  }
  void note_value() { since_value_ = 0; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void refill() {
    auto piece = source_.next();
    if (piece) {
      piece_ = *piece;
    } else {
      error_ = std::move(piece.error());
    }
  }

  PieceSource& source_;
  std::string_view piece_;
  std::size_t since_value_ = 0;
  std::optional<Error> error_;
};

class ByteIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  ByteIterator() = default;
  explicit ByteIterator(Bytes& bytes) : bytes_(&bytes) {}
  char operator*() const { return bytes_->current(); }
  ByteIterator& operator++() {
    bytes_->advance();
    return *this;
  }
  ByteIterator operator++(int) {
    ByteIterator before = *this;
    bytes_->advance();
    return before;
  }
  bool operator==(const ByteIterator& other) const { return is_end() == other.is_end(); }

 private:
  [[nodiscard]] bool is_end() const { return bytes_ == nullptr || bytes_->at_end(); }
  Bytes* bytes_ = nullptr;
};

// The members that nlohmann's parser calls; false ends the parsing.
class PhotoHandler {
 public:
  PhotoHandler(std::string_view name, Bytes& bytes, const TakeRow& take, ListReport& report)
      : name_(name), bytes_(bytes), take_(take), report_(report) {}

  bool null() { return other(); }
  bool boolean(bool) { return other(); }
  bool number_integer(nlohmann::json::number_integer_t) { return other(); }
  bool number_unsigned(nlohmann::json::number_unsigned_t) { return other(); }
  bool number_float(nlohmann::json::number_float_t, const std::string&) { return other(); }
  bool binary(nlohmann::json::binary_t&) { return other(); }
  bool start_object(std::size_t) { return begin(); }
  bool start_array(std::size_t) { return begin(); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }
  bool key(std::string& name) {
    bytes_.note_value();
    is_photo_ = name == name_;
    return true;
  }
  bool string(std::string& value) {
    bytes_.note_value();
    if (!std::exchange(is_photo_, false)) {
      return true;
    }
    ++photos_;
    rows_.clear();
    if (const auto added = add_rows_of_url(value, {}, {}, rows_); !added) {
      report_.refuse(added.error(), photos_);
      return true;
    }
    ++report_.accepted;
    for (std::size_t i = 0; taken_ && i < rows_.size(); ++i) {
      taken_ = take_(rows_[i]);
    }
    return taken_.has_value();
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    error_at_ = position;
    return false;
  }

  // Why the parsing ended early.
  [[nodiscard]] Error error() const {
    if (!taken_) {
      return taken_.error();
    }
    if (depth_ > kMaxDepth) {
      return {ErrorCode::bad_format, "more than 64 levels deep"};
    }
    return {ErrorCode::bad_format, "no JSON from byte " + std::to_string(error_at_) + " on"};
  }

 private:
  bool other() {
    bytes_.note_value();
    is_photo_ = false;
    return true;
  }
  bool begin() {
    ++depth_;
    return other() && depth_ <= kMaxDepth;
  }
  bool end() {
    --depth_;
    return other();
  }

  std::string_view name_;
  Bytes& bytes_;
  const TakeRow& take_;
  ListReport& report_;
  std::vector<ListRow> rows_;
  Status taken_;
  std::uint64_t photos_ = 0;
  std::size_t depth_ = 0;
  std::size_t error_at_ = 0;
  bool is_photo_ = false;
};

}  // namespace

Status read_photo_json(ListFormat format, PieceSource& source, const TakeRow& take, ListReport& report) {
  Bytes bytes(source);
  PhotoHandler handler(format == ListFormat::coco_json ? "flickr_url" : "photo_url", bytes, take, report);
  const bool parsed = nlohmann::json::sax_parse(ByteIterator(bytes), ByteIterator(), &handler);
  if (const std::optional<Error>& error = bytes.error()) {
    return std::unexpected(*error);
  }
  return parsed ? Status() : std::unexpected(handler.error());
}

}  // namespace bycatch

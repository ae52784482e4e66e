// What is loaded, as one text; how long it may be is the request's to say.
#pragma once

#include <span>
#include <string>
#include <utility>

#include "load_sink.h"

namespace bycatch {

class TextSink final : public LoadSink {
 public:
  Status begin(std::uint64_t /*at*/, const std::string& /*etag*/) override {
    text_.clear();
    return {};
  }
  Status add(std::span<const char> bytes) override {
    text_.append(bytes.data(), bytes.size());
    return {};
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace bycatch

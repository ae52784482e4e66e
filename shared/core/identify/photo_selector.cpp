#include "photo_selector.h"

#include <algorithm>

#include "ascii.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxParts = 4;
constexpr std::size_t kMaxConditions = 3;
constexpr std::size_t kMaxWordBytes = 64;

constexpr bool is_class_letter(char c) noexcept {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}
constexpr bool is_name_letter(char c) noexcept {
  return is_lower(c) || c == '-';
}
constexpr bool is_value_letter(char c) noexcept {
  return is_letter(c) || is_digit(c) || std::string_view(" -_./:?=&%#").find(c) != std::string_view::npos;
}

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) noexcept : left_(text) {}

  bool is_selector() noexcept {
    for (std::size_t parts = 1; parts <= kMaxParts; ++parts) {
      if (!part()) return false;
      if (left_.empty()) return has_condition_;
      if (!take(" > ") && !take(" ")) return false;
    }
    return false;
  }

 private:
  bool part() noexcept {
    const std::string_view element = while_it_is(is_name_letter);
    if (!element.empty() && !is_one_of(element, {"a", "article", "div", "figure", "img", "li", "main", "picture",
                                                 "section", "span", "ul", "video"})) {
      return false;
    }
    std::size_t conditions = 0;
    while (!left_.empty() && left_.front() != ' ') {
      if (++conditions > kMaxConditions || !condition()) return false;
      has_condition_ = true;
    }
    return !element.empty() || conditions != 0;
  }

  bool condition() noexcept {
    if (take(".")) {
      const std::string_view name = while_it_is(is_class_letter);
      return !name.empty() && (is_letter(name.front()) || name.front() == '_') && name.size() <= kMaxWordBytes;
    }
    return take("[") && attribute() && take("]");
  }

  bool attribute() noexcept {
    if (!is_one_of(while_it_is(is_name_letter),
                   {"src", "srcset", "style", "poster", "href", "role", "data-view-signature", "data-testid"})) {
      return false;
    }
    if (!take("=") && !take("*=") && !take("^=") && !take("$=")) return true;
    if (!take("\"")) return false;
    const std::string_view value = while_it_is(is_value_letter);
    return !value.empty() && value.size() <= kMaxWordBytes && take("\"");
  }

  bool take(std::string_view words) noexcept {
    if (!left_.starts_with(words)) return false;
    left_.remove_prefix(words.size());
    return true;
  }
  std::string_view while_it_is(bool (*is_so)(char)) noexcept {
    const auto end = std::ranges::find_if_not(left_, is_so);
    const std::string_view word = left_.substr(0, static_cast<std::size_t>(end - left_.begin()));
    left_.remove_prefix(word.size());
    return word;
  }

  std::string_view left_;
  bool has_condition_ = false;
};

}  // namespace

bool is_photo_selector(std::string_view text) noexcept {
  return text.size() <= kMaxSelectorBytes && SelectorParser(text).is_selector();
}

}  // namespace bycatch

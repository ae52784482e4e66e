// The cards, advisories and site hints of one generation, read-only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace bycatch {

// Which photos a dataset can hold at all, as far as its card says.
struct Scope {
  std::vector<Platform> platforms;        // empty: it does not say
  std::optional<std::int64_t> last_year;  // collecting had ended, or the dataset was published
  bool operator==(const Scope&) const = default;
};
[[nodiscard]] Scope scope_of(const Card& card);

class Catalogue {
 public:
  virtual ~Catalogue() = default;

  // The cards named by `ids`, in that order, unknown ones left out; all cards by id when `ids` is empty.
  // Errors: corrupt.
  [[nodiscard]] virtual Result<std::vector<Card>> cards(std::span<const std::string> ids) const = 0;

  // Advisories for a tag in the platform's normal form (hashtag.h), strongest level first; all of the platform's, by
  // tag, when `tag` is empty.
  // Errors: corrupt.
  [[nodiscard]] virtual Result<std::vector<Advisory>> advisories(Platform platform, std::string_view tag) const = 0;

  // Selectors in the grammar of photo_selector.h, at most kMaxSelectors.
  // Errors: corrupt.
  [[nodiscard]] virtual Result<std::vector<std::string>> hints(Platform platform) const = 0;

  // Datasets that are tests: never counted in coverage.
  [[nodiscard]] virtual bool is_test(std::string_view dataset) const noexcept = 0;

  // Everything is possible of a dataset without a card.
  [[nodiscard]] virtual Scope scope(std::string_view dataset) const = 0;
};

}  // namespace bycatch

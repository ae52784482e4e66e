// A generation held in memory, for what no file can be made to show: one damaged key space among whole ones, hits that
// make no sense, a text of any size. Everything else is tested on real generations.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "answerer.h"

namespace bycatch {

class MemoryIndex : public Index {
 public:
  // Requires: an identifier by which lists are keyed.
  void add(std::uint32_t list, const Identifier& identifier, std::uint64_t count = 0) {
    const LocatedKey located = key_of(identifier).value();
    rows_[located].emplace_back(list, count);
    ++lists_.at(list).records[static_cast<std::size_t>(located.space)];
  }

  Status lookup(KeySpace space, std::span<const Key> keys, std::vector<Hit>& out) const override {
    CHECK(std::ranges::is_sorted(keys));
    CHECK(std::ranges::adjacent_find(keys) == keys.end());
    CHECK(keys.size() <= kMaxBatchKeys);
    if (space == damaged_) return fail(ErrorCode::corrupt, "damaged");
    for (std::uint32_t at = 0; at < keys.size(); ++at) {
      const auto rows = rows_.find({space, keys[at]});
      if (rows == rows_.end()) continue;
      for (const auto& [list, count] : rows->second) out.push_back({at, list, count});
    }
    return {};
  }

  void add(std::uint32_t list, const Imprint& imprint) {
    imprints_.emplace_back(imprint, list);
    ++lists_.at(list).imprints;
  }

  Status near(const Imprint& wanted, int radius, std::vector<NearHit>& out) const override {
    if (are_imprints_damaged_) return fail(ErrorCode::corrupt, "damaged");
    for (const auto& [imprint, list] : imprints_) {
      if (distance(imprint, wanted) <= radius) out.push_back({list, distance(imprint, wanted)});
    }
    return {};
  }

  [[nodiscard]] std::span<const ListInfo> lists() const noexcept override { return lists_; }

  std::vector<ListInfo> lists_;
  std::optional<KeySpace> damaged_;
  bool are_imprints_damaged_ = false;

 private:
  std::map<LocatedKey, std::vector<std::pair<std::uint32_t, std::uint64_t>>> rows_;
  std::vector<std::pair<Imprint, std::uint32_t>> imprints_;
};

class MemoryCatalogue : public Catalogue {
 public:
  [[nodiscard]] Result<std::vector<Card>> cards(std::span<const std::string>) const override { return cards_; }
  [[nodiscard]] Result<std::vector<Advisory>> advisories(Platform, std::string_view tag) const override {
    if (damage_) return fail(*damage_, "damaged");
    std::vector<Advisory> out;
    std::ranges::copy_if(advisories_, std::back_inserter(out), [&](const Advisory& one) { return one.tag == tag; });
    return out;
  }
  [[nodiscard]] Result<std::vector<std::string>> hints(Platform) const override { return std::vector<std::string>(); }
  [[nodiscard]] bool is_test(std::string_view dataset) const noexcept override { return dataset == kTestDataset; }
  [[nodiscard]] Scope scope(std::string_view dataset) const override {
    const auto card = std::ranges::find(cards_, dataset, &Card::id);
    return card == cards_.end() ? Scope() : scope_of(*card);
  }

  std::vector<Card> cards_;
  std::vector<Advisory> advisories_;
  std::optional<ErrorCode> damage_;
};

class MemoryGeneration : public Generation {
 public:
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] const Index& index() const noexcept override { return index_; }
  [[nodiscard]] const Catalogue& catalogue() const noexcept override { return catalogue_; }
  [[nodiscard]] std::vector<Pack> packs() const override { return packs_; }
  [[nodiscard]] Status verify() const override { return {}; }

  std::string name_ = "20260101T000000Z-1";
  MemoryIndex index_;
  MemoryCatalogue catalogue_;
  std::vector<Pack> packs_;
};

}  // namespace bycatch

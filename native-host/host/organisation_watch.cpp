#include "organisation_watch.h"

#include <algorithm>

#include "durable_file.h"

namespace bycatch {
namespace {

constexpr std::size_t kMaxAnswerAdvisories = 64;  // Answer.advisories
constexpr std::int64_t kVariants = 8;             // imprints of one picture

void add_to_tag(Answer& answer, const Identifier& tag) {
  const bool is_told = std::ranges::any_of(answer.advisories, [&](const Advisory& advisory) {
    return advisory.level == Level::watched && advisory.tag == tag.id;
  });
  if (is_told || answer.advisories.size() >= kMaxAnswerAdvisories) return;
  Advisory& advisory = answer.advisories.emplace_back();
  advisory.tag = tag.id;
  advisory.level = Level::watched;
}

}  // namespace

const WatchPack* OrganisationWatch::look() {
  if (!data_folder_) return nullptr;
  const std::filesystem::path file = watch_pack_file(*data_folder_);
  std::error_code none;
  const auto written = std::filesystem::last_write_time(file, none);
  const auto size = none ? 0 : std::filesystem::file_size(file, none);
  if (none) {
    pack_.reset();
    size_ = 0;
  } else if (written != written_ || size != size_) {
    const auto bytes = read_small_file(file, kMaxWatchPackBytes);
    auto pack = bytes ? parse_watch_pack(*bytes) : std::unexpected(bytes.error());
    pack_ = pack ? std::optional(std::move(*pack)) : std::nullopt;
    written_ = written;
    size_ = size;
  }
  return pack_ ? &*pack_ : nullptr;
}

std::optional<HeldWatchPack> OrganisationWatch::held() {
  const WatchPack* pack = look();
  if (pack == nullptr) return std::nullopt;
  const auto entries = static_cast<std::int64_t>(pack->accounts.size() + pack->tags.size()) +
                       static_cast<std::int64_t>(pack->imprints.size()) / kVariants;
  return HeldWatchPack{pack->name, pack->version, pack->expires, entries};
}

void OrganisationWatch::add_to(std::span<Answer> answers, std::chrono::sys_days today) {
  const WatchPack* pack = look();
  if (pack == nullptr || is_expired(*pack, today)) return;
  for (Answer& answer : answers) {
    for (const Identifier& identifier : answer.identifiers) {
      if (identifier.kind == IdentifierKind::tag) {
        if (watches(*pack, identifier)) add_to_tag(answer, identifier);
      } else if (!answer.listings.empty() && !answer.watched && watches(*pack, identifier)) {
        answer.watched = true;
      }
    }
  }
}

}  // namespace bycatch

#include "card_text.h"

#include <algorithm>
#include <array>

namespace bycatch {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

std::string status_words(const Card& card) {
  if (!card.status) {
    return "";
  }
  std::string text;
  switch (*card.status) {
    case DatasetStatus::available:
      text = "available";
      break;
    case DatasetStatus::on_request:
      text = "available on request";
      break;
    case DatasetStatus::withdrawn:
      text = "withdrawn";
      break;
  }
  if (card.status_year) {
    text += " " + std::to_string(*card.status_year);
  }
  return card.copies_circulate.value_or(false) ? text + ", copies circulate" : text;
}

std::string user_words(const DatasetUser& user) {
  return user.country ? user.name + " (" + *user.country + ")" : user.name;
}

class Lines {
 public:
  void add(const std::string& label, const std::string& value) {
    if (!value.empty()) {
      text_ += "\n  " + label + ": " + value;
    }
  }
  void add(const std::string& label, const std::optional<std::string>& value) { add(label, value.value_or("")); }
  void add(const std::string& label, const std::optional<std::int64_t>& value) {
    add(label, value ? std::to_string(*value) : "");
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string collected_words(const Card& card) {
  if (!card.collected_from) {
    return "";
  }
  const std::string from = std::to_string(*card.collected_from);
  return card.collected_to && card.collected_to != card.collected_from
             ? from + " to " + std::to_string(*card.collected_to)
             : from;
}

std::string key_words(const Card& card) {
  std::vector<std::string> keys;
  keys.reserve(card.matched_by.size());
  for (const IdentifierKind kind : card.matched_by) {
    keys.emplace_back(to_string(kind));
  }
  return keys.empty() ? "nothing" : joined(keys);
}

// How much of the dataset its published list names.
std::string covered_words(const Card& card) {
  if (!card.list) {
    return "no list";
  }
  const std::int64_t whole = card.list->of.value_or(0);
  if (whole == 0) {
    return std::to_string(card.list->rows);
  }
  const auto per_cent =
      static_cast<std::int64_t>(static_cast<double>(card.list->rows) * 100 / static_cast<double>(whole));
  return std::to_string(card.list->rows) + " (" + (per_cent == 0 ? "under 1" : std::to_string(per_cent)) + " %)";
}

}  // namespace

std::string card_table(const std::vector<Card>& cards) {
  using Row = std::array<std::string, 7>;
  std::vector<Row> rows = {{"id", "year", "photos", "matched by", "covered", "status", "name"}};
  const auto number = [](const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : "?"; };
  for (const Card& card : cards) {
    const std::string status = status_words(card);
    rows.push_back({card.id, number(card.year), number(card.images), key_words(card), covered_words(card),
                    status.empty() ? "?" : status, card.name});
  }
  std::array<std::size_t, 6> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], row[i].size());
    }
  }
  std::string text;
  for (const Row& row : rows) {
    text += text.empty() ? "" : "\n";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      text += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    }
    text += row.back();
  }
  return text;
}

std::string card_text(const Card& card) {
  Lines lines;
  lines.add("by", card.organisation);
  lines.add("about", card.summary);
  lines.add("year", card.year);
  lines.add("photos", card.images);
  lines.add("people", card.identities);
  lines.add("collected", collected_words(card));
  lines.add("photos from", joined(card.photo_sources));
  lines.add("licences of the photos", card.photo_licences);
  lines.add("drawn from", joined(card.parents));
  lines.add("source of", joined(card.children));
  lines.add("status", status_words(card));
  lines.add("consent", card.consent_basis);
  std::vector<std::string> users;
  users.reserve(card.users.size());
  for (const DatasetUser& user : card.users) {
    users.push_back(user_words(user));
  }
  lines.add("used by", joined(users));
  if (card.removal) {
    lines.add("removal", card.removal->text + (card.removal->url ? " " + *card.removal->url : ""));
  }
  lines.add("matched by", key_words(card));
  lines.add("covered by the published list", covered_words(card));
  for (const Source& source : card.references) {
    lines.add("source",
              source.text + (source.date ? " (" + *source.date + ")" : "") + (source.url ? " " + *source.url : ""));
  }
  return card.name + " [" + card.id + "]" + lines.take();
}

}  // namespace bycatch

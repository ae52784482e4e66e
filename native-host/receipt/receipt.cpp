#include "receipt.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "protocol_json.gen.h"
#include "strict_json.h"
#include "utc_time.h"

namespace bycatch {
namespace {

using nlohmann::json;

constexpr const char* kKind = "bycatch receipt";
constexpr int kFormat = 1;
constexpr std::size_t kFields = 8;  // that every receipt has, beside what was found and the metadata
constexpr std::size_t kMaxText = 256;
constexpr std::size_t kRootDigits = 64;

// Takes fields of one object; what goes wrong is kept until it is asked for.
class Fields {
 public:
  explicit Fields(const json& object) : object_(object) {}

  std::string text(const char* name, std::size_t max_bytes) {
    const auto found = object_.find(name);
    const bool is_good = found != object_.end() && found->is_string() &&
                         !found->get_ref<const std::string&>().empty() &&
                         found->get_ref<const std::string&>().size() <= max_bytes;
    return expect(is_good, name) ? found->get<std::string>() : std::string();
  }
  const json* find(const char* name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
  }
  bool expect(bool is_good, const char* name) {
    if (!is_good && wrong_.empty()) wrong_ = name;
    return is_good;
  }
  [[nodiscard]] Status status() const { return wrong_.empty() ? Status() : fail(ErrorCode::bad_format, wrong_); }

 private:
  const json& object_;
  std::string wrong_;
};

bool is_root_hash(std::string_view text) {
  return text.size() == kRootDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void take_subject(Fields& fields, Receipt& receipt) {
  const json* identifier = fields.find("identifier");
  const json* imprint = fields.find("imprint");
  if (!fields.expect((identifier == nullptr) != (imprint == nullptr), "identifier or imprint")) return;
  if (identifier != nullptr) {
    auto read = parse_identifier(*identifier);
    if (fields.expect(read.has_value(), "identifier")) receipt.identifier = *std::move(read);
    return;
  }
  receipt.imprint = parse_imprint(fields.text("imprint", kMaxText));
  fields.expect(receipt.imprint.has_value() && *imprint == json(to_text(*receipt.imprint)), "imprint");
  const json* distance = fields.find("distance");
  if (fields.expect(distance != nullptr && distance->is_number_integer() && *distance >= 0 && *distance <= kImprintBits,
                    "distance")) {
    receipt.distance = distance->get<int>();
  }
}

void take_metadata(Fields& fields, Receipt& receipt) {
  const json* metadata = fields.find("metadata");
  if (metadata == nullptr || !fields.expect(metadata->is_object(), "metadata")) return;
  const json* roots = Fields(*metadata).find("roots");
  const auto is_text = [](const json& root) { return root.is_string(); };
  if (fields.expect(roots != nullptr && roots->is_array() && !roots->empty() && roots->size() <= Receipt::kMaxRoots &&
                        std::ranges::all_of(*roots, is_text),
                    "roots")) {
    receipt.roots = roots->get<std::vector<std::string>>();
  }
  Fields texts(*metadata);
  receipt.timestamp = texts.text("timestamp", Receipt::kMaxBytes);
  receipt.snapshot = texts.text("snapshot", Receipt::kMaxBytes);
  receipt.targets = texts.text("targets", Receipt::kMaxBytes);
  fields.expect(texts.status().has_value() && metadata->size() == 4, "metadata");
}

}  // namespace

Result<Receipt> read_receipt(std::string_view text) {
  const auto object = parse_strict_json(text, Receipt::kMaxBytes);
  if (!object) return std::unexpected(object.error());
  Fields fields(*object);
  fields.expect(fields.text("kind", kMaxText) == kKind, "kind");
  const json* format = fields.find("format");
  fields.expect(format != nullptr && format->is_number_integer() && *format > 0, "format");
  if (!fields.status()) return std::unexpected(fields.status().error());
  if (*format != kFormat) return fail(ErrorCode::unsupported, "a later form of receipts");
  Receipt receipt;
  const auto made = parse_utc_time(fields.text("made", kMaxText));
  if (fields.expect(made.has_value(), "made")) receipt.made = *made;
  take_subject(fields, receipt);
  receipt.dataset = fields.text("dataset", kMaxText);
  const auto match = parse_match(fields.text("match", kMaxText));
  if (fields.expect(match.has_value() && (*match == Match::copy) == receipt.imprint.has_value(), "match")) {
    receipt.match = *match;
  }
  receipt.pack = fields.text("pack", kMaxText);
  receipt.root = fields.text("root", kMaxText);
  fields.expect(is_root_hash(receipt.root), "root");
  receipt.generation = fields.text("generation", kMaxText);
  take_metadata(fields, receipt);
  const std::size_t known = kFields + (receipt.imprint ? 2U : 1U) + (receipt.is_signed() ? 1U : 0U);
  fields.expect(object->size() == known, "a field that nobody knows");
  return fields.status() ? Result<Receipt>(std::move(receipt)) : std::unexpected(fields.status().error());
}

std::string receipt_text(const Receipt& receipt) {
  json object = {{"kind", kKind},
                 {"format", kFormat},
                 {"made", utc_time_text(receipt.made)},
                 {"dataset", receipt.dataset},
                 {"match", to_string(receipt.match)},
                 {"pack", receipt.pack},
                 {"root", receipt.root},
                 {"generation", receipt.generation}};
  if (receipt.identifier) object["identifier"] = to_json(*receipt.identifier);
  if (receipt.imprint) object["imprint"] = to_text(*receipt.imprint);
  if (receipt.distance) object["distance"] = *receipt.distance;
  if (receipt.is_signed()) {
    object["metadata"] = {{"roots", receipt.roots},
                          {"timestamp", receipt.timestamp},
                          {"snapshot", receipt.snapshot},
                          {"targets", receipt.targets}};
  }
  return object.dump(2) + "\n";
}

}  // namespace bycatch

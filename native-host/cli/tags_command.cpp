// bycatch tags [TAG]
#include <memory>
#include <nlohmann/json.hpp>

#include "answer_text.h"
#include "command.h"
#include "hashtag.h"
#include "live_index.h"
#include "observed.h"
#include "own_broker.h"
#include "protocol_json.gen.h"
#include "watching.h"

namespace bycatch {
namespace {

std::string as_text(const Advisory& advisory, Platform platform, const DatasetNames& names) {
  std::string text = "#" + advisory.tag + "  " + std::string(to_string(platform)) + "  " +
                     std::string(to_string(advisory.level)) +
                     (advisory.dataset ? "  " + name_of(*advisory.dataset, names) : "");
  if (advisory.level == Level::observed) {
    text += "  " + count_of(advisory.photos.value_or(0), "photo");
  }
  for (const std::int64_t year : advisory.years) {
    text += "  " + std::to_string(year);
  }
  return text;
}

std::string sources_text(const Advisory& advisory) {
  std::string text;
  if (advisory.unknown) {
    text += "\n  " + *advisory.unknown;
  }
  for (const Source& source : advisory.sources) {
    text += "\n  - " + source.text + (source.date ? " (" + *source.date + ")" : "") +
            (source.url ? "\n    " + *source.url : "");
  }
  return text;
}

class Tags {
 public:
  Tags(Output& output, const IndexInUse& index, const Watching& watching, std::string tag)
      : output_(output), index_(index), watching_(watching), names_(dataset_names(index)), tag_(std::move(tag)) {}

  Status show(Platform platform) {
    const std::string tag = tag_.empty() ? "" : normalise_tag(platform, tag_);
    if (tag.empty() && !tag_.empty()) {
      return {};
    }
    auto advisories = index_.generation->catalogue().advisories(platform, tag);
    if (!advisories) {
      return std::unexpected(advisories.error());
    }
    // Lists keep no tag's letters, so these are found for a tag that was asked for, and never listed.
    const auto observed = observed_advisories(*index_.generation, {platform, IdentifierKind::tag, tag}, *advisories);
    if (!observed) {
      return std::unexpected(observed.error());
    }
    advisories->insert(advisories->end(), observed->begin(), observed->end());
    if (const auto watched = watched_advisory(watching_, {platform, IdentifierKind::tag, tag})) {
      advisories->push_back(*watched);
    }
    for (const Advisory& advisory : *advisories) {
      ++shown_;
      if (output_.is_json()) {
        nlohmann::json json = to_json(advisory);
        json["platform"] = to_string(platform);
        output_.json(json);
      } else {
        output_.text(as_text(advisory, platform, names_) + (tag_.empty() ? "" : sources_text(advisory)));
      }
    }
    return {};
  }

  [[nodiscard]] int shown() const { return shown_; }

 private:
  Output& output_;
  const IndexInUse& index_;
  const Watching& watching_;
  DatasetNames names_;
  std::string tag_;
  int shown_ = 0;
};

Exit show_tags(Output& output, const std::string& tag) {
  const IndexInUse index = open_index();
  if (index.generation == nullptr) {
    output.failure("read the advisories", Error{*index.trouble, ""});
    return Exit::failed;
  }
  // Of one tag alone: the list itself is what `bycatch watch list` is for.
  const Watching watching = tag.empty() ? Watching() : own_watching();
  if (watching.trouble) {
    output.failure("read the watch list", Error{*watching.trouble, "state.db"});
    return Exit::failed;
  }
  Tags tags(output, index, watching, tag);
  for (const Platform platform : {Platform::instagram, Platform::flickr}) {
    if (const Status shown = tags.show(platform); !shown) {
      output.failure("read the advisories", shown.error());
      return Exit::failed;
    }
  }
  if (tags.shown() == 0 && !tag.empty()) {
    output.note("no source that we hold says that photos were collected by it");
  }
  return tags.shown() > 0 && !tag.empty() ? Exit::listed : Exit::done;
}

}  // namespace

void add_tags(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("tags", "Hashtags by which photos were collected, with the evidence");
  auto tag = std::make_shared<std::string>();
  command->add_option("TAG", *tag, "Only this one, with its sources");
  command->callback([tag, run = &line.run] { *run = [tag](Output& output) { return show_tags(output, *tag); }; });
}

}  // namespace bycatch

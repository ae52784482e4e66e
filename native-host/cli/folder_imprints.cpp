#include "folder_imprints.h"

#include <nlohmann/json.hpp>

#include "picture_folder.h"
#include "picture_pool.h"
#include "progress.h"

namespace bycatch {
namespace {

void refuse_picture(PictureReport& report, const std::string& name, const PictureFailure& failure) {
  PictureReport::Refused& refused = report.refused[static_cast<std::size_t>(failure.fault)];
  ++refused.files;
  refused.names.insert(failure.place.empty() ? name : name + ": " + failure.place);
  if (refused.names.size() > PictureReport::kMaxNames) {
    refused.names.erase(std::prev(refused.names.end()));
  }
}

}  // namespace

Result<PictureReport> read_folder(const std::filesystem::path& folder, const TakeImprints& take_imprints) {
  auto files = PictureFolder::open(folder);
  const auto decoder = own_decoder();
  if (!files || !decoder) {
    return std::unexpected(!files ? files.error() : decoder.error());
  }
  PictureReport report;
  Progress progress("reading " + folder.string(), "pictures", 1);
  std::uint64_t read_files = 0;
  const auto take = [&](const std::filesystem::path& file, const PictureResult& picture) -> Status {
    progress.show(++read_files, 0);
    const std::string name = file.lexically_relative(folder).string();
    if (!picture) {
      refuse_picture(report, name, picture.error());
      return {};
    }
    if (picture->quality < kMinQuality) {
      refuse_picture(report, name, {PictureFault::low_quality, "quality " + std::to_string(picture->quality)});
      return {};
    }
    ++report.accepted;
    return take_imprints(*picture);
  };
  const Status read = read_pictures(*decoder, usual_readers(), [&] { return files->next(); }, take);
  if (!read) {
    return std::unexpected(read.error());
  }
  report.unreadable_folders = files->unreadable();
  return report;
}

nlohmann::json json_of(const PictureReport& report) {
  nlohmann::json refused = nlohmann::json::object();
  for (std::size_t i = 0; i < kPictureFaults; ++i) {
    const auto fault = static_cast<PictureFault>(i);
    if (const PictureReport::Refused& of_fault = report.refused[i]; of_fault.files != 0) {
      refused[std::string(to_string(fault))] = {
          {"files", of_fault.files}, {"code", to_string(code_of(fault))}, {"names", of_fault.names}};
    }
  }
  return {{"format", "pictures"},
          {"accepted", report.accepted},
          {"unreadable_folders", report.unreadable_folders},
          {"refused", refused}};
}

void note_refused(Output& output, const std::string& folder, const PictureReport& report) {
  for (std::size_t i = 0; i < kPictureFaults; ++i) {
    const PictureReport::Refused& refused = report.refused[i];
    if (refused.files == 0) {
      continue;
    }
    std::string names;
    for (const std::string& name : refused.names) {
      names += (names.empty() ? "" : "; ") + name;
    }
    output.note(folder + ": refused " + std::to_string(refused.files) + (refused.files == 1 ? " file: " : " files: ") +
                std::string(words_of(static_cast<PictureFault>(i))) + " [" + names +
                (refused.files > refused.names.size() ? "; ...]" : "]"));
  }
  if (report.unreadable_folders != 0) {
    output.note(folder + ": could not read " + std::to_string(report.unreadable_folders) + " folders in it");
  }
}

}  // namespace bycatch

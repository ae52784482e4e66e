// bycatch review [FILE...] --platform NAME [--caption TEXT]
#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "answer_text.h"
#include "command.h"
#include "live_index.h"
#include "own_broker.h"
#include "picture_answers.h"

namespace bycatch {
namespace {

struct ReviewArguments {
  std::vector<std::string> files;
  std::string platform;
  std::optional<std::string> caption;
};

Exit review_all(Output& output, const ReviewArguments& arguments) {
  const IndexInUse index = open_index();
  auto answers = answers_for_pictures(index, {arguments.files.begin(), arguments.files.end()});
  if (arguments.caption) {
    const Platform platform = parse_platform(arguments.platform).value_or(Platform::web);
    answers.push_back({.answer = check_caption(index, own_watching(), platform, *arguments.caption, {})});
  }
  const DatasetNames names = dataset_names(index);
  Exit code = Exit::done;
  for (const Answered& answered : answers) {
    say_answer(output, answered, names);
    code = std::max(code, exit_of(answered.answer));
  }
  return code;
}

}  // namespace

void add_review(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("review", "What is to be known before pictures and words are posted");
  auto arguments = std::make_shared<ReviewArguments>();
  command->add_option("FILE", arguments->files, "Pictures that are to be posted");
  command->add_option("--platform", arguments->platform, "Where: flickr or instagram")
      ->required()
      ->check(CLI::IsMember({"flickr", "instagram"}));
  command->add_option("--caption", arguments->caption, "Words that are to be posted, with their #tags");
  command->callback([arguments, run = &line.run] {
    if (arguments->files.empty() && !arguments->caption) {
      throw CLI::RequiredError("FILE or --caption");
    }
    *run = [arguments](Output& output) { return review_all(output, *arguments); };
  });
}

}  // namespace bycatch

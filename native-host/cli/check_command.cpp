// bycatch check [URL|#tag|@NSID|FILE|-]
#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "answer_text.h"
#include "command.h"
#include "line_source.h"
#include "live_index.h"
#include "own_broker.h"
#include "subject.h"

namespace bycatch {
namespace {

class Check {
 public:
  explicit Check(Output& output)
      : output_(output), index_(open_index()), watching_(own_watching()), names_(dataset_names(index_)) {}

  void words(const std::vector<std::string>& words) {
    for (const Answered& answered : answers_for(index_, watching_, words)) {
      say_answer(output_, answered, names_);
      code_ = std::max(code_, exit_of(answered.answer));
    }
    output_.flush();
  }

  [[nodiscard]] Exit code() const { return code_; }

 private:
  Output& output_;
  IndexInUse index_;
  Watching watching_;
  DatasetNames names_;
  Exit code_ = Exit::done;
};

Exit check_all(Output& output, const std::vector<std::string>& subjects) {
  Check check(output);
  const auto is_input = [](const std::string& word) { return word == "-"; };
  if (std::ranges::none_of(subjects, is_input)) {
    check.words(subjects);
    return check.code();
  }
  for (const std::string& subject : subjects) {
    if (!is_input(subject)) {
      check.words({subject});
      continue;
    }
    LineSource lines(std::cin);
    for (auto batch = lines.next_batch(); !batch.empty(); batch = lines.next_batch()) {
      check.words(batch);
    }
  }
  return check.code();
}

}  // namespace

void add_check(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("check", "Whether a photo, account or tag is in the lists held here");
  auto subjects = std::make_shared<std::vector<std::string>>();
  command
      ->add_option("SUBJECT", *subjects,
                   "Address of a photo, picture file, #tag or @NSID; - reads them from standard input, one a line. "
                   "Exit code: 0 nothing "
                   "is listed, 1 something is, 2 something could not be checked")
      ->required();
  command->callback(
      [subjects, run = &line.run] { *run = [subjects](Output& output) { return check_all(output, *subjects); }; });
}

}  // namespace bycatch

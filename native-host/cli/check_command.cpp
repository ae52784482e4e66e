// bycatch check [URL|#tag|@NSID|-]
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "answer_text.h"
#include "command.h"
#include "line_source.h"
#include "live_index.h"
#include "own_broker.h"
#include "protocol_json.gen.h"
#include "subject.h"

namespace bycatch {
namespace {

Exit code_of(const Answer& answer) {
  if (answer.state != State::checked) {
    return Exit::failed;
  }
  return answer.listings.empty() && answer.advisories.empty() ? Exit::done : Exit::listed;
}

class Check {
 public:
  explicit Check(Output& output)
      : output_(output), index_(open_index()), watching_(own_watching()), names_(dataset_names(index_)) {}

  void words(const std::vector<std::string>& words) {
    for (const Answer& answer : answers_for(index_, watching_, words)) {
      say(answer);
      code_ = std::max(code_, code_of(answer));
    }
    output_.flush();
  }

  [[nodiscard]] Exit code() const { return code_; }

 private:
  void say(const Answer& answer) {
    if (output_.is_json()) {
      output_.json(to_json(answer));
      return;
    }
    const std::string text = answer_text(answer, names_);
    const bool is_long = text.find('\n') != std::string::npos;
    output_.text(answer.subject + ":" + (is_long ? "\n" : " ") + text);
  }

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
      ->add_option(
          "SUBJECT", *subjects,
          "Address of a photo, #tag or @NSID; - reads them from standard input, one a line. Exit code: 0 nothing "
          "is listed, 1 something is, 2 something could not be checked")
      ->required();
  command->callback(
      [subjects, run = &line.run] { *run = [subjects](Output& output) { return check_all(output, *subjects); }; });
}

}  // namespace bycatch

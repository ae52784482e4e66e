// bycatch identify [URL...|-]
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "command.h"
#include "line_source.h"
#include "protocol_json.gen.h"
#include "subject.h"

namespace bycatch {
namespace {

void say(Output& output, const std::string& url) {
  const std::vector<Identifier> identifiers = identify_word(url);
  if (output.is_json()) {
    nlohmann::json found = nlohmann::json::array();
    for (const Identifier& identifier : identifiers) {
      found.push_back(to_json(identifier));
    }
    output.json({{"url", url}, {"identifiers", found}});
    return;
  }
  std::string text = url + ":";
  for (const Identifier& identifier : identifiers) {
    text += " " + std::string(to_string(identifier.platform)) + " " + std::string(to_string(identifier.kind)) + " " +
            identifier.id + (&identifier == &identifiers.back() ? "" : ",");
  }
  output.text(identifiers.empty() ? text + " names nothing that lists are kept by" : text);
}

Exit identify_all(Output& output, const std::vector<std::string>& urls) {
  for (const std::string& url : urls) {
    if (url != "-") {
      say(output, url);
      continue;
    }
    LineSource lines(std::cin);
    for (auto batch = lines.next_batch(); !batch.empty(); batch = lines.next_batch()) {
      for (const std::string& line : batch) {
        say(output, line);
      }
      output.flush();
    }
  }
  return Exit::done;
}

}  // namespace

void add_identify(CommandLine line) {
  CLI::App* command = line.app.add_subcommand("identify", "What an address names: photo, account, post, tag");
  auto urls = std::make_shared<std::vector<std::string>>();
  command->add_option("URL", *urls, "Addresses; - reads them from standard input, one a line")->required();
  command->callback([urls, run = &line.run] { *run = [urls](Output& output) { return identify_all(output, *urls); }; });
}

}  // namespace bycatch

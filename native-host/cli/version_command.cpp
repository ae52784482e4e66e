// bycatch version
#include <nlohmann/json.hpp>

#include "command.h"
#include "verbs.h"

namespace bycatch {

void add_version(CommandLine line) {
  line.app.add_subcommand("version", "Version of this program and of the protocol it speaks")
      ->callback([run = &line.run] {
        *run = [](Output& output) {
          if (output.is_json()) {
            output.json({{"version", kHostVersion}, {"protocol", {{"min", kProtocolMin}, {"max", kProtocolMax}}}});
          } else {
            output.text("bycatch " + std::string(kHostVersion));
          }
          return Exit::done;
        };
      });
}

}  // namespace bycatch

// What a command says: with --json one JSON object a line on standard output, else text for people. Diagnostics go to
// standard error in either case.
#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "result.h"

namespace bycatch {

// What an error means to a person, and the one thing to do next; no full stop at the end of either.
struct Explanation {
  std::string_view sentence;
  std::string_view next_step;
};
[[nodiscard]] Explanation explain(ErrorCode code) noexcept;

class Output {
 public:
  Output(std::ostream& out, std::ostream& diagnostics, bool is_json)
      : out_(out), diagnostics_(diagnostics), is_json_(is_json) {}

  [[nodiscard]] bool is_json() const noexcept { return is_json_; }

  // One of these two per result, by is_json().
  void json(const nlohmann::json& object);
  void text(std::string_view lines);

  void note(std::string_view line);  // a diagnostic

  // "could not import: <sentence>. <next step>", and with --json {"code","text","next_step"} too.
  void failure(std::string_view doing, const Error& error);
  void failure(std::string_view doing, const Error& error, std::string_view next_step);
  void failure(std::string_view doing, const Error& error, Explanation words);

  void flush();

 private:
  std::ostream& out_;
  std::ostream& diagnostics_;
  bool is_json_;
};

}  // namespace bycatch

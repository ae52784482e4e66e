#include "output.h"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

namespace bycatch {

void Output::json(const nlohmann::json& object) {
  // Arguments and file names need not be UTF-8.
  out_ << object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void Output::text(std::string_view lines) {
  out_ << lines << '\n';
}

void Output::note(std::string_view line) {
  diagnostics_ << line << '\n';
}

void Output::failure(std::string_view doing, const Error& error) {
  failure(doing, error, explain(error.code));
}

void Output::failure(std::string_view doing, const Error& error, std::string_view next_step) {
  failure(doing, error, Explanation{explain(error.code).sentence, next_step});
}

void Output::failure(std::string_view doing, const Error& error, Explanation words) {
  std::string text = "could not " + std::string(doing) + ": " + std::string(words.sentence);
  if (!error.detail.empty()) {
    text += " (" + error.detail + ")";
  }
  diagnostics_ << text << ". " << words.next_step << ".\n";
  if (is_json_) {
    json({{"code", to_string(error.code)}, {"text", text}, {"next_step", words.next_step}});
  }
}

void Output::flush() {
  out_.flush();
  diagnostics_.flush();
}

Explanation explain(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::no_index:
      return {"no list has been imported yet",
              "Import those that are public: bycatch import --public. Or one of your own: bycatch import --dataset ID "
              "FILE"};
    case ErrorCode::corrupt:
      return {"the data on this machine is damaged", "Run bycatch doctor"};
    case ErrorCode::unsupported:
      return {"this program is too old for it, or cannot do that", "Update Bycatch"};
    case ErrorCode::busy:
      return {"another import or sync is at work", "Wait until it has ended and try again"};
    case ErrorCode::no_space:
      return {"the disk is full", "Make room and try again; what was there is untouched"};
    case ErrorCode::permission:
      return {"this user may not do that there", "Check the owner and mode of the file or of the data folder"};
    case ErrorCode::read_only:
      return {"the data folder is read-only", "Choose another folder with BYCATCH_HOME"};
    case ErrorCode::not_found:
      return {"it is not there", "Check the name"};
    case ErrorCode::bad_format:
      return {"the file is not a list", "bycatch import --format x FILE names the formats; LISTS.md shows them"};
    case ErrorCode::bad_request:
      return {"that is not a valid request", "See bycatch --help"};
    case ErrorCode::not_checkable:
      return {"nothing in it names a photo, account or tag that lists are kept by",
              "Give the address of a Flickr or Instagram photo, a #tag or an @NSID"};
    case ErrorCode::too_large:
      return {"it is over its limit", "Give less at once"};
    case ErrorCode::offline:
      return {"the server does not answer",
              "Check the connection and try again; what came is kept if its hash is known"};
    case ErrorCode::proxy:
      return {"the proxy does not answer", "Check the proxy and try again"};
    case ErrorCode::tls:
      return {"the server could not prove who it is", "Check the clock and the network, and try again"};
    case ErrorCode::timeout:
      return {"nothing came for too long", "Try again"};
    case ErrorCode::http_status:
      return {"the server does not give it out", "Check the address"};
    case ErrorCode::truncated:
      return {"it ends too early", "Load it again"};
    case ErrorCode::hash_mismatch:
      return {"these are not the bytes that were promised", "Nothing was taken. Ask who publishes the list"};
    case ErrorCode::io:
      return {"the system could not read or write", "Check the disk and try again"};
    case ErrorCode::no_feed:
      return {"no feed has been chosen",
              "Give its address and its publisher's root: bycatch sync --feed URL --root FILE. Or do without: bycatch "
              "import --public"};
    case ErrorCode::not_a_feed:
      return {"what answered is no feed", "Check the address; on a guest network, sign in there first"};
    case ErrorCode::signature:
    case ErrorCode::threshold:
      return {"it is not signed by who may", "Nothing was taken. Try again later; if it stays, ask the publisher"};
    case ErrorCode::rollback:
      return {"the server gave out something older than is known here",
              "Nothing was taken. Try again later: most likely a cache is behind"};
    case ErrorCode::expired:
      return {"what is signed has expired", "Check this machine's clock; if it is right, the publisher is late"};
    case ErrorCode::root_chain:
      return {"the publisher's new keys are not confirmed by the old ones",
              "Nothing was taken. Ask the publisher, by another way than the feed"};
    case ErrorCode::delta_unusable:
    case ErrorCode::result_mismatch:
      return {"the feed's updates do not fit together", "What was there is in use. Tell the publisher"};
    case ErrorCode::suspicious_shrink:
      return {"much of what was listed is gone from the feed",
              "What was there is in use. If the publisher says that this is meant, wait for them to mark it so"};
    case ErrorCode::state_reset:
      return {"something on the disk was damaged and was made anew", "Nothing needs to be done"};
    case ErrorCode::clock_suspect:
      return {"this machine's clock seems to be wrong", "Set it and try again"};
    case ErrorCode::cancelled:
      return {"it was stopped", "Start it again: it goes on where it ended"};
    default:
      return {"something went wrong in Bycatch", "Run bycatch doctor"};
  }
}

}  // namespace bycatch

// The rows of shared/vectors/frames.jsonl: what one side may send the other, and what it may not.
//   request, reply        a message of that kind
//   bad_request           JSON, but neither
//   bad_json              a frame whose text is refused before anything is read from it
//   bad_format, too_large, truncated   no frame: the stream is lost;   end   nothing more, in good order
#pragma once

#include <string>
#include <vector>

#include "json_lines.h"

namespace bycatch {

struct FrameVector {
  std::string name;
  bool is_bytes;  // `frame` is what stands in the pipe, length and all; else the text of one message
  std::string frame;
  std::string expect;
};

inline std::string from_hex(const std::string& hex) {
  std::string out;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    out.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
  }
  return out;
}

inline std::vector<FrameVector> load_frame_vectors() {
  std::vector<FrameVector> out;
  for (const auto& row : load_json_lines("frames.jsonl")) {
    const bool is_bytes = row.contains("hex");
    out.push_back({row["name"], is_bytes, is_bytes ? from_hex(row["hex"]) : std::string(row["frame"]), row["expect"]});
  }
  return out;
}

}  // namespace bycatch

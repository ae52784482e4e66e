// What a word on the command line asks about.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "answered.h"

namespace bycatch {

// #tag, @NSID, a picture file that is there, else an address (with or without its scheme). One answer for each word, in
// order, whose subject is the word.
[[nodiscard]] std::vector<Answered> answers_for(const IndexInUse& index, const Watching& watching,
                                                const std::vector<std::string>& words);

// As an address is meant on the command line: without a scheme it is an https one.
[[nodiscard]] std::vector<Identifier> identify_word(const std::string& word);

}  // namespace bycatch

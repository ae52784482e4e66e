// An answer in words.
#pragma once

#include <map>
#include <string>

#include "answered.h"
#include "command.h"

namespace bycatch {

// The names of datasets, by id.
using DatasetNames = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] DatasetNames dataset_names(const IndexInUse& index);

// `listed in Example Faces (photo id)`, `not in the 3 lists we hold (newest 2026-11-22); 2 of them could hold it`, or
// `could not check: ...`; one line per listing and advisory, without a line end.
[[nodiscard]] std::string answer_text(const Answered& answered, const DatasetNames& names);

// The answer behind its subject; with --json the answer as the protocol has it.
void say_answer(Output& output, const Answered& answered, const DatasetNames& names);
// done: nothing is listed or advised against; listed; failed: not (wholly) checked.
[[nodiscard]] Exit exit_of(const Answer& answer);

// `the dataset's name (id)`, or its id alone.
[[nodiscard]] std::string name_of(const std::string& dataset, const DatasetNames& names);

// `3 lists`, `1 list`
[[nodiscard]] std::string count_of(std::int64_t number, const std::string& noun);

}  // namespace bycatch

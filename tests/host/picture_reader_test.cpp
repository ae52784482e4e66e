// The decoder beside us: whatever a picture does to it, it costs that picture alone.
#include "picture_reader.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstring>
#include <fstream>
#include <map>

#include "picture_folder.h"
#include "picture_message.h"
#include "picture_pool.h"
#include "temp_folder.h"

namespace bycatch {
namespace {

namespace fs = std::filesystem;

const ReaderRules kOdd{.decoder = BYCATCH_ODD_DECODER};

fs::path put(const TempFolder& folder, const std::string& name, const std::string& bytes) {
  fs::create_directories((folder.path() / name).parent_path());
  std::ofstream(folder.path() / name, std::ios::binary) << bytes;
  return folder.path() / name;
}

std::string place_of(const PictureResult& picture) {
  return picture ? "an imprint" : picture.error().place;
}

std::optional<PictureFault> fault_of(const PictureResult& picture) {
  return picture ? std::nullopt : std::optional(picture.error().fault);
}

}  // namespace

TEST_CASE("picture decoder: confined, it opens, sends, starts and signals nothing") {
  const TempFolder folder;
  auto reader = PictureReader::start(kOdd).value();
  for (const char* word : {"OPEN", "MAKE", "SOCK", "FORK", "EXEC", "KILL"}) {
    CAPTURE(word);
    CHECK(place_of(reader.read(put(folder, word, word))) == "held");
  }
#if !defined(__SANITIZE_ADDRESS__)
  CHECK(place_of(reader.read(put(folder, "EATS", "EATS"))) == "held");
#endif
}

TEST_CASE("picture reader: a decoder that ends, hangs or lies costs that picture alone") {
  const TempFolder folder;
  auto reader = PictureReader::start({.decoder = BYCATCH_ODD_DECODER, .limit = std::chrono::seconds(5)}).value();
  const auto good = put(folder, "good", "good picture");
  CHECK(reader.read(good).has_value());
  const PictureResult dead = reader.read(put(folder, "dies", "DIES"));
  CHECK(fault_of(dead) == PictureFault::crashed);
  CHECK(place_of(dead) == "it was killed by signal 6");
  CHECK(reader.read(good).has_value());
  CHECK(fault_of(reader.read(put(folder, "lies", "LIES"))) == PictureFault::crashed);
  CHECK(reader.read(good).has_value());
  CHECK(fault_of(reader.read(put(folder, "spins", "SPIN"))) == PictureFault::timed_out);
  CHECK(reader.read(good).has_value());
}

TEST_CASE("picture reader: what is no file of any size never reaches the decoder") {
  const TempFolder folder;
  auto reader = PictureReader::start(kOdd).value();
  CHECK(fault_of(reader.read(put(folder, "empty", ""))) == PictureFault::empty);
  CHECK(fault_of(reader.read(folder.path())) == PictureFault::unreadable);
  CHECK(fault_of(reader.read(folder.path() / "none")) == PictureFault::unreadable);
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
  CHECK(place_of(reader.read(folder.path() / "pipe")) == "no regular file");
  const auto large = put(folder, "large", "x");
  fs::resize_file(large, static_cast<std::uintmax_t>(kMaxPictureBytes) + 1);  // a hole: it takes no room
  CHECK(fault_of(reader.read(large)) == PictureFault::too_large);
}

TEST_CASE("picture reader: without a decoder nothing is read, and that is said") {
  CHECK(PictureReader::start({.decoder = "/nowhere/bycatch-decoder"}).error().code == ErrorCode::not_found);
  CHECK(PictureReader::start({.decoder = "/bin/true"}).error().code == ErrorCode::unsupported);
  bool is_asked = false;
  const Status read = read_pictures(
      {.decoder = "/nowhere/bycatch-decoder"}, 3,
      [&]() -> std::optional<fs::path> {
        is_asked = true;
        return std::nullopt;
      },
      [](const fs::path&, const PictureResult&) { return Status(); });
  CHECK(read.error().code == ErrorCode::not_found);
  CHECK_FALSE(is_asked);
}

TEST_CASE("picture pool: every file of a folder is read once, bad ones are named, none is lost") {
  const TempFolder folder;
  std::map<std::string, bool> expected;
  for (int i = 0; i < 60; ++i) {
    const bool is_good = i % 7 != 3;
    const std::string name = "sub" + std::to_string(i % 4) + "/" + std::to_string(i);
    put(folder, name, is_good ? "made up " + std::to_string(i) : "DIES");
    expected[name] = is_good;
  }
  fs::create_directory_symlink(folder.path(), folder.path() / "loop");
  fs::create_symlink(folder.path() / "sub0" / "0", folder.path() / "link");
  expected["link"] = true;
  auto files = PictureFolder::open(folder.path()).value();
  std::map<std::string, bool> seen;
  const Status read = read_pictures(
      kOdd, 3, [&] { return files.next(); },
      [&](const fs::path& file, const PictureResult& picture) -> Status {
        CHECK(seen.emplace(file.lexically_relative(folder.path()), picture.has_value()).second);
        return {};
      });
  CHECK(read.has_value());
  CHECK(seen == expected);
}

TEST_CASE("picture pool: an error of who takes the pictures ends the reading") {
  const TempFolder folder;
  for (int i = 0; i < 40; ++i) put(folder, std::to_string(i), "made up");
  auto files = PictureFolder::open(folder.path()).value();
  int taken = 0;
  const Status read = read_pictures(
      kOdd, 2, [&] { return files.next(); },
      [&](const fs::path&, const PictureResult&) -> Status {
        return ++taken == 5 ? fail(ErrorCode::no_space, "full") : Status();
      });
  CHECK(read.error().code == ErrorCode::no_space);
  CHECK(taken == 5);
}

TEST_CASE("picture folder: none, a file, one that may not be read") {
  const TempFolder folder;
  CHECK(PictureFolder::open(folder.path() / "none").error().code == ErrorCode::not_found);
  CHECK(PictureFolder::open(put(folder, "file", "x")).error().code == ErrorCode::bad_request);
  CHECK(PictureFolder::open(folder.path()).value().next() == folder.path() / "file");
}

TEST_CASE("picture message: what is encoded is parsed, and nothing else is") {
  DihedralResult picture{};
  picture.quality = 77;
  picture.imprints[3].words[2] = 0x1234;
  const auto message = encode_picture(picture);
  const auto parsed = parse_picture(message);
  REQUIRE(parsed.has_value());
  CHECK((*parsed)->quality == 77);
  CHECK((*parsed)->imprints == picture.imprints);
  const auto failure = parse_picture(encode_picture(
      std::unexpected(PictureFailure{PictureFault::truncated, "row\x1b[31m 1\n" + std::string(300, 'x')})));
  REQUIRE(failure.has_value());
  CHECK(failure->error().fault == PictureFault::truncated);
  CHECK(failure->error().place.starts_with("row[31m 1xxx"));
  CHECK(failure->error().place.size() < kMaxPlaceBytes);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, message.size() - 1}) {
    CHECK_FALSE(parse_picture(std::span(message).first(size)).has_value());
  }
  auto loud = message;
  loud[1] = std::byte{101};
  CHECK_FALSE(parse_picture(loud).has_value());
  CHECK_FALSE(parse_picture(std::array{std::byte{2}, std::byte{kPictureFaults}}).has_value());
  CHECK_FALSE(parse_picture(std::array{std::byte{3}, std::byte{0}}).has_value());
}

}  // namespace bycatch

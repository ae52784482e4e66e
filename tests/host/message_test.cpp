// From a message's text to its replies' texts.
#include <doctest/doctest.h>

#include "dispatcher.h"
#include "frame_vectors.h"
#include "frames.h"
#include "json_text.h"
#include "memory_generation.h"
#include "protocol_json.gen.h"
#include "temp_folder.h"

namespace bycatch {

namespace {

const std::string kHello = R"({"id":1,"verb":"hello","protocol":{"min":1,"max":1},"version":"0.1.0"})";
const std::string kStatus = R"({"id":6,"verb":"status"})";

// Over an empty data folder and without a broker.
struct Bare {
  TempFolder folder;
  Dispatcher dispatcher{LiveGeneration(folder.path()), BrokerLink(std::nullopt)};

  Reply reply_to(std::string_view message) {
    const auto frames = dispatcher.replies_to(message);
    REQUIRE(frames.size() == 1);
    return parse_reply(parse_json_text(frames[0]).value()).value();
  }
  ErrorReply error_to(std::string_view message) { return std::get<ErrorReply>(reply_to(message)); }
};

std::int64_t id_of(const Reply& reply) {
  return std::visit([](const auto& body) { return body.id; }, reply);
}

}  // namespace

TEST_CASE("json text: every vector is refused or read as it should be") {
  for (const FrameVector& vector : load_frame_vectors()) {
    if (vector.is_bytes) continue;
    CAPTURE(vector.name);
    const auto json = parse_json_text(vector.frame);
    REQUIRE(json.has_value() == (vector.expect != "bad_json"));
    if (!json) continue;
    CHECK(parse_request(*json).has_value() == (vector.expect == "request"));
    CHECK(parse_reply(*json).has_value() == (vector.expect == "reply"));
  }
}

TEST_CASE("json text: bombs of the largest size a frame can have end quickly") {
  std::string keys = "{";
  for (int at = 0; keys.size() < kMaxRequestBytes - 16; ++at) keys += "\"" + std::to_string(at) + "\":0,";
  keys += "\"x\":0}";
  const auto start = std::chrono::steady_clock::now();
  CHECK(!parse_json_text(std::string(kMaxRequestBytes, '[')));
  CHECK(!parse_json_text(std::string(kMaxRequestBytes, '1') + "e999999999"));
  CHECK(parse_json_text("\"" + std::string(kMaxRequestBytes, ' ') + "\""));
  CHECK(parse_json_text(keys));
  std::string zeros(kMaxRequestBytes - 1, ',');
  for (std::size_t at = 1; at < zeros.size(); at += 2) zeros[at] = '0';
  zeros.front() = '[';
  zeros.back() = ']';
  CHECK(parse_json_text(zeros));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("dispatcher: every vector is answered under its id, in frames that can be parsed") {
  for (const FrameVector& vector : load_frame_vectors()) {
    if (vector.is_bytes) continue;
    CAPTURE(vector.name);
    Bare bare;
    bare.dispatcher.replies_to(kHello);
    const Reply reply = bare.reply_to(vector.frame);
    if (vector.expect == "request") {
      CHECK(id_of(reply) == parse_json_text(vector.frame).value()["id"]);
    } else {
      const auto& error = std::get<ErrorReply>(reply);
      CHECK(error.code == ErrorCode::bad_request);
      if (vector.expect == "bad_json") CHECK(error.id == 0);
    }
    // The next message is answered as ever.
    CHECK(id_of(bare.reply_to(kHello)) == 1);
  }
}

TEST_CASE("dispatcher: a bad message is refused under its own id where that can be read") {
  Bare bare;
  CHECK(bare.error_to(R"({"id":77,"verb":"exec"})").id == 77);
  CHECK(bare.error_to(R"({"id":9007199254740991,"verb":1})").id == 9007199254740991);
  for (const char* unreadable :
       {R"({"id":9007199254740992,"verb":"exec"})", R"({"id":-1})", R"({"id":1.0})", "[]", "1"}) {
    CAPTURE(unreadable);
    CHECK(bare.error_to(unreadable).id == 0);
  }
}

TEST_CASE("dispatcher: nothing is answered before a hello whose range meets ours") {
  Bare bare;
  CHECK(bare.error_to(kStatus).code == ErrorCode::unsupported);
  CHECK(bare.error_to(kStatus).id == 6);
  const auto later = bare.reply_to(R"({"id":1,"verb":"hello","protocol":{"min":2,"max":9},"version":"9"})");
  CHECK(std::get<HelloReply>(later).protocol == ProtocolRange{kProtocolMin, kProtocolMax});
  CHECK(bare.error_to(kStatus).code == ErrorCode::unsupported);
  bare.reply_to(kHello);
  CHECK(std::holds_alternative<StatusReply>(bare.reply_to(kStatus)));
  // A later hello decides anew.
  bare.reply_to(R"({"id":1,"verb":"hello","protocol":{"min":9,"max":1},"version":"9"})");
  CHECK(bare.error_to(kStatus).code == ErrorCode::unsupported);
}

TEST_CASE("dispatcher: an empty data folder is no index, and without a broker status says so") {
  Bare bare;
  CHECK(std::get<HelloReply>(bare.reply_to(kHello)).generation.empty());
  const auto status = std::get<StatusReply>(bare.reply_to(kStatus));
  CHECK(status.index == IndexState::empty);
  CHECK(status.code == ErrorCode::no_index);
  CHECK(!status.broker);
  CHECK(bare.error_to(R"({"id":7,"verb":"count","platform":"flickr","seen":3,"identified":2})").code ==
        ErrorCode::cancelled);
  CHECK(bare.error_to(R"({"id":4,"verb":"datasets"})").code == ErrorCode::no_index);
  const auto answers = std::get<AnswersReply>(bare.reply_to(
      R"({"id":2,"verb":"check","photos":[{"subject":"p","urls":["https://www.flickr.com/photos/x/9000000000001/"]}]})"));
  CHECK(answers.answers.at(0).state == State::not_checked);
  CHECK(answers.answers.at(0).code == ErrorCode::no_index);
}

TEST_CASE("frames: a long reply is cut into frames under the cap, in order, all but the last saying more") {
  AnswersReply reply{5, "g1", {}, {}};
  for (int at = 0; at < 200; ++at) {
    Answer answer;
    answer.subject = std::to_string(at) + std::string(static_cast<std::size_t>(at) * 7, 'x');
    reply.answers.push_back(answer);
  }
  const auto frames = to_frames(reply, 4000);
  CHECK(frames.size() > 20);
  std::vector<Answer> joined;
  for (std::size_t at = 0; at < frames.size(); ++at) {
    CHECK(frames[at].size() <= 4000);
    const auto part = parse_answers_reply(parse_json_text(frames[at]).value()).value();
    CHECK(part.id == 5);
    CHECK(part.generation == "g1");
    CHECK(part.more.value_or(false) == (at + 1 < frames.size()));
    joined.insert(joined.end(), part.answers.begin(), part.answers.end());
  }
  CHECK(joined == reply.answers);
  CHECK(to_frames(reply).size() == 1);
}

TEST_CASE("frames: more cards than a reply may hold are several replies") {
  DatasetsReply reply{4, "g1", std::vector<Card>(300), {}};
  for (Card& card : reply.cards) card.id = "a";
  const auto frames = to_frames(reply);
  CHECK(frames.size() == 2);
  for (const auto& frame : frames) CHECK(parse_reply(parse_json_text(frame).value()));
}

TEST_CASE("frames: one answer that alone is too long is an error, not a frame the browser would end us for") {
  AnswersReply reply{5, "g1", std::vector<Answer>(3), {}};
  reply.answers[1].subject = std::string(5000, 'x');
  const auto frames = to_frames(reply, 4000);
  REQUIRE(frames.size() == 1);
  CHECK(parse_error_reply(parse_json_text(frames[0]).value()).value() == ErrorReply{5, ErrorCode::too_large});
}

TEST_CASE("frames: text that is not UTF-8 does not stop a reply") {
  AnswersReply reply{5, "g\xff", {}, {}};
  CHECK(parse_json_text(to_frames(reply).at(0)));
}

}  // namespace bycatch

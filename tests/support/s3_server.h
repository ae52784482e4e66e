// An object store on this machine that speaks S3 and believes nobody: every request's signature (AWS Signature Version
// 4, as published) is worked out again from the secret, its date must be of the last minutes, and its bytes must be
// those that were signed.
#pragma once

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "feed_hash.h"
#include "utc_time.h"

namespace bycatch {

using S3Headers = std::map<std::string, std::string>;  // names in lower case, blanks at the ends removed

struct S3Question {
  std::string method;
  std::string path;   // as it was sent
  std::string query;  // without the mark
  S3Headers headers;
};

inline std::string bytes_of_hmac(const std::string& key, const std::string& text) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size);
  digest.resize(size);
  return digest;
}
inline std::string hex_of(const std::string& bytes) {
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += {"0123456789abcdef"[byte >> 4U], "0123456789abcdef"[byte & 15U]};
  }
  return hex;
}
inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) c == at ? void(parts.emplace_back()) : parts.back().push_back(c);
  return parts;
}

// What `Signature=` must be. `scope`: 20130524/us-east-1/s3/aws4_request.
inline std::string s3_signature(const S3Question& question, const std::string& signed_headers, const std::string& scope,
                                const std::string& secret) {
  std::vector<std::string> pairs = split(question.query, '&');
  for (std::string& pair : pairs) pair += !pair.empty() && pair.find('=') == std::string::npos ? "=" : "";
  std::ranges::sort(pairs);
  std::string canonical = question.method + "\n" + question.path + "\n";
  for (const std::string& pair : pairs) canonical += (&pair == pairs.data() ? "" : "&") + pair;
  canonical += "\n";
  for (const std::string& name : split(signed_headers, ';')) {
    const auto found = question.headers.find(name);
    canonical += name + ":" + (found == question.headers.end() ? "" : found->second) + "\n";
  }
  canonical += "\n" + signed_headers + "\n" + question.headers.at("x-amz-content-sha256");
  const std::string to_sign =
      "AWS4-HMAC-SHA256\n" + question.headers.at("x-amz-date") + "\n" + scope + "\n" + sha256_hex(canonical);
  std::string key = "AWS4" + secret;
  for (const std::string& part : split(scope, '/')) key = bytes_of_hmac(key, part);
  return hex_of(bytes_of_hmac(key, to_sign));
}

class S3Server {
 public:
  struct Object {
    std::string bytes;
    std::string etag;
    S3Headers headers;
  };

  S3Server() : acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}) {
    thread_ = std::thread([this] { listen(); });
  }
  S3Server(const S3Server&) = delete;
  S3Server& operator=(const S3Server&) = delete;
  ~S3Server() {
    is_ending_ = true;
    boost::system::error_code ignored;
    boost::asio::ip::tcp::socket knock(io_);
    knock.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
    for (std::thread& one : connections_) one.join();
  }

  [[nodiscard]] std::string endpoint() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }
  std::map<std::string, Object> objects() {
    const std::lock_guard lock(mutex_);
    return objects_;
  }
  std::vector<std::string> log() {  // "PUT key" and the like, of what was let in
    const std::lock_guard lock(mutex_);
    return log_;
  }
  void forget_log() {
    const std::lock_guard lock(mutex_);
    log_.clear();
  }

  static constexpr const char* kKey = "AKIDEXAMPLE";
  static constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static constexpr const char* kBucket = "made-up-bucket";

  std::atomic<std::chrono::seconds> clock_ahead{std::chrono::seconds(0)};
  std::atomic<bool> flips_a_byte{false};  // of each body, as somebody on the way would
  std::atomic<int> bad_gateways{0};       // so many requests are answered 503
  std::atomic<int> refused_after{-1};     // so many are answered, all later ones not at all
  std::atomic<bool> lacks_lists_of_parts{false};
  std::atomic<std::size_t> page{1000};  // objects in a page of a list

 private:
  using Request = boost::beast::http::request<boost::beast::http::string_body>;
  using Response = boost::beast::http::response<boost::beast::http::string_body>;

  void listen() {
    while (!is_ending_) {
      boost::system::error_code error;
      auto socket = std::make_shared<boost::asio::ip::tcp::socket>(io_);
      acceptor_.accept(*socket, error);
      if (error || is_ending_) continue;
      connections_.emplace_back([this, socket] { serve(*socket); });
    }
  }

  void serve(boost::asio::ip::tcp::socket& socket) {
    boost::beast::flat_buffer buffer;
    while (!is_ending_) {
      boost::beast::http::request_parser<boost::beast::http::string_body> parser;
      parser.body_limit(1 << 30);
      boost::system::error_code error;
      boost::beast::http::read_header(socket, buffer, parser, error);
      if (error) return;
      if (parser.get()[boost::beast::http::field::expect] == "100-continue") {
        Response go_on(boost::beast::http::status::continue_, 11);
        boost::beast::http::write(socket, go_on, error);
      }
      boost::beast::http::read(socket, buffer, parser, error);
      if (error) return;
      Request request = parser.release();
      if (refused_after >= 0 && refused_after-- == 0) {
        refused_after = 0;
        return;
      }
      Response response = answer(request);
      response.keep_alive(request.keep_alive());
      response.prepare_payload();
      boost::beast::http::write(socket, response, error);
      if (error || !request.keep_alive()) return;
    }
  }

  static Response say(unsigned status, const std::string& body, const std::string& etag = "") {
    Response response(boost::beast::http::int_to_status(status), 11);
    response.body() = body;
    if (!etag.empty()) response.set(boost::beast::http::field::etag, "\"" + etag + "\"");
    return response;
  }
  static Response refuse(unsigned status, const std::string& code) {
    return say(status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>");
  }

  // The store's word for what is wrong with it; empty: nothing.
  std::string fault(const S3Question& question, const std::string& body) const {
    for (const char* must : {"authorization", "x-amz-date", "x-amz-content-sha256", "host"}) {
      if (!question.headers.contains(must)) return "AccessDenied";
    }
    const std::string& authorization = question.headers.at("authorization");
    const auto field = [&](const std::string& name) {
      const std::size_t at = authorization.find(name + "=");
      if (at == std::string::npos) return std::string();
      const std::size_t begin = at + name.size() + 1;
      return authorization.substr(begin, authorization.find(',', begin) - begin);
    };
    const std::string credential = field("Credential");
    const std::string signed_headers = field("SignedHeaders");
    const std::size_t slash = credential.find('/');
    if (!authorization.starts_with("AWS4-HMAC-SHA256 ") || slash == std::string::npos) return "AccessDenied";
    if (credential.substr(0, slash) != kKey) return "InvalidAccessKeyId";
    const std::vector<std::string> names = split(signed_headers, ';');
    for (const auto& [name, value] : question.headers) {
      const bool must_be_signed = name == "host" || name.starts_with("x-amz-");
      if (must_be_signed && std::ranges::find(names, name) == names.end()) return "AccessDenied";
    }
    if (s3_signature(question, signed_headers, credential.substr(slash + 1), kSecret) != field("Signature")) {
      return "SignatureDoesNotMatch";
    }
    const std::string& date = question.headers.at("x-amz-date");  // 20130524T000000Z
    const auto time = parse_utc_time(date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2) + "T" +
                                     date.substr(9, 2) + ":" + date.substr(11, 2) + ":" + date.substr(13, 2) + "Z");
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + clock_ahead.load();
    if (!time || std::chrono::abs(now - *time) > std::chrono::minutes(15)) return "RequestTimeTooSkewed";
    if (question.headers.at("x-amz-content-sha256") != sha256_hex(body)) return "XAmzContentSHA256Mismatch";
    return "";
  }

  Response answer(const Request& request) {
    const std::string target(request.target());
    const std::size_t mark = std::min(target.find('?'), target.size());
    S3Question question{.method = std::string(request.method_string()),
                        .path = target.substr(0, mark),
                        .query = target.substr(std::min(mark + 1, target.size())),
                        .headers = {}};
    for (const auto& field : request) {
      std::string name(field.name_string());
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
      question.headers[name] = std::string(field.value());
    }
    std::string body = request.body();
    if (flips_a_byte && !body.empty()) body.front() = static_cast<char>(body.front() ^ 1);
    if (bad_gateways > 0) {
      --bad_gateways;
      return refuse(503, "SlowDown");
    }
    const std::lock_guard lock(mutex_);
    // Anyone may read what was put there.
    const std::string key =
        plain(question.path).substr(std::min(std::string(kBucket).size() + 2, question.path.size()));
    if (question.method == "GET" && objects_.contains(key) && !question.headers.contains("authorization")) {
      return say(200, objects_.at(key).bytes);
    }
    if (const std::string why = fault(question, body); !why.empty()) return refuse(403, why);
    return act(question, body);
  }

  Response act(const S3Question& question, const std::string& body) {
    const std::string bucket = std::string("/") + kBucket;
    std::map<std::string, std::string> query;
    for (const std::string& pair : split(question.query, '&')) {
      const std::size_t equals = std::min(pair.find('='), pair.size());
      query[pair.substr(0, equals)] = plain(pair.substr(std::min(equals + 1, pair.size())));
    }
    const bool asks_for_parts = query.contains("uploads") || query.contains("uploadId");
    if (question.method == "GET" && asks_for_parts && lacks_lists_of_parts) return refuse(501, "NotImplemented");
    if (question.path == bucket) return query.contains("uploads") ? list_uploads(query["prefix"]) : list(query);
    if (!question.path.starts_with(bucket + "/")) return refuse(404, "NoSuchBucket");
    const std::string key = plain(question.path.substr(bucket.size() + 1));
    log_.push_back(question.method + " " + key);
    if (query.contains("uploads")) {
      const std::string id = "upload/" + std::to_string(++uploads_made_) + "+=";
      uploads_[id] = {key, {}};
      return say(200, "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }
    if (query.contains("uploadId")) return in_parts(question.method, key, query, body);
    if (question.method == "DELETE") {
      objects_.erase(key);
      return say(204, "");
    }
    if (question.method != "PUT") return refuse(405, "MethodNotAllowed");
    objects_[key] = {body, md5(body), question.headers};
    return say(200, "", md5(body));
  }

  Response in_parts(const std::string& method, const std::string& key, std::map<std::string, std::string>& query,
                    const std::string& body) {
    const auto upload = uploads_.find(query["uploadId"]);
    if (upload == uploads_.end() || upload->second.key != key) return refuse(404, "NoSuchUpload");
    std::map<int, std::string>& parts = upload->second.parts;
    if (method == "PUT") {
      parts[std::stoi(query["partNumber"])] = body;
      log_.back() += " part " + query["partNumber"];
      return say(200, "", md5(body));
    }
    if (method == "GET") {
      std::string xml = "<ListPartsResult>";
      for (const auto& [number, bytes] : parts) {
        xml += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>&quot;" + md5(bytes) +
               "&quot;</ETag><Size>" + std::to_string(bytes.size()) + "</Size></Part>";
      }
      return say(200, xml + "</ListPartsResult>");
    }
    std::string whole;
    std::string wanted;
    for (const auto& [number, bytes] : parts) {
      whole += bytes;
      wanted +=
          "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>\"" + md5(bytes) + "\"</ETag></Part>";
    }
    if (body != "<CompleteMultipartUpload>" + wanted + "</CompleteMultipartUpload>") return refuse(400, "InvalidPart");
    objects_[key] = {whole, md5(wanted) + "-" + std::to_string(parts.size()), {}};
    uploads_.erase(upload);
    return say(200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
  }

  Response list(std::map<std::string, std::string>& query) const {
    std::string xml = "<ListBucketResult>";
    std::size_t count = 0;
    for (const auto& [key, object] : objects_) {
      if (!key.starts_with(query["prefix"]) || key <= query["continuation-token"]) continue;
      if (count++ == page) {
        xml += "<IsTruncated>true</IsTruncated><NextContinuationToken>" + last_in(xml) + "</NextContinuationToken>";
        break;
      }
      xml += "<Contents><Key>" + key + "</Key><ETag>&quot;" + object.etag + "&quot;</ETag><Size>" +
             std::to_string(object.bytes.size()) + "</Size></Contents>";
    }
    return say(200, xml + "</ListBucketResult>");
  }
  static std::string last_in(const std::string& xml) {
    const std::size_t begin = xml.rfind("<Key>") + 5;
    return xml.substr(begin, xml.find('<', begin) - begin);
  }
  Response list_uploads(const std::string& prefix) const {
    std::string xml = "<ListMultipartUploadsResult>";
    for (const auto& [id, upload] : uploads_) {
      if (upload.key.starts_with(prefix)) {
        xml += "<Upload><Key>" + upload.key + "</Key><UploadId>" + id + "</UploadId></Upload>";
      }
    }
    return say(200, xml + "</ListMultipartUploadsResult>");
  }

  static std::string plain(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '%') {
        out.push_back(text[at]);
        continue;
      }
      out.push_back(static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16)));
      at += 2;
    }
    return out;
  }
  static std::string md5(const std::string& text) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_md5(), nullptr);
    digest.resize(size);
    return hex_of(digest);
  }

  struct Upload {
    std::string key;
    std::map<int, std::string> parts;
  };

  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::atomic<bool> is_ending_{false};
  std::thread thread_;
  std::list<std::thread> connections_;
  std::mutex mutex_;
  std::map<std::string, Object> objects_;
  std::map<std::string, Upload> uploads_;
  std::vector<std::string> log_;
  int uploads_made_ = 0;
};

}  // namespace bycatch

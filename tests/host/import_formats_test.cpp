// Every published format: made-up rows of the same layout as the published ones.
#include <doctest/doctest.h>

#include <algorithm>

#include "identify.h"
#include "published_list.h"
#include "source_address.h"

namespace bycatch {
namespace {

struct Read {
  Result<ReadOutcome> outcome;
  std::vector<ListRow> rows;
};

Read read(std::string_view text, const ReadRules& rules = {}) {
  PrefixedPieces pieces(text);
  std::vector<ListRow> rows;
  auto outcome = read_published_list(pieces, rules, [&](const ListRow& row) {
    rows.push_back(row);
    return Status();
  });
  return {std::move(outcome), std::move(rows)};
}

LocatedKey flickr(const std::string& id) {
  return *key_of({Platform::flickr, IdentifierKind::photo, id});
}
LocatedKey account(const std::string& id) {
  return *key_of({Platform::flickr, IdentifierKind::account, id});
}
LocatedKey tag(const std::string& id) {
  return *key_of({Platform::flickr, IdentifierKind::tag, id});
}
LocatedKey asset(const std::string& id) {
  return *key_of({Platform::instagram, IdentifierKind::asset, id});
}
LocatedKey web(const std::string& url) {
  return *key_of(*identify_web_url(url));
}

std::vector<LocatedKey> keys(const std::vector<ListRow>& rows) {
  std::vector<LocatedKey> out;
  std::ranges::transform(rows, std::back_inserter(out), &ListRow::key);
  return out;
}

const ListReport::Refused& refused(const Read& read, RowFault fault) {
  return read.outcome->report.refused[static_cast<std::size_t>(fault)];
}

constexpr std::string_view kUdt =
    "path,.,imageUrl,output\n"
    "interface,\"{\"\"type\"\":\"\"image_classification\"\",\n\"\"labels\"\":[]}\",,\n"
    "samples.1,,https://scontent-xyz1-1.cdninstagram.com/v/t51.2885-15/e35/"
    "100000021_100000000000021_1000000000000000021_n.jpg?_nc_ht=x&oh=0a&oe=5E,medical_mask\n"
    "samples.2,,https://pictures.example.com/a b.jpg,no_mask\n"
    "samples.3,,,no_mask\n";

constexpr std::string_view kAdience =
    "user_id\toriginal_image\tface_id\tage\tgender\tx\ty\tdx\tdy\ttilt_ang\tfiducial_yaw_angle\tfiducial_score\n"
    "99999900001@N00\t9000000000101_0a1b2c3d4e_o.jpg\t1\t(25, 32)\tf\t0\t4\t10\t13\t-115\t30\t17\n"
    "99999900001@N00\tunknown.jpg\t1\tNone\t\t0\t4\t10\t13\t-115\t30\t17\n";

constexpr std::string_view kPipa =
    "72157600000000001 9000000000201 277 159 218 294 1 1\n"
    "72157600000000001 9000000000202 -3 159 218 294 1 0\n";

constexpr std::string_view kMegaface =
    "99999900001@N00_identity_8/9000000000301_0.jpg\n"
    "99999900001@N00_identity_8@9000000000302_1.jpg 0\n"
    "123/99999900002@N00/9000000000303_2.jpg\n"
    "./99999900002@N00/9000000000304_0.jpg\n"
    "99999900002@N00/thumbs.db\n";

constexpr std::string_view k300w =
    "AFW/AFW_9000000000401_1_0\nIBUG/IBUG_image_054_6\n"
    "HELEN/HELEN_9000000000402_1_0\nHELEN/HELEN_9000000000402_1_1\n";

std::string yfcc(const std::string& id, const std::string& tags, const std::string& marker, bool second) {
  std::string row = second ? "17\t" + id + "\t0f00" : id;
  row += "\t99999900003@N00\tsomebody\t2010-05-01 10:11:12.0\t1272701472\tCamera\tTitle\tWords\t" + tags +
         "\tgeo:lat=1\t\t\t\thttp://www.flickr.com/photos/99999900003@N00/" + id +
         "/\thttp://farm1.staticflickr.com/2/" + id + "_0a1b2c3d4e.jpg\tAttribution License\thttp://example.org/by\t" +
         "2\t1\t0a1b2c3d4e\t0a1b2c3d4f\tjpg\t" + marker + "\n";
  return row;
}

const std::string kHash1 = "63cf60be6b8b6624da6346e8feca881d0cb7bb79ec2201e2d68614c64f736e29";
const std::string kHash2 = "9f37bb01473a684a549f05ddc8ed2ea91532867cd76b9f6b677feb38870e3c8c";
const std::string kPdq = "hash,quality,file\n# made up\n" + kHash1 + ",100,some folder/a 1.jpg\npdq " + kHash2 + "\n" +
                         kHash1 + ",49,fog.jpg\n" + kHash2 + ",50\n" + kHash2 + "\tanything\n";

constexpr std::string_view kFfhq =
    R"({"0": {"category": "training", "metadata": {"photo_url": "https://www.flickr.com/photos/someone/9000000000501/",
        "photo_title": "a \"photo_url\" of b", "author": "S"}, "image": {"file_url": "https://example.org/1"}},
        "1": {"metadata": {"photo_url": "https://www.flickr.com/photos/99999900004@N00/9000000000502/"}},
        "2": {"metadata": {"photo_url": null}}, "3": {"metadata": {"photo_url": "nowhere"}}})";

constexpr std::string_view kCoco =
    R"({"info": {"year": 2014}, "licenses": [], "images": [{"license": 4, "file_name": "1.jpg", "height": 427,
        "flickr_url": "http://farm7.staticflickr.com/6116/9000000000601_0a1b2c3d4e_z.jpg", "id": 1}],
        "annotations": [{"segmentation": [[1.5, 2]], "id": 3}]})";

constexpr std::string_view kOpenImages =
    "ImageID,Subset,OriginalURL,OriginalLandingURL,License,AuthorProfileURL,Author,Title,OriginalSize,OriginalMD5,"
    "Thumbnail300KURL,Rotation\n"
    "000a,train,https://farm1.staticflickr.com/5615/9000000000701_0a1b2c3d4e_o.jpg,"
    "https://www.flickr.com/photos/someone/9000000000701,https://example.org/by,"
    "https://www.flickr.com/people/99999900005@N00/,Some One,\"A title, and\n\"\"more\"\"\",104,md5,,0.0\n";

}  // namespace

TEST_CASE("import formats: each is recognised by its own layout, and read") {
  struct Case {
    std::string text;
    ListFormat format;
    std::vector<LocatedKey> expected;
  };
  const std::vector<Case> cases = {
      {"flickr\tphoto\t9000000000001\nweb\turl\thttps://example.com/x.jpg\n",
       ListFormat::list_tsv,
       {flickr("9000000000001"), web("https://example.com/x.jpg")}},
      {std::string(kUdt),
       ListFormat::udt_csv,
       {asset("100000021_100000000000021_1000000000000000021"), web("https://pictures.example.com/a%20b.jpg")}},
      {std::string(kAdience), ListFormat::adience_folds, {flickr("9000000000101")}},
      {std::string(kPipa), ListFormat::pipa_index, {flickr("9000000000201"), flickr("9000000000202")}},
      {std::string(kMegaface),
       ListFormat::megaface_paths,
       {flickr("9000000000301"), flickr("9000000000302"), flickr("9000000000303"), flickr("9000000000304")}},
      {std::string(k300w), ListFormat::names_300w_lp, {flickr("9000000000402"), flickr("9000000000402")}},
      {yfcc("9000000000801", "", "0", true) + yfcc("9000000000802", "", "1", true),
       ListFormat::yfcc100m,
       {flickr("9000000000801")}},
      {yfcc("9000000000801", "", "0", false), ListFormat::yfcc100m, {flickr("9000000000801")}},
      {kPdq, ListFormat::pdq_hashes, {LocatedKey(), LocatedKey(), LocatedKey(), LocatedKey()}},
      {std::string(kFfhq), ListFormat::ffhq_json, {flickr("9000000000501"), flickr("9000000000502")}},
      {std::string(kCoco), ListFormat::coco_json, {flickr("9000000000601")}},
      {std::string(kOpenImages), ListFormat::openimages_csv, {flickr("9000000000701")}},
      {"Photo_ID;NSID\n9000000000901;99999900006@N00\n", ListFormat::csv, {flickr("9000000000901")}},
      {"# a comment\nA Name\t1\thttp://pictures.example.com/p q.jpg\t1,2,3,4\t00ff\nhttps://flic.kr/nothing\n",
       ListFormat::url_list,
       {web("http://pictures.example.com/p%20q.jpg"), web("https://flic.kr/nothing")}},
      {"9000000001001\n9000000001002_0a1b2c3d4e.jpg#0\tA child in a dress .\n",
       ListFormat::photo_id_list,
       {flickr("9000000001001"), flickr("9000000001002")}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const Read seen = read(one.text);
    REQUIRE(seen.outcome.has_value());
    CHECK(seen.outcome->format == one.format);
    CHECK(keys(seen.rows) == one.expected);
    CHECK(keys(read("\xef\xbb\xbf" + one.text).rows) == one.expected);
    std::string crlf;
    for (const char c : one.text) {
      crlf += c == '\n' ? "\r\n" : std::string(1, c);
    }
    CHECK(keys(read(crlf).rows) == one.expected);
    CHECK(keys(read(one.text, {one.format, {}}).rows) == one.expected);
  }
}

TEST_CASE("import formats: accounts and tags go with the photo, what was said of a face does not") {
  CHECK(read(kAdience).rows.at(0).of_photo == std::vector{account("99999900001@N00")});
  CHECK(read(kMegaface).rows.at(3).of_photo == std::vector{account("99999900002@N00")});
  CHECK(read(kOpenImages).rows.at(0).of_photo == std::vector{account("99999900005@N00")});
  CHECK(read(kFfhq).rows.at(1).of_photo == std::vector{account("99999900004@N00")});
  CHECK(read(yfcc("9000000000801", "new+york,z%C3%BCrich,Sky", "0", true)).rows.at(0).of_photo ==
        std::vector{account("99999900003@N00"), tag("newyork"), tag("zürich"), tag("sky"), tag("geo:lat=1")});
  const Read named =
      read("id,who,words\n9000000000901,99999900006@N00,mask selfie\n9000000000902,an-alias,\n",
           {{}, {.photo = "id", .media = "", .asset = "", .url = "", .account = "WHO", .tags = "words"}});
  REQUIRE(named.outcome.has_value());
  CHECK(named.rows.at(0).of_photo == std::vector{account("99999900006@N00"), tag("mask"), tag("selfie")});
  CHECK(named.outcome->report.accounts_ignored == 1);
}

TEST_CASE("import formats: what was said of the picture is read of the Universal Data Tool's rows") {
  const Read udt = read(kUdt);
  CHECK(udt.rows.back().label == PhotoLabel::no_mask);
}

TEST_CASE("import formats: imprints are read as they are; one of low quality, or of no 256 bits, is refused") {
  const Read pdq = read(kPdq);
  REQUIRE(pdq.rows.size() == 4);
  CHECK(pdq.rows[0].imprint == parse_imprint(kHash1));
  for (const std::size_t row : {1U, 2U, 3U}) CHECK(pdq.rows[row].imprint == parse_imprint(kHash2));
  CHECK(refused(pdq, RowFault::low_quality).lines == std::vector<std::uint64_t>{5});
  CHECK(pdq.outcome->report.accepted == 4);
  // 62, 63 and 65 digits, letters that are none, another hash, a blank before it.
  const Read odd = read(kHash1 + "\n" + kHash1.substr(2) + "\n" + kHash1.substr(1) + "\n" + kHash1 + "0\n" +
                            kHash1.substr(1) + "g\nmd5 " + kHash1 + "\n " + kHash1 + "\n" + kHash2 + ",101\n" + kHash2 +
                            ",99999999999999\n" + kHash2 + ",-1\n" + kHash2 + ",0\n",
                        {ListFormat::pdq_hashes, {}});
  CHECK(refused(odd, RowFault::columns).rows == 6);
  CHECK(refused(odd, RowFault::low_quality).lines == std::vector<std::uint64_t>{11});
  CHECK(odd.outcome->report.accepted == 4);
  const Read upper = read("PDQ\n" + kHash1 + "\nABCDEF" + kHash1.substr(6) + "\n");
  CHECK(upper.rows.size() == 2);
}

TEST_CASE("import formats: what is refused is counted by reason, with the first line of each row") {
  const Read udt = read(kUdt);
  CHECK(refused(udt, RowFault::no_identifier).lines == std::vector<std::uint64_t>{6});
  CHECK(udt.outcome->report.accepted == 2);
  CHECK(refused(read(kAdience), RowFault::no_identifier).lines == std::vector<std::uint64_t>{3});
  CHECK(refused(read(kMegaface), RowFault::no_identifier).lines == std::vector<std::uint64_t>{5});
  CHECK(refused(read(k300w), RowFault::no_identifier).lines == std::vector<std::uint64_t>{1, 2});
  CHECK(refused(read(yfcc("9000000000801", "", "0", true) + yfcc("9000000000802", "", "1", true)), RowFault::video)
            .lines == std::vector<std::uint64_t>{2});
  CHECK(refused(read(kFfhq), RowFault::no_identifier).lines == std::vector<std::uint64_t>{3});
  const Read latin = read("https://example.com/1.jpg\nhttps://example.com/caf\xe9.jpg\nhttps://example.com/" +
                          std::string(70'000, 'x') + "\nnothing\nhttps://example.com/2.jpg\nhttps://example.com/3.jpg");
  CHECK(refused(latin, RowFault::not_utf8).lines == std::vector<std::uint64_t>{2});
  CHECK(refused(latin, RowFault::too_long).lines == std::vector<std::uint64_t>{3});
  CHECK(refused(latin, RowFault::columns).lines == std::vector<std::uint64_t>{4});
  CHECK(latin.outcome->report.accepted == 3);
}

TEST_CASE("import formats: a wrong format says what the file looks like") {
  const auto detail = [](std::string_view text, ListFormat format) {
    const Read seen = read(text, {format, {}});
    REQUIRE_FALSE(seen.outcome.has_value());
    CHECK(seen.outcome.error().code == ErrorCode::bad_format);
    CHECK(seen.rows.empty());
    return seen.outcome.error().detail;
  };
  CHECK(detail(kPipa, ListFormat::photo_id_list) == "not photo-id-list: it looks like pipa-index");
  CHECK(detail(kUdt, ListFormat::url_list) == "not url-list: it looks like udt-csv");
  CHECK(detail(kCoco, ListFormat::csv) == "not csv: it looks like coco-json");
  CHECK(detail("9000000001001\n9000000001002\n", ListFormat::pipa_index) ==
        "no row of it could be taken as pipa-index");
  CHECK(detail("some,other\ntable,here\n", ListFormat::udt_csv).contains("names no columns path and imageUrl"));
}

TEST_CASE("import formats: what is no list is named for what it is") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "empty"},
      {"just some words\nof a text\n", "of no format that we know"},
      {R"({"id": 1})", "of no format that we know"},
      {std::string("\xff\xfe"
                   "f\0l\0",
                   6),
       "UTF-16 text; save it as UTF-8"},
      {std::string("PK\x03\x04zip", 7), "a zip archive; unpack it first"},
      {"\n<!DOCTYPE html><html>", "a web page"},
      {std::string("flickr\tphoto\t1\n\0\n", 17), "no text: it holds a NUL byte"},
      {"photo_id,title\n9000000000001,\"never closed\n9000000000002,x\n", "the quote in line 2 is never closed"},
      {R"({"photo_url": "https://www.flickr.com/photos/x/9000000000501/", )", "no JSON from byte"},
      {R"([{"photo_url": ")" + std::string(2 << 20, 'x') + "\"}]", "a text of more than 1 MiB"},
      {std::string(100, '[') + R"({"photo_url": "x"})", "more than 64 levels deep"},
  };
  for (const auto& [text, detail] : cases) {
    CAPTURE(text.substr(0, 40));
    const Read seen = read(text);
    REQUIRE_FALSE(seen.outcome.has_value());
    CHECK(seen.outcome.error().code == ErrorCode::bad_format);
    CHECK(seen.outcome.error().detail.contains(detail));
  }
}

TEST_CASE("import formats: columns by name or number; a word that is no column is refused") {
  const auto columns = parse_csv_columns("photo=2,account=1");
  REQUIRE(columns.has_value());
  const Read by_number = read("99999900006@N00|9000000000901\n", {{}, *columns});
  CHECK_FALSE(by_number.outcome.has_value());
  CHECK(keys(read("99999900006@N00,9000000000901\n", {{}, *columns}).rows) == std::vector{flickr("9000000000901")});
  for (const char* wrong : {"photo", "photo=", "face=1", "account=1", "photo=1,,"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_csv_columns(wrong).has_value());
  }
  CHECK(read("a,b\n1,2\n", {{}, *parse_csv_columns("url=c")}).outcome.error().detail ==
        "its first record names no columns c");
}

TEST_CASE("import formats: csv cells may be quoted, empty, broken over lines; pieces may end anywhere") {
  const std::string text =
      "\"photo_id\",title\r\n9000000000001,\"a \"\"b\"\",\nc\"\r\n\r\n9000000000002,\n,only a "
      "title\nx,y\n\"9000000000003\"";
  struct OneByOne : PieceSource {
    explicit OneByOne(std::string_view all) : rest(all) {}
    Result<std::string_view> next() override {
      const auto piece = rest.substr(0, 1);
      rest.remove_prefix(piece.size());
      return piece;
    }
    std::string_view rest;
  } pieces(text);
  std::vector<ListRow> rows;
  const auto outcome = read_published_list(pieces, {ListFormat::csv, {}}, [&](const ListRow& row) {
    rows.push_back(row);
    return Status();
  });
  REQUIRE(outcome.has_value());
  CHECK(keys(rows) == std::vector{flickr("9000000000001"), flickr("9000000000002"), flickr("9000000000003")});
  const auto& faults = outcome->report.refused;
  CHECK(faults[static_cast<std::size_t>(RowFault::no_identifier)].lines == std::vector<std::uint64_t>{6});
  CHECK(faults[static_cast<std::size_t>(RowFault::id)].lines == std::vector<std::uint64_t>{7});
}

TEST_CASE("import formats: addresses are brought to the browser's spelling") {
  CHECK(in_browser_spelling("http://example.com/a b/\xc3\xbc.jpg?q=\"x y\"#part") ==
        "http://example.com/a%20b/%C3%BC.jpg?q=%22x%20y%22");
  CHECK(in_browser_spelling("http://example.com/a%20b?x={1}") == "http://example.com/a%20b?x={1}");
  CHECK(in_browser_spelling("http://example.com/{1}") == "http://example.com/%7B1%7D");
  CHECK(in_browser_spelling("nothing") == "nothing");
  std::vector<ListRow> rows;
  CHECK(add_rows_of_url(" HTTP://Example.com/a b.jpg ", {}, {}, rows).has_value());
  CHECK(rows.at(0).key == web("http://example.com/a%20b.jpg"));
  CHECK(add_rows_of_url("https://scontent.cdninstagram.com/v/t51.2885-19/s320x320/"
                        "100000021_100000000000021_1000000000000000021_n.jpg?oe=5E",
                        {}, {}, rows)
            .has_value());
  CHECK(rows.at(1).key == asset("100000021_100000000000021_1000000000000000021"));
  CHECK(add_rows_of_url("https://www.flickr.com/photos/99999900001@N00/", {}, {}, rows).error() ==
        RowFault::no_identifier);
  CHECK(add_rows_of_url("ftp://example.com/a.jpg", {}, {}, rows).error() == RowFault::no_identifier);
}

}  // namespace bycatch

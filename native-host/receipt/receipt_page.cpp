#include "protocol.gen.h"
#include "receipt.h"
#include "utc_time.h"

namespace bycatch {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string row(std::string_view name, std::string_view value) {
  return "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(value) + "</td></tr>\n";
}

}  // namespace

std::string receipt_page(const Receipt& receipt) {
  std::string rows;
  if (receipt.identifier) {
    const Identifier& identifier = *receipt.identifier;
    rows +=
        row(std::string(to_string(identifier.platform)) + " " + std::string(to_string(identifier.kind)), identifier.id);
  } else {
    rows += row("Imprint of the picture", to_text(*receipt.imprint));
  }
  rows += row("Dataset", receipt.dataset);
  rows += row("Matched by", to_string(receipt.match));
  if (receipt.distance) rows += row("Distance", std::to_string(*receipt.distance) + " bits of 256");
  rows += row("Seen at", utc_time_text(receipt.made));
  rows += row("Pack", receipt.pack);
  rows += row("Root hash of the pack", receipt.root);
  rows += row("Generation", receipt.generation);
  rows += row("Signed", receipt.is_signed() ? "by the publisher of the feed; the receipt's file holds the signatures"
                                            : "by nobody: the list was imported on that machine");
  return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Bycatch receipt</title>\n"
         "<style>\n:root{color-scheme:light dark}\nbody{font:16px/1.5 system-ui,sans-serif;max-width:44rem;"
         "margin:2rem auto;padding:0 1rem}\ntable{border-collapse:collapse;width:100%}\n"
         "th,td{border-bottom:1px solid;padding:.4rem .6rem .4rem 0;text-align:start;vertical-align:top}\n"
         "td{overflow-wrap:anywhere}\n</style>\n<h1>Listed in a face-recognition dataset</h1>\n<table>\n" +
         rows +
         "</table>\n<p>This page is for reading. What proves it is the file beside it: "
         "<code>bycatch verify FILE</code>.</p>\n</html>\n";
}

}  // namespace bycatch

#include "fleet_page.h"

#include <algorithm>
#include <vector>

namespace bycatch {
namespace {

constexpr int kBarWidth = 10;
constexpr int kChartHeight = 120;

constexpr const char* kHead = R"html(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Bycatch: counts of a fleet</title>
<style>
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem; text-align: end; } th:first-child { text-align: start; }
tr { border-block-end: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.scrolls { overflow-x: auto; } svg { display: block; max-width: 100%; } rect { fill: light-dark(#1f5f8b, #7db9e0); }
rect.few { fill: none; stroke: currentColor; } @media (forced-colors: active) { rect { fill: CanvasText; } }
</style></head><body>
<h1>Counts of a fleet</h1>
<p>Sums by UTC day, from machines that are not told apart. Days with fewer than 10 machines are not broken down.
<a href="counts.csv">As CSV</a></p>
)html";

bool is_small(const FleetDay& day) {
  return day.machines < kSmallestGroup;
}

// A bar a day; one that is not told is an outline.
std::string chart(const Fleet& fleet, const std::string& title, std::int64_t FleetDay::* machines,
                  std::int64_t EventSums::* sum) {
  const auto value = [&](const FleetDay& day) { return sum == nullptr ? day.*machines : day.sums.*sum; };
  std::int64_t most = 1;
  for (const FleetDay& day : fleet.days) most = is_small(day) ? most : std::max(most, value(day));
  std::string bars;
  int x = 0;
  for (const FleetDay& day : fleet.days) {
    const auto height = is_small(day) ? 3 : static_cast<int>(value(day) * kChartHeight / most);
    bars += "<rect" + std::string(is_small(day) ? " class=\"few\"" : "") + " x=\"" + std::to_string(x) + "\" y=\"" +
            std::to_string(kChartHeight - height) + "\" width=\"" + std::to_string(kBarWidth - 2) + "\" height=\"" +
            std::to_string(height) + "\"><title>" + day.day + ": " +
            (is_small(day) ? "fewer than 10 machines" : std::to_string(value(day))) + "</title></rect>";
    x += kBarWidth;
  }
  return "<h2>" + title + "</h2><svg role=\"img\" aria-label=\"" + title + ", most " + std::to_string(most) +
         " on a day; the table below has the numbers\" width=\"" + std::to_string(std::max(x, kBarWidth)) +
         "\" height=\"" + std::to_string(kChartHeight) + "\">" + bars + "</svg>\n";
}

std::string table_of_days(const Fleet& fleet) {
  std::string rows;
  for (auto day = fleet.days.rbegin(); day != fleet.days.rend(); ++day) {
    rows += "<tr><th scope=\"row\">" + day->day + "</th>";
    if (is_small(*day)) {
      rows += "<td colspan=\"6\">fewer than 10 machines</td>";
    } else {
      rows += "<td>" + std::to_string(day->machines) + "</td>";
      for (const auto& [name, sum] : kEventSums) rows += "<td>" + std::to_string(day->sums.*sum) + "</td>";
    }
    rows += "</tr>\n";
  }
  return "<h2>By day</h2><div class=\"scrolls\"><table><thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Machines"
         "</th><th scope=\"col\">Photos checked</th><th scope=\"col\">Photos listed</th><th scope=\"col\">Posts warned "
         "of</th><th scope=\"col\">Posted anyway</th><th scope=\"col\">Held back</th></tr></thead><tbody>\n" +
         rows + "</tbody></table></div>\n";
}

// Groups that are too small are one. While that is too small itself the next larger one joins it: the sum of all is
// told, and what is left out of it would be known.
std::string table_of_shares(const Fleet& fleet, const std::string& what, const std::string& title) {
  std::vector<FleetShare> groups;
  for (const FleetShare& share : fleet.shares) {
    if (share.what == what) groups.push_back(share);
  }
  std::ranges::sort(groups, {}, &FleetShare::machines);
  std::int64_t others = 0;
  std::size_t joined = 0;
  while (joined < groups.size() &&
         (groups[joined].machines < kSmallestGroup || (others > 0 && others < kSmallestGroup))) {
    others += groups[joined++].machines;
  }
  std::string rows;
  const auto add_row = [&](const std::string& name, std::int64_t machines) {
    rows += "<tr><th scope=\"row\">" + name + "</th><td>" +
            (machines < kSmallestGroup ? "fewer than 10" : std::to_string(machines)) + "</td></tr>\n";
  };
  for (std::size_t at = groups.size(); at > joined; --at) add_row(groups[at - 1].value, groups[at - 1].machines);
  if (others > 0) add_row("others", others);
  return "<h2>" + title + "</h2><table><tbody>\n" + (rows.empty() ? "<tr><td>nothing yet</td></tr>\n" : rows) +
         "</tbody></table>\n";
}

}  // namespace

std::string fleet_page(const Fleet& fleet) {
  return kHead + chart(fleet, "Machines used", &FleetDay::machines, nullptr) +
         chart(fleet, "Photos listed", nullptr, &EventSums::listed) +
         chart(fleet, "Posts warned of", nullptr, &EventSums::warned) +
         table_of_shares(fleet, "age", "Days since the newest list was published, last whole day") +
         table_of_shares(fleet, "version", "Versions, last whole day") + table_of_days(fleet) + "</body></html>\n";
}

std::string fleet_csv(const Fleet& fleet) {
  std::string text = "day,machines,checked,listed,warned,posted_anyway,blocked\n";
  for (const FleetDay& day : fleet.days) {
    text += day.day;
    text += "," + (is_small(day) ? "<10" : std::to_string(day.machines));
    for (const auto& [name, sum] : kEventSums) text += "," + (is_small(day) ? "" : std::to_string(day.sums.*sum));
    text += "\n";
  }
  return text;
}

}  // namespace bycatch

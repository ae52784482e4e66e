// Receipts as strangers give them: what is read is written and read again as the same, and its page bears no markup of
// theirs.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bycatch;
  const auto receipt = read_receipt({reinterpret_cast<const char*>(data), size});
  if (!receipt) return 0;
  const std::string text = receipt_text(*receipt);
  const auto again = read_receipt(text);
  if (!again || receipt_text(*again) != text || again->is_signed() != receipt->is_signed()) std::abort();
  if (receipt->identifier.has_value() == receipt->imprint.has_value()) std::abort();
  if (receipt_page(*receipt).find("<script") != std::string::npos) std::abort();
  return 0;
}

// One way to hold a KeySet in files and to look keys up in them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "key_set.h"

class Peer {
 public:
  virtual ~Peer() = default;
  // Whether the key is there; its value has been read then.
  virtual bool find(std::uint64_t key) = 0;
};

struct PeerKind {
  const char* name;
  void (*build)(const KeySet& set, const std::filesystem::path& folder);  // into an empty folder
  std::unique_ptr<Peer> (*open)(const std::filesystem::path& folder);
};

// Keeps the compiler from leaving out what reads a value.
inline void use(std::uint64_t value) {
  asm volatile("" : : "r"(value) : "memory");
}

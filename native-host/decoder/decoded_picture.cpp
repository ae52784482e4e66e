#include "decoded_picture.h"

#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "picture_kind.h"
#include "thumbnail_turn.h"

namespace bycatch {
namespace {

constexpr int kStripRows = 16;

struct Unref {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::unexpected<PictureFailure> failed(PictureFault fault, std::string place) {
  return std::unexpected(PictureFailure{fault, std::move(place)});
}

// What libvips could not do, by the words of it and of the libraries below it, which have no codes.
std::unexpected<PictureFailure> failed_by_library(std::string place) {
  std::string words = vips_error_buffer();
  vips_error_clear();
  std::ranges::transform(words, words.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  const auto says = [&](auto... parts) { return (words.contains(parts) || ...); };
  if (says("out of memory", "unable to allocate", "memory allocation")) {
    return failed(PictureFault::too_large, "more memory than there is for one picture");
  }
  const bool is_cut =
      says("premature end", "truncated", "end of file", "end of stream", "unexpected end", "unexpected eof",
           "insufficient data", "not enough data", "read error", "frame data", "no data");
  return failed(is_cut ? PictureFault::truncated : PictureFault::damaged, std::move(place));
}

PictureKind kind_of_file(const FileHandle& file) {
  std::array<std::byte, kKindBytes> head{};
  const ssize_t got = ::pread(file.get(), head.data(), head.size(), 0);
  return kind_of(std::span(head).first(got < 0 ? 0 : static_cast<std::size_t>(got)));
}

// Null when its head already is not right.
VipsImage* load(PictureKind kind, VipsSource* source) {
  VipsImage* image = nullptr;
  constexpr const char* kNone = nullptr;
  const auto with = [&](auto* loader) {
    return loader(source, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, kNone);
  };
  int failure = -1;
  switch (kind) {
    case PictureKind::jpeg:
      failure = with(vips_jpegload_source);
      break;
    case PictureKind::png:
      failure = with(vips_pngload_source);
      break;
    case PictureKind::webp:
      failure = with(vips_webpload_source);
      break;
    case PictureKind::gif:
      failure = with(vips_gifload_source);
      break;
    case PictureKind::heif:
      failure = with(vips_heifload_source);
      break;
    case PictureKind::other:
    case PictureKind::none:
      break;
  }
  return failure == 0 ? image : nullptr;
}

std::optional<PictureFailure> objection(PictureKind kind, VipsImage* image) {
  const int width = vips_image_get_width(image);
  const int height = vips_image_get_height(image);
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  // A HEIF file of several pictures names one of them as its own.
  if (kind != PictureKind::heif && vips_image_get_n_pages(image) > 1) {
    return PictureFailure{PictureFault::animated, std::to_string(vips_image_get_n_pages(image)) + " pictures"};
  }
  if (width > kMaxSide || height > kMaxSide || std::int64_t{width} * height > kMaxPicturePixels) {
    return PictureFailure{PictureFault::too_large, size};
  }
  if (width < kMinSide || height < kMinSide) return PictureFailure{PictureFault::too_small, size};
  return std::nullopt;
}

// Red, green and blue in 8 bits, whatever it was.
VipsImage* as_rgb(VipsImage* image) {
  constexpr const char* kNone = nullptr;
  VipsImage* coloured = nullptr;
  if (vips_colourspace(image, &coloured, VIPS_INTERPRETATION_sRGB, kNone) != 0) return nullptr;
  const Owned<VipsImage> owned(coloured);
  VipsImage* opaque = nullptr;
  if (vips_image_hasalpha(coloured) == 0) {
    opaque = static_cast<VipsImage*>(g_object_ref(coloured));
  } else if (vips_flatten(coloured, &opaque, kNone) != 0) {  // on black
    return nullptr;
  }
  const Owned<VipsImage> owned_opaque(opaque);
  VipsImage* bytes = nullptr;
  return vips_cast_uchar(opaque, &bytes, kNone) == 0 ? bytes : nullptr;
}

std::expected<ThumbnailBytes, PictureFailure> average_of(VipsImage* rgb) {
  const int width = vips_image_get_width(rgb);
  const int height = vips_image_get_height(rgb);
  const Owned<VipsRegion> region(vips_region_new(rgb));
  AreaAverage average(width, height);
  for (int top = 0; top < height; top += kStripRows) {
    const VipsRect strip{0, top, width, std::min(kStripRows, height - top)};
    if (!region || vips_region_prepare(region.get(), &strip) != 0) {
      return failed_by_library("row " + std::to_string(top) + " of " + std::to_string(height));
    }
    // What is there may begin above what was asked for, but always at the left.
    const auto stride = static_cast<std::size_t>(region->bpl);
    const VipsPel* pixels = region->data + static_cast<std::size_t>(top - region->valid.top) * stride;
    for (int row = 0; row < strip.height; ++row, pixels += stride) {
      average.add_row({pixels, static_cast<std::size_t>(width) * 3});
    }
  }
  return average.grey();
}

// HEIF files are turned as they are decoded.
int orientation_of(PictureKind kind, VipsImage* image) {
  return kind == PictureKind::heif ? 1 : vips_image_get_orientation(image);
}

std::expected<ThumbnailBytes, PictureFailure> thumbnail_of(PictureKind kind, VipsSource* source) {
  const Owned<VipsImage> image(load(kind, source));
  if (!image) return failed_by_library("at its start");
  if (auto wrong = objection(kind, image.get())) return std::unexpected(*std::move(wrong));
  const Owned<VipsImage> rgb(as_rgb(image.get()));
  if (!rgb) return failed_by_library("at its start");
  if (vips_image_get_bands(rgb.get()) != 3) return failed(PictureFault::unsupported, "its colours");
  const auto grey = average_of(rgb.get());
  return grey ? turned(*grey, orientation_of(kind, image.get())) : grey;
}

}  // namespace

bool start_decoding() {
  g_log_set_default_handler([](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
  if (VIPS_INIT("bycatch-decoder") != 0) return false;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  return true;
}

std::expected<ThumbnailBytes, PictureFailure> decode_thumbnail(const FileHandle& file) {
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0) return failed(PictureFault::unreadable, "its size");
  if (facts.st_size == 0) return failed(PictureFault::empty, {});
  if (facts.st_size > kMaxPictureBytes)
    return failed(PictureFault::too_large, std::to_string(facts.st_size) + " bytes");
  const PictureKind kind = kind_of_file(file);
  if (kind == PictureKind::none) return failed(PictureFault::no_picture, "at its start");
  if (kind == PictureKind::other) return failed(PictureFault::unsupported, "at its start");
  const Owned<VipsSource> source(vips_source_new_from_descriptor(file.get()));
  if (!source) return failed_by_library("at its start");
  auto thumbnail = thumbnail_of(kind, source.get());
  vips_error_clear();
  return thumbnail;
}

PictureResult decode_imprints(const FileHandle& file) {
  const auto grey = decode_thumbnail(file);
  return grey ? PictureResult(dihedral_of_thumbnail(*grey)) : std::unexpected(grey.error());
}

}  // namespace bycatch

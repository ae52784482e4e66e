// How surely a copy of a listed photograph is found: recall FOLDER [MOST_PICTURES [KEEP]].
// Every picture of the folder is listed twice, as `import --images` lists it and by the imprint that the published tool
// gives its full resolution; then it is changed as people and sites change pictures, written as a file, and read again
// by the decoder's own code, as `check FILE` reads it. Prints the bits between, and how many would be found. In KEEP
// the files stay, each in a folder by what was changed, and `hashes.txt` has what the published tool gives the
// pictures: for recall_browsers.mjs.
#include <fcntl.h>
#include <vips/vips.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "decoded_picture.h"
#include "index.h"

namespace {

namespace fs = std::filesystem;
using namespace bycatch;

constexpr const char* kEnd = nullptr;
constexpr int kPhotoSide = 2048;     // as long a side as the changed pictures start from
constexpr int kPossibleRadius = 48;  // as the host has it
constexpr std::size_t kFewestPictures = 20;

// Owns an image of libvips; one that could not be made ends the run.
class Drawing {
 public:
  Drawing(int failure, VipsImage* image) : image_(image) {
    if (failure != 0) {
      std::fprintf(stderr, "libvips: %s\n", vips_error_buffer());
      std::exit(2);
    }
  }
  Drawing(Drawing&& other) noexcept : image_(std::exchange(other.image_, nullptr)) {}
  Drawing& operator=(Drawing&&) = delete;
  ~Drawing() {
    if (image_ != nullptr) g_object_unref(image_);
  }
  [[nodiscard]] VipsImage* get() const { return image_; }
  [[nodiscard]] int width() const { return vips_image_get_width(image_); }
  [[nodiscard]] int height() const { return vips_image_get_height(image_); }

 private:
  VipsImage* image_;
};

template <class Call, class... More>
Drawing make(Call call, const Drawing& from, More... more) {
  VipsImage* out = nullptr;
  const int failure = call(from.get(), &out, more..., kEnd);
  return {failure, out};
}

Drawing scaled(const Drawing& from, int longest_side) {
  const double scale = static_cast<double>(longest_side) / std::max(from.width(), from.height());
  return scale < 1 ? make(vips_resize, from, scale) : make(vips_copy, from);
}

// Without `percent` of each side, half of that at either end.
Drawing cropped(const Drawing& from, double percent) {
  const int left = static_cast<int>(from.width() * percent / 200);
  const int top = static_cast<int>(from.height() * percent / 200);
  return make(vips_extract_area, from, left, top, from.width() - 2 * left, from.height() - 2 * top);
}

Drawing lightened(const Drawing& from, double times, double plus) {
  const Drawing wide = make(vips_linear1, from, times, plus);
  return make(vips_cast_uchar, wide);
}

Drawing black_and_white(const Drawing& from) {
  return make(vips_colourspace, from, VIPS_INTERPRETATION_B_W);
}

// Warmer, flatter, darker towards the corners.
Drawing filtered(const Drawing& from) {
  std::vector<double> times{0.92, 0.85, 0.72};
  std::vector<double> plus{24, 18, 20};
  const Drawing warm = make(vips_linear, from, times.data(), plus.data(), 3);
  VipsImage* out = nullptr;
  int failure = vips_gaussmat(&out, from.width() / 5.0, 0.02, kEnd);
  const Drawing spot(failure, out);
  const Drawing mask = make(vips_resize, spot, static_cast<double>(from.width()) / spot.width(), "vscale",
                            static_cast<double>(from.height()) / spot.height());
  out = nullptr;
  failure = vips_linear1(mask.get(), &out, 0.5 / 20, 0.5, kEnd);
  const Drawing dim(failure, out);
  out = nullptr;
  failure = vips_multiply(warm.get(), dim.get(), &out, kEnd);
  const Drawing dark(failure, out);
  return make(vips_cast_uchar, dark);
}

struct Change {
  std::string name;
  std::string written;  // ".jpg[Q=80]"
  std::function<Drawing(const Drawing&)> apply;
};

std::vector<Change> changes() {
  const auto same = [](const Drawing& from) { return make(vips_copy, from); };
  const auto side = [](int pixels) { return [pixels](const Drawing& from) { return scaled(from, pixels); }; };
  const auto crop = [](double percent) { return [percent](const Drawing& from) { return cropped(from, percent); }; };
  return {
      {"JPEG q80", ".jpg[Q=80]", same},
      {"JPEG q70", ".jpg[Q=70]", same},
      {"JPEG q50", ".jpg[Q=50]", same},
      {"JPEG q30", ".jpg[Q=30]", same},
      {"WebP q60", ".webp[Q=60]", same},
      {"AVIF q50", ".avif[Q=50,effort=0]", same},
      {"1080 px, q70", ".jpg[Q=70]", side(1080)},
      {"320 px, q80", ".jpg[Q=80]", side(320)},
      {"brightness +40", ".jpg[Q=80]", [](const Drawing& from) { return lightened(from, 1, 40); }},
      {"contrast 1.3", ".jpg[Q=80]", [](const Drawing& from) { return lightened(from, 1.3, -38); }},
      {"black and white", ".jpg[Q=80]", black_and_white},
      {"filter, vignette", ".jpg[Q=80]", filtered},
      {"mirrored", ".jpg[Q=80]", [](const Drawing& from) { return make(vips_flip, from, VIPS_DIRECTION_HORIZONTAL); }},
      {"crop 1 %", ".jpg[Q=80]", crop(1)},
      {"crop 2 %", ".jpg[Q=80]", crop(2)},
      {"crop 3 %", ".jpg[Q=80]", crop(3)},
      {"crop 5 %", ".jpg[Q=80]", crop(5)},
      {"crop 10 %", ".jpg[Q=80]", crop(10)}};
}

struct Listed {
  Imprint imported;   // as `import --images` keeps it
  Imprint published;  // as the published tool gives it
  DihedralResult asked;
};

std::optional<DihedralResult> read_as_file(const fs::path& file) {
  const FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  const PictureResult picture = decode_imprints(handle);
  return picture ? std::optional(*picture) : std::nullopt;
}

Drawing load_rgb(const fs::path& file) {
  VipsImage* image = vips_image_new_from_file(file.c_str(), kEnd);
  const Drawing loaded(image == nullptr ? 1 : 0, image);
  const Drawing upright = make(vips_autorot, loaded);
  const Drawing coloured = make(vips_colourspace, upright, VIPS_INTERPRETATION_sRGB);
  const Drawing opaque =
      vips_image_hasalpha(coloured.get()) != 0 ? make(vips_flatten, coloured) : make(vips_copy, coloured);
  const Drawing bytes = make(vips_cast_uchar, opaque);
  VipsImage* in_memory = vips_image_copy_memory(bytes.get());
  return {in_memory == nullptr ? 1 : 0, in_memory};
}

std::optional<Listed> list_picture(const fs::path& file, const Drawing& pixels) {
  const auto read = read_as_file(file);
  const auto width = static_cast<std::size_t>(pixels.width());
  const auto height = static_cast<std::size_t>(pixels.height());
  const auto* bytes = static_cast<const std::uint8_t*>(vips_image_get_data(pixels.get()));
  const auto published = imprint_of({{bytes, width * height * 3}, pixels.width(), pixels.height(), width * 3, 3});
  if (!read || !published || read->quality < kMinQuality) return std::nullopt;
  return Listed{read->imprints[0], published->imprint, *read};
}

int nearest(const DihedralResult& asked, const Imprint& wanted) {
  int least = kImprintBits;
  for (const Imprint& imprint : asked.imprints) least = std::min(least, distance(imprint, wanted));
  return least;
}

void print_row(const std::string& name, std::vector<int> bits, std::size_t unreadable) {
  std::ranges::sort(bits);
  const auto share = [&](int radius) {
    return 100.0 * static_cast<double>(std::ranges::upper_bound(bits, radius) - bits.begin()) /
           static_cast<double>(bits.size() + unreadable);
  };
  std::printf("%-30s %3d / %3d / %3d %9.1f %% %9.1f %%\n", name.c_str(), bits[bits.size() / 2],
              bits[bits.size() * 9 / 10], bits.back(), share(kDefaultRadius), share(kPossibleRadius));
}

std::vector<fs::path> picture_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string end = entry.path().extension();
    if (entry.is_regular_file() && !entry.is_symlink() &&
        (end == ".jpg" || end == ".jpeg" || end == ".png" || end == ".webp")) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

// Wallpapers come in several sizes and shapes, a pair by day and by night: one of a kind is listed.
bool is_known(const std::vector<Listed>& listed, const Listed& one) {
  return std::ranges::any_of(listed, [&](const Listed& other) { return nearest(one.asked, other.imported) <= 90; });
}

void print_false_matches(const std::vector<Listed>& listed) {
  int least = kImprintBits;
  std::size_t pairs = 0;
  std::size_t proven = 0;
  std::size_t possible = 0;
  for (const Listed& asked : listed) {
    for (const Listed& other : listed) {
      if (&asked == &other) continue;
      const int bits = std::min(nearest(asked.asked, other.imported), nearest(asked.asked, other.published));
      least = std::min(least, bits);
      proven += bits <= kDefaultRadius ? 1U : 0U;
      possible += bits <= kPossibleRadius ? 1U : 0U;
      ++pairs;
    }
  }
  std::printf("different pictures, %zu pairs: %zu within 31 bits, %zu within 48; the nearest %d bits apart\n", pairs,
              proven, possible, least);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || !start_decoding()) return 2;
  const std::size_t most = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000;
  const bool is_kept = argc > 3;
  const fs::path scratch =
      is_kept ? fs::path(argv[3]) : fs::temp_directory_path() / ("bycatch-recall-" + std::to_string(::getpid()));
  const std::vector<Change> all = changes();
  for (const Change& change : all) fs::create_directories(scratch / change.name);
  std::ofstream hashes(scratch / "hashes.txt");
  std::vector<std::vector<int>> to_imported(all.size());
  std::vector<std::vector<int>> to_published(all.size());
  std::vector<std::size_t> unreadable(all.size());
  std::vector<Listed> listed;
  std::vector<int> own;
  std::size_t refused = 0;
  std::size_t repeated = 0;
  for (const fs::path& file : picture_files(argv[1])) {
    if (listed.size() == most) break;
    const Drawing pixels = load_rgb(file);
    const auto one = list_picture(file, pixels);
    if (!one || is_known(listed, *one)) {
      ++(one ? repeated : refused);
      continue;
    }
    listed.push_back(*one);
    own.push_back(distance(one->imported, one->published));
    hashes << to_text(one->published) << '\n';
    std::fprintf(stderr, "\rphotograph %zu ", listed.size());
    const Drawing photo = scaled(pixels, kPhotoSide);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Drawing changed = all[i].apply(photo);
      const fs::path stem = scratch / all[i].name / std::to_string(listed.size());
      const std::string name = stem.string() + all[i].written.substr(0, all[i].written.find('['));
      if (vips_image_write_to_file(changed.get(), (stem.string() + all[i].written).c_str(), kEnd) != 0) return 2;
      const auto copy = read_as_file(name);
      if (!copy) {
        ++unreadable[i];
        continue;
      }
      to_imported[i].push_back(nearest(*copy, one->imported));
      to_published[i].push_back(nearest(*copy, one->published));
    }
  }
  std::fprintf(stderr, "\n");
  if (!is_kept) fs::remove_all(scratch);
  std::printf("%zu photographs (%zu with too little to see left out, %zu much like one before)\n", listed.size(),
              refused, repeated);
  if (listed.size() < kFewestPictures) return 2;
  std::printf("%-30s %-15s %11s %11s\n", "", "bits: median / p90 / max", "found", "possible");
  print_row("as it is: import, published", own, 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    print_row(all[i].name + ", imported", to_imported[i], unreadable[i]);
    print_row(all[i].name + ", published", to_published[i], unreadable[i]);
  }
  print_false_matches(listed);
}

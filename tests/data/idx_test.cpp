#include "data/formats/idx.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zlib.h>

#include <string>

#include "data/formats/formats.h"
#include "tests/data/format_files.h"
#include "tests/data/read_source.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::IdxPair;
using test::error_of;
using test::gzip;
using test::idx_bytes;
using test::read_source;
using test::TempDir;

namespace {

/// Two images of 2 x 3 pixels, 0 to 11, with the labels 7 and 1.
struct Pair {
  TempDir dir;
  std::string images = idx_bytes({2, 2, 3}, std::string("\0\1\2\3\4\5\6\7\10\11\12\13", 12));
  std::string labels = idx_bytes({2}, "\7\1");

  IdxPair write() const {
    IdxPair pair;
    pair.images = dir.write("a-images-idx3-ubyte", images);
    pair.labels = dir.write("a-labels-idx1-ubyte", labels);
    pair.alphabet = data::Alphabet::from_characters("0123456789");
    return pair;
  }

  std::string error() const {
    const IdxPair pair = write();
    std::string text = error_of([&] { data::read_idx_pair(pair); });
    const std::string folder = dir.path().string() + "/";
    for (std::size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
    return text;
  }
};

}  // namespace

TEST_CASE("idx: a pair gives images, labels and ids") {
  const Pair files;
  const data::ImageSet set = data::read_idx_pair(files.write());
  REQUIRE(set.size() == 2);
  CHECK(set.height == 2);
  CHECK(set.width == 3);
  CHECK(set.image(1)[0] == 6);
  CHECK(set.labels[0] == 7);
  CHECK(set.labels[1] == 1);
  CHECK(set.id(1) == "a-images-idx3-ubyte#1");
  CHECK(set.ledger.seen() == 2);
}

TEST_CASE("idx: a gzip file is the same set, whatever its name") {
  Pair files;
  const std::string plain = data::read_idx_pair(files.write()).content_hash();
  files.images = gzip(files.images);
  files.labels = gzip(files.labels);
  CHECK(data::read_idx_pair(files.write()).content_hash() == plain);
}

TEST_CASE("idx: images that lie on their side are set upright") {
  const Pair files;
  IdxPair pair = files.write();
  pair.transposed = true;
  const data::ImageSet set = data::read_idx_pair(pair);
  CHECK(set.height == 3);
  CHECK(set.width == 2);
  // 0 1 2 / 3 4 5 becomes 0 3 / 1 4 / 2 5
  CHECK(std::vector<int>(set.image(0), set.image(0) + 6) == std::vector<int>{0, 3, 1, 4, 2, 5});
}

TEST_CASE("idx: labels may count from 1") {
  const Pair files;
  IdxPair pair = files.write();
  pair.first_label = 1;
  const data::ImageSet set = data::read_idx_pair(pair);
  CHECK(set.labels[0] == 6);
  CHECK(set.labels[1] == 0);
}

TEST_CASE("idx: a label out of range is an error with its index") {
  Pair files;
  files.labels = idx_bytes({2}, "\7\12");
  CHECK(files.error() == "a-labels-idx1-ubyte: expected labels 0 to 9, found 10 at index 1");
}

TEST_CASE("idx: every header field is checked") {
  Pair files;
  const std::string good = files.images;
  files.images[0] = 1;
  CHECK(files.error() ==
        "a-images-idx3-ubyte: expected IDX magic 0x00000803, found 0x01000803 (not an IDX file)");
  files.images = good;
  files.images[2] = 0x0D;
  CHECK(files.error() == "a-images-idx3-ubyte: expected IDX type 0x08 (unsigned bytes), found 0x0d");
  files.images = files.labels;
  CHECK(files.error() ==
        "a-images-idx3-ubyte: expected 3 dimensions, found 1 (is it the file of the labels?)");
  files.images = good;
  files.images[11] = 0;
  CHECK(files.error() ==
        "a-images-idx3-ubyte: expected images of 1 to 4096 pixels a side, found 0 in the header");
}

TEST_CASE("idx: a file cut short and a header that lies say expected and found bytes") {
  Pair files;
  const std::string good = files.images;
  files.images = good.substr(0, good.size() - 5);
  CHECK(files.error() ==
        "a-images-idx3-ubyte: the header says 2 x 2 x 3 = 12 bytes, found 7 (the file is cut short)");
  files.images = good + "x";
  CHECK(files.error() ==
        "a-images-idx3-ubyte: the header says 2 x 2 x 3 = 12 bytes, found 13 (the header or the file is "
        "wrong)");
  files.images = good;
  files.images[4] = '\xFF';  // 4,278,190,082 images
  CHECK(files.error() ==
        "a-images-idx3-ubyte: the header says 4278190082 x 2 x 3 = 25669140492 bytes, found 12 (the file is "
        "cut short)");
  files.images = good.substr(0, 10);
  CHECK(files.error() == "a-images-idx3-ubyte: expected an IDX header of 16 bytes, found a file of 10");
  files.images = good.substr(0, 3);
  CHECK(files.error() == "a-images-idx3-ubyte: expected an IDX header of 16 bytes, found a file of 3");
}

TEST_CASE("idx: an empty file, and files of another kind, are named for what they are") {
  Pair files;
  files.images = "";
  CHECK(files.error() == "a-images-idx3-ubyte: the file is empty (0 bytes)");
  files.images = "\n <!DOCTYPE html><html>";
  CHECK(files.error() == "a-images-idx3-ubyte: expected an IDX file, found an HTML page");
  files.images = "PK\x03\x04....";
  CHECK(files.error() == "a-images-idx3-ubyte: expected an IDX file, found a zip archive");
}

TEST_CASE("idx: a gzip file that ends early, or is broken, is an error") {
  Pair files;
  const std::string packed = gzip(files.images);
  files.images = packed.substr(0, packed.size() - 9);
  CHECK(files.error().find("a-images-idx3-ubyte: the gzip data end early, after ") == 0);
  files.images = packed.substr(0, 10);  // its header
  CHECK(files.error() ==
        "a-images-idx3-ubyte: the gzip data end early, after 0 bytes of content (an interrupted download?)");
  files.images = packed;
  files.images[packed.size() - 6] ^= 1;  // its checksum
  CHECK(files.error() ==
        "a-images-idx3-ubyte: broken gzip data after 28 bytes of content (incorrect data check)");
}

TEST_CASE("idx: gzip members one after the other are one content") {
  Pair files;
  const std::string plain = data::read_idx_pair(files.write()).content_hash();
  files.images = gzip(files.images.substr(0, 20)) + gzip(files.images.substr(20));
  CHECK(data::read_idx_pair(files.write()).content_hash() == plain);
}

TEST_CASE("idx: unequal counts are an error") {
  Pair files;
  files.labels = idx_bytes({3}, "\1\2\3");
  CHECK(files.error() ==
        "a-labels-idx1-ubyte: expected a label for each of 2 images in a-images-idx3-ubyte, found 3");
}

TEST_CASE("idx: as a source, labels are found by name, and the alphabet is an option") {
  const Pair files;
  const IdxPair pair = files.write();
  CHECK(read_source("idx:" + pair.images.string()).size() == 2);
  const std::string options = fmt::format(
      "{{idx: {{path: {}, alphabet: [a, b, c, d, e, f, g, h], first_label: 0}}}}", pair.images.string());
  CHECK(read_source(options).alphabet[7] == "h");
  const std::string twice = fmt::format("{{idx: {{path: {}, alphabet: [a, a]}}}}", pair.images.string());
  CHECK(error_of([&] { read_source(twice); }).find("'a' occurs twice") != std::string::npos);
}

TEST_CASE("mnist: both parts with splits, in either spelling, plain or packed") {
  TempDir dir;
  test::write_mnist(dir, "train-images-idx3-ubyte", "train-labels.idx1-ubyte", 3);
  test::write_mnist(dir, "t10k-images.idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", 2);
  const data::ImageSet set = read_source("mnist:" + dir.path().string());
  CHECK(set.size() == 5);
  const auto& train = set.splits.at("train");
  CHECK(std::vector<int64_t>(train.begin(), train.end()) == std::vector<int64_t>{0, 1, 2});
  const auto& test = set.splits.at("test");
  CHECK(std::vector<int64_t>(test.begin(), test.end()) == std::vector<int64_t>{3, 4});
  CHECK(set.id(4) == "t10k-images.idx3-ubyte#1");
  CHECK(set.alphabet == data::Alphabet::from_characters("0123456789"));
}

TEST_CASE("mnist: one part has no splits and does not need the other's files") {
  TempDir dir;
  test::write_mnist(dir, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", 2);
  const data::ImageSet set =
      read_source(fmt::format("{{mnist: {{path: {}, part: test}}}}", dir.path().string()));
  CHECK(set.size() == 2);
  CHECK(set.splits.empty());
  CHECK(error_of([&] { read_source("mnist:" + dir.path().string()); }) ==
        dir.path().string() +
            ": expected the file train-images-idx3-ubyte or train-images.idx3-ubyte, plain or .gz, found "
            "neither");
}

TEST_CASE("fashion: Fashion-MNIST's class names") {
  TempDir dir;
  test::write_mnist(dir, "train-images-idx3-ubyte", "train-labels-idx1-ubyte", 1);
  const data::ImageSet set =
      read_source(fmt::format("{{fashion: {{path: {}, part: train}}}}", dir.path().string()));
  CHECK(set.alphabet.size() == 10);
  CHECK(set.alphabet[0] == "T-shirt/top");
  CHECK(set.alphabet[9] == "Ankle boot");
}

TEST_CASE("emnist: images are transposed, variants have their alphabets") {
  TempDir dir;
  std::string pixels(784, '\0');
  pixels[1] = '\x55';  // row 0, column 1 as stored: row 1, column 0 upright
  for (const char* variant : {"byclass", "bymerge", "balanced", "letters", "digits", "mnist"}) {
    dir.write(fmt::format("emnist-{}-test-images-idx3-ubyte", variant), idx_bytes({1, 28, 28}, pixels));
    dir.write(fmt::format("emnist-{}-test-labels-idx1-ubyte", variant), idx_bytes({1}, "\1"));
  }
  const auto variant = [&](const char* name) {
    return read_source(
        fmt::format("{{emnist: {{path: {}, variant: {}, part: test}}}}", dir.path().string(), name));
  };
  CHECK(variant("letters").image(0)[28] == 0x55);
  CHECK(variant("letters").labels[0] == 0);  // letters count from 1
  CHECK(variant("digits").labels[0] == 1);
  CHECK(variant("letters").alphabet.size() == 26);
  CHECK(variant("byclass").alphabet.size() == 62);
  CHECK(variant("byclass").alphabet[61] == "z");
  CHECK(variant("bymerge").alphabet.size() == 47);
  CHECK(variant("balanced").alphabet[36] == "a");
  CHECK(variant("balanced").alphabet[46] == "t");
  CHECK(variant("mnist").alphabet.size() == 10);
}

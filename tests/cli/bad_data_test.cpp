// Data that are not what they should be: one clear line, and no file of it.
#include <doctest/doctest.h>

#include "tests/support/bad_input.h"

using namespace ductus::test;

namespace {

void check_import_fails(const Workplace& work, const std::string& data,
                        const std::vector<std::string>& pieces) {
  CAPTURE(data);
  check_fails(work, {"data", "import", data, "--out", "set.h5"}, 1, pieces);
}

/// The labels of a pair whose images are bad.
void write_labels(const Workplace& work, const std::string& prefix, int count) {
  work.write(prefix + "-labels-idx1-ubyte",
             idx_file({static_cast<uint32_t>(count)}, std::string(count, '\1')));
}

}  // namespace

TEST_CASE("ductus data: a missing file is an error that names where it was looked for") {
  const Workplace work;
  check_import_fails(work, "none.h5", {"none.h5: no such file or folder", "--data-root"});
  check_import_fails(work, "letters_csv:none.csv", {"none.csv: no such file or folder", "--data-root"});
  check_import_fails(work, "mnist:none", {"none: no such file or folder", "--data-root"});
}

TEST_CASE("ductus data: a truncated IDX file is an error with both sizes") {
  const Workplace work;
  write_idx_pair(work, "cut", 20);
  work.write("cut-images-idx3-ubyte", work.read("cut-images-idx3-ubyte").substr(0, 1000));
  check_import_fails(work, "idx:cut-images-idx3-ubyte",
                     {"cut-images-idx3-ubyte: the header says 20 x 28 x 28 = 15680 bytes, found 984 (the "
                      "file is cut short)"});
  work.write("cut-images-idx3-ubyte", work.read("cut-images-idx3-ubyte").substr(0, 7));
  check_import_fails(work, "idx:cut-images-idx3-ubyte",
                     {"expected an IDX header of 16 bytes, found a file of 7"});
}

TEST_CASE("ductus data: a lying IDX header is an error with what it says") {
  const Workplace work;
  const std::string images(20 * 784, '\0');
  write_labels(work, "lie", 20);
  work.write("lie-images-idx3-ubyte", idx_file({19, 28, 28}, images));
  check_import_fails(work, "idx:lie-images-idx3-ubyte",
                     {"the header says 19 x 28 x 28 = 14896 bytes, found 15680"});
  work.write("lie-images-idx3-ubyte", idx_file({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, images));
  check_import_fails(work, "idx:lie-images-idx3-ubyte",
                     {"expected images of 1 to 4096 pixels a side, found 4294967295"});
  work.write("lie-images-idx3-ubyte", idx_file({10, 28, 28}, std::string(10 * 784, '\0')));
  check_import_fails(work, "idx:lie-images-idx3-ubyte",
                     {"expected a label for each of 10 images", "found 20"});
  work.write("lie-images-idx3-ubyte", work.read("lie-labels-idx1-ubyte"));
  check_import_fails(work, "idx:lie-images-idx3-ubyte",
                     {"expected 3 dimensions, found 1", "(is it the file of the labels?)"});
}

TEST_CASE("ductus data: a gz that ends early is an error") {
  const Workplace work;
  // RFC 1952 and 1951: ten bytes of header, then one stored block of 15,696 bytes (0x3D50), of which half is
  // there
  const std::string header("\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x50\x3d\xaf\xc2", 15);
  work.write("zip-images-idx3-ubyte.gz", header + idx_file({20, 28, 28}, std::string(10 * 784, '\0')));
  write_labels(work, "zip", 20);
  check_import_fails(work, "{idx: {path: zip-images-idx3-ubyte.gz, labels: zip-labels-idx1-ubyte}}",
                     {"zip-images-idx3-ubyte.gz: the gzip data end early, after 7856 bytes of content ",
                      "(an interrupted download?)"});
}

TEST_CASE("ductus data: an HTML page saved as .csv is called one") {
  const Workplace work;
  work.write("az.csv", "\n  <!DOCTYPE html>\n<html><body>Sign in to download</body></html>\n");
  check_import_fails(work, "letters_csv:az.csv",
                     {"az.csv: expected rows of numbers, found an HTML page", "was the download page saved"});
}

TEST_CASE("ductus data: a file of 0 bytes is an error, whatever its format") {
  const Workplace work;
  for (const char* name : {"az.csv", "none-images-idx3-ubyte", "none-labels-idx1-ubyte", "set0.h5"})
    work.write(name, "");
  check_import_fails(work, "letters_csv:az.csv", {"az.csv: the file is empty (0 bytes)"});
  check_import_fails(work, "idx:none-images-idx3-ubyte",
                     {"none-images-idx3-ubyte: the file is empty (0 bytes)"});
  check_import_fails(work, "set0.h5", {"set0.h5: "});
}

TEST_CASE("ductus data: a class with one sample cannot be split, and the file stays as it was") {
  const Workplace work;
  write_idx_pair(work, "few", 11);  // two 0s, one each of 1 to 9
  REQUIRE(work.run({"data", "import", "idx:few-images-idx3-ubyte", "--out", "few.h5"}).status == 0);
  check_fails(work, {"data", "split", "few.h5", "--test", "0.5"}, 1,
              {"class \"1\" has 1 sample", "(add samples"});
  check_fails(work, {"data", "split", "few.h5", "--test", "0.5", "--like", "sklearn"}, 1,
              {"class \"1\" has 1 sample"});
}

TEST_CASE("ductus data: a full disk leaves no half-written file") {
  const Workplace work;
  write_idx_pair(work, "pair", 100);
  ProcessOptions full;
  full.largest_file_bytes = 20000;
  check_fails(work, {"data", "import", "idx:pair-images-idx3-ubyte", "--out", "set.h5"}, 1,
              {"set.h5: cannot write: ", "(free some space there, or write elsewhere)"}, full);
}

TEST_CASE("ductus data: what is read is never written over, --overwrite or not") {
  const Workplace work;
  write_idx_pair(work, "own", 20);
  const std::string images = work.read("own-images-idx3-ubyte");
  check_fails(
      work, {"data", "import", "idx:own-images-idx3-ubyte", "--out", "own-images-idx3-ubyte", "--overwrite"},
      2, {"own-images-idx3-ubyte: is what is read itself"});
  CHECK(work.read("own-images-idx3-ubyte") == images);
  succeeds(work, {"data", "import", "idx:own-images-idx3-ubyte", "--out", "set.h5"});
  const std::string set = work.read("set.h5");
  check_fails(work, {"data", "join", "set.h5", "set.h5", "--overwrite"}, 2,
              {"set.h5: is what is read itself"});
  CHECK(work.read("set.h5") == set);
}

TEST_CASE("ductus data: a set without one sample that can be used is not written") {
  const Workplace work;
  write_idx_pair(work, "own", 20);
  check_fails(work, {"data", "import", "idx:own-images-idx3-ubyte", "--alphabet", "abc", "--out", "none.h5"},
              1, {"none.h5: not written, no sample can be used", "out of alphabet 20"});
  CHECK_FALSE(work.has("none.h5"));
}

TEST_CASE("ductus data join: data without parts beside data with some are told to be training data") {
  const Workplace work;
  write_idx_pair(work, "one", 20);
  write_idx_pair(work, "two", 20);
  succeeds(work, {"data", "import", "idx:one-images-idx3-ubyte", "--out", "one.h5"});
  succeeds(work, {"data", "split", "one.h5", "--test", "0.2"});
  const Outcome joined = succeeds(work, {"data", "join", "both.h5", "one.h5", "idx:two-images-idx3-ubyte"});
  CHECK(joined.err.find(
            "idx:two-images-idx3-ubyte: without parts, so all of it is training data beside the parts of "
            "one.h5") != std::string::npos);
  CHECK(succeeds(work, {"data", "join", "twice.h5", "one.h5", "one.h5"}).err.find("without parts") ==
        std::string::npos);
}

#include "train/metrics_log.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus::train;
using ductus::test::TempDir;

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("metrics log: a line is an object with epoch and step first") {
  const TempDir dir;
  const auto path = dir / "metrics.jsonl";
  MetricsLog log(path.string());
  log.append({1, 540, {{"loss", 0.5}, {"val_accuracy", 0.975}}});
  CHECK(contents(path) == "{\"epoch\":1,\"step\":540,\"loss\":0.5,\"val_accuracy\":0.975}\n");
}

TEST_CASE("metrics log: numbers come back exactly, also those that JSON lacks") {
  const TempDir dir;
  const std::string path = (dir / "metrics.jsonl").string();
  MetricsLog log(path);
  log.append({1, 2, {{"third", 1.0 / 3.0}, {"nan", std::nan("")}, {"up", HUGE_VAL}, {"down", -HUGE_VAL}}});
  const auto records = read_metrics(path);
  REQUIRE(records.size() == 1);
  CHECK(records[0].epoch == 1);
  CHECK(records[0].step == 2);
  CHECK(records[0].values.at("third") == 1.0 / 3.0);
  CHECK(std::isnan(records[0].values.at("nan")));
  CHECK(records[0].values.at("up") == HUGE_VAL);
  CHECK(records[0].values.at("down") == -HUGE_VAL);
}

TEST_CASE("metrics log: resuming drops what the checkpoint does not cover and a torn line") {
  const TempDir dir;
  const std::string kept = "{\"epoch\":1,\"step\":10,\"loss\":0.50}\n{\"epoch\": 2,\"step\":20}\n";
  const auto path = dir.write("metrics.jsonl", kept + "{\"epoch\":3,\"step\":30}\n{\"epoch\":4,\"st");
  MetricsLog log(path.string(), 20);
  CHECK(contents(path) == kept);
  log.append({3, 30, {}});
  CHECK(contents(path) == kept + "{\"epoch\":3,\"step\":30}\n");
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("metrics log: a torn line is no record, wherever it was cut") {
  const TempDir dir;
  const std::string whole = "{\"epoch\":1,\"step\":10}\n{\"epoch\":2,\"step\":20}\n";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    CAPTURE(size);
    const std::size_t lines = size == whole.size() ? 2 : size >= whole.size() / 2 ? 1 : 0;
    CHECK(read_metrics(dir.write("m.jsonl", whole.substr(0, size)).string()).size() == lines);
  }
}

TEST_CASE("metrics log: a run that had none starts one") {
  const TempDir dir;
  const auto path = dir / "metrics.jsonl";
  truncate_metrics(path.string(), 5);
  CHECK_FALSE(std::filesystem::exists(path));
  MetricsLog log(path.string(), 5);
  CHECK(contents(path).empty());
}

TEST_CASE("metrics log: bad lines and files are named") {
  const TempDir dir;
  const auto check = [&](const char* line, const char* message) {
    const std::string path =
        dir.write("m.jsonl", std::string("{\"epoch\":1,\"step\":1}\n") + line + "\n").string();
    CHECK_THROWS_WITH_AS(read_metrics(path), (path + message).c_str(), ductus::Error);
  };
  check("[1]", ":2: not a JSON object");
  check("{\"epoch\":1,", ":2: not a JSON object");
  check("{\"epoch\":1}", ":2: expected a whole number \"step\"");
  check("{\"epoch\":1.5,\"step\":2}", ":2: expected a whole number \"epoch\"");
  check("{\"epoch\":1,\"step\":2,\"loss\":\"low\"}", ":2: \"loss\" is not a number");
  CHECK_THROWS_WITH_AS(read_metrics("/no/such.jsonl"),
                       "/no/such.jsonl: cannot be read: No such file or directory", ductus::Error);
  CHECK_THROWS_WITH_AS(MetricsLog("/no/such.jsonl"),
                       "/no/such.jsonl: cannot be written: No such file or directory", ductus::Error);
}

TEST_CASE("metrics log: epoch and step are no names of values") {
  const TempDir dir;
  MetricsLog log((dir / "m.jsonl").string());
  CHECK_THROWS_WITH_AS(log.append({1, 1, {{"step", 2.0}}}),
                       doctest::Contains("a value cannot be named \"step\""), ductus::Error);
}

TEST_CASE("metrics log: a full disk is an error") {
  if (!std::filesystem::exists("/dev/full")) return;
  MetricsLog log("/dev/full");
  CHECK_THROWS_WITH_AS(log.append({1, 1, {}}), "/dev/full: cannot be written: No space left on device",
                       ductus::Error);
}

TEST_CASE("metrics log: random changes of a line are read or refused") {
  const TempDir dir;
  const std::string good = "{\"epoch\":1,\"step\":10,\"loss\":0.5,\"nan\":\"nan\"}\n";
  std::mt19937 random(3);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string text = good;
    for (uint32_t change = random() % 3 + 1; change > 0; --change)
      text[random() % text.size()] = static_cast<char>(random());
    const std::string path = dir.write("m.jsonl", text).string();
    try {
      read_metrics(path);
    } catch (const ductus::Error&) {
      ++refused;
    }
  }
  CHECK(refused > 1000);
}

#include "data/synth/forms/drawn_forms.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

#include "tests/data/synth_forms_support.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::error_of;
using test::TempDir;

namespace {

namespace fs = std::filesystem;

const std::string kSmall = test::kFormFonts + "count: 3\nstyle: {page_px: [300, 400]}\n";

/// A recipe whose numbers are written with a file of strokes.
std::string with_strokes(const fs::path& file) {
  return "fonts: {from: [DejaVu Sans]}\nhandwriting: {strokes: '" + file.string() + "'}\n";
}

/// All digits as one line down to (5, y).
fs::path write_strokes(const TempDir& dir, const std::string& name, int y) {
  std::string digits;
  for (int digit = 0; digit <= 9; ++digit)
    digits += fmt::format("{}\"{}\": [[[[0, 0], [5, {}]]]]", digit > 0 ? ", " : "", digit, y);
  return dir.write(name, "{" + digits + "}");
}

data::Origin origin_of(const std::string& yaml) {
  return data::FormSource(test::form_recipe(yaml), "").origin(yaml);
}

std::string change(const data::Origin& then, const data::Origin& now) {
  return error_of([&] { data::check_unchanged(then, now, "forms"); });
}

}  // namespace

TEST_CASE("drawn forms: written by one thread they are the same drawn again on others") {
  const TempDir dir;
  const data::FormSource source(test::form_recipe(kSmall), "");
  config::NullReporter reporter;
  data::ThreadPool one(1), two(2);
  source.draw({0, 1, 2}, one, reporter,
              [&](const data::NumberedSample& sample) { data::write_sample(dir.path(), sample); });
  CHECK(data::check_same(dir.path(), source, two, reporter) == 3);
  dir.write("000002/form.json", "{}");
  CHECK(error_of([&] { data::check_same(dir.path(), source, two, reporter); }) ==
        dir.path().string() + ": 000002/form.json is not the same drawn again (1 of 3 forms differ)");
}

TEST_CASE(
    "origin of forms: a font of print, one of handwriting, and a file of strokes are told apart by name") {
  const TempDir dir;
  const data::Origin mono = origin_of(test::kFormFonts);
  CHECK(change(mono, origin_of(test::kFormFonts)) == "no error");
  const data::Origin sans =
      origin_of("fonts: {from: [DejaVu Sans Mono, DejaVu Sans]}\nhandwriting: {fonts: [DejaVu Serif]}\n");
  CHECK(change(mono, sans).find("DejaVu Serif") != std::string::npos);

  const fs::path file = write_strokes(dir, "strokes.json", 20);
  const data::Origin then = origin_of(with_strokes(file));
  CHECK(change(then, origin_of(with_strokes(write_strokes(dir, "moved/strokes.json", 20)))) == "no error");
  write_strokes(dir, "strokes.json", 21);
  CHECK(change(then, origin_of(with_strokes(file))) ==
        "forms: drawn with something else than is there now: strokes.json (another version)");
  CHECK(change(mono, then).find("strokes.json (new)") != std::string::npos);
}

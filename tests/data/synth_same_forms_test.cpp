#include "data/synth/forms/same_forms.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "data/synth/forms/form_files.h"
#include "tests/data/synth_forms_support.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::error_of;
using test::TempDir;

namespace {

namespace fs = std::filesystem;

const std::string kSmall = test::kFormFonts + "count: 3\nstyle: {page_px: [300, 400]}\n";

void change_byte(const fs::path& path, std::streamoff at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(at);
  const char byte = static_cast<char>(file.get() ^ 1);
  file.seekp(at);
  file.put(byte);
}

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
  return data::FormSource::load(test::form_recipe(yaml), "").origin(yaml);
}

std::string change(const data::Origin& then, const data::Origin& now) {
  return error_of([&] { data::check_unchanged(then, now, "forms"); });
}

}  // namespace

TEST_CASE("same forms: forms are the same drawn again on other threads, and a file that changed is named") {
  const TempDir dir;
  const data::FormSource source = data::FormSource::load(test::form_recipe(kSmall), "");
  config::NullReporter reporter;
  data::ThreadPool one(1), two(2);
  data::draw_forms(source, {0, 1, 2}, one, reporter, [&](const data::DrawnForm& drawn) {
    data::write_form(dir.path(), drawn, source.typefaces, source.hands, source.recipe.seed);
  });
  const auto check = [&] { return data::check_same_forms(dir.path(), source, two, reporter); };
  const auto problem = [&] { return error_of(check); };
  const std::string where = dir.path().string() + ": ";
  CHECK(check() == 3);
  change_byte(dir / "000002/image.png", 300);
  CHECK(problem() == where + "000002/image.png is not the same drawn again (1 of 3 forms differ)");
  change_byte(dir / "000001/form.json", 20);
  CHECK(problem() == where + "000001/form.json is not the same drawn again (2 of 3 forms differ)");
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

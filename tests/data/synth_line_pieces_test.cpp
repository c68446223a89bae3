#include "data/synth/lines/line_pieces.h"

#include <doctest/doctest.h>

#include <numeric>

#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"

using namespace ductus::data;
using ductus::test::error_of;
using ductus::test::TempDir;

namespace {

const Origin kOrigin{"ductus 9", "seed: 1\n", {{"A", "1f"}}, {}};

/// Lines as they are drawn: numbered from part.first, with the origin.
LineSet lines(SampleRange part) {
  LineSet set = ductus::test::make_lines(static_cast<int>(part.size()), static_cast<uint64_t>(part.first));
  std::vector<uint32_t> number(set.number.size());
  std::iota(number.begin(), number.end(), static_cast<uint32_t>(part.first));
  set.number = number;
  set.origin = kOrigin.to_json();
  return set;
}

}  // namespace

TEST_CASE("line pieces: what was drawn is taken up again, unless it was drawn otherwise") {
  const TempDir dir;
  const LinePieces pieces(dir / "out.h5");
  const LineSet piece = lines({0, 10});
  CHECK_FALSE(pieces.load({0, 10}, kOrigin));
  pieces.save({0, 10}, piece);
  CHECK(pieces.load({0, 10}, kOrigin)->content_hash() == piece.content_hash());
  CHECK_FALSE(pieces.load({10, 20}, kOrigin));
  const Origin other{"ductus 9", "seed: 2\n", {}, {}};
  CHECK(error_of([&] {
          pieces.load({0, 10}, other);
        }).find("drawn with another recipe, A (missing)") != std::string::npos);
}

TEST_CASE("line pieces: a piece of another shard, which begins with the same line, is an error") {
  const TempDir dir;
  const LinePieces pieces(dir / "out.h5");
  pieces.save({20, 23}, lines({20, 23}));  // the short last piece of a shard
  const std::string file = (dir / "out.h5.pieces/0000000020.h5").string();
  CHECK(error_of([&] {
          pieces.load({20, 40}, kOrigin);
        }) ==
        file +
            ": has the lines 20 to 22, expected 20 to 39 (go on with the same --shard, or --overwrite begins "
            "anew)");
  CHECK(pieces.load({20, 23}, kOrigin)->size() == 3);
}

TEST_CASE("line pieces: a file whose lines are not the ones of its name is an error") {
  const TempDir dir;
  const LinePieces pieces(dir / "out.h5");
  pieces.save({20, 30}, lines({30, 40}));
  CHECK(error_of([&] {
          pieces.load({20, 30}, kOrigin);
        }).find("has the lines 30 to 39, expected 20 to 29") != std::string::npos);
  LineSet gap = lines({20, 30});
  std::vector<uint32_t> number(gap.number.begin(), gap.number.end());
  number[4] = 25;
  gap.number = number;
  pieces.save({20, 30}, gap);
  CHECK(error_of([&] {
          pieces.load({20, 30}, kOrigin);
        }).find("sample 4 has number 25, expected 24") != std::string::npos);
}

TEST_CASE("line pieces: those of an earlier run are gone on with, replaced, or else refused") {
  const TempDir dir;
  const LinePieces pieces(dir / "out.h5");
  CHECK(error_of([&] { pieces.begin(false, false); }) == "no error");
  pieces.save({0, 10}, lines({0, 10}));
  CHECK(error_of([&] { pieces.begin(false, false); }) ==
        (dir / "out.h5.pieces").string() +
            ": an earlier run was interrupted (--resume goes on with it, --overwrite begins anew)");
  pieces.begin(/*resume=*/true, /*overwrite=*/false);
  CHECK(pieces.load({0, 10}, kOrigin));
  pieces.begin(/*resume=*/false, /*overwrite=*/true);
  CHECK_FALSE(pieces.load({0, 10}, kOrigin));
  pieces.save({0, 10}, lines({0, 10}));
  pieces.remove();
  CHECK_FALSE(std::filesystem::exists(dir / "out.h5.pieces"));
}

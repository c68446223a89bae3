#include "configs/schema/nearest.h"

#include <doctest/doctest.h>

using namespace ductus::config;

TEST_CASE("edit_distance: an insertion, a deletion, a replacement and a swap of neighbours count one each") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("epochs", "epochs") == 0);
  CHECK(edit_distance("epoch", "epochs") == 1);
  CHECK(edit_distance("epochss", "epochs") == 1);
  CHECK(edit_distance("epachs", "epochs") == 1);
  CHECK(edit_distance("epohcs", "epochs") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);  // k->s, e->i, +g
  CHECK(edit_distance("ca", "abc") == 3);          // optimal string alignment: no edit inside a swapped pair
}

TEST_CASE("nearest: takes the closest name, whatever its case, and none that is far") {
  const std::vector<std::string> names{"epochs", "batch", "seed", "optimizer"};
  CHECK(nearest("epoch", names) == "epochs");
  CHECK(nearest("Optimiser", names) == "optimizer");
  CHECK(nearest("sede", names) == "seed");
  CHECK(nearest("momentum", names) == "");
  CHECK(nearest("", names) == "");
  CHECK(nearest("epochs", {}) == "");
}

TEST_CASE("nearest: one letter is no near name of another") { CHECK(nearest("a", {"b", "c"}) == ""); }

TEST_CASE("nearest: a very long name gets no hint") {
  CHECK(nearest(std::string(100000, 'x'), {"epochs"}) == "");
}

TEST_CASE("did_you_mean: is the end of a sentence or nothing") {
  CHECK(did_you_mean("adm", {"sgd", "adam"}) == " (did you mean 'adam'?)");
  CHECK(did_you_mean("zzzzzz", {"sgd", "adam"}) == "");
}

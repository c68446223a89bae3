#include <doctest/doctest.h>

#include <filesystem>

#include "train/recipe.h"

using namespace ductus;

TEST_CASE("larger_is_better: of losses and error rates the smallest, of all else the largest is the best") {
  for (const char* name : {"loss", "val_loss", "val_cer", "val_wer"}) {
    CAPTURE(name);
    CHECK_FALSE(train::larger_is_better(name));
  }
  for (const char* name : {"val_accuracy", "val_macro_recall", "val_exact"}) {
    CAPTURE(name);
    CHECK(train::larger_is_better(name));
  }
}

TEST_CASE(
    "recipes: every one that ships is read without a complaint, and says on its first line what it is for") {
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DUCTUS_TESTS_DIR) / ".." / "configs")) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().string());
    const auto document = config::Document::load(entry.path());
    CHECK_NOTHROW(train::read_recipe(document));
    const auto effective = config::Document::parse(document.effective(), "effective");
    CHECK_NOTHROW(train::read_recipe(effective));
    CHECK(effective.effective() == document.effective());
    ++count;
  }
  CHECK(count >= 10);
}

#include "tests/support/torch_doctest.h"

#include "train/line_task.h"

#include <limits>

#include "eval/evaluate_lines.h"
#include "eval/line_metrics.h"
#include "models/blocks/ragged.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"
#include "tests/support/training_run.h"
#include "train/engine.h"

using namespace ductus;

namespace {

const char* const kRecipe = R"(
data: {sources: [unused.h5]}
augment:
  - affine: {width_zoom: 0.1, rotate_deg: 1}
  - noise: {}
model: {net: {linenet: {channels: [8, 16, 32, 48], blocks: [1, 1], lstm: 32, dropout: 0.1}}, precision: float32}
train:
  epochs: 2
  batch: 16
  batch_width_px: 800
  shards: 2
  loss: {per_symbol: true}
  optimizer: {adam: {lr: 0.004}}
  clip_norm: 5
  ema_decay: 0.9
)";

data::LineSet lines(int count = 240) {
  data::LineSet set = test::make_lines(count, 1);
  std::vector<int64_t> train, validation;
  for (int64_t i = 0; i < count; ++i) (i < count * 4 / 5 ? train : validation).push_back(i);
  set.splits["train"] = train;
  set.splits["validation"] = validation;
  return set;
}

test::TrainingRun run_in(const std::filesystem::path& folder, int count = 240) {
  return {folder, kRecipe, [count](const train::Recipe& recipe) {
            config::NullReporter silent;
            return train::make_line_task(lines(count), recipe, silent);
          }};
}

config::NullReporter kSilent;

train::Recipe recipe_of(const std::vector<std::string>& overrides = {}) {
  auto document = config::Document::parse(kRecipe, "recipe");
  document.set(overrides);
  return train::read_recipe(document);
}

std::shared_ptr<models::Recogniser> net_of(const train::Recipe& recipe, const data::LineSet& set) {
  auto net =
      models::nets()
          .find(recipe.model.net)
          .make(models::net_shape(data::Kind::kLines, set.height, 0, set.alphabet), recipe.model.options);
  models::initialise(*net, models::Init::kHe, 1);
  return net;
}

}  // namespace

TEST_CASE("line_task: a small net learns to read") {
  test::TempDir dir;
  auto run = run_in(dir / "run", 800);
  CHECK(run.fit({"train.epochs=14"}) == train::Outcome::kFinished);
  CHECK(run.metrics().back().values.at("val_cer") < 0.15);
  CHECK(run.metrics().back().values.at("val_exact") > 0.5);
}

TEST_CASE(
    "line_task: the same seed gives the same losses and model bytes with 1 and 2 threads, another others") {
  test::TempDir dir;
  auto one = run_in(dir / "one"), two = run_in(dir / "two"), other = run_in(dir / "other");
  one.fit({}, 1);
  two.fit({}, 2);
  other.fit({"train.seed=2"});
  CHECK(one.losses() == two.losses());
  CHECK(one.bytes("model.safetensors") == two.bytes("model.safetensors"));
  CHECK(one.losses() != other.losses());
}

TEST_CASE(
    "line_task: Ctrl-C finishes the step, and the resumed run ends with the bytes of an undisturbed one") {
  test::TempDir dir;
  auto straight = run_in(dir / "straight"), stopped = run_in(dir / "stopped");
  const std::vector<std::string> often{"train.checkpoint_every_s=0.01"};
  straight.fit(often);
  CHECK(stopped.fit_until_ctrl_c(often) == train::Outcome::kInterrupted);
  stopped.fit_until_ctrl_c(often);  // again, or to the end
  stopped.fit(often);
  CHECK(stopped.bytes("model.safetensors") == straight.bytes("model.safetensors"));
  CHECK(stopped.losses() == straight.losses());
}

TEST_CASE("line_task: judging a finished model gives the numbers that training's last validation printed") {
  test::TempDir dir;
  auto run = run_in(dir / "run");
  run.fit({"train.deliver=last"});
  const data::LineSet set = lines();
  auto model = models::load_trained((run.path / "model.safetensors").string());
  CHECK(model.info.width_px == 0);
  CHECK(model.info.preprocessing == set.preprocessing);
  const std::vector<int64_t> validation(set.splits.at("validation").begin(),
                                        set.splits.at("validation").end());
  eval::ReadOptions options;
  options.temperature = model.info.temperature;  // changes confidences, not what is read
  config::NullReporter silent;
  const auto decoder = eval::make_decoder("greedy", set.alphabet);
  const auto readings =
      eval::read_lines(*model.net, set, validation, set.alphabet, *decoder, options, silent);
  const auto totals = eval::score_lines(eval::line_predictions(set, validation, readings)).all;
  CHECK(totals.characters.rate() == run.metrics().back().values.at("val_cer"));
  CHECK(totals.words.rate() == run.metrics().back().values.at("val_wer"));
  CHECK(totals.exact.value == run.metrics().back().values.at("val_exact"));
}

TEST_CASE(
    "line_task: training lines whose text does not fit their width are left out, by name. Others are "
    "judged") {
  data::LineSet set = lines(10);
  std::vector<int32_t> width(set.width.begin(), set.width.end());
  for (const std::size_t i : {1, 9}) {  // one to train on, one of the validation part
    set.texts[i] = "11111111";          // 15 steps
    width[i] = 30;                      // 8 steps
  }
  set.width = width;
  struct : config::NullReporter {
    void warn(std::string_view text) override { warnings.emplace_back(text); }
    std::vector<std::string> warnings;
  } reporter;
  const auto task = train::make_line_task(set, recipe_of(), reporter);
  CHECK(std::any_of(reporter.warnings.begin(), reporter.warnings.end(), [](const std::string& text) {
    return text.find("validation: 1 of 2 lines are too long for their width") == 0 &&
           text.find("lines#9") != std::string::npos;
  }));
  CHECK(task->ledger().dropped().at("too long for its width").ids == std::vector<std::string>{"lines#1"});
  CHECK(task->ledger().seen() == set.ledger.seen());
  CHECK(task->make_sampler()->samples() == std::vector<int64_t>{0, 2, 3, 4, 5, 6, 7});
  CHECK(task->parts().at("validation") == std::vector<int64_t>{8, 9});
}

TEST_CASE("line_task: augmentation never makes a line too narrow for its text") {
  const data::LineSet set = test::make_lines(64, 1, "1");  // all the same symbol: a blank between any two
  const auto recipe = recipe_of({"augment=[{affine: {width_zoom: 0.5}}]"});
  const auto task = train::make_line_task(set, recipe, kSilent);
  const auto net = net_of(recipe, set);
  const auto worker = task->make_worker();
  std::vector<int64_t> samples = task->parts().at("train");
  for (uint32_t epoch = 0; epoch < 5; ++epoch) {
    const models::Input input =
        worker->load({samples.data(), static_cast<int64_t>(samples.size()), epoch, 0});
    CHECK(input.images.size(0) == static_cast<int64_t>(samples.size()));
    CHECK(input.images.size(3) ==
          models::padded_width(*std::max_element(input.widths.begin(), input.widths.end())));
    const train::Cost cost = worker->cost(net->forward(input));
    CHECK(cost.losses.isfinite().all().item<bool>());
  }
}

TEST_CASE("line_task: what lies beyond a line's width in a batch is paper") {
  const data::LineSet set = lines(16);
  const auto task = train::make_line_task(set, recipe_of(), kSilent);
  const auto worker = task->make_worker();
  const std::vector<int64_t> samples = task->parts().at("train");
  const models::Input input = worker->load({samples.data(), static_cast<int64_t>(samples.size()), 0, 0});
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const at::Tensor tail = input.images[static_cast<int64_t>(n)].narrow(
        2, input.widths[n], input.images.size(3) - input.widths[n]);
    CHECK(tail.abs().sum().item<float>() == 0);
  }
}

TEST_CASE("line_task: both engines compute the same gradient, to rounding") {
  const auto recipe =
      recipe_of({"model.net={linenet: {channels: [8, 16, 32, 48], blocks: [1, 1], lstm: 32}}"});
  const data::LineSet set = lines(64);
  const auto task = train::make_line_task(set, recipe, kSilent);
  const train::BuildNet build = [&] { return net_of(recipe, set); };
  const auto cpu = train::make_cpu_engine(build, *task, 1, 1, 1);
  const auto device = train::make_device_engine(build, *task, 1, c10::Device("cpu"), 2);
  const std::vector<int64_t> samples(task->parts().at("train").begin(),
                                     task->parts().at("train").begin() + 16);
  for (const auto& engine : {cpu.get(), device.get()}) engine->compute_gradient({samples.data(), 16, 1, 3});
  CHECK(((cpu->gradient() - device->gradient()).norm() / cpu->gradient().norm()).item<float>() < 1e-3F);
  CHECK(cpu->totals().loss == doctest::Approx(device->totals().loss).epsilon(1e-4));
}

TEST_CASE("line_task: a loss that is not finite names the lines whose loss it is, and no others") {
  const auto recipe = recipe_of();
  const data::LineSet set = lines(64);
  const auto task = train::make_line_task(set, recipe, kSilent);
  const auto engine = train::make_cpu_engine([&] { return net_of(recipe, set); }, *task, 1, 2, 1);
  const std::vector<int64_t> samples = {3, 4, 5, 6};
  engine->values().fill_(std::numeric_limits<float>::quiet_NaN());
  engine->compute_gradient({samples.data(), 4, 0, 5});
  engine->compute_gradient({samples.data(), 2, 0, 6});
  CHECK(engine->totals().first_bad_step == 5);
  CHECK(engine->totals().bad_samples == samples);
}

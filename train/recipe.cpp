#include "train/recipe.h"

namespace ductus::train {
namespace {

using config::Choice;
using config::Fields;
using config::Node;
using config::Range;

ModelRecipe read_model(const Node& node) {
  Fields fields = node.fields();
  auto [net, options] = fields.required_node("net").tagged();
  ModelRecipe model{std::move(net), std::move(options)};
  const models::NetEntry& entry = models::nets().find(model.net, model.options.where());
  models::NetShape any;  // the options are checked before data are read
  if (entry.kind == data::Kind::kLines) any.height = models::NetShape::kUnknown;
  entry.make(any, model.options);
  fields.optional("init", model.init,
                  Choice<models::Init>{{"glorot", models::Init::kGlorot}, {"he", models::Init::kHe}});
  fields.optional("precision", model.precision,
                  Choice<PrecisionChoice>{{"auto", PrecisionChoice::kAuto},
                                          {"float32", PrecisionChoice::kFloat32},
                                          {"bfloat16", PrecisionChoice::kBFloat16}});
  fields.finish();
  return model;
}

LossRecipe read_loss(const Node& node) {
  LossRecipe loss;
  Fields fields = node.fields();
  fields.optional("class_weights", loss.class_weights, data::class_weightings());
  fields.optional("beta", loss.beta, Range<double>{0, 0.9999999});
  fields.optional("weights_from_all", loss.weights_from_all);
  fields.optional("normalise", loss.normalise,
                  Choice<Normalise>{{"samples", Normalise::kSamples}, {"weights", Normalise::kWeights}});
  fields.optional("label_smoothing", loss.label_smoothing, Range<float>{0, 0.9F});
  fields.finish();
  return loss;
}

LineLossRecipe read_line_loss(const Node& node) {
  LineLossRecipe loss;
  Fields fields = node.fields();
  fields.optional("per_symbol", loss.per_symbol);
  fields.optional("shortcut", loss.shortcut, Range<double>{0, 10});
  fields.finish();
  return loss;
}

std::vector<Repeat> read_repeats(const Node& list) {
  std::vector<Repeat> repeats;
  for (const Node& element : list.elements()) {
    Repeat repeat;
    Fields fields = element.fields();
    fields.required("source", repeat.source);
    fields.required("times", repeat.times, Range<int>{1, 10000});
    fields.finish();
    repeats.push_back(repeat);
  }
  return repeats;
}

void read_optimization(Fields& fields, TrainRecipe& train) {
  const auto [optimizer, optimizer_options] = fields.node_or("optimizer", "adam").tagged();
  train.optimizer = optimizers().find(optimizer, optimizer_options.where())(optimizer_options);
  const auto [schedule, schedule_options] = fields.node_or("schedule", "constant").tagged();
  train.make_schedule = schedules().find(schedule, schedule_options.where());
  train.make_schedule(schedule_options, {});  // its options are checked before anything is read or trained
  train.schedule = schedule_options;
  fields.optional("clip_norm", train.clip_norm, Range<double>{0, 1e6});
  fields.optional("ema_decay", train.ema_decay, Range<double>{0, 0.999999});
}

void read_selection(Fields& fields, TrainRecipe& train, data::Kind kind) {
  const bool lines = kind == data::Kind::kLines;
  train.monitor = lines ? "val_cer" : "val_loss";
  fields.optional("monitor", train.monitor,
                  lines ? config::OneOf{{"val_loss", "val_cer", "val_wer", "val_exact"}}
                        : config::OneOf{{"val_loss", "val_accuracy", "val_macro_recall"}});
  fields.optional("deliver", train.deliver,
                  Choice<Deliver>{{"best", Deliver::kBest}, {"last", Deliver::kLast}});
  fields.optional("patience", train.patience, Range<int>{0, 100000});
  if (!lines) fields.optional("augment_validation", train.augment_validation);
  fields.optional("validate_on", train.validate_on, config::OneOf{{"validation", "test"}});
  fields.optional("checkpoint_every_s", train.checkpoint_every_s, Range<double>{0.01, 1e9});
}

TrainRecipe read_train(const Node& node, data::Kind kind) {
  TrainRecipe train;
  Fields fields = node.fields();
  fields.optional("seed", train.seed);
  fields.optional("epochs", train.epochs, Range<int>{1, 100000});
  fields.optional("batch", train.batch, Range<int64_t>{1, 65536});
  if (kind == data::Kind::kLines) {
    fields.optional("batch_width_px", train.batch_width_px, Range<int64_t>{1, 1 << 24});
    train.line_loss = read_line_loss(fields.node_or("loss", "{}"));
  } else {
    fields.optional("last_batch", train.last_batch,
                    Choice<LastBatch>{{"keep", LastBatch::kKeep}, {"drop", LastBatch::kDrop}});
    train.loss = read_loss(fields.node_or("loss", "{}"));
  }
  fields.optional("shards", train.shards, Range<int>{1, 256});
  train.repeat = read_repeats(fields.node_or("repeat", "[]"));
  read_optimization(fields, train);
  read_selection(fields, train, kind);
  fields.finish();
  return train;
}

}  // namespace

Recipe read_recipe(const config::Document& document) {
  Fields fields = document.root().fields();
  data::DataRecipe data = data::read_data_recipe(fields.required_node("data"));
  const Node augment = fields.node_or("augment", "[]");
  ModelRecipe model = read_model(fields.required_node("model"));
  const data::Kind kind = models::nets().find(model.net).kind;
  const bool lines = kind == data::Kind::kLines;
  data::Augmenter augmenter = lines ? data::Augmenter() : data::Augmenter::read(augment);
  data::LineAugmenter line_augmenter = lines ? data::LineAugmenter::read(augment) : data::LineAugmenter();
  TrainRecipe train = read_train(fields.node_or("train", "{}"), kind);
  fields.finish();
  return {kind,
          std::move(data),
          std::move(augmenter),
          std::move(line_augmenter),
          std::move(model),
          std::move(train)};
}

bool larger_is_better(const std::string& metric) {
  return metric.find("loss") == std::string::npos && metric.find("cer") == std::string::npos &&
         metric.find("wer") == std::string::npos;
}

}  // namespace ductus::train

#include "tests/support/torch_doctest.h"

#include "data/augmentations/render_torch.h"

#include "data/augmentations/augmentation.h"
#include "data/augmentations/render_cpu.h"

using namespace ductus;

TEST_CASE("render_torch: the device's operators give what the CPU kernel gives, to rounding") {
  const auto recipe = config::Document::parse(
      "[{affine: {rotate_deg: 20, zoom: 0.2, shift_x_frac: 0.2, shift_y_frac: 0.2, shear_deg: 10}}, "
      "{elastic: {sigma_px: 1.5}},"
      " {thickness: {}}, {erasing: {probability: 0.5}}]",
      "test");
  const auto paper = config::Document::parse("[{affine: {rotate_deg: 30, fill: paper}}]", "test");
  const data::ImageSize size{28, 28};
  for (const auto* document : {&recipe, &paper}) {
    const auto augmenter = data::Augmenter::read(document->root());
    std::vector<data::Plan> plans;
    for (uint64_t i = 0; i < 64; ++i) plans.push_back(augmenter.plan(7, 3, i, size));
    const at::Tensor images = at::randint(0, 256, {64, 28, 28}, at::kByte);
    const at::Tensor batch =
        data::BatchRenderer(size, at::kCPU).render(images, data::pack(plans, /*pinned=*/false));
    data::Renderer renderer(size);
    at::Tensor expected = at::empty({64, 1, 28, 28});
    for (int64_t i = 0; i < 64; ++i) {
      renderer.render(images[i].const_data_ptr<uint8_t>(), plans[static_cast<std::size_t>(i)],
                      expected[i].data_ptr<float>());
    }
    CHECK((batch - expected).abs().max().item<float>() < 1e-4F);
  }
}

#include "data/synth/receipts/receipt_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/atomic_folder.h"
#include "data/png.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// "x,y x,y x,y x,y" in whole pixels on the page.
std::string points(const Quad& quad, const Picture& page) {
  std::string text;
  for (const Point p : on_page(quad, page.width, page.height))
    text += fmt::format("{}{},{}", text.empty() ? "" : " ", std::lround(p.x), std::lround(p.y));
  return text;
}

std::string words_xml(const ReceiptLine& line, const std::string& id, const Picture& page) {
  std::string xml;
  for (const auto [first, last] : words_of(line)) {
    std::string text;
    std::vector<Quad> quads;
    for (std::size_t i = first; i < last; ++i) {
      text += line.characters[i].text;
      quads.push_back(line.characters[i].quad);
    }
    xml += fmt::format(
        "        <Word id=\"{}w{}\"><Coords "
        "points=\"{}\"/><TextEquiv><Unicode>{}</Unicode></TextEquiv></Word>\n",
        id, first, points(hull_along_line(quads.data(), quads.size()), page), escaped(text));
  }
  return xml;
}

}  // namespace

config::Choice<ReceiptFiles> receipt_files() {
  return {{"folders", ReceiptFiles::kFolders},
          {"sroie", ReceiptFiles::kSroie},
          {"page_xml", ReceiptFiles::kPageXml}};
}

std::string receipt_name(uint64_t index) { return fmt::format("{:06}", index); }

Quad line_box(const ReceiptLine& line, const Picture& page) {
  constexpr float kMarginEm = 0.08F, kLeastEm = 0.7F;
  return on_page(grown(line.quad(), kMarginEm * line.size_px, kLeastEm * line.size_px), page.width,
                 page.height);
}

std::string sroie_boxes(const DrawnReceipt& drawn) {
  std::string rows;
  for (const ReceiptLine& line : drawn.lines) {
    if (line.separator) continue;
    for (const Point p : line_box(line, drawn.image))
      rows += fmt::format("{},{},", std::lround(p.x), std::lround(p.y));
    rows += line.text + "\n";
  }
  return rows;
}

std::string page_xml(const DrawnReceipt& drawn, const std::string& picture) {
  const Picture& page = drawn.image;
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\n"
      "  <Metadata><Creator>ductus " DUCTUS_VERSION
      "</Creator><Created>2000-01-01T00:00:00</Created><LastChange>2000-01-01T00:00:00</LastChange></"
      "Metadata>\n"
      "  <Page imageFilename=\"{}\" imageWidth=\"{}\" imageHeight=\"{}\">\n"
      "    <TextRegion id=\"r\"><Coords points=\"0,0 {},0 {},{} 0,{}\"/>\n",
      escaped(picture), page.width, page.height, page.width, page.width, page.height, page.height);
  for (std::size_t i = 0; i < drawn.lines.size(); ++i) {
    const ReceiptLine& line = drawn.lines[i];
    if (line.separator) continue;
    const std::string id = fmt::format("l{}", i);
    xml += fmt::format("      <TextLine id=\"{}\"><Coords points=\"{}\"/>\n", id,
                       points(line_box(line, page), page));
    xml += words_xml(line, id, page);
    xml += fmt::format("        <TextEquiv><Unicode>{}</Unicode></TextEquiv>\n      </TextLine>\n",
                       escaped(line.text));
  }
  return xml + "    </TextRegion>\n  </Page>\n</PcGts>\n";
}

bool is_written(const fs::path& folder, uint64_t index, ReceiptFiles as) {
  const std::string name = receipt_name(index);
  switch (as) {
    case ReceiptFiles::kFolders:
      return fs::is_directory(folder / name);
    case ReceiptFiles::kSroie:
      return fs::exists(folder / "key" / (name + ".json"));
    case ReceiptFiles::kPageXml:
      return fs::exists(folder / (name + ".xml"));
  }
  return false;
}

std::vector<DrawnFile> files_of(const DrawnReceipt& drawn, const Typefaces& typefaces, uint64_t seed,
                                ReceiptFiles as) {
  const std::string name = receipt_name(drawn.index);
  switch (as) {
    case ReceiptFiles::kFolders:
      return {{name + "/image.png", encode_png(drawn.image)},
              {name + "/clean.png", encode_png(drawn.clean)},
              {name + "/text.txt", drawn.text},
              {name + "/items.json", items_json(drawn, typefaces, seed)},
              {name + "/boxes.json", boxes_json(drawn)}};
    case ReceiptFiles::kSroie:
      return {{"img/" + name + ".png", encode_png(drawn.image)},
              {"box/" + name + ".csv", sroie_boxes(drawn)},
              {"key/" + name + ".json", sroie_key(drawn)}};
    case ReceiptFiles::kPageXml:
      return {{name + ".png", encode_png(drawn.image)}, {name + ".xml", page_xml(drawn, name + ".png")}};
  }
  return {};
}

void write_receipt(const fs::path& folder, const DrawnReceipt& drawn, const Typefaces& typefaces,
                   uint64_t seed, ReceiptFiles as) {
  const auto files = files_of(drawn, typefaces, seed, as);
  AtomicFolder whole(folder / receipt_name(drawn.index));
  const auto written = [&](const DrawnFile& file) { return whole.temporary() / file.path.filename(); };
  for (const DrawnFile& file : files) write_small_file(written(file), file.content);
  if (as == ReceiptFiles::kFolders) return whole.commit();
  for (const DrawnFile& file : files) {
    const fs::path place = folder / file.path;
    make_folder(place.parent_path());
    std::error_code error;
    fs::rename(written(file), place, error);
    DUCTUS_CHECK(!error, "{}: cannot write: {}", place.string(), error.message());
  }
}

}  // namespace ductus::data

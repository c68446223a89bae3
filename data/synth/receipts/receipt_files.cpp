#include "data/synth/receipts/receipt_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

fs::path receipt_mark(uint64_t index, ReceiptFiles as) {
  const std::string name = sample_name(index);
  switch (as) {
    case ReceiptFiles::kFolders:
      return name;
    case ReceiptFiles::kSroie:
      return "key/" + name + ".json";
    case ReceiptFiles::kPageXml:
      return name + ".xml";
  }
  return {};
}

std::vector<DrawnFile> files_of(const DrawnReceipt& drawn, const Typefaces& typefaces, uint64_t seed,
                                ReceiptFiles as) {
  const std::string name = sample_name(drawn.index);
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

}  // namespace ductus::data

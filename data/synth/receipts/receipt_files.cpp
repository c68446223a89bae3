#include "data/synth/receipts/receipt_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "configs/schema/error.h"
#include "data/png.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// Removed unless it got its name.
class Temporary {
 public:
  explicit Temporary(const fs::path& path)
      : path_(path), temporary_(path.parent_path() / ("." + path.filename().string() + ".part")) {
    fs::create_directories(path.parent_path());
    fs::remove_all(temporary_);  // of a run that was killed
  }
  ~Temporary() {
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  const fs::path& path() const { return temporary_; }

  void commit() {
    std::error_code problem;
    fs::rename(temporary_, path_, problem);
    DUCTUS_CHECK(!problem, "{}: cannot write: {}", path_.string(), problem.message());
  }

 private:
  fs::path path_, temporary_;
};

void write(const fs::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  DUCTUS_CHECK(file.good(), "{}: cannot write: {}", path.string(), std::strerror(errno));
}

void write_whole(const fs::path& path, const std::string& content) {
  Temporary temporary(path);
  write(temporary.path(), content);
  temporary.commit();
}

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

void write_receipt(const fs::path& folder, const DrawnReceipt& drawn, const Typefaces& typefaces,
                   uint64_t seed, ReceiptFiles as) {
  const std::string name = receipt_name(drawn.index);
  if (as == ReceiptFiles::kFolders) {
    Temporary temporary(folder / name);
    fs::create_directory(temporary.path());
    write(temporary.path() / "image.png", encode_png(drawn.image));
    write(temporary.path() / "clean.png", encode_png(drawn.clean));
    write(temporary.path() / "text.txt", drawn.text);
    write(temporary.path() / "items.json", items_json(drawn, typefaces, seed));
    write(temporary.path() / "boxes.json", boxes_json(drawn));
    temporary.commit();
  } else if (as == ReceiptFiles::kSroie) {
    write_whole(folder / "img" / (name + ".png"), encode_png(drawn.image));
    write_whole(folder / "box" / (name + ".csv"), sroie_boxes(drawn));
    write_whole(folder / "key" / (name + ".json"), sroie_key(drawn));  // last: is_written() asks for it
  } else {
    write_whole(folder / (name + ".png"), encode_png(drawn.image));
    write_whole(folder / (name + ".xml"), page_xml(drawn, name + ".png"));
  }
}

}  // namespace ductus::data

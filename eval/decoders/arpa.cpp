// CharLm as ARPA text, and back.
#include <array>
#include <charconv>
#include <cmath>

#include "configs/schema/error.h"
#include "data/mapped_file.h"
#include "data/utf8.h"
#include "eval/decoders/char_lm.h"

namespace ductus::eval {
namespace {

constexpr const char* kSpecial[] = {"<unk>", "<s>", "</s>"};
constexpr int kMaxOrder = 16;
constexpr float kMissingUnknown = -5;  // log10, where a model has no <unk>: unlikely, not impossible
constexpr float kNever = -99;

std::string symbol_of(std::string_view token) {
  if (token == "<sp>" || token == "<space>") return " ";
  if (token.size() == 8 && token.substr(0, 5) == "<U+00" && token.back() == '>') {
    unsigned code = 0;
    const auto result = std::from_chars(token.data() + 5, token.data() + 7, code, 16);
    if (result.ptr == token.data() + 7 && code < 0x80) return std::string(1, static_cast<char>(code));
  }
  return std::string(token);
}

class ArpaReader {
 public:
  ArpaReader(std::string_view text, const std::string& name) : rest_(data::without_bom(text)), name_(name) {
    model_.vocabulary.assign(std::begin(kSpecial), std::end(kSpecial));
    for (uint32_t s = 0; s < CharLm::kFirst; ++s) add_node(NgramTree::kRoot, s, kNever, 0);
    given_.assign(model_.tree.size(), false);
  }

  NgramModel read() {
    read_header();
    for (int n = 1; n <= model_.order; ++n) read_section(n);
    if (line_ != "\\end\\") reject("expected \\end\\ after the last section, found '{}'", shown());
    if (!given_[1 + CharLm::kUnknown]) model_.log10_prob[1 + CharLm::kUnknown] = kMissingUnknown;
    if (!given_[1 + CharLm::kEnd]) model_.log10_prob[1 + CharLm::kEnd] = 0;  // says nothing about ends
    return std::move(model_);
  }

 private:
  template <typename... Args>
  [[noreturn]] void reject(fmt::format_string<Args...> format, Args&&... args) const {
    fail("{}:{}: {}", name_, number_, fmt::format(format, std::forward<Args>(args)...));
  }

  /// The line, or what of it fits into a message.
  std::string shown() const {
    constexpr std::size_t kShown = 60;
    std::string text(line_.substr(0, kShown));
    for (char& c : text)
      c = static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E ? '?' : c;
    return line_.size() > kShown ? text + "..." : text;
  }

  /// The next line that is not empty.
  void next_line(const char* expected) {
    do {
      ++number_;
      if (rest_.empty()) reject("the file ends here, expected {} (cut short?)", expected);
      const std::size_t end = std::min(rest_.size(), rest_.find('\n'));
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(std::min(rest_.size(), end + 1));
      while (!line_.empty() && is_space(line_.back())) line_.remove_suffix(1);
    } while (line_.empty());
  }

  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

  /// Takes the next token of the line; "" at its end.
  std::string_view token() {
    while (!line_.empty() && is_space(line_.front())) line_.remove_prefix(1);
    std::size_t end = 0;
    while (end < line_.size() && !is_space(line_[end])) ++end;
    const std::string_view token = line_.substr(0, end);
    line_.remove_prefix(end);
    return token;
  }

  void read_header() {
    do next_line("\\data\\");  // text before is a comment
    while (line_ != "\\data\\");
    for (next_line("ngram 1=COUNT"); line_.substr(0, 6) == "ngram "; next_line("\\1-grams:")) {
      const std::string expected = fmt::format("ngram {}=", counts_.size() + 1);
      int64_t count = 0;
      const std::string_view number = line_.substr(std::min(line_.size(), expected.size()));
      const auto result = std::from_chars(number.data(), number.data() + number.size(), count);
      const bool good = line_.substr(0, expected.size()) == expected && result.ec == std::errc() &&
                        result.ptr == number.data() + number.size() && count >= 0;
      if (!good) reject("expected '{}COUNT', found '{}'", expected, shown());
      counts_.push_back(count);
      if (counts_.size() > kMaxOrder) reject("expected an order of at most {}", kMaxOrder);
    }
    if (counts_.empty()) reject("expected 'ngram 1=COUNT', found '{}'", shown());
    model_.order = static_cast<int>(counts_.size());
  }

  void read_section(int n) {
    const std::string title = fmt::format("\\{}-grams:", n);
    if (line_ != title) reject("expected '{}', found '{}'", title, shown());
    const int64_t count = counts_[static_cast<std::size_t>(n) - 1];
    const std::string expected =
        n < model_.order ? fmt::format("\\{}-grams:", n + 1) : std::string("\\end\\");
    int64_t found = 0;
    for (next_line(expected.c_str()); line_.front() != '\\'; next_line(expected.c_str())) {
      if (++found > count) reject("more {}-grams than the {} of the header", n, count);
      read_ngram(n);
    }
    if (found != count) reject("{} {}-grams, expected {} as the header says (cut short?)", found, n, count);
  }

  void read_ngram(int n) {
    const std::size_t bad = data::invalid_utf8(line_);
    if (bad != std::string_view::npos) reject("invalid UTF-8 at byte {}", bad);
    const float log10_prob = number(token(), "log-probability");
    if (log10_prob > 0) reject("log-probability {} is above 0", log10_prob);
    uint32_t context = NgramTree::kRoot;
    for (int i = 1; i < n; ++i) {
      const uint32_t symbol = known_symbol(token());
      context = model_.tree.find(context, symbol);
      if (context == NgramTree::kNone || !given_[context]) {
        reject("the context of this {}-gram is not among the {}-grams", n, n - 1);
      }
    }
    const std::string_view last = token();
    if (last.empty()) reject("expected {} symbols after the log-probability", n);
    const uint32_t symbol = n == 1 ? new_symbol(last) : known_symbol(last);
    const std::string_view weight = token();
    const float backoff = weight.empty() ? 0 : number(weight, "backoff weight");
    if (!token().empty()) reject("more than a log-probability, {} symbols and a backoff weight", n);
    add_node(context, symbol, log10_prob, n < model_.order ? backoff : 0);
  }

  float number(std::string_view text, const char* what) const {
    float value = 0;
    if (text.substr(0, 1) == "+") text.remove_prefix(1);
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = result.ptr == text.data() + text.size() && !text.empty();
    if (whole && (text == "-inf" || text == "-Inf")) return kNever;
    if (!whole || result.ec != std::errc() || !std::isfinite(value)) {
      reject("expected a {}, found '{}'", what, text.size() < 40 ? text : text.substr(0, 40));
    }
    return value;
  }

  uint32_t new_symbol(std::string_view token) {
    for (uint32_t s = 0; s < CharLm::kFirst; ++s) {
      if (token == kSpecial[s] || (s == 0 && token == "<UNK>")) return s;
    }
    const auto symbol = static_cast<uint32_t>(model_.vocabulary.size());
    const auto [place, fresh] = numbers_.emplace(symbol_of(token), symbol);
    if (fresh) model_.vocabulary.push_back(place->first);
    return place->second;
  }

  uint32_t known_symbol(std::string_view token) const {
    for (uint32_t s = 0; s < CharLm::kFirst; ++s) {
      if (token == kSpecial[s] || (s == 0 && token == "<UNK>")) return s;
    }
    if (token.empty()) reject("expected more symbols after the log-probability");
    const auto found = numbers_.find(symbol_of(token));
    if (found == numbers_.end()) reject("'{}' is not among the 1-grams", token);
    return found->second;
  }

  void add_node(uint32_t context, uint32_t symbol, float log10_prob, float log10_backoff) {
    const uint32_t before = model_.tree.size();
    const uint32_t node = model_.tree.add(context, symbol);
    if (node < before && given_[node]) reject("this n-gram was there already");
    model_.log10_prob.resize(model_.tree.size());
    model_.log10_backoff.resize(model_.tree.size());
    given_.resize(model_.tree.size());
    model_.log10_prob[node] = log10_prob;
    model_.log10_backoff[node] = log10_backoff;
    given_[node] = true;
  }

  std::string_view rest_;
  std::string name_;
  std::string_view line_;
  int64_t number_ = 0;
  std::vector<int64_t> counts_;
  NgramModel model_;
  std::vector<char> given_;  // by node: whether the file has it; the first three are made before
  std::unordered_map<std::string, uint32_t> numbers_;
};

}  // namespace

std::string arpa_token(const std::string& symbol) {
  if (symbol == " ") return "<sp>";
  const bool plain = symbol.size() != 1 || static_cast<unsigned char>(symbol[0]) > 0x20;
  return plain ? symbol : fmt::format("<U+{:04X}>", static_cast<unsigned>(symbol[0]));
}

NgramModel parse_arpa(std::string_view text, const std::string& name) {
  return ArpaReader(text, name).read();
}

CharLm read_char_lm(const std::filesystem::path& path) {
  const data::MappedFile file(path);
  return CharLm(parse_arpa(file.text(), path.string()));
}

void CharLm::append_ngram(std::string& text, uint32_t node, bool last_level) const {
  std::array<uint32_t, kMaxOrder> symbols{};
  std::size_t length = 0;
  for (uint32_t at = node; at != 0; at = parent_[at]) symbols[length++] = symbol_[at];
  fmt::format_to(std::back_inserter(text), "{}", log10_prob_[node]);
  for (char divider = '\t'; length > 0; divider = ' ') {
    text += divider;
    text += arpa_token(vocabulary_[symbols[--length]]);
  }
  if (!last_level && log10_backoff_[node] != 0) {
    fmt::format_to(std::back_inserter(text), "\t{}", log10_backoff_[node]);
  }
  text += '\n';
}

std::string CharLm::to_arpa() const {
  // children of a level's nodes are the next level
  std::vector<uint32_t> begins = {1};
  while (begins.back() < symbol_.size()) begins.push_back(first_child_[begins.back()]);
  std::string text = "\\data\\\n";
  const auto levels = static_cast<std::size_t>(order_);
  begins.resize(levels + 1, static_cast<uint32_t>(symbol_.size()));
  for (std::size_t n = 1; n <= levels; ++n)
    text += fmt::format("ngram {}={}\n", n, begins[n] - begins[n - 1]);
  for (std::size_t n = 1; n <= levels; ++n) {
    text += fmt::format("\n\\{}-grams:\n", n);
    for (uint32_t node = begins[n - 1]; node < begins[n]; ++node) append_ngram(text, node, n == levels);
  }
  return text + "\n\\end\\\n";
}

}  // namespace ductus::eval

// What it costs to take one character for another: less where a recogniser is known to mistake them.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace ductus::eval {

/// Costs of the edits that turn what was read into what is true, learned from how often each was needed: 1.0
/// if never, 0.9 up to four times, 0.8 beyond (the rule of awslabs/handwritten-text-recognition's lexicon
/// search). Characters are code points; kNothing stands for none.
class EditCosts {
 public:
  static constexpr char32_t kNothing = 0;

  EditCosts();

  /// read == kNothing: a character that was missed. truth == kNothing: one that is not there. Equal ones cost
  /// 0.
  float operator()(char32_t read, char32_t truth) const {
    if (read < kDense && truth < kDense) return dense_[read * kDense + truth];
    return sparse_cost(read, truth);
  }

  /// Counts the edits of a shortest alignment (eval/edit_distance.h). UTF-8; throws ductus::Error, opening
  /// with `where`, when it is not.
  void learn(std::string_view truth, std::string_view read, const std::string& where);

  void add(char32_t read, char32_t truth, int64_t count);

  /// Lines "read TAB truth TAB count" under a header, the most frequent first; "<none>" for kNothing, "<sp>"
  /// for a space.
  std::string to_tsv() const;

  /// Throws ductus::Error with file and line.
  static EditCosts read(const std::filesystem::path& path);

  const std::map<std::pair<char32_t, char32_t>, int64_t>& counts() const {
    return counts_;
  }  // by (read, truth)

 private:
  static constexpr char32_t kDense = 128;

  float sparse_cost(char32_t read, char32_t truth) const;

  std::array<float, kDense * kDense> dense_;  // ASCII, where most lookups are
  std::map<std::pair<char32_t, char32_t>, int64_t> counts_;
};

}  // namespace ductus::eval

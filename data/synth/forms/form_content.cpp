#include "data/synth/forms/form_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/synth/text/calendar.h"
#include "data/synth/text/money.h"

namespace ductus::data {
namespace {

using config::Fields;
using config::Range;
using Words = std::vector<std::string>;

const Words kTitles = {
    "Expense Claim",     "Meter Reading",   "Delivery Note",        "Inventory Sheet",     "Application Form",
    "Registration",      "Travel Expenses", "Time Sheet",           "Customs Declaration", "Payment Order",
    "Inspection Report", "Membership Form", "Order Form",           "Laboratory Request",  "Survey",
    "Deposit Slip",      "Vehicle Log",     "Certificate of Origin"};

const std::array<Words, 4> kLabels = {
    Words{"Quantity", "Number of persons", "Meter reading", "Pieces", "Age", "House no.", "Hours worked",
          "Mileage (km)", "Rooms", "Items", "Floor", "Pages", "Pulse", "Weight (g)", "Page", "Children"},
    Words{"Amount", "Total", "Net amount", "Tax", "Price", "Deposit", "Sum paid", "Balance", "Fee",
          "Discount", "Rent", "Cash", "Charges", "Insurance", "Subtotal", "Salary"},
    Words{"Date", "Date of birth", "Valid until", "Issued on", "Delivery date", "From", "To", "Due date"},
    Words{"Account no.", "Customer no.", "Reference", "Post code", "Policy number", "Telephone", "Member ID",
          "Invoice no.", "Passport no.", "Code", "Licence no.", "Serial number"}};

const Words kNotes = {
    "Please write clearly, one number in each box.", "Use a black or blue pen. Do not fold.",
    "Fields marked in red must be filled in by hand.", "Return this form to the office within 14 days.",
    "I confirm that the above is correct.        Signature: ______________________"};

/// What is the same all over a form: how its writer writes dates and amounts.
struct Habits {
  std::string date, digits_of_date;
  MoneyStyle money;

  static Habits draw(Rng& rng) {
    const Words dates = {"%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d-%m-%y", "%d.%m.%y"};
    Habits habits;
    habits.date = pick(rng, dates);
    habits.digits_of_date = rng.below(2) == 0 ? "%d%m%Y" : "%d%m%y";
    habits.money.point = rng.below(3) == 0 ? "," : ".";
    const bool grouped = rng.below(4) == 0;
    habits.money.thousands = !grouped ? "" : habits.money.point == "." ? "," : ".";
    return habits;
  }
};

std::string digits(int count, bool zero_first, Rng& rng) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const bool from_one = i == 0 && !zero_first && count > 1;
    text += static_cast<char>('0' + (from_one ? 1 + rng.below(9) : rng.below(10)));
  }
  return text;
}

std::string draw_value(NumberType type, bool comb, const Habits& habits, Rng& rng) {
  switch (type) {
    case NumberType::kInt:
      return digits(Span{1, 6}.draw(rng), false, rng);
    case NumberType::kAmount:
      return format(Money{static_cast<int64_t>(std::exp(rng.uniform(std::log(50.0F), std::log(5e6F))))},
                    habits.money);
    case NumberType::kDate: {
      constexpr uint32_t kDays = 60 * 365;  // from 1970 on
      return format(moment_at(int64_t{86400} * rng.below(kDays)), comb ? habits.digits_of_date : habits.date);
    }
    case NumberType::kDigits:
      return digits(Span{4, 9}.draw(rng), true, rng);
  }
  return {};
}

NumberType draw_type(const std::array<float, 4>& shares, Rng& rng) {
  float at = rng.uniform() * (shares[0] + shares[1] + shares[2] + shares[3]);
  std::size_t type = 0;
  while (type + 1 < shares.size() && (at -= shares[type]) >= 0) ++type;
  return static_cast<NumberType>(type);
}

std::string draw_label(const Words& labels, const std::vector<FormField>& before, Rng& rng) {
  constexpr int kTries = 12;
  std::string label;
  for (int i = 0; i < kTries; ++i) {
    label = pick(rng, labels);
    const bool taken = std::any_of(before.begin(), before.end(),
                                   [&](const FormField& field) { return field.label == label; });
    if (!taken) break;
  }
  return label;
}

FormField draw_field(const FormContent& content, const Habits& habits, const std::vector<FormField>& before,
                     Rng& rng) {
  FormField field;
  field.type = draw_type(content.types, rng);
  field.label = draw_label(content.labels[static_cast<std::size_t>(field.type)], before, rng);
  const bool comb = rng.uniform() < content.comb && field.type != NumberType::kAmount;
  const std::string value = draw_value(field.type, comb, habits, rng);
  const int spare = field.type == NumberType::kInt ? static_cast<int>(rng.below(4)) : 0;
  if (comb) field.cells = std::max(2, static_cast<int>(value.size()) + spare);
  const bool empty = rng.uniform() < content.empty, by_hand = rng.uniform() < content.handwritten;
  if (!empty) {
    field.kind = by_hand ? FieldKind::kHandwritten : FieldKind::kPrinted;
    field.value = value;
  }
  field.red = !(rng.uniform() < content.blue);
  return field;
}

void read_words(Fields& fields, const std::string& key, Words& words) {
  fields.optional(key, words);
  if (words.empty()) fields.reject(key, "expected at least one text, found none");
  for (const std::string& word : words) {
    if (stripped(word).empty()) fields.reject(key, "expected texts that are not empty");
  }
}

}  // namespace

const config::Choice<NumberType>& number_types() {
  static const config::Choice<NumberType> types{{"int", NumberType::kInt},
                                                {"amount", NumberType::kAmount},
                                                {"date", NumberType::kDate},
                                                {"digits", NumberType::kDigits}};
  return types;
}

const config::Choice<FieldKind>& field_kinds() {
  static const config::Choice<FieldKind> kinds{{"empty", FieldKind::kEmpty},
                                               {"printed", FieldKind::kPrinted},
                                               {"handwritten", FieldKind::kHandwritten}};
  return kinds;
}

FormContent FormContent::read(const config::Node& node) {
  FormContent content;
  content.labels = kLabels;
  content.titles = kTitles;
  const Range<float> share{0, 1};
  Fields fields = node.fields();
  read_span(fields, "fields", content.fields, 1);
  if (content.fields.high > kMostFields)
    fields.reject("fields",
                  fmt::format("expected at most {} fields, found {}", kMostFields, content.fields.high));
  fields.optional("empty", content.empty, share);
  fields.optional("handwritten", content.handwritten, share);
  fields.optional("comb", content.comb, share);
  fields.optional("blue", content.blue, share);
  Fields types = fields.node_or("types", "{}").fields(), labels = fields.node_or("labels", "{}").fields();
  float sum = 0;
  for (std::size_t i = 0; i < content.types.size(); ++i) {
    const std::string& name = number_types().name(static_cast<NumberType>(i));
    types.optional(name, content.types[i], Range<float>{0, 1000});
    sum += content.types[i];
    read_words(labels, name, content.labels[i]);
  }
  if (!(sum > 0)) fields.reject("types", "expected at least one share above 0");
  types.finish();
  labels.finish();
  read_words(fields, "titles", content.titles);
  fields.finish();
  return content;
}

FormText draw_form(const FormContent& content, Rng& rng) {
  FormText form;
  form.title = pick(rng, content.titles);
  form.number = fmt::format("Form {}-{}", 10 + rng.below(90), static_cast<char>('A' + rng.below(6)));
  form.note = pick(rng, kNotes);
  const Habits habits = Habits::draw(rng);
  const int count = content.fields.draw(rng);
  for (int i = 0; i < count; ++i) form.fields.push_back(draw_field(content, habits, form.fields, rng));
  return form;
}

}  // namespace ductus::data

// The phrases of receipts, from words/ and phrases/.
#pragma once

#include "data/synth/text/grammar.h"

namespace ductus::data {

/// A rule for every list in words/ (`goods`, `cities`, ...) and all rules of phrases/ (`line`, `address`,
/// `shop`, `phone`, ...). Rules may be replaced; finish() is still to be called.
/// `more` are functions beside those of receipt_functions.h.
Grammar make_receipt_grammar(const GrammarFunctions& more = {});

}  // namespace ductus::data

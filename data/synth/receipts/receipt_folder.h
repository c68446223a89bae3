// The folder that receipts are drawn into: whose recipe it belongs to.
#pragma once

#include <filesystem>
#include <string>

#include "data/synth/receipts/receipt_recipe.h"

namespace ductus::data {

/// What it takes to draw the receipts again, as JSON: ductus's version, the effective recipe, how files lie,
/// the hashes of layout files, and name and hash of every typeface.
std::string receipts_origin(const std::string& effective_recipe, const std::string& files,
                            const ReceiptRecipe& recipe, const Typefaces& typefaces);

/// Makes a folder ready, with `origin` in its origin.json. An empty folder is taken; one that is not empty
/// with `resume` when the same origin is in it, with `overwrite` (its content is removed) when receipts or
/// lines were drawn into it. Throws ductus::Error otherwise, and leaves all as it is.
void begin_receipts(const std::filesystem::path& folder, const std::string& origin, bool resume,
                    bool overwrite);

}  // namespace ductus::data

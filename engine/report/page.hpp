#pragma once
// A report as a page: one HTML file that opens without a network, reads without its script, and
// prints.

#include <string>

#include "engine/report/document.hpp"
#include "engine/report/words.hpp"

namespace channelsim {

/// The page of a document, answer first, in UTF-8. `words` are in the document's language. Throws
/// std::out_of_range for a picture, row or column about a table or plan that isn't there.
///
/// Words and tables are HTML. The document stands in the page once more as JSON, from which the
/// page's script draws the pictures; a program built without the script says so in the page and
/// shows the tables behind the pictures openly. Texts of the document stay texts, whatever they
/// hold.
std::string page_of(const Document& document, const Words& words);

}  // namespace channelsim

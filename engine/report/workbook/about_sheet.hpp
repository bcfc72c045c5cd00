#pragma once
// The sheets that say how a workbook is to be read: what reviewers remarked, colours, terms,
// origin.

#include "engine/report/document.hpp"
#include "engine/report/words.hpp"
#include "engine/report/workbook/worksheet.hpp"

namespace channelsim {

/// Who said what about which section, and whether it is settled.
void draw_remarks(const Document& document, const Words& words, Worksheet& sheet);

/// How to read the workbook, the plans with their colours, the terms ("glossary.NAME.term" and
/// ".meaning" of the catalogue), and how to find the run again.
void draw_about(const Document& document, const Words& words, Worksheet& sheet);

}  // namespace channelsim

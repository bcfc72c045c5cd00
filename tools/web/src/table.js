// Questions that pictures ask a table of the document.

export const isNumber = (value) => typeof value === "number";

/** The numbers of some columns. */
export function numbersIn(rows, columns) {
  return rows.flatMap((row) => columns.map((column) => row.cells[column])).filter(isNumber);
}

export function largest(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Columns from `first` on that hold a number somewhere. */
export function seriesColumns(table, first = 1) {
  return table.columns
    .map((_, column) => column)
    .filter((column) => column >= first && table.rows.some((row) => isNumber(row.cells[column])));
}

/** The plans that rows are about, in their order. */
export function plansOfRows(table) {
  return [...new Set(table.rows.map((row) => row.plan))]
    .filter((plan) => plan !== null)
    .sort((a, b) => a - b);
}

/** All plans that rows or columns are about. */
export function plansOf(table) {
  return new Set([
    ...plansOfRows(table),
    ...table.columns.map((column) => column.plan).filter((plan) => plan !== null),
  ]);
}

export const text = (cell) => (cell === null || cell === undefined ? "–" : String(cell));

// Texts of lists and their filters; those of cells and columns stand in `grid.ts`.
import { counted } from "../logic/numbers";

export const list = {
  search: (many: string) => `Search in ${many}`,
  searchShort: "Search this list",
  total: (count: number, one: string, many: string) => counted(count, one, many),
  empty: (many: string) => `No ${many} yet`,
  typeRows: "Type rows as in a spreadsheet",
  noMatch: "Nothing matches",
  noMatchText: "Remove a filter or search for something else.",
  add: (one: string) => `Add ${one}`,
  import: "Import a spreadsheet",
  export: "Export list",
  exported: (file: string, rows: number) => `${file} was written with ${counted(rows, "row", "rows")}.`,
  openFile: "Open file",
  addFilter: "Add filter",
  filterField: "Field",
  filterHow: "Condition",
  filterValue: "Value",
  filterApply: "Apply filter",
  filters: "Filters",
  removeFilter: (text: string) => `Remove filter: ${text}`,
  clear: "Clear search and filters",
  loadingRow: "Loading",
  sorted: (column: string, order: string) => `Sorted by ${column}, ${order}`,
  unsorted: "In the usual order",
  ascending: "smallest first",
  descending: "largest first",
  behind: "Rows behind a figure",
};

export const compare = {
  text: { contains: "contains", is: "is exactly", empty: "is not filled in", filled: "is filled in" },
  number: { is: "is", at_most: "is at most", at_least: "is at least", empty: "is not filled in", filled: "is filled in" },
  date: { is: "is on", at_most: "is on or before", at_least: "is on or after", empty: "is not filled in", filled: "is filled in" },
  one: { is: "is", isnt: "is not", empty: "is not filled in", filled: "is filled in" },
} as Record<string, Record<string, string>>;

/** How filters are joined in words. */
export const filtering = {
  filterAnd: "and",
  filterOr: "or",
  filterNot: (text: string) => `not (${text})`,
  filterExists: (kind: string) => `has ${kind}`,
};

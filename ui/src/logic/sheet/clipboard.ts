// Blocks of cells as spreadsheets put them on the clipboard: lines of cells between tabs, and a table for documents.

/** Signs that a spreadsheet takes for the start of a formula; an apostrophe in front keeps text text (as in CSV files). */
const FORMULA = /^'*[=+\-@＝＋－＠]/;
/** What begins with a sign and is harmless: numbers. */
const NUMBER = /^[+-]?£?[\d,]+(\.\d+)?%?$/;

function guarded(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/** Cells as text with tabs; a cell with tabs, line breaks or a leading quotation mark stands in quotation marks. */
export function toTabs(block: string[][]): string {
  const cell = (text: string): string => {
    const safe = guarded(text);
    return /[\t\n\r]|^"/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return block.map((row) => row.map(cell).join("\t")).join("\r\n");
}

/** Reads a cell in quotation marks that starts at `from`; `null` when it is only text that begins with one. */
function quoted(text: string, from: number): { cell: string; end: number } | null {
  let cell = "";
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') cell += text[at++];
    else return /[\t\r\n]/.test(text[at + 1] ?? "\n") ? { cell, end: at + 1 } : null;
  }
  return null;
}

/** What a spreadsheet put on the clipboard, cell by cell. Rows may differ in length. */
export function fromTabs(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const inMarks = text[at] === '"' ? quoted(text, at) : null;
    let end = inMarks?.end ?? at;
    if (!inMarks) while (end < text.length && !/[\t\r\n]/.test(text.charAt(end))) end++;
    row.push(unguarded(inMarks ? inMarks.cell.replace(/\r\n?/g, "\n") : text.slice(at, end)));
    if (text[end] === "\t") {
      at = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    at = end + (text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1);
    // A spreadsheet ends its last line too.
    if (at >= text.length) break;
  }
  return rows;
}

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/\n/g, "<br>");

/** The same cells as a table, for Word, Teams and Outlook; figures stand right. */
export function toTable(block: string[][], headings: string[], right: boolean[]): string {
  const side = (column: number): string => (right[column] ? ' align="right"' : ' align="left"');
  const head = headings.length
    ? `<thead><tr>${headings.map((h, i) => `<th${side(i)}>${escaped(h)}</th>`).join("")}</tr></thead>` : "";
  const body = block.map((row) => `<tr>${row.map((c, i) => `<td${side(i)}>${escaped(c)}</td>`).join("")}</tr>`).join("");
  return `<table border="1" cellspacing="0" cellpadding="4">${head}<tbody>${body}</tbody></table>`;
}

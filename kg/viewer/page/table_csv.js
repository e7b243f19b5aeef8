// The table as a file: CSV as RFC 4180 has it, with a mark that tells spreadsheets that it is UTF-8.

import { downloadFile } from "./download.js";
import { withEvidence } from "./proof.js";
import { cellText } from "./table_columns.js";
import { currentTable, toolbar } from "./table.js";
import { element, tidy } from "./text.js";

const FORMULA = /^'*[=+\-@\t＝＋－＠]/;  // a spreadsheet would run such a cell; kg/exporters/tables.py does the same

function cell(text) {
  const line = text.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, " ");
  const harmless = FORMULA.test(line) ? `'${line}` : line;
  return /[",]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

function sentenceOf(edge, { sentences, edges: behind }) {
  const [first] = behind[edge.id];
  return first ? tidy(sentences[first[0]][1]) : "";
}

// All rows as they are filtered and sorted, not only those that were scrolled to.
function csvOf({ columns, rows }, evidence) {
  const lines = [columns.map(({ title }) => cell(title))];
  for (const row of rows) lines.push(columns.map((column) => cell(column.sentence ? sentenceOf(row, evidence) : cellText(column, row))));
  return `\ufeff${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}

// Saves what the table shows.
export function downloadTable() {
  withEvidence((evidence) => {
    const table = currentTable();
    downloadFile(csvOf(table, evidence), `${table.kind}.csv`, "text/csv;charset=utf-8");
  });
}

toolbar.append(element("button", { type: "button", class: "download", click: downloadTable }, "Download CSV"));

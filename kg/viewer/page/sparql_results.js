// Answers: a table whose things are links into the map, yes or no, or triples as text; and files of them.

import { downloadFile } from "./download.js";
import { icon } from "./look.js";
import { goTo } from "./parts.js";
import { cut, element, grouped, link, tidy } from "./text.js";
import { nodeAt, shortName } from "./sparql_terms.js";

const STEP = 1000;
const LONG = 600;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NUMERIC = /#(?:integer|decimal|double|float|int|long)$/;
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;  // what spreadsheets would compute

function isNumeric(term) {
  return term?.type === "literal" && NUMERIC.test(term.datatype ?? "");
}

function iriCell(iri) {
  const node = nodeAt(iri);
  if (node) return goTo(node, "to", icon(node.type), element("bdi", {}, cut(node.label, 200)));
  const name = shortName(iri);
  return name === iri ? link(cut(iri, 120), iri) : element("code", {}, tidy(name));
}

function cell(term) {
  if (!term) return element("td", {});
  if (term.type === "uri") {
    const shown = iriCell(term.value);
    return element("td", { title: tidy(shortName(term.value)), class: shown.textContent.length > 40 ? "wordy" : undefined }, shown);
  }
  if (term.type === "bnode") return element("td", {}, element("code", {}, `_:${tidy(term.value)}`));
  const language = term["xml:lang"] ? element("span", { class: "note" }, ` ${term["xml:lang"]}`) : undefined;
  const looks = isNumeric(term) ? "number" : term.value.length > 40 ? "wordy" : undefined;
  return element("td", { class: looks, dir: "auto" }, cut(term.value, LONG), language);
}

function resultTable({ variables, rows }) {
  const numeric = variables.map((_, at) => rows.length > 0 && rows.every((row) => !row[at] || isNumeric(row[at])));
  const heads = variables.map((name, at) => element("th", { scope: "col", class: numeric[at] ? "number" : undefined }, name));
  const body = element("tbody");
  const table = element("table", { class: "answer" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const more = element("button", { type: "button", class: "more", click: show });
  let drawn = 0;
  function show() {
    body.append(...rows.slice(drawn, drawn + STEP).map((row) => element("tr", {}, ...row.map(cell))));
    drawn = Math.min(drawn + STEP, rows.length);
    more.hidden = drawn >= rows.length;
    more.textContent = `Show ${grouped(Math.min(STEP, rows.length - drawn))} more`;
  }
  show();
  return [element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Answer" }, table), more];
}

// The parts of the page that show an answer.
export function answerParts(answer) {
  if (answer.kind === "ask") return [element("p", { class: "truth" }, answer.truth ? "Yes" : "No")];
  const none = "Nothing in the graph fits. Try another name, or fewer conditions.";
  const parts = answer.rows.length ? resultTable(answer) : [element("p", { class: "empty" }, none)];
  if (answer.kind !== "graph" || !answer.rows.length) return parts;
  const text = element("pre", { tabindex: "0", "aria-label": "Triples" });
  const details = element("details", {}, element("summary", {}, "As text (N-Triples)"), text);
  details.addEventListener("toggle", () => (text.textContent ||= answer.text.slice(0, 500_000)), { once: true });
  return [...parts, details];
}

// What a screen reader, and everybody else, is told of an answer.
export function answerWords({ kind, truth, total, rows, milliseconds }) {
  const time = milliseconds < 10 ? "less than 0.01 s" : `${(milliseconds / 1000).toFixed(2)} s`;
  if (kind === "ask") return `The answer is ${truth ? "yes" : "no"}, after ${time}.`;
  const noun = kind === "graph" ? "triple" : "row";
  const count = `${grouped(total)} ${noun}${total === 1 ? "" : "s"}`;
  return rows.length < total ? `${count}, of which the first ${grouped(rows.length)} are here, after ${time}.` : `${count} in ${time}.`;
}

function csvField(term) {
  const text = term ? (term.type === "bnode" ? `_:${term.value}` : term.value) : "";
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csvOf({ variables, rows }) {
  return [variables.join(","), ...rows.map((row) => row.map(csvField).join(","))].join("\r\n") + "\r\n";
}

function jsonOf({ kind, truth, variables, rows }) {
  if (kind === "ask") return JSON.stringify({ head: {}, boolean: truth });
  const bindings = rows.map((row) => Object.fromEntries(row.map((term, at) => [variables[at], term]).filter(([, term]) => term)));
  return JSON.stringify({ head: { vars: variables }, results: { bindings } }, null, 1);
}

// Buttons that save an answer as a file.
export function answerFiles(answer, name) {
  const button = (label, file, type, text) => element("button", { type: "button", click: () => downloadFile(text(), file, type) }, label);
  const files = [button("JSON", `${name}.json`, "application/sparql-results+json", () => jsonOf(answer))];
  if (answer.kind !== "ask") files.unshift(button("CSV", `${name}.csv`, "text/csv;charset=utf-8", () => csvOf(answer)));
  if (answer.kind === "graph") files.push(button("N-Triples", `${name}.nt`, "application/n-triples", () => `${answer.text}\n`));
  return files;
}

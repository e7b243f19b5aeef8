// The table: what is shown, as rows of things, papers or facts that can be sorted and searched.

import { nodes, papersBehind } from "./graph.js";
import { marked, unsaid, withEvidence } from "./proof.js";
import { choose, onChange, state } from "./state.js";
import { KINDS, nodeCell, sortedRows } from "./table_columns.js";
import { element, grouped } from "./text.js";
import { tally } from "./visible.js";

const PAGE = 100;  // so many rows are in the page at first, and come with each "Show more"
const MOST_SENTENCES = 3;
const section = document.getElementById("table");
const order = Object.fromEntries(Object.entries(KINDS).map(([kind, { columns, first }]) => [kind,
  { column: first, down: Boolean(columns[first].down), words: "" }]));
const now = { kind: "things", rows: [], from: 0, to: 0, made: "" };

// What the table holds: the columns and all rows of the kind that is looked at, filtered and sorted.
export function currentTable() {
  gather();
  return { kind: now.kind, columns: KINDS[now.kind].columns, rows: now.rows };
}

// Gathers the rows again if what is shown, or how it is sorted, is not what it was; tells whether it was so.
function gather() {
  const wanted = JSON.stringify([now.kind, tally.revision, order[now.kind]]);
  if (wanted === now.made) return false;
  now.rows = sortedRows(now.kind, order[now.kind]);
  Object.assign(now, { made: wanted, from: 0, to: Math.min(PAGE, now.rows.length) });
  return true;
}

// ---- parts

const kinds = Object.entries(KINDS).map(([kind, { name }]) => {
  const number = element("span", { class: "note" });
  const button = element("button", { type: "button", click: () => look(kind) }, name, number);
  return { kind, button, number };
});
const words = element("input", { type: "search", "aria-label": "Filter these rows", placeholder: "Filter these rows", maxlength: "200", spellcheck: "false" });
const count = element("span", { class: "note count", role: "status" });
export const toolbar = element("div", { class: "table-tools" },
  element("div", { class: "kinds", role: "group", "aria-label": "Rows" }, ...kinds.map(({ button }) => button)), words, count);
const columnWidths = element("colgroup");
const heads = element("tr", { "aria-rowindex": "1" });
const body = element("tbody");
const caption = element("caption", { class: "hidden-visually" });
const table = element("table", {}, caption, columnWidths, element("thead", {}, heads), body);
const earlier = element("button", { type: "button", class: "step", click: () => extend(-PAGE) });
const later = element("button", { type: "button", class: "step", click: () => extend(PAGE) });
const empty = element("p", { class: "empty" });
const scroller = element("div", { class: "table-scroll" }, earlier, table, later, empty);

function shownColumns() {
  return KINDS[now.kind].columns.filter(({ hidden }) => !hidden);
}

// ---- heads

function sortBy(at) {
  const settings = order[now.kind];
  const column = KINDS[now.kind].columns[at];
  const same = settings.column === at;
  Object.assign(settings, { column: at, down: same ? !settings.down : Boolean(column.down) });
  refresh();
  heads.children[at].querySelector("button").focus();
}

function head(column, at) {
  const { column: sorted, down } = order[now.kind];
  const made = element("th", { scope: "col", class: column.number ? "number" : "" });
  if (!column.sort) made.append(column.title);
  else made.append(element("button", { type: "button", title: `Sort by this`, click: () => sortBy(at) }, column.title,
    element("span", { class: "arrow", "aria-hidden": "true" }, sorted === at ? (down ? "↓" : "↑") : "")));
  if (sorted === at) made.setAttribute("aria-sort", down ? "descending" : "ascending");
  return made;
}

// ---- rows

function sentenceButton(edge, at) {
  const button = element("button", { type: "button", class: "more", tabindex: "-1", "aria-expanded": "false", click: () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    const row = button.closest("tr");
    if (open) return row.nextElementSibling.remove();
    return withEvidence((evidence) => row.after(sentenceRow(edge, evidence, at)));
  } }, "Show");
  return button;
}

function sentenceRow(edge, { sentences, edges: behind }, at) {
  const pieces = behind[edge.id].slice(0, MOST_SENTENCES).map(([number, , ...spans]) => {
    const [paper, text] = sentences[number];
    const said = text ? marked(text, spans) : unsaid();
    return element("div", { class: "sentence" }, said, nodes[paper] && paper !== edge.from ? nodeCell(nodes[paper]) : undefined);
  });
  const more = papersBehind(edge).length > 1 && behind[edge.id].length > pieces.length
    ? element("p", { class: "note" }, `and ${behind[edge.id].length - pieces.length} more: see the panel`) : undefined;
  return element("tr", { class: "opened", "aria-rowindex": String(at + 2) },
    element("td", { colspan: String(shownColumns().length) }, ...pieces, ...(more ? [more] : [])));
}

function cell(column, row, at) {
  const content = column.sentence ? sentenceButton(row, at) : column.cell(row);
  if (column.head) return element("th", { scope: "row" }, content);
  return element("td", { class: column.number ? "number" : "",
    ...(typeof content === "string" ? { dir: "auto", title: content.length > 20 ? content : undefined } : {}) }, content);
}

function madeRow(at) {
  const row = now.rows[at];
  const made = element("tr", { "aria-rowindex": String(at + 2), tabindex: "-1" }, ...shownColumns().map((column) => cell(column, row, at)));
  made.dataset.at = at;
  return made;
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, step) => madeRow(from + step));
}

// Shows more rows above or below those that are there; keys go on from the first of them.
function extend(step) {
  const [from, to] = [now.from, now.to];
  if (step < 0) {
    now.from = Math.max(0, from + step);
    body.prepend(...range(now.from, from));
  } else {
    now.to = Math.min(now.rows.length, to + step);
    body.append(...range(to, now.to));
  }
  tellRest();
  mark();
  take(rowAt(step < 0 ? from - 1 : to), true);
}

function tellRest() {
  const left = now.rows.length - now.to;
  earlier.hidden = now.from === 0;
  later.hidden = left === 0;
  earlier.textContent = `Show ${Math.min(PAGE, now.from)} before`;
  later.textContent = `Show ${Math.min(PAGE, left)} more of ${grouped(now.rows.length)}`;
}

// The first column stays in sight, and leaves room for the others on a phone.
function fillWidths() {
  const widths = shownColumns().map(({ width, head: first }) => (first ? `min(${width}px, 46vw)` : `${width}px`));
  table.style.width = `max(100%, calc(${widths.join(" + ")}))`;
  columnWidths.replaceChildren(...widths.map((width) => {
    const column = element("col");
    column.style.width = width;
    return column;
  }));
}

function fill() {
  table.setAttribute("aria-rowcount", String(now.rows.length + 1));
  fillWidths();
  heads.replaceChildren(...shownColumns().map(head));
  body.replaceChildren(...range(now.from, now.to));
  empty.textContent = order[now.kind].words ? "No row has these words." : `No ${KINDS[now.kind].name.toLowerCase()} are shown with the filters that are on.`;
  empty.hidden = table.hidden = now.rows.length > 0;
  table.hidden = now.rows.length === 0;
  tellRest();
  take(body.firstElementChild, false);
}

// ---- the row that keys are at, and the rows of what is chosen

function rowAt(at) {
  return body.querySelector(`tr[data-at="${at}"]`);
}

function reachable(row, on) {
  row.tabIndex = on ? 0 : -1;
  for (const one of row.querySelectorAll("a, button")) one.tabIndex = on ? 0 : -1;
}

function take(row, focused) {
  if (!row) return;
  const before = body.querySelector('tr[tabindex="0"]');
  if (before && before !== row) reachable(before, false);
  reachable(row, true);
  if (focused) row.focus();
}

function mark() {
  const id = state.chosen?.key ? state.chosen.id : -1;
  for (const row of body.querySelectorAll("tr[data-at]")) {
    if (KINDS[now.kind].has(now.rows[row.dataset.at], id)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

// Puts the row of what is chosen into view; where it is far down, shows the rows around it.
function reveal() {
  const at = state.chosen?.key ? now.rows.findIndex((row) => KINDS[now.kind].has(row, state.chosen.id)) : -1;
  if (at >= 0 && (at < now.from || at >= now.to) && !body.querySelector("[aria-current]")) {
    now.from = Math.max(0, at - PAGE / 2);
    now.to = Math.min(now.rows.length, now.from + PAGE);
    fill();
    mark();
  }
  const row = body.querySelector("tr[aria-current]");
  if (!row || body.contains(document.activeElement)) return;
  take(row, false);
  row.scrollIntoView({ block: "nearest" });
}

function look(kind) {
  now.kind = kind;
  words.value = order[kind].words;
  refresh();
}

function tellKinds() {
  for (const { kind, button, number } of kinds) {
    button.setAttribute("aria-pressed", String(kind === now.kind));
    number.textContent = grouped(totals[kind]);
  }
  const total = totals[now.kind];
  count.textContent = now.rows.length === total ? "" : `${grouped(now.rows.length)} of ${grouped(total)} rows`;
}

const totals = { of: -1 };

function countKinds() {
  if (totals.of === tally.revision) return;
  totals.of = tally.revision;
  for (const kind of Object.keys(KINDS)) totals[kind] = KINDS[kind].rows().length;
}

function refresh() {
  if (state.view !== "table") return;
  countKinds();
  if (gather()) {
    fill();
    scroller.scrollTop = 0;
  }
  tellKinds();
  caption.textContent = `${KINDS[now.kind].name} that are shown, ${grouped(now.rows.length)} rows. Arrow keys go from row to row, Enter chooses.`;
  mark();
  reveal();
}

// ---- keys and clicks

function chooseRow(row, link) {
  take(row, false);
  choose(link ? nodes[link.dataset.node] : KINDS[now.kind].target(now.rows[row.dataset.at]), { move: true });
}

body.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-node]");
  const row = event.target.closest("tr[data-at]");
  if (event.ctrlKey || event.metaKey || event.shiftKey || (!link && (!row || event.target.closest("a, button")))) return;
  event.preventDefault();
  chooseRow(row, link);
});

function rowInDirection(row, key) {
  const rows = [...body.querySelectorAll("tr[data-at]")];
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity }[key];
  return step && rows[Math.min(Math.max(rows.indexOf(row) + step, 0), rows.length - 1)];
}

body.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr[data-at]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target === row) chooseRow(row, null);
  else if (event.key === "ArrowDown" && Number(row.dataset.at) === now.to - 1 && !later.hidden) extend(PAGE);
  else if (event.key === "ArrowUp" && Number(row.dataset.at) === now.from && !earlier.hidden) extend(-PAGE);
  else if (rowInDirection(row, event.key)) take(rowInDirection(row, event.key), true);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
body.addEventListener("focusin", (event) => take(event.target.closest("tr[data-at]"), false));

let waiting = 0;
words.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    order[now.kind].words = words.value;
    refresh();
  }, 120);
});

section.append(toolbar, scroller);
refresh();
onChange(refresh);

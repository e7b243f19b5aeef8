// What the table tells of things, papers and facts: its columns, each with what it is sorted by and how it is written.

import { communities, edgeIdsOf, edges, factsOf, isPaper, nodes, predicates, singular } from "./graph.js";
import { icon } from "./look.js";
import { namedInAll, part } from "./part.js";
import { sourceName } from "./source_choice.js";
import { addressOf } from "./state.js";
import { cut, element, fold, grouped, link, tidy } from "./text.js";
import { factsNow, namedNow, passable, shown, shownEdge } from "./visible.js";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function once(make) {
  let made = null;
  return () => (made ??= make());
}

// The place of each node in the order of names: names are compared once, not at each sort.
const ranks = once(() => {
  const found = new Int32Array(nodes.length);
  [...nodes].sort((a, b) => collator.compare(a.label, b.label) || a.id - b.id).forEach(({ id }, at) => (found[id] = at));
  return found;
});
function publicationOf({ venue, categories, status }) {
  return [venue, ...(categories || []), status].filter(Boolean).join(" ");
}

function spelledOut(node) {
  return [node.label, ...(node.names || []), ...(node.authors || []), publicationOf(node), singular(node.type)].join(" ");
}

const folded = once(() => nodes.map((node) => fold(spelledOut(node))));

// The earliest date of a paper that names each node.
const firstSeen = once(() => {
  const found = new Array(nodes.length).fill("");
  for (const { from, to } of edges) {
    const date = isPaper(nodes[from]) ? nodes[from].date : "";
    if (date && (!found[to] || date < found[to])) found[to] = date;
  }
  return found;
});

const foldedRelations = once(() => predicates.map(({ label }) => fold(label)));

function named(name) {
  return predicates.findIndex((predicate) => predicate.name === name);
}

const [INTRODUCES, HAS_CODE] = ["introduces", "hasCode"].map(named);

function introducedBy(paper) {
  return edgeIdsOf(paper.id).reduce((count, id) => count + (passable[id] && edges[id].from === paper.id && edges[id].p === INTRODUCES ? 1 : 0), 0);
}

function namesIn(paper) {
  const found = new Set();
  for (const id of edgeIdsOf(paper.id)) if (passable[id] && edges[id].from === paper.id && edges[id].p !== HAS_CODE) found.add(edges[id].to);
  return found.size;
}

function codeOf(paper) {
  const edge = factsOf(paper).find(({ from, p }) => from === paper.id && p === HAS_CODE);
  return edge ? nodes[edge.to] : null;
}

function groupOf({ community }) {
  return communities[community]?.names.join(" · ") || "";
}

export function nodeCell(node) {
  const made = element("a", { href: addressOf(node), class: "name", tabindex: "-1" }, icon(node.type), element("bdi", {}, cut(node.label, 240)));
  made.dataset.node = node.id;
  return made;
}

function codeCell(paper) {
  const code = codeOf(paper);
  return code?.links?.length ? link(cut(code.label, 60), code.links[0][1]) : "";
}

function nodeColumn(title, width, nodeOf) {
  return { title, width, sort: (row) => ranks()[nodeOf(row).id], text: (row) => nodeOf(row).label, cell: (row) => nodeCell(nodeOf(row)), head: true };
}

function textColumn(title, width, text) {
  return { title, width, sort: text, text, cell: (row) => cut(text(row), 160) };
}

// Numbers and dates: the largest and the newest first.
function numberColumn(title, width, sort, unit = "") {
  return { title, width, sort, text: (row) => String(sort(row)), cell: (row) => `${grouped(sort(row))}${unit}`, number: true, down: true };
}

function dateColumn(title, text) {
  return { ...textColumn(title, 110, text), down: true };
}

function hiddenColumn(title, text) {
  return { title, text, hidden: true };  // only in the file
}

const self = (node) => node;
const idColumn = hiddenColumn("Id", ({ key }) => key);

function thingColumns() {
  return [
    nodeColumn("Name", 260, self), textColumn("Type", 100, ({ type }) => singular(type)), numberColumn("Papers", 80, ({ id }) => namedNow[id]),
    ...(part ? [numberColumn("In all papers", 110, namedInAll)] : []),
    numberColumn("Facts", 75, ({ id }) => factsNow[id]), dateColumn("First seen", ({ id }) => firstSeen()[id]), textColumn("Group", 240, groupOf), idColumn,
  ];
}

// Where papers appeared and what became of them, as far as that is known of any.
function publicationColumns() {
  const columns = {
    venue: textColumn("Venue", 200, ({ venue }) => venue || ""),
    categories: textColumn("Categories", 130, ({ categories }) => (categories || []).join(", ")),
    votes: numberColumn("Votes", 80, ({ votes }) => votes || 0),
    status: textColumn("Status", 100, ({ status }) => status || ""),
  };
  return Object.entries(columns).filter(([name]) => nodes.some((node) => node[name])).map(([, column]) => column);
}

function paperColumns() {
  return [
    nodeColumn("Title", 360, self), dateColumn("Date", ({ date }) => date || ""), textColumn("Authors", 200, ({ authors }) => (authors || []).join("; ")),
    numberColumn("Introduces", 110, introducedBy), numberColumn("Names", 90, namesIn),
    { ...textColumn("Code", 170, (paper) => codeOf(paper)?.links?.[0]?.[1] || ""), cell: codeCell },
    textColumn("Source", 150, ({ listings }) => (listings || []).map(sourceName).join(", ")),
    ...publicationColumns(),
    hiddenColumn("Link", ({ links }) => links?.[0]?.[1] || ""), idColumn,
  ];
}

const subject = ({ from }) => nodes[from];
const object = ({ to }) => nodes[to];

function factColumns() {
  return [
    nodeColumn("Subject", 270, subject), textColumn("Relation", 140, ({ p }) => predicates[p].label), { ...nodeColumn("Object", 230, object), head: false },
    { ...numberColumn("How sure", 100, ({ c }) => c, " %"), text: ({ c }) => `${c} %` }, numberColumn("Papers", 90, ({ n }) => n),
    { title: "Sentence", width: 120, text: null, sentence: true },
    hiddenColumn("Subject id", (edge) => subject(edge).key), hiddenColumn("Object id", (edge) => object(edge).key),
  ];
}

// The kinds of rows: their columns, which rows are shown, the words that a row is found by, and the column that sorts them first.
export const KINDS = {
  things: { name: "Things", columns: thingColumns(), rows: () => nodes.filter((node) => !isPaper(node) && shown(node)), first: 2,
    order: ({ id }) => ranks()[id], words: (node) => `${folded()[node.id]} ${fold(groupOf(node))}`, target: self, has: (node, id) => node.id === id },
  papers: { name: "Papers", columns: paperColumns(), rows: () => nodes.filter((node) => isPaper(node) && shown(node)), first: 1,
    order: ({ id }) => ranks()[id], words: (node) => `${folded()[node.id]} ${node.date || ""}`, target: self, has: (node, id) => node.id === id },
  facts: { name: "Facts", columns: factColumns(), rows: () => edges.filter(shownEdge), first: 4,
    order: ({ from }) => ranks()[from], words: ({ from, to, p }) => `${folded()[from]} ${foldedRelations()[p]} ${folded()[to]}`,
    target: subject, has: ({ from, to }, id) => from === id || to === id },
};

function compare(a, b) {
  return typeof a === "number" ? a - b : collator.compare(a, b);
}

// The rows of a kind that hold all words that are asked for, sorted by a column; what has nothing there comes last.
export function sortedRows(kind, { column, down, words }) {
  const { rows, columns, order, words: wordsOf } = KINDS[kind];
  const wanted = fold(words).split(" ").filter(Boolean);
  const kept = wanted.length ? rows().filter((row) => ((text) => wanted.every((word) => text.includes(word)))(wordsOf(row))) : rows();
  const keyed = kept.map((row) => [row, columns[column].sort(row), order(row)]);
  const sign = down ? -1 : 1;
  return keyed.sort((a, b) => (a[1] === "") - (b[1] === "") || sign * compare(a[1], b[1]) || a[2] - b[2]).map(([row]) => row);
}

export function cellText(column, row) {
  return tidy(column.text(row));
}

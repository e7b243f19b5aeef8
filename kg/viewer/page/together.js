// What is named by the same papers.

import { amount, edgeIdsOf, edges, isPaper, nodes, papersOf, typeOrder, types } from "./graph.js";
import { icon } from "./look.js";
import { goTo, listed, nodeLink, section } from "./parts.js";
import { evidenceNow, proof } from "./proof.js";
import { cut, element, grouped } from "./text.js";
import { passable } from "./visible.js";

export const ENTITIES = typeOrder.filter((type) => types[type].shape !== "ring" && !["Repository", "WebResource"].includes(type));
const FIRST = 5;  // of a type
const PAPERS = 5;
const MOST_ALIKE = 50;
const shared = new Int32Array(nodes.length);  // used again each time, and left empty

// The papers that name a node, by facts that no filter hides.
function papersNaming(id) {
  const found = new Set();
  for (const number of edgeIdsOf(id)) {
    const { from, to } = edges[number];
    if (to === id && passable[number] && isPaper(nodes[from])) found.add(from);
  }
  return found;
}

function factsBetween(paper, id) {
  return Array.from(edgeIdsOf(paper), (number) => edges[number]).filter((edge) => edge.from === paper && edge.to === id && passable[edge.id]);
}

// How many papers name each node that papers name together with this one, the most first.
function namedTogether(node) {
  const touched = [];
  for (const paper of papersNaming(node.id)) {
    let last = -1;  // edges are sorted by their ends: two facts of a pair follow each other
    for (const number of edgeIdsOf(paper)) {
      const edge = edges[number];
      if (edge.from !== paper || edge.to === node.id || edge.to === last || !passable[number]) continue;
      last = edge.to;
      if (!shared[last]) touched.push(last);
      shared[last] += 1;
    }
  }
  const found = touched.map((id) => ({ node: nodes[id], count: shared[id] }));
  for (const id of touched) shared[id] = 0;
  return found.sort((a, b) => b.count - a.count || papersOf(b.node) - papersOf(a.node) || a.node.id - b.node.id);
}

// What one asks of a method or model is on which data; of a dataset or task, by what.
function orderFor(type) {
  const first = ["Dataset", "Task"].includes(type) ? ["Method", "Model"] : ["Dataset", "Task"];
  return [...first, ...ENTITIES.filter((name) => !first.includes(name))];
}

function paperWithBoth(paper, ids) {
  const item = element("li", {}, nodeLink(nodes[paper], (nodes[paper].date || "").slice(0, 4)));
  const sentences = evidenceNow();
  const said = new Map();  // a sentence that names both is shown once, with both marked
  for (const edge of ids.flatMap((id) => factsBetween(paper, id).slice(0, 1))) {
    const [number, percent, ...spans] = sentences?.edges[edge.id][0] || [-1];
    if (number >= 0) said.set(number, [number, percent, ...(said.get(number) || []).slice(2), ...spans]);
  }
  item.append(...[...said.values()].map((each) => proof(each, true)));
  return item;
}

function papersWithBoth(node, end) {
  const theirs = papersNaming(node.id);
  const both = [...papersNaming(end.id)].filter((paper) => theirs.has(paper));
  both.sort((a, b) => (nodes[b].date || "").localeCompare(nodes[a].date || "") || a - b);
  const title = element("p", { class: "names" }, `${amount(both.length, "Paper")} ${both.length === 1 ? "names" : "name"} both `,
    element("bdi", {}, cut(node.label, 60)), " and ", element("bdi", {}, cut(end.label, 60)), ":");
  return element("div", { class: "both" }, title, ...listed(both, PAPERS, (paper) => paperWithBoth(paper, [node.id, end.id])));
}

function chip(node, { node: end, count }, place) {
  const title = `${amount(count, "Paper")} ${count === 1 ? "names" : "name"} both ${cut(node.label, 60)} and ${cut(end.label, 60)}: show`;
  const button = element("button", { type: "button", class: "count", title, "aria-label": title, "aria-expanded": "false", click: () => {
    const open = button.getAttribute("aria-expanded") === "true";
    place.parentElement.querySelectorAll(".count").forEach((each) => each.setAttribute("aria-expanded", "false"));
    place.parentElement.querySelectorAll(".both").forEach((each) => each.remove());
    button.setAttribute("aria-expanded", String(!open));
    if (!open) place.after(papersWithBoth(node, end));
  } }, grouped(count));
  return element("li", { class: "chip" }, goTo(end, "name", icon(end.type), element("bdi", {}, cut(end.label, 80))), button);
}

function rowOf(node, type, found) {
  const place = element("ul", { class: "with" });
  const add = (items) => place.append(...items.map((each) => chip(node, each, place)));
  add(found.slice(0, FIRST));
  if (found.length > FIRST) {
    const more = element("button", { type: "button", class: "more", click: () => {
      const had = place.children.length - 1;
      more.parentElement.remove();
      add(found.slice(FIRST, FIRST + 200));
      place.children[had].querySelector("a").focus({ preventScroll: true });
    } }, `${grouped(Math.min(found.length, FIRST + 200) - FIRST)} more`);
    place.append(element("li", {}, more));
  }
  const title = types[type].plural[0].toUpperCase() + types[type].plural.slice(1);
  return element("div", { class: "together" }, element("h4", {}, title), place);
}

// The section of the panel: datasets, tasks, methods and models that the same papers name.
export function togetherSection(node) {
  const found = namedTogether(node);
  if (!found.length) return undefined;
  const rows = orderFor(node.type).map((type) => [type, found.filter((each) => each.node.type === type)]).filter(([, some]) => some.length);
  return rows.length ? section("Used together with", "in how many papers", ...rows.map(([type, some]) => rowOf(node, type, some))) : undefined;
}

// The papers that name most of what a paper names, and how much; what few papers name weighs more.
function papersLike(paper) {
  const weights = new Map();
  const named = new Set();
  for (const number of edgeIdsOf(paper.id)) {
    const { from, to } = edges[number];
    if (from === paper.id && passable[number] && !named.has(to) && ENTITIES.includes(nodes[to].type)) named.add(to);
  }
  for (const id of named) {
    for (const other of papersNaming(id)) {
      const known = weights.get(other) || { weight: 0, count: 0 };
      weights.set(other, { weight: known.weight + 1 / Math.log2(papersOf(nodes[id]) + 1), count: known.count + 1 });
    }
  }
  weights.delete(paper.id);
  return [...weights].map(([id, found]) => ({ node: nodes[id], ...found })).sort((a, b) => b.weight - a.weight || a.node.id - b.node.id);
}

// The section of a paper's panel: other papers that name the same.
export function alikeSection(paper) {
  const found = papersLike(paper);
  const item = ({ node, count }) => element("li", {}, nodeLink(node, `${grouped(count)} in common`));
  return found.length ? section("Papers that name the same", undefined, ...listed(found.slice(0, MOST_ALIKE), PAPERS, item)) : undefined;
}

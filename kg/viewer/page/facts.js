// The facts of a node: by relation, with the sentences that say so; and those that filters hide.

import { showEverything } from "./filters.js";
import { factsOf, isPaper, nodes, other, predicates } from "./graph.js";
import { goTo, listed, nodeLink, section } from "./parts.js";
import { proof, sureness } from "./proof.js";
import { cut, element, grouped } from "./text.js";
import { passable } from "./visible.js";

const FIRST = 10;  // so many facts of a kind are shown before one asks for the rest

function moreSentences(rest, told) {
  const text = rest.length === 1 ? "1 more sentence" : `${grouped(rest.length)} more sentences`;
  const more = element("button", { type: "button", class: "more", click: () => {
    const added = rest.map((each) => proof(each, told));
    added[0].tabIndex = -1;
    more.replaceWith(...added);
    added[0].focus({ preventScroll: true });
  } }, text);
  return more;
}

function sentencesOf(edge, told, sentences) {
  if (!sentences) return [element("p", { class: "proof waiting" }, "…")];
  const [first, ...rest] = sentences.edges[edge.id];
  return [first ? proof(first, told) : undefined, rest.length ? moreSentences(rest, told) : undefined].filter(Boolean);
}

// One fact, seen from one of its ends; `sentences` is null while they are unpacked.
function fact(edge, node, sentences) {
  const end = other(edge, node);
  const told = isPaper(nodes[edge.from]);
  const line = element("div", { class: "line" }, nodeLink(end, (end.date || "").slice(0, 4)), sureness(edge.c));
  return element("li", { class: "fact" }, line, ...sentencesOf(edge, told, sentences));
}

function orderOf(node) {
  const date = (edge) => other(edge, node).date || "";
  return (a, b) => (date(b) > date(a)) - (date(b) < date(a)) || b.n - a.n || b.c - a.c || a.id - b.id;
}

// The facts of a node by relation and direction: papers first as the schema has it, each the newest first.
export function factGroups(node) {
  const groups = new Map();
  for (const edge of factsOf(node)) {
    const inward = edge.to === node.id;
    const place = 2 * edge.p + Number(inward);
    if (!groups.has(place)) {
      const predicate = predicates[edge.p];
      groups.set(place, { place, predicate, heading: inward ? predicate.inverse : predicate.heading, byPapers: inward && isPaper(nodes[edge.from]), all: [] });
    }
    groups.get(place).all.push(edge);
  }
  const late = ({ predicate }) => Number(["hasCode", "linksTo"].includes(predicate.name));
  const found = [...groups.values()].sort((a, b) => late(a) - late(b) || a.place - b.place);
  for (const group of found) group.found = group.all.filter(({ id }) => passable[id]).sort(orderOf(node));
  return found;
}

export function factSection({ heading, found, all }, node, sentences) {
  if (!found.length) return undefined;
  const count = found.length < all.length ? `${grouped(found.length)} of ${grouped(all.length)}` : found.length;
  return section(heading, count, ...listed(found, FIRST, (edge) => fact(edge, node, sentences)));
}

// ---- what filters hide

// "3 more facts are hidden by filters", and a button that shows them.
export function hiddenFacts(groups) {
  const hidden = groups.reduce((sum, { all, found }) => sum + all.length - found.length, 0);
  if (!hidden) return undefined;
  const some = groups.some(({ found }) => found.length);
  const what = `${grouped(hidden)}${some ? " more" : ""} ${hidden === 1 ? "fact is" : "facts are"} hidden by filters.`;
  return element("p", { class: "hidden-facts" }, what, " ", element("button", { type: "button", click: showEverything }, "Show everything"));
}

// ---- results

// The results that abstracts claim: those of a paper, on a dataset, of a method or model.
export function claimedResults(node, sentences) {
  const found = (sentences?.claims || []).filter((claim) => [claim.paper, claim.dataset, claim.subject].includes(node.id));
  const item = ({ paper, dataset, subject, text, e }) => {
    const parts = [element("span", { class: "result", dir: "auto" }, cut(text, 160))];
    for (const [word, id] of [["on", dataset], ["by", subject]]) {
      if (id !== undefined && id !== node.id) parts.push(` ${word} `, goTo(nodes[id], "plain", element("bdi", {}, cut(nodes[id].label, 120))));
    }
    const told = paper === node.id;
    return element("li", { class: "fact" }, element("div", { class: "line" }, element("span", { class: "claim" }, ...parts),
      told ? sureness(e[1]) : undefined), proof(e, told));
  };
  return found.length ? section("Claimed in the abstract", found.length, ...listed(found, FIRST, item)) : undefined;
}

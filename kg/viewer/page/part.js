// What the page shows of a build that is too large for one, said wherever somebody could take it for all.

import { nodes } from "./graph.js";
import { structure } from "./data.js";
import { cut, element, grouped } from "./text.js";

export const part = structure.part || null;

// How many of all papers name each node, shown or not; 0 where that is not known.
const inAll = new Int32Array(nodes.length);
for (const [id, count] of Object.entries(structure.named_by || {})) inAll[id] = count;

export function namedInAll(node) {
  return inAll[node.id];
}

// "37 of 4,312 papers", or as much as is known.
export function ofAll(shown, node, words) {
  return !node.members && inAll[node.id] > shown ? `${grouped(shown)} of ${grouped(inAll[node.id])} papers` : words;
}

// "Named by 4,312 papers in all; the others are not on this page."
export function namedElsewhere(node, shown) {
  const all = inAll[node.id];
  return all > shown ? `${grouped(all)} papers name it in all; this page shows ${grouped(shown)} of them.` : "";
}

// A text of ours, in which `…` stands around what is typed.
function withCode(text) {
  return text.split("`").map((piece, at) => (at % 2 ? element("code", {}, piece) : piece));
}

// What somebody types for something that is not here; a name that a shell could read otherwise stays out of it.
function commandFor(key) {
  return /^[\w./:~-]+$/.test(key) && !key.startsWith("-") ? `kg show ${key}` : "kg show NAME";
}

// What is said of a place that the address names and the page does not have.
export function missingText(key) {
  const name = cut(key, 60);
  if (!part) return `“${name}” is not in this map. It may be in another build: search for its name.`;
  return `“${name}” is not among the ${grouped(part.papers)} papers and ${grouped(part.entities)} entities that this page shows. `
    + `Ask the whole for it: ${commandFor(key)}`;
}

export const ELSEWHERE = part ? "This page shows a part: kg show NAME looks in the whole." : "";

// The line below the header, and what the explanation says.
if (part) {
  const line = document.getElementById("part");
  line.append(element("strong", {}, part.text), " ", element("span", { class: "advice" }, ...withCode(part.advice)));
  line.hidden = false;
  const told = document.getElementById("about-part");
  told.append(element("strong", {}, part.text), " ",
    "Counts, groups and answers to queries on this page are of what it shows; where a card tells of more papers, that is said. ",
    ...withCode(part.advice));
  told.hidden = false;
}

// The evidence: sentences of papers, with what they name marked.

import { copying, quoted } from "./cite.js";
import { evidence } from "./data.js";
import { nodes } from "./graph.js";
import { nodeLink } from "./parts.js";
import { element, tidy } from "./text.js";

let there = null;

// Calls back with the sentences: at once where they are there, else when they are.
export function withEvidence(callback) {
  if (there) callback(there);
  else evidence().then((found) => callback((there = found)));
}

// The sentences, or null while they are unpacked.
export function evidenceNow() {
  return there;
}

export function sureness(percent) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" }, element("span", {}));
  bar.firstChild.style.inlineSize = `${percent}%`;
  const title = `How sure the program is: of a hundred facts like this, about ${percent} should be right.`;
  return element("span", { class: "sure", title }, bar, `${percent} % sure`);
}

// One piece of evidence: the sentence, and the paper that has it where the fact itself does not tell.
export function proof([number, percent, ...spans], told) {
  const [paper, text] = there.sentences[number];
  if (!text) return element("div", { class: "proof" }, unsaid());
  const copy = copying("Copy", "Copy the sentence, with its paper", () => quoted(text, nodes[paper]));
  const parts = [element("p", { class: "said" }, marked(text, spans), " ", copy)];
  if (!told && nodes[paper]) parts.push(element("div", { class: "source" }, nodeLink(nodes[paper], (nodes[paper].date || "").slice(0, 4)), sureness(percent)));
  return element("div", { class: "proof" }, ...parts);
}

// What stands where no sentence says so, but a listing of the paper.
export function unsaid() {
  return element("p", { class: "said" }, "A listing of the paper gives this address, beside its text.");
}

// A sentence with what it names marked; `spans` holds start, end, start, end …
export function marked(text, spans) {
  const pairs = [];
  for (let at = 0; at + 1 < spans.length; at += 2) pairs.push([spans[at], spans[at + 1]]);
  const parts = [];
  let done = 0;
  for (const [start, end] of pairs.sort((a, b) => a[0] - b[0])) {
    if (start < done || end <= start) continue;
    parts.push(tidy(text.slice(done, start)), element("mark", {}, tidy(text.slice(start, end))));
    done = end;
  }
  return element("q", { dir: "auto" }, ...parts, tidy(text.slice(done)));
}

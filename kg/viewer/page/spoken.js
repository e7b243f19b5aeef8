// What a screen reader is told when something changes: one or two sentences.

import { amount, communities, counted, factsOf, nodes, predicates, singular, typeOrder } from "./graph.js";
import { currentPath } from "./path.js";
import { told } from "./path_words.js";
import { onChange, state } from "./state.js";
import { stepsInWords } from "./steps.js";
import { cut, grouped } from "./text.js";
import { currentView } from "./views.js";
import { visibleCounts } from "./visible.js";

const WAIT = 350;  // milliseconds: sliders change often
const VIEWS = { map: "Map.", timeline: "Timeline: the same things by month.", table: "Table of what is shown.", sparql: "Questions in SPARQL." };
const FILTERS = ["hiddenTypes", "hiddenPredicates", "sure", "support", "since", "until", "hiddenSources", "depth"];
const place = document.getElementById("spoken");
const pending = new Set();
let timer = 0;

function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : "";
}

// “Introduced by 1 paper, used by 12.”
function roles(node) {
  const parts = [];
  predicates.forEach(({ inverse }, number) => {
    const count = factsOf(node).filter((edge) => edge.p === number && edge.to === node.id && nodes[edge.from].type === "Paper").length;
    if (count) parts.push(`${inverse.toLowerCase()} ${parts.length ? grouped(count) : amount(count, "Paper")}`);
  });
  return parts.length ? `${capital(parts.join(", "))}.` : "";
}

function contents(paper) {
  const named = new Set(factsOf(paper).filter((edge) => edge.from === paper.id).map((edge) => edge.to));
  const counts = counted([...named].map((id) => nodes[id]));
  const parts = typeOrder.filter((type) => counts[type]).map((type) => amount(counts[type], type));
  return `${paper.date ? `From ${paper.date.slice(0, 4)}. ` : ""}${parts.length ? `Names ${parts.join(", ")}.` : "Names nothing that is known."}`;
}

function aboutChosen(chosen) {
  if (!chosen) return "Nothing is chosen.";
  if (chosen.members) {
    const counts = counted(chosen.members);
    return `Group ${cut(chosen.names.join(", "), 120)}: ${typeOrder.filter((type) => counts[type]).map((type) => amount(counts[type], type)).join(", ")}.`;
  }
  const group = communities[chosen.community];
  const where = group?.names.length ? ` In the group ${cut(group.names.join(", "), 90)}.` : "";
  return `${cut(chosen.label, 160)}, ${singular(chosen.type)}. ${chosen.type === "Paper" ? contents(chosen) : roles(chosen)}${where}`;
}

function aboutWay() {
  const path = currentPath();
  const ends = `${cut(state.chosen.label, 80)} to ${cut(state.to.label, 80)}`;
  return path ? `${capital(stepsInWords(path.edges.length))} from ${ends}: ${told(path)}.` : `No way that is shown leads from ${ends}.`;
}

function aboutFilter() {
  const shown = visibleCounts().nodes;
  return `${grouped(shown)} of ${grouped(nodes.length)} things shown.`;
}

function speak() {
  const parts = [];
  if (pending.has("view")) parts.push(VIEWS[currentView()]);
  if (state.to && state.chosen) parts.push(...(["to", "chosen", "way"].some((name) => pending.has(name)) ? [aboutWay()] : []));
  else if (pending.has("chosen") || pending.has("to")) parts.push(aboutChosen(state.chosen));
  if (FILTERS.some((name) => pending.has(name))) parts.push(aboutFilter());
  pending.clear();
  const text = parts.join(" ");
  if (text && text !== place.textContent) place.textContent = text;
}

// Says something at once, in place of what was still to be said.
export function sayNow(text) {
  clearTimeout(timer);
  pending.clear();
  place.textContent = text;
}

onChange((changed, { move }) => {
  for (const name of changed) pending.add(name);
  if (!changed.size && move) pending.add("way");  // another way between the same two
  clearTimeout(timer);
  timer = setTimeout(speak, WAIT);
});

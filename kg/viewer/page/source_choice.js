// The filter of sources: which files and folders the papers came from.

import { structure } from "./data.js";
import { isPaper, nodes } from "./graph.js";
import { change, onChange, state } from "./state.js";
import { cut, element, fold, grouped, tidy } from "./text.js";

const SEARCHED = 12;  // with more sources there is a search among them
const counts = structure.sources.map(() => 0);
for (const node of nodes) if (isPaper(node)) for (const source of node.listings || []) counts[source] += 1;

export const hasSources = structure.sources.length >= 2;

// What a source is called where there is little room: the end of its path or address.
export function sourceName(number) {
  return cut(structure.sources[number].replace(/[\\/]+$/, "").split(/[\\/]/).at(-1) || structure.sources[number], 60);
}

function toggled(number) {
  const hidden = new Set(state.hiddenSources);
  if (!hidden.delete(number)) hidden.add(number);
  change({ hiddenSources: hidden });
}

function row(number) {
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => toggled(number));
  return { number, box, words: fold(structure.sources[number]), item: element("li", {},
    element("label", { title: cut(structure.sources[number], 300) }, box, element("bdi", {}, sourceName(number)),
      element("span", { class: "note" }, grouped(counts[number])))) };
}

function searchField(rows, none) {
  const field = element("input", { type: "search", "aria-label": "Search a source", placeholder: "Search a source", maxlength: "200" });
  field.addEventListener("input", () => {
    const wanted = fold(field.value);
    for (const { words, item } of rows) item.hidden = !words.includes(wanted);
    none.hidden = rows.some(({ item }) => !item.hidden);
  });
  return field;
}

// The part of the filters that is about sources.
export function sourceFilter() {
  const order = structure.sources.map((_, number) => number).sort((a, b) => counts[b] - counts[a] || a - b);
  const rows = order.map(row);
  const none = element("p", { class: "note", hidden: "" }, "No source of that name.");
  const all = element("button", { type: "button", class: "more", click: () => change({ hiddenSources: new Set() }) }, "All of them");
  const nobody = element("button", { type: "button", class: "more", click: () => change({ hiddenSources: new Set(order) }) }, "None");
  const refresh = () => rows.forEach(({ number, box }) => (box.checked = !state.hiddenSources.has(number)));
  refresh();
  onChange((changed) => changed.has("hiddenSources") && refresh());
  return element("section", { role: "group", "aria-label": "Sources" }, element("div", { class: "line" }, element("h3", {}, "Sources"), all, nobody),
    rows.length > SEARCHED ? searchField(rows, none) : undefined, element("ul", { class: "sources" }, ...rows.map(({ item }) => item)), none);
}

// What is asked for, in words, for the chip: the sources that are shown or those that are not, whichever are fewer.
export function sourcesInWords() {
  const numbers = structure.sources.map((_, number) => number);
  const [hidden, left] = [numbers.filter((number) => state.hiddenSources.has(number)), numbers.filter((number) => !state.hiddenSources.has(number))];
  if (!left.length) return "From none of the sources";
  const listed = (some) => (some.length > 2 ? `${some.length} sources` : tidy(some.map(sourceName).join(", ")));
  return left.length <= hidden.length ? `From ${listed(left)}` : `Not from ${listed(hidden)}`;
}

// The legend: what colours, shapes and lines mean, how many there are, and which of them are shown.

import { amount, predicates, typeOrder, types } from "./graph.js";
import { icon } from "./look.js";
import { redrawOverlay } from "./overlay.js";
import { change, onChange, state } from "./state.js";
import { element, grouped } from "./text.js";
import { tally } from "./visible.js";

const HINT = "Click: hide or show. Double click, Alt+click or Shift+Enter: show only this.";
const DOUBLE_CLICK = 400;  // milliseconds
const chips = [];
const legend = document.getElementById("legend");

function toggle({ kind, key }) {
  const hidden = new Set(state[kind]);
  if (!hidden.delete(key)) hidden.add(key);
  change({ [kind]: hidden });
}

// Shows only this of its kind; all again where it is the only one already.
function showOnly({ kind, key }) {
  const others = chips.filter((one) => one.kind === kind && one.key !== key).map((one) => one.key);
  const alone = !state[kind].has(key) && others.every((other) => state[kind].has(other));
  change({ [kind]: new Set(alone ? [] : others) });
}

function madeChip({ kind, key, all, now, comment, parts }) {
  const number = element("span", { class: "note" });
  const button = element("button", { type: "button", title: `${comment} ${HINT}`,
    click: (event) => (event.altKey ? showOnly : toggle)({ kind, key }) }, ...parts, number);
  button.addEventListener("dblclick", () => showOnly({ kind, key }));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    showOnly({ kind, key });
  });
  chips.push({ kind, key, all, now, button, number });
  return button;
}

const everything = element("button", { type: "button", class: "everything", click: () => {
  change({ hiddenTypes: new Set(), hiddenPredicates: new Set() });
  chips[0].button.focus({ focusVisible: false });
} }, "Show all");

function tellCounts() {
  for (const { all, now, number } of chips) {
    const left = now();
    number.textContent = left === all ? grouped(all) : `${grouped(left)} of ${grouped(all)}`;
  }
  everything.hidden = !state.hiddenTypes.size && !state.hiddenPredicates.size;
}

let [clicked, waiting] = [-Infinity, 0];
legend.addEventListener("pointerdown", () => (clicked = performance.now()));

function refreshLegend() {
  for (const { kind, key, button } of chips) button.setAttribute("aria-pressed", String(!state[kind].has(key)));
  clearTimeout(waiting);
  // Other counts are of other width: nothing moves under the pointer before a double click could be done.
  if (performance.now() - clicked < DOUBLE_CLICK) waiting = setTimeout(tellCounts, DOUBLE_CLICK);
  else tellCounts();
}

function word(text) {
  return element("span", { class: "word" }, text);
}

function typeChip(type) {
  const { count, comment } = types[type];
  return madeChip({ kind: "hiddenTypes", key: type, all: count, now: () => tally.types[type], comment,
    parts: [icon(type), word(amount(count, type).replace(/^\S+ /, ""))] });
}

function relationChip({ label, comment, count }, at) {
  return madeChip({ kind: "hiddenPredicates", key: at, all: count, now: () => tally.predicates[at], comment, parts: [word(label)] });
}

// A part that can be folded away, and stays so while the page is open.
function folding(name, ...content) {
  const details = element("details", { class: name }, ...content);
  details.addEventListener("toggle", redrawOverlay);  // names take the room that it gives, and leave what it takes
  return details;
}

export function fillLegend() {
  const dots = typeOrder.filter((type) => types[type].count).map(typeChip);
  const lines = predicates.map((predicate, at) => [predicate, at]).filter(([{ count }]) => count).map((each) => relationChip(...each));
  const large = window.innerWidth > 1300 && window.innerHeight > 800;
  const relations = lines.length ? folding("relations", element("summary", {}, "Lines"), element("div", { class: "chips lines" }, ...lines)) : undefined;
  if (relations) relations.open = large;
  const whole = folding("all", element("summary", {}, "Legend"), element("div", { class: "chips dots" }, ...dots, everything),
    ...(relations ? [relations] : []));
  whole.open = true;
  legend.append(whole);
  refreshLegend();
}

onChange((changed) => {
  if (changed.size) refreshLegend();
});

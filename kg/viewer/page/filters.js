// Filters: a button at the top of the map and of the table, what it opens, and a chip for each filter that is on.

import { hasDates, dateFilter, rangeInWords } from "./histogram.js";
import { dragEnded, whileDragged } from "./dragged.js";
import { edges, nodes, papersOf, predicates, types } from "./graph.js";
import { hasSources, sourceFilter, sourcesInWords } from "./source_choice.js";
import { change, onChange, state } from "./state.js";
import { element, grouped } from "./text.js";
import { isDated, tally } from "./visible.js";

const NOTHING_FILTERED = { sure: 0, support: 1, since: "", until: "", hiddenSources: new Set(), hiddenTypes: new Set(), hiddenPredicates: new Set() };

export function showEverything() {
  change({ ...NOTHING_FILTERED, depth: 0 });
}

// ---- chips

const chips = element("div", { id: "chips", role: "group", "aria-label": "Filters that are on" });

// A chip that tells of a filter and takes it away; `label` says what a click does. Put it up with `setChips`.
export function chip(text, label, clear) {
  return element("button", { type: "button", class: "filter-chip", title: label, "aria-label": `${text}. ${label}`, click: () => {
    clear();
    if (!chips.contains(document.activeElement)) opener.focus();
  } }, element("span", {}, text), element("span", { class: "away", "aria-hidden": "true" }, "×"));
}

const places = new Map();

// Puts up the chips of one part of the page in place of those that it put up before; parts stand in the order in which they first came.
export function setChips(part, made) {
  if (!places.has(part)) {
    places.set(part, element("span", { class: "part" }));
    chips.append(places.get(part));
  }
  places.get(part).replaceChildren(...made);
}

function hiddenInWords() {
  const names = [...[...state.hiddenTypes].map((type) => types[type].plural), ...[...state.hiddenPredicates].map((number) => `“${predicates[number].label}”`)];
  return `Without ${names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ")}`;
}

// Each filter: whether it is on, what it says, and what takes it away.
const FILTERS = [
  [() => state.sure > 0, () => `At least ${state.sure} % sure`, { sure: 0 }],
  [() => state.support > 1, () => `Named by ${state.support} papers or more`, { support: 1 }],
  [isDated, rangeInWords, { since: "", until: "" }],
  [() => state.hiddenSources.size > 0, sourcesInWords, { hiddenSources: new Set() }],
  [() => state.hiddenTypes.size + state.hiddenPredicates.size > 0, hiddenInWords, { hiddenTypes: new Set(), hiddenPredicates: new Set() }],
];

// ---- what the button opens

function slider() {
  const lowest = edges.reduce((least, { c }) => Math.min(least, c), 95);
  const none = Math.floor(lowest / 5) * 5;  // below, the slider would hide nothing
  const heading = element("label", { class: "heading", for: "sure" });
  const field = element("input", { id: "sure", type: "range", min: none, max: 95, step: 5, "aria-describedby": "sure-help" });
  const patch = () => ({ sure: Number(field.value) > none ? Number(field.value) : 0 });
  field.addEventListener("input", () => whileDragged(patch()));
  field.addEventListener("change", dragEnded);
  const refresh = () => {
    heading.textContent = state.sure ? `How sure: at least ${state.sure} %` : "How sure: any";
    field.value = state.sure;
    field.setAttribute("aria-valuetext", state.sure ? `at least ${state.sure} %` : "any");
  };
  const help = element("p", { class: "note", id: "sure-help" }, "Hides facts that the program is less sure of.");
  return { refresh, part: element("section", {}, heading, field, help) };
}

const STEPS = [1, 2, 3, 5, 10];

function stepper() {
  const highest = nodes.reduce((most, node) => Math.max(most, papersOf(node)), 1);
  const heading = element("h3", { id: "support-heading" });
  const buttons = STEPS.filter((step) => step <= Math.max(highest, 2)).map((step) => {
    const field = element("input", { type: "radio", name: "support", value: step });
    field.addEventListener("change", () => change({ support: step }));
    return { step, field, part: element("label", {}, field, element("span", {}, step === 1 ? "1" : `${step}`)) };
  });
  const refresh = () => {
    heading.textContent = state.support > 1 ? `Named by at least ${state.support} papers` : "Named by any number of papers";
    for (const { step, field } of buttons) field.checked = step === state.support;
  };
  const help = element("p", { class: "note" }, "Hides what fewer papers name, and relations that fewer papers tell.");
  return { refresh, part: element("section", {}, heading, element("div",
    { class: "steps-of", role: "radiogroup", "aria-labelledby": "support-heading" }, ...buttons.map(({ part }) => part)), help) };
}

const sum = element("p", { class: "sum", role: "status" });
const everything = element("button", { type: "button", click: () => {
  showEverything();
  (panel.hidden ? opener : everything.disabled ? closer : everything).focus();
} }, "Show everything again");
const closer = element("button", { type: "button", class: "close", title: "Close (Esc)", "aria-label": "Close the filters", click: () => setOpen(false) }, "×");
const parts = [slider(), stepper()];
const panel = element("div", { id: "filters", role: "dialog", "aria-labelledby": "filters-heading", hidden: "" },
  element("div", { class: "top" }, element("h2", { id: "filters-heading" }, "Filters"), closer),
  ...parts.map(({ part }) => part), hasDates ? dateFilter() : undefined, hasSources ? sourceFilter() : undefined,
  element("div", { class: "foot" }, sum, everything));
const badge = element("span", { class: "badge" });
const opener = element("button", { type: "button", id: "open-filters", "aria-expanded": "false", "aria-controls": "filters",
  click: () => setOpen(panel.hidden) }, "Filters", badge);
const short = element("span", { class: "short-sum", "aria-hidden": "true" });

function setOpen(open) {
  panel.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) panel.querySelector("input").focus({ focusVisible: false });
  else opener.focus();
}

// ---- where nothing is left

const nothing = element("div", { id: "nothing", hidden: "" },
  element("p", {}, element("strong", {}, "Nothing is left to show.")), element("p", {}, "No part of the map passes all filters that are on."),
  element("button", { type: "button", click: () => {
    showEverything();
    opener.focus();
  } }, "Show everything again"));

function share(part, whole) {
  return `${grouped(part)} of ${grouped(whole)}`;
}

function refresh() {
  const active = FILTERS.filter(([isOn]) => isOn());
  badge.textContent = active.length || "";
  opener.setAttribute("aria-label", active.length ? `Filters, ${active.length} on` : "Filters");
  setChips("filters", active.map(([, words, patch]) => chip(words(), "Remove this filter", () => change(patch))));
  for (const part of parts) part.refresh();
  sum.textContent = `${share(tally.nodes, nodes.length)} things shown, ${share(tally.edges, edges.length)} facts`;
  const filtered = active.length > 0 || state.depth > 0;
  short.textContent = filtered ? `${share(tally.nodes, nodes.length)} shown` : "";
  everything.disabled = !filtered;
  nothing.hidden = tally.nodes > 0 || !nodes.length;
}

const tray = document.getElementById("tray");

// The tray is wherever one looks: on the map, which the timeline is too, or above the table.
function place() {
  const home = document.getElementById(state.view === "table" ? "table" : "map");
  if (tray.parentElement === home) return;
  if (state.view === "table") home.prepend(tray);
  else home.insertBefore(tray, document.getElementById("legend"));
}

tray.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden) return;
  event.stopPropagation();  // or nothing stays chosen either
  setOpen(false);
});
tray.append(opener, chips, short, panel);
document.getElementById("map").append(nothing);
refresh();
onChange(() => {
  place();
  refresh();
});

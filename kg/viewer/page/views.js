// The tabs: the ways to look at the graph, and which part of the page each shows.

import { monthCount } from "./dated.js";
import { hasSparql } from "./sparql_engine.js";
import { change, onChange, state } from "./state.js";
import { element } from "./text.js";

const LEAST_MONTHS = 3;  // a timeline of fewer tells nothing
const SECTIONS = { map: "map", timeline: "map", table: "table", sparql: "sparql" };
const LABELS = { map: "Map of the graph", timeline: "Timeline of the graph", table: "Table of what is shown", sparql: "Questions in SPARQL" };

function offered() {
  const views = [["map", "Map", "Everything on a map: what has much in common lies close together"]];
  if (monthCount >= LEAST_MONTHS) views.push(["timeline", "Timeline", "The same things by month, oldest on the left"]);
  views.push(["table", "Table", "The same things as a list that can be sorted and saved"]);
  if (hasSparql()) views.push(["sparql", "SPARQL", "Ask questions that need more than a filter"]);
  return views;
}

const bar = document.getElementById("views");
const tabs = offered().map(([view, text, title]) => {
  const tab = element("button", { type: "button", role: "tab", id: `tab-${view}`, title, "aria-controls": SECTIONS[view],
    click: () => change({ view }) }, text);
  tab.dataset.view = view;
  return tab;
});

function hasView(view) {
  return tabs.some((tab) => tab.dataset.view === view);
}

// The view that the address asks for, or the map where this graph has no such view.
export function currentView() {
  return hasView(state.view) ? state.view : "map";
}

function refresh() {
  const view = currentView();
  const lost = document.activeElement?.closest("main > section");
  for (const id of new Set(Object.values(SECTIONS))) document.getElementById(id).hidden = SECTIONS[view] !== id;
  const place = document.getElementById(SECTIONS[view]);
  place.setAttribute("role", "tabpanel");
  place.setAttribute("aria-label", LABELS[view]);
  for (const tab of tabs) {
    const taken = tab.dataset.view === view;
    tab.setAttribute("aria-selected", String(taken));
    tab.tabIndex = taken ? 0 : -1;
  }
  document.body.dataset.view = view;
  if (lost?.hidden) document.getElementById(`tab-${view}`).focus();
}

const MOVES = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

bar.addEventListener("keydown", (event) => {
  const at = tabs.indexOf(document.activeElement);
  const step = MOVES[event.key];
  if (at < 0 || step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();  // or the arrows move the map as well
  const last = tabs.length - 1;
  const next = Number.isFinite(step) ? (at + step + tabs.length) % tabs.length : Math.min(Math.max(step, 0), last);
  tabs[next].focus();
  change({ view: tabs[next].dataset.view });
});

bar.append(...tabs);
bar.hidden = tabs.length < 2;
refresh();
onChange((changed) => changed.has("view") && refresh());

// The panel: tells of what is chosen, and is kept up with what is filtered.

import { nodeParts } from "./entity.js";
import { groupParts, homeParts } from "./overview.js";
import { evidenceNow, withEvidence } from "./proof.js";
import { choose, onChange, state } from "./state.js";
import { element } from "./text.js";

const panel = document.getElementById("panel");
const fillers = [];  // what other modules show instead
const additions = [];  // what they add below the heading
let cameFrom = null;  // what had the focus before the panel

// Shows something else in the panel: `make(sentences)` returns its parts, or null where the panel is to tell of what is chosen.
export function fillPanel(make) {
  fillers.push(make);
}

// Adds something below what the panel tells of a node or group: `make(target)` returns an element, or undefined.
export function addToPanel(make) {
  additions.push(make);
}

export function closing() {
  return element("button", { type: "button", class: "close", title: "Choose nothing (Esc)", "aria-label": "Choose nothing", click: () => choose(null) }, "×");
}

function partsNow() {
  for (const make of fillers) {
    const parts = make(evidenceNow());
    if (parts) return parts;
  }
  const { chosen } = state;
  if (!chosen) return homeParts();
  const more = additions.map((make) => make(chosen));
  return [closing(), ...(chosen.members ? groupParts(chosen, more) : nodeParts(chosen, evidenceNow(), more))];
}

// Replaces what the panel shows, and keeps the focus inside where it was inside.
function show(parts, { keep = false } = {}) {
  const top = keep ? panel.scrollTop : 0;
  const inside = panel !== document.activeElement && panel.contains(document.activeElement);
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = top;
  if (inside && state.chosen) enterPanel();
}

// Puts the focus on the heading of the panel.
export function enterPanel() {
  if (!panel.contains(document.activeElement)) cameFrom = document.activeElement;
  panel.querySelector("h2")?.focus({ preventScroll: true });
}

function leavePanel() {
  const back = cameFrom?.isConnected && cameFrom !== document.body && !cameFrom.matches("input") ? cameFrom : document.getElementById("overlay");
  cameFrom = null;
  back.focus({ preventScroll: true });
}

// Shows what is chosen, first without its sentences where they are still packed.
export function showPanel() {
  const { chosen } = state;
  show(partsNow());
  if (chosen && !evidenceNow()) withEvidence(() => state.chosen === chosen && show(partsNow(), { keep: true }));
}

onChange((changed) => {
  const inside = panel.contains(document.activeElement);
  if (changed.has("chosen") || changed.has("to")) showPanel();
  else if ([...changed].some((name) => name !== "view" && name !== "query")) show(partsNow(), { keep: true });
  document.body.classList.toggle("chosen", Boolean(state.chosen));
  if (inside && changed.has("chosen") && !state.chosen) leavePanel();
});

// Focus: only what is so many steps from what is chosen.

import { edgeIdsOf, edges } from "./graph.js";
import { change, onChange, state } from "./state.js";
import { element } from "./text.js";

// The numbers of the nodes within so many steps over the edges that are allowed (a mask by edge), or null where there is no focus.
export function within(chosen, depth, allowed) {
  if (!chosen || !depth) return null;
  const found = new Set((chosen.members || [chosen]).map(({ id }) => id));
  let rim = [...found];
  for (let step = 0; step < depth && rim.length; step += 1) {
    const following = [];
    for (const id of rim) {
      for (const number of edgeIdsOf(id)) {
        const next = edges[number].from === id ? edges[number].to : edges[number].from;
        if (!allowed[number] || found.has(next)) continue;
        found.add(next);
        following.push(next);
      }
    }
    rim = following;
  }
  return found;
}

export function stepsInWords(count) {
  return count === 1 ? "1 step" : `${count} steps`;
}

function depthButton(depth) {
  const [text, title] = depth
    ? [String(depth), `Show only what is ${stepsInWords(depth)} away or nearer (key ${depth})`]
    : ["All", "Show everything again"];
  const button = element("button", { type: "button", title, "aria-label": depth ? stepsInWords(depth) : "Everything", click: () => {
    change({ depth }, { move: true });
    document.querySelector(`#panel .steps [data-depth="${depth}"]`)?.focus();  // the panel may have made its buttons anew
  } }, text);
  button.dataset.depth = depth;
  return button;
}

function press(group) {
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.dataset.depth) === state.depth));
}

// Buttons that narrow the map to what is near a node or a group; the panel shows them.
export function stepControls() {
  const group = element("div", { class: "steps", role: "group", "aria-label": "Show only what is near, in steps" },
    element("span", { class: "steps-lead" }, "Show only what is near:"), ...[1, 2, 3].map(depthButton), element("span", {}, "steps"), depthButton(0));
  press(group);
  return group;
}

function take(depth) {
  if (state.chosen) change({ depth: state.depth === depth ? 0 : depth }, { move: true });
}

// What keys do here; keys.js asks.
export const STEP_KEYS = { 1: () => take(1), 2: () => take(2), 3: () => take(3) };

onChange((changed) => {
  if (changed.has("depth")) document.querySelectorAll(".steps").forEach(press);
});

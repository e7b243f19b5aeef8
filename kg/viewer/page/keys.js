// What keys do.

import { chooseMarked, step, unmark } from "./arrows.js";
import { fit, mapElement, pan, zoom } from "./camera.js";
import { stopPicking } from "./picking.js";
import { query } from "./search.js";
import { choose } from "./state.js";
import { STEP_KEYS } from "./steps.js";

const dialog = document.getElementById("about");

const KEYS = {
  "/": () => query.focus(),
  "?": () => dialog.showModal(),
  "+": () => zoom(1.4, undefined, true),
  "=": () => zoom(1.4, undefined, true),
  "-": () => zoom(1 / 1.4, undefined, true),
  0: () => fit(true),
  ...STEP_KEYS,
  Escape: () => stopPicking() || unmark() || choose(null),
};

// These mean something on the map only: elsewhere they scroll, or belong to what has the focus.
const ON_MAP = {
  ArrowLeft: () => pan(-80, 0),
  ArrowRight: () => pan(80, 0),
  ArrowUp: () => pan(0, -80),
  ArrowDown: () => pan(0, 80),
  n: () => step(1),
  "]": () => step(1),
  p: () => step(-1),
  "[": () => step(-1),
  Enter: () => chooseMarked(),
};

function isTyping({ target }) {
  return target.matches("input, textarea, select") || target.isContentEditable;
}

function isOnMap({ target }) {
  return target === document.body || target.id === "overlay" || (mapElement.contains(target) && !target.closest("button, a, summary"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]") || isTyping(event)) return;
  const action = KEYS[event.key] || (isOnMap(event) && ON_MAP[event.key]);
  if (!action) return;
  action();
  event.preventDefault();
});

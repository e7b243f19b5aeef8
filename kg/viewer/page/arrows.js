// Keys step through what is connected with the chosen: a marker shows where one is, and it is read out.

import { factsOf, isPaper, other, predicates, singular } from "./graph.js";
import { inView, moveToFocus, placeOf } from "./camera.js";
import { focus, partInFocus } from "./focus.js";
import { redrawOverlay } from "./overlay.js";
import { sayNow } from "./spoken.js";
import { choose, state } from "./state.js";
import { cut } from "./text.js";
import { shownEdge } from "./visible.js";

function relationWith(node) {
  const edge = state.chosen.members ? null : factsOf(state.chosen).find((each) => shownEdge(each) && other(each, state.chosen) === node);
  if (!edge) return "";
  const [from, to] = edge.from === node.id ? [node, state.chosen] : [state.chosen, node];
  return ` ${cut(from.label, 60)} ${predicates[edge.p].label} ${cut(to.label, 60)}.`;
}

function announce(node, at, count) {
  const paperOrKind = isPaper(node) ? "paper" : singular(node.type);
  sayNow(`${at + 1} of ${count}: ${cut(node.label, 120)}, ${paperOrKind}.${relationWith(node)} Enter chooses it.`);
}

// Marks the next of what is connected with the chosen, or, with -1, the one before.
export function step(by) {
  const around = state.chosen && partInFocus()?.around;
  if (!around?.length) {
    sayNow(
      state.chosen
        ? "Nothing that is shown is connected with it."
        : "Choose something first: then these keys step through what is connected with it.",
    );
    return;
  }
  const now = around.indexOf(focus.marked);
  const next = now < 0 ? (by > 0 ? 0 : around.length - 1) : (now + by + around.length) % around.length;
  focus.marked = around[next];
  if (!inView(placeOf(focus.marked))) moveToFocus([focus.marked, ...(state.chosen.members ? [] : [state.chosen])], true);
  redrawOverlay();
  announce(focus.marked, next, around.length);
}

// Chooses what is marked, and tells whether anything was.
export function chooseMarked() {
  if (!focus.marked) return false;
  choose(focus.marked, { move: true });
  return true;
}

// Takes the marker away, and tells whether there was one.
export function unmark() {
  if (!focus.marked) return false;
  focus.marked = null;
  redrawOverlay();
  return true;
}

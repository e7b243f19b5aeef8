// Changes while something is dragged: at most one a frame, and no address until it rests.

import { change, settle } from "./state.js";

let [frame, waiting] = [0, {}];

function apply() {
  cancelAnimationFrame(frame);
  frame = 0;
  const patch = waiting;
  waiting = {};
  change(patch, { address: false });
}

export function whileDragged(patch) {
  Object.assign(waiting, patch);
  frame ||= requestAnimationFrame(apply);
}

export function dragEnded() {
  if (frame) apply();
  settle();
}

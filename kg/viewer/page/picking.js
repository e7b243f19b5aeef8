// Picking on the map: while somebody is asked for a place, the next click answers instead of choosing.

import { say } from "./text.js";

const waiting = { answer: null };

function isPicking() {
  return Boolean(waiting.answer);
}

// Asks for a click on a node; calls back with it.
export function startPicking(text, answer) {
  waiting.answer = answer;
  document.body.classList.add("picking");
  say(text);
}

// Ends the asking; tells whether there was any.
export function stopPicking() {
  const was = isPicking();
  waiting.answer = null;
  document.body.classList.remove("picking");
  if (was) say("");
  return was;
}

// Gives what was clicked to whoever asked; tells whether it was taken. A click beside every dot asks on.
export function takePick(target) {
  if (!isPicking()) return false;
  if (!target || target.members) return true;
  const { answer } = waiting;
  stopPicking();
  answer(target);
  return true;
}

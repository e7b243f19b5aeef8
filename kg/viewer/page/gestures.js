// What mouse, pen and fingers do to the map.

import { mapElement, pan, zoom } from "./camera.js";
import { focus } from "./focus.js";
import { redrawOverlay } from "./overlay.js";
import { pick } from "./pick.js";
import { takePick } from "./picking.js";
import { change, choose, state } from "./state.js";

const SLIP = { mouse: 4, touch: 8, pen: 6 };  // pixels that a click may move
const REACH = { mouse: 6, touch: 16, pen: 8 };  // and that it may miss
const TWICE = 300;  // milliseconds between the clicks of a double click
const LINE = 16;  // pixels of a line, for wheels that count lines
const surface = document.getElementById("overlay");
const down = new Map();  // the pointers that touch the map
let [waiting, pointer, gesture, lastClick] = [0, null, null, { time: -Infinity, x: 0, y: 0 }];

function within(event) {
  const edge = mapElement.getBoundingClientRect();
  return { x: event.clientX - edge.left, y: event.clientY - edge.top };
}

// The overlay may just be moved: what it leaves bare belongs to the map as well.
function isOnMap({ target }) {
  return target === surface || target === mapElement;
}

function hover() {
  const target = (pointer && !gesture && pick(pointer.x, pointer.y, REACH.mouse)) || null;
  mapElement.classList.toggle("pointing", Boolean(target));
  if (target === focus.hovered) return;
  focus.hovered = target;
  redrawOverlay();
}

function middleOf() {
  const all = [...down.values()];
  const sum = (axis) => all.reduce((total, at) => total + at[axis], 0) / all.length;
  const [x, y] = [sum("x"), sum("y")];
  return { x, y, spread: all.length > 1 ? Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) : 0 };
}

// Fingers and mouse move the map with them; two fingers also draw it nearer.
function move(event) {
  down.set(event.pointerId, within(event));
  const now = middleOf();
  gesture.moved ||= Math.hypot(now.x - gesture.from.x, now.y - gesture.from.y) > (SLIP[event.pointerType] || 4) || down.size > 1;
  if (gesture.moved) {
    mapElement.classList.add("dragging");
    pan(gesture.last.x - now.x, gesture.last.y - now.y);
    if (now.spread && gesture.last.spread) zoom(now.spread / gesture.last.spread, now);
  }
  gesture.last = now;
}

// A second node, with Shift, is the other end of a path.
function chooseAt(at, event) {
  const target = pick(at.x, at.y, REACH[event.pointerType] || REACH.mouse);
  if (takePick(target)) return;
  if (event.shiftKey && target && !target.members && state.chosen && !state.chosen.members && target !== state.chosen) change({ to: target });
  else choose(target);
}

function click(event) {
  const at = within(event);
  const again = event.timeStamp - lastClick.time < TWICE && Math.hypot(at.x - lastClick.x, at.y - lastClick.y) < 24;
  lastClick = { time: again ? -Infinity : event.timeStamp, ...at };
  if (again) zoom(2, at, true);
  else chooseAt(at, event);
}

mapElement.addEventListener("pointermove", (event) => {
  if (down.has(event.pointerId)) return move(event);
  if (event.pointerType !== "mouse") return undefined;
  pointer = isOnMap(event) ? within(event) : null;
  clearTimeout(waiting);
  waiting = setTimeout(hover, focus.hovered ? 30 : 70);
  return undefined;
});

mapElement.addEventListener("pointerleave", () => {
  clearTimeout(waiting);
  pointer = null;
  hover();
});

mapElement.addEventListener("pointerdown", (event) => {
  if (!isOnMap(event) || (event.pointerType === "mouse" && event.button !== 0)) return;
  surface.setPointerCapture(event.pointerId);
  down.set(event.pointerId, within(event));
  const now = middleOf();
  gesture = { from: now, last: now, moved: down.size > 1 };
});

function release(event, mayClick) {
  if (!down.delete(event.pointerId)) return;
  const clicked = mayClick && !gesture.moved;
  if (down.size) gesture = { from: middleOf(), last: middleOf(), moved: true };
  else gesture = null;
  mapElement.classList.toggle("dragging", Boolean(gesture));
  if (clicked) click(event);
}

mapElement.addEventListener("pointerup", (event) => release(event, true));
mapElement.addEventListener("pointercancel", (event) => release(event, false));

// Two fingers on a touchpad come as a wheel with Ctrl, in smaller steps.
mapElement.addEventListener("wheel", (event) => {
  if (!isOnMap(event)) return;
  event.preventDefault();
  const turned = event.deltaY * (event.deltaMode === 1 ? LINE : 1);
  const kept = Math.min(Math.max(turned, -240), 240);
  zoom(Math.exp(-kept / (event.ctrlKey ? 100 : 500)), within(event));
}, { passive: false });

// While the view moves, the last picture of dots and lines is moved; it is drawn anew when the view rests, in slices.

import { camera, looking, onMove, onPlaced } from "./camera.js";
import { renderer } from "./renderer.js";
import { onChange } from "./state.js";
import { edgeShown, nodeShown } from "./visible.js";

const MARGIN = 0.16;  // of the window, on each side: so far the picture reaches beyond it
const NO_MARGIN = 0.02;  // where all is in the window
const MOST_PIXELS = 9_000_000;
const AT_ONCE = 45;  // milliseconds of drawing that nobody notices
const KEEP_AFTER = 120;  // milliseconds
const SLICE = { resting: 14, moving: 5 };
const base = document.getElementById("base");
const whole = { element: document.createElement("canvas"), frame: null };  // the picture of all, behind the one of a part
let [shownFrame, job, awaited, asked] = [null, null, 0, 0];
let [moving, stale] = [false, true];

base.append(whole.element, renderer.element);
whole.element.hidden = true;

// What a picture shows, and how large it is: the window with a margin, fewer pixels where those would be too many.
function frameNow() {
  const { x, y, scale, wide, high } = camera;
  const ratio = window.devicePixelRatio || 1;
  const margin = Math.min(looking.at === "whole" ? NO_MARGIN : MARGIN, Math.max(NO_MARGIN, (Math.sqrt(MOST_PIXELS / (wide * high)) / ratio - 1) / 2));
  const size = { wide: Math.ceil(wide * (1 + 2 * margin)), high: Math.ceil(high * (1 + 2 * margin)) };
  return { x, y, scale, ...size, ratio, near: scale / looking.wholeScale, whole: looking.at === "whole" };
}

function put(element, frame) {
  const factor = camera.scale / frame.scale;
  const left = (frame.x - camera.x) * camera.scale + (camera.wide - frame.wide * factor) / 2;
  const top = (frame.y - camera.y) * camera.scale + (camera.high - frame.high * factor) / 2;
  element.style.transform = `translate(${left}px, ${top}px) scale(${factor})`;
}

function putPictures() {
  if (shownFrame) put(renderer.element, shownFrame);
  if (whole.frame) put(whole.element, whole.frame);
}

// Whether the window lies inside of the picture, or the picture shows all anyway.
function covered() {
  if (!shownFrame || shownFrame.whole) return true;
  const reach = (name) => shownFrame[name] / shownFrame.scale - camera[name] / camera.scale;
  return 2 * Math.abs(shownFrame.x - camera.x) <= reach("wide") && 2 * Math.abs(shownFrame.y - camera.y) <= reach("high");
}

function keepWhole(frame) {
  const { element } = whole;
  [element.width, element.height] = [frame.wide, frame.high];
  element.style.width = `${frame.wide}px`;
  element.style.height = `${frame.high}px`;
  element.getContext("2d", { alpha: false }).drawImage(renderer.picture(), 0, 0, frame.wide, frame.high);
  element.hidden = false;
  whole.frame = frame;
}

// The copy is needed when the view moves, and not before the first picture is there.
function keepSoon(frame) {
  // vis empties its canvas while another view is shown.
  setTimeout(() => shownFrame === frame && !stale && renderer.picture().width && keepWhole(frame), KEEP_AFTER);
}

function finish() {
  shownFrame = job.frame;
  job = null;
  renderer.show(shownFrame);
  putPictures();
  if (shownFrame.whole) keepSoon(shownFrame);
}

function work(budget) {
  const ends = performance.now() + budget;
  while (job) {
    if (job.steps.next().done) finish();
    else if (performance.now() > ends) return false;
  }
  return true;
}

function goOn() {
  awaited = 0;
  if (!work(moving ? SLICE.moving : SLICE.resting)) later();
}

function later() {
  awaited ||= setTimeout(goOn, moving ? 12 : 0);
}

function begin(budget) {
  const frame = frameNow();
  job = { frame, steps: renderer.draw(frame) };
  if (!work(budget)) later();
}

// Draws the picture anew in the next frame: after colours or places changed.
export function redrawBase() {
  stale = true;
  request();
}

function sameAs({ x, y, scale, wide, high }) {
  const now = frameNow();
  return x === now.x && y === now.y && scale === now.scale && wide === now.wide && high === now.high;
}

function refresh() {
  if (stale) {
    job = null;
    whole.frame = null;  // it shows what is no longer there
    whole.element.hidden = true;
  }
  const enough = !stale && (job || shownFrame) && sameAs(job ? job.frame : shownFrame);
  if (stale || (!moving && !enough)) begin(shownFrame ? AT_ONCE : Infinity);
  else if (!job && !covered()) begin(SLICE.moving);
  stale = false;
}

function next() {
  asked = 0;
  putPictures();
  refresh();
}

function request() {
  if (!shownFrame) next();
  else asked ||= requestAnimationFrame(next);
}

// What is shown has changed when the masks have: choosing something changes neither.
const masks = [nodeShown, edgeShown].map((mask) => [mask, mask.slice()]);

function seesChange() {
  const changed = masks.filter(([mask, known]) => mask.some((one, at) => one !== known[at]));
  for (const [mask, known] of changed) known.set(mask);
  return changed.length > 0;
}

onMove((resting) => {
  moving = !resting;
  request();
});
onPlaced(() => shownFrame && redrawBase());
onChange(() => seesChange() && redrawBase());

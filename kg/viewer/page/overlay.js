// The canvas above the dots and lines: names, and what is chosen or pointed at.

import { camera, onMove, placed } from "./camera.js";
import { dim, drawFocus, drawRing, focus, partInFocus, writeWords } from "./focus.js";
import { Boxes, drawName, writeName } from "./labels.js";
import { layFocus, layNames, placeOfName } from "./names.js";
import { drawTitle, layTitles, writeTitle } from "./titles.js";

const QUICK = 500;  // lines and dots in focus: more are not drawn while the map moves, but moved with it
const overlay = document.getElementById("overlay");
const context = overlay.getContext("2d");
let boxes = new Boxes();
let [titles, names] = [[], []];
let [drawnAt, asked, moving] = [null, 0, false];

// The node or group whose name on the map is at a place.
export function nameAt(x, y) {
  return boxes.at(x, y)?.target || null;
}

// Names keep clear of what lies on the map.
function reserve(id) {
  const part = document.getElementById(id);
  if (!part?.offsetWidth) return;
  boxes.add({ left: part.offsetLeft, right: part.offsetLeft + part.offsetWidth, top: part.offsetTop, bottom: part.offsetTop + part.offsetHeight });
}

function clean() {
  const ratio = window.devicePixelRatio || 1;
  const { wide, high } = camera;
  if (overlay.width !== Math.round(wide * ratio) || overlay.height !== Math.round(high * ratio)) {
    overlay.width = Math.round(wide * ratio);
    overlay.height = Math.round(high * ratio);
  }
  overlay.style.transform = "";
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, wide, high);
  boxes = new Boxes(wide, high);
  for (const id of ["legend", "zoom", "tray"]) reserve(id);
}

// What has a name of its own besides what is in focus.
function extras(part) {
  return [...new Set([focus.marked, focus.hovered])].filter((node) => node && !node.members && !part.marked.includes(node));
}

function drawUnder(part) {
  if (!part) return;
  dim(context);
  drawFocus(context, part);
  for (const node of extras(part)) drawRing(context, node, node === focus.marked ? [4, 3] : []);
}

// Draws all, and lays out the names anew.
export function drawOverlay() {
  const earlier = new Map([...titles, ...names].map((each) => [each.target, each]));
  const part = partInFocus();
  clean();
  drawUnder(part);
  placed.decoration?.write?.(context, boxes);
  titles = part ? [] : layTitles(context, boxes, earlier);
  names = part ? layFocus(context, boxes, part, extras(part), earlier) : layNames(context, boxes, earlier);
  if (part) writeWords(context, boxes, part);
  for (const title of titles) drawTitle(context, title);
  for (const name of names) drawName(context, name, placeOfName(name));
  finish();
}

function finish() {
  drawnAt = { x: camera.x, y: camera.y, scale: camera.scale };
}

// While the map moves: the same names, at once where they now are, or with the picture where there is much to draw.
function drawMoving() {
  const part = partInFocus();
  if (part && part.facts.length + part.around.length > QUICK) return shift();
  clean();
  drawUnder(part);
  placed.decoration?.write?.(context, boxes);
  for (const title of titles) writeTitle(context, boxes, title);
  for (const name of names) writeName(context, boxes, name, placeOfName(name));
  return finish();
}

function shift() {
  const factor = camera.scale / drawnAt.scale;
  const left = (drawnAt.x - camera.x) * camera.scale + (camera.wide * (1 - factor)) / 2;
  const top = (drawnAt.y - camera.y) * camera.scale + (camera.high * (1 - factor)) / 2;
  overlay.style.transform = `translate(${left}px, ${top}px) scale(${factor})`;
}

function next() {
  asked = 0;
  if (moving) drawMoving();
  else drawOverlay();
}

// Draws it anew with the next frame, however often it was asked to.
export function redrawOverlay() {
  asked ||= requestAnimationFrame(next);
}

onMove((resting) => {
  moving = !resting;
  redrawOverlay();
});

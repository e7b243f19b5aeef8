// The camera: which part of the map the window shows, and where that puts each node.

import { degree, factsOf, isPaper, nodes, other } from "./graph.js";
import { stillness } from "./look.js";
import { shown } from "./visible.js";

const FLIGHT = 350;  // milliseconds
const FLOWN_UP_TO = 5000;  // nodes: what is larger is not animated
const MOST = 1.8;  // pixels of the window for one of the map, where the whole is shown
const REST = 120;  // milliseconds without a movement

export const mapElement = document.getElementById("map");
export const camera = { x: 0, y: 0, scale: 1, wide: 0, high: 0 };
export const looking = { at: "whole", wholeScale: 1 };  // what the map is to show: the whole, the chosen, or where the reader moved it

// Where the nodes are, as numbers, for what has to be fast; `node.x` and `node.y` say the same.
export const placed = { x: new Float32Array(nodes.length), y: new Float32Array(nodes.length), decoration: null };
export const sizes = Float32Array.from(nodes, sizeOf);
const home = { x: placed.x.slice(), y: placed.y.slice() };
const [followers, settlers] = [[], []];

// Calls back when the camera moved, and once more, with `resting`, when it rests.
export function onMove(follower) {
  followers.push(follower);
}

// Calls back when nodes got other places.
export function onPlaced(settler) {
  settlers.push(settler);
}

// Papers hold all together and would cover the rest: they stay small.
function sizeOf(node) {
  const root = Math.sqrt(degree[node.id]);
  return isPaper(node) ? Math.min(2 + 0.6 * root, 6) : Math.min(2.6 + 1.35 * root, 17);
}

// Dots grow more slowly than the map, so that coming closer parts them.
export function radiusAt(size, scale) {
  return Math.min(Math.max(size * scale ** 0.65, 1.2), 30);
}

export function radiusOf(node) {
  return radiusAt(sizes[node.id], camera.scale);
}

export function placeAt(x, y) {
  return { x: (x - camera.x) * camera.scale + camera.wide / 2, y: (y - camera.y) * camera.scale + camera.high / 2 };
}

export function placeOf(node) {
  const place = placeAt(node.x, node.y);
  place.radius = node.id === undefined ? 0 : radiusOf(node);
  return place;
}

export function inView({ x, y }) {
  return x > -20 && y > -20 && x < camera.wide + 20 && y < camera.high + 20;
}

export function measure() {
  if (!mapElement.clientWidth) return;  // another view is shown: the map is as it was
  camera.wide = mapElement.clientWidth;
  camera.high = mapElement.clientHeight;
}

let waiting = 0;

function setCamera(place, resting) {
  Object.assign(camera, place);
  clearTimeout(waiting);
  if (!resting) waiting = setTimeout(() => setCamera({}, true), REST);
  for (const follower of followers) follower(resting);
}

let [flight, arrive] = [0, null];

// Ends a movement: nodes on their way to other places are there at once.
function halt() {
  cancelAnimationFrame(flight);
  const finish = arrive;
  arrive = null;
  finish?.();
}

// Calls back with shares from 0 to 1 while something moves; one such movement ends another.
function animated(step) {
  const began = performance.now();
  const next = (now) => {
    const share = Math.min(Math.max((now - began) / FLIGHT, 0), 1);
    flight = share < 1 ? requestAnimationFrame(next) : 0;
    step(share * share * (3 - 2 * share), share === 1);
  };
  flight = requestAnimationFrame(next);
}

function flies(animate) {
  return animate && !stillness.matches && nodes.length <= FLOWN_UP_TO;
}

// The scale changes by equal factors, which the eye takes for steady.
function fly(goal) {
  const start = { x: camera.x, y: camera.y, scale: camera.scale };
  const level = Math.abs(start.scale / goal.scale - 1) < 1e-6;  // nothing may be divided by what is almost nothing
  animated((share, done) => {
    const scale = done ? goal.scale : start.scale * (goal.scale / start.scale) ** share;
    const near = level ? share : (1 / start.scale - 1 / scale) / (1 / start.scale - 1 / goal.scale);
    setCamera({ x: start.x + (goal.x - start.x) * near, y: start.y + (goal.y - start.y) * near, scale }, done);
  });
}

function go(goal, animate) {
  halt();
  if (flies(animate)) fly(goal);
  else setCamera(goal, true);
}

// What of the map nothing lies upon: the legend is below, or above on a narrow screen; names need a margin.
export function room() {
  const legend = document.getElementById("legend");
  const foot = placed.decoration?.foot || 0;
  const tall = Math.min(legend.offsetHeight, camera.high / 3);
  const above = legend.offsetTop > camera.high / 2 ? 0 : tall;
  const bar = tall + foot;
  const margin = camera.high > 600 ? 76 : 44;
  return { wide: camera.wide - Math.min(90, camera.wide / 8), high: camera.high - bar - margin, down: bar - 2 * above - 0.3 * margin };
}

// Where the camera has to be for a box to fill the room.
function showing(box, limit, { wide, high, down } = room()) {
  const scale = Math.min(wide / Math.max(box.right - box.left, 1), high / Math.max(box.bottom - box.top, 1), limit);
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + down / 2 / scale, scale };
}

function moveTo(box, limit, animate) {
  const goal = showing(box, limit);
  go(goal, animate);
  return goal.scale;
}

export function boxOf(members) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of members) {
    if (x < box.left) box.left = x;
    if (x > box.right) box.right = x;
    if (y < box.top) box.top = y;
    if (y > box.bottom) box.bottom = y;
  }
  return box.left <= box.right ? box : { left: -1, right: 1, top: -1, bottom: 1 };
}

let extent = boxOf(nodes);

function settle(x, y) {
  for (const node of nodes) {
    placed.x[node.id] = node.x = x[node.id];
    placed.y[node.id] = node.y = y[node.id];
  }
  extent = boxOf(nodes);
  for (const settler of settlers) settler();
}

// The map is wider than high: it is stood up where it then gets larger, as on a phone.
export function standUp() {
  const box = boxOf(nodes);
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  const free = room();
  const gain = Math.min(free.wide / high, free.high / wide) / Math.min(free.wide / wide, free.high / high);
  const [x, y] = gain > 1.05 ? ["y", "x"] : ["x", "y"];
  home.x = Float32Array.from(nodes, (node) => node[x]);
  home.y = Float32Array.from(nodes, (node) => node[y]);
  settle(home.x, home.y);
}

// Gives the nodes other places (by id; NaN: nowhere), or, with nulls, those of the map; and shows the whole.
// `decoration.draw(context, scale)` draws below the dots, in the coordinates of the places;
// `decoration.write(context, boxes)` above them, in pixels of the window;
// with `lines: false` there are no lines but those in focus; `foot` is how many pixels it takes along the lower edge.
export function setPositions(x, y, decoration, animate = true) {
  const goal = { x: x || home.x, y: y || home.y };
  const start = { x: placed.x.slice(), y: placed.y.slice() };
  placed.decoration = decoration;
  const free = room();  // another view may be shown before all have arrived
  const between = (name, share) => goal[name].map((value, id) => {
    const from = start[name][id];
    return share < 1 && Number.isFinite(from) ? from + (value - from) * share : value;
  });
  const step = (share, done) => {
    if (done) arrive = null;
    settle(between("x", share), between("y", share));
    setCamera(showing(boxOf(nodes.filter(shown)), MOST, free), true);
    looking.wholeScale = camera.scale;
  };
  halt();
  looking.at = "whole";
  if (!flies(animate)) return step(1, true);
  arrive = () => step(1, true);
  return animated(step);
}

function middleOf(members, axis) {
  return members.map((node) => node[axis]).sort((a, b) => a - b)[members.length >> 1];
}

// The inner three quarters of a group say where it is; the rest are strays.
export function inner(members) {
  const [x, y] = [middleOf(members, "x"), middleOf(members, "y")];
  const far = Float64Array.from(members, (node) => (node.x - x) ** 2 + (node.y - y) ** 2);
  const limit = far.slice().sort()[Math.ceil(members.length * 0.75) - 1];
  return members.filter((_, at) => far[at] <= limit);
}

export function fit(animate) {
  halt();
  looking.at = "whole";
  looking.wholeScale = moveTo(boxOf(nodes.filter(shown)), MOST, animate);
}

// Shows a node with what it has facts with, a group, or some nodes.
export function moveToFocus(target, animate) {
  halt();
  looking.at = "chosen";
  if (target.members) return moveTo(boxOf(inner(target.members)), Math.max(looking.wholeScale * 2.5, 1.2), animate);
  const members = Array.isArray(target) ? target : [target, ...factsOf(target).map((edge) => other(edge, target)).filter(shown)];
  return moveTo(boxOf(members), Math.max(looking.wholeScale * 2.5, 1.2), animate);
}

function bounded(scale) {
  return Math.min(Math.max(scale, looking.wholeScale / 3), Math.max(12, looking.wholeScale * 8));
}

export function zoom(factor, at = { x: camera.wide / 2, y: camera.high / 2 }, animate = false) {
  halt();
  looking.at = "part";
  const scale = bounded(camera.scale * factor);
  const shift = 1 / camera.scale - 1 / scale;
  const goal = { x: camera.x + (at.x - camera.wide / 2) * shift, y: camera.y + (at.y - camera.high / 2) * shift, scale };
  if (flies(animate)) fly(goal);
  else setCamera(goal, false);
}

// The middle of the window stays on the map, or nobody finds back.
export function pan(right, down) {
  halt();
  looking.at = "part";
  const kept = (value, least, most) => Math.min(Math.max(value, least), most);
  const x = kept(camera.x + right / camera.scale, extent.left, extent.right);
  setCamera({ x, y: kept(camera.y + down / camera.scale, extent.top, extent.bottom) }, false);
}

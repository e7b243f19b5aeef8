// What is under the pointer: the nodes in a grid over the map, so that few are looked at.

import { camera, onPlaced, placed, radiusAt, sizes } from "./camera.js";
import { nodes } from "./graph.js";
import { nameAt } from "./overlay.js";
import { onChange } from "./state.js";
import { nodeShown } from "./visible.js";

const IN_A_CELL = 3;  // nodes, in the middle
const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
let grid = null;

function boundsOf(ids) {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    bounds.left = Math.min(bounds.left, placed.x[id]);
    bounds.right = Math.max(bounds.right, placed.x[id]);
    bounds.top = Math.min(bounds.top, placed.y[id]);
    bounds.bottom = Math.max(bounds.bottom, placed.y[id]);
  }
  return bounds;
}

// The ids of each cell follow each other in one array; `starts` tells where each cell's begin.
function madeGrid() {
  const ids = Uint32Array.from(nodes.keys()).filter((id) => nodeShown[id] && Number.isFinite(placed.x[id]));
  const { left, right, top, bottom } = boundsOf(ids);
  const side = Math.max(Math.sqrt(((right - left) * (bottom - top) * IN_A_CELL) / Math.max(ids.length, 1)), Math.max(right - left, bottom - top) / 1000, 1);
  const [columns, rows] = ids.length ? [Math.floor((right - left) / side) + 1, Math.floor((bottom - top) / side) + 1] : [0, 0];
  const cellOf = (id) => Math.floor((placed.y[id] - top) / side) * columns + Math.floor((placed.x[id] - left) / side);
  const starts = new Uint32Array(columns * rows + 1);
  for (const id of ids) starts[cellOf(id) + 1] += 1;
  for (let cell = 0; cell < columns * rows; cell += 1) starts[cell + 1] += starts[cell];
  const [filled, members] = [starts.slice(), new Uint32Array(ids.length)];
  for (const id of ids) members[filled[cellOf(id)]++] = id;
  return { left, top, side, columns, rows, starts, members };
}

function* near(x, y, reach) {
  grid ??= madeGrid();
  const { left, top, side, columns, rows, starts, members } = grid;
  const [first, last] = [x - reach, x + reach].map((place) => Math.min(Math.max(Math.floor((place - left) / side), 0), columns - 1));
  for (let row = Math.max(Math.floor((y - reach - top) / side), 0); row <= Math.min(Math.floor((y + reach - top) / side), rows - 1); row += 1) {
    for (let at = starts[row * columns + first]; at < starts[row * columns + last + 1]; at += 1) yield members[at];
  }
}

// The node whose dot is at a place of the window or no further from it than `reach`; else the node or group whose name is there.
export function pick(x, y, reach) {
  const { scale } = camera;
  const [right, down] = [(x - camera.wide / 2) / scale + camera.x, (y - camera.high / 2) / scale + camera.y];
  let [best, least] = [null, reach];
  for (const id of near(right, down, (reach + radiusAt(largest, scale)) / scale)) {
    const gap = Math.hypot(placed.x[id] - right, placed.y[id] - down) * scale - radiusAt(sizes[id], scale);
    if (gap < least) [best, least] = [nodes[id], gap];
  }
  return best || nameAt(x, y);
}

onPlaced(() => { grid = null; });
onChange(() => { grid = null; });

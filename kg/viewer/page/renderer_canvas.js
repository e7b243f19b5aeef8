// The renderer that is our own: areas by the canvas, dots and lines as pixels. Two canvases take turns.

import { placed, radiusAt, sizes } from "./camera.js";
import { edges, importance, isPaper, nodes } from "./graph.js";
import { areasNow } from "./hulls.js";
import { ink } from "./look.js";
import { fillConvex, Lines, partsOf, pixelOf, stamp } from "./raster.js";
import { checkColours, spriteOf, typeNumber } from "./sprites.js";
import { edgeShown, nodeShown } from "./visible.js";

const BETWEEN_UP_TO = 20_000;  // nodes: in larger maps, lines between groups are drawn from nearer only
const BETWEEN_FROM = 2.5;  // times nearer than the whole
const WEIGHT = { within: 16, between: 7 };
const CLEAR = 0.9;  // lines over each other, in the mean; where there are more, each is fainter
const MOST = 0.45;  // opacity of the densest lines
const AT_A_TIME = 8192;  // lines or dots between two looks at the clock

const element = document.createElement("div");
const canvases = [0, 1].map(() => document.createElement("canvas"));
const brushes = canvases.map((canvas) => canvas.getContext("2d", { alpha: false, willReadFrequently: true }));
element.append(...canvases);
let [front, lines, kept] = [0, new Lines(1, 1), null];
const [across, down] = [new Float32Array(nodes.length), new Float32Array(nodes.length)];

// Papers first, what has most facts last: it then lies on top.
const rank = (id) => (isPaper(nodes[id]) ? -1e6 : 0) + importance[id];
const order = Uint32Array.from(nodes, (_, id) => id).sort((a, b) => rank(a) - rank(b));
const ends = { from: Uint32Array.from(edges, (edge) => edge.from), to: Uint32Array.from(edges, (edge) => edge.to) };
const within = Uint8Array.from(edges, ({ from, to }) => Number(nodes[from].community === nodes[to].community));

// What a decoration draws is read back; areas are pixels at once.
function groundOf(brush, frame, wide, high) {
  const zoomed = frame.scale * frame.ratio;
  if (!placed.decoration?.draw) return groundWithAreas(frame, zoomed, wide, high);
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.fillStyle = ink.page;
  brush.fillRect(0, 0, wide, high);
  brush.setTransform(zoomed, 0, 0, zoomed, wide / 2 - frame.x * zoomed, high / 2 - frame.y * zoomed);
  placed.decoration.draw(brush, frame.scale);
  return brush.getImageData(0, 0, wide, high);
}

function groundWithAreas(frame, zoomed, wide, high) {
  if (kept?.width !== wide || kept?.height !== high) kept = new ImageData(wide, high);
  const pixels = new Uint32Array(kept.data.buffer);
  pixels.fill(pixelOf(ink.page));
  const colour = pixelOf(ink.hull);
  for (const { hull } of areasNow()) {
    const xs = Float32Array.from(hull, ({ x }) => (x - frame.x) * zoomed + wide / 2);
    const ys = Float32Array.from(hull, ({ y }) => (y - frame.y) * zoomed + high / 2);
    fillConvex(pixels, wide, high, xs, ys, colour);
  }
  return kept;
}

function project(frame, wide, high) {
  const zoomed = frame.scale * frame.ratio;
  for (let id = 0; id < nodes.length; id += 1) {
    across[id] = (placed.x[id] - frame.x) * zoomed + wide / 2;
    down[id] = (placed.y[id] - frame.y) * zoomed + high / 2;
  }
}

function* addLines(frame, wide, high) {
  if (lines.wide !== wide || lines.high !== high) lines = new Lines(wide, high);
  else lines.clear();
  if (placed.decoration?.lines === false) return;
  const between = nodes.length <= BETWEEN_UP_TO || frame.near >= BETWEEN_FROM;
  for (let id = 0; id < edges.length; id += 1) {
    if (id % AT_A_TIME === 0) yield;
    if (!edgeShown[id] || !(between || within[id])) continue;
    const [from, to] = [ends.from[id], ends.to[id]];
    lines.add(across[from], down[from], across[to], down[to], within[id] ? WEIGHT.within : WEIGHT.between);
  }
}

function* blendLines(pixels, high) {
  const [red, green, blue, opacity] = partsOf(ink.line);
  const alpha = opacity * Math.min(1, CLEAR / Math.max(lines.density(), 0.01));
  for (let row = 0; row < high; row += 256) {
    lines.blend(pixels, [red, green, blue], alpha, MOST, row, row + 256);
    yield;
  }
}

function* stampDots(pixels, frame, wide, high) {
  checkColours();
  for (let place = 0; place < order.length; place += 1) {
    if (place % AT_A_TIME === 0) yield;
    const id = order[place];
    if (!nodeShown[id]) continue;
    const radius = radiusAt(sizes[id], frame.scale) * frame.ratio;
    const [x, y] = [across[id], down[id]];
    if (x > -radius && y > -radius && x < wide + radius && y < high + radius) stamp(pixels, wide, high, spriteOf(typeNumber[id], radius), x, y);
  }
}

// Draws a picture in steps, on the canvas that is not seen.
function* draw(frame) {
  const brush = brushes[1 - front];
  const [wide, high] = [Math.round(frame.wide * frame.ratio), Math.round(frame.high * frame.ratio)];
  if (brush.canvas.width !== wide || brush.canvas.height !== high) [brush.canvas.width, brush.canvas.height] = [wide, high];
  const image = groundOf(brush, frame, wide, high);
  yield;
  const pixels = new Uint32Array(image.data.buffer);
  project(frame, wide, high);
  yield* addLines(frame, wide, high);
  yield* blendLines(pixels, high);
  yield* stampDots(pixels, frame, wide, high);
  brush.putImageData(image, 0, 0);
}

// Shows what was drawn last.
function show(frame) {
  front = 1 - front;
  canvases[front].style.width = `${frame.wide}px`;
  canvases[front].style.height = `${frame.high}px`;
  canvases[front].hidden = false;
  canvases[1 - front].hidden = true;
}

export const renderer = { element, draw, show, picture: () => canvases[front] };

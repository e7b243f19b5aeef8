// Names on the map: the most important first, and none over another.

import { ink } from "./look.js";
import { cut } from "./text.js";

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const widths = new Map();

export function width(context, text) {
  const key = `${context.font}\n${text}`;
  if (!widths.has(key)) {
    if (widths.size > 20000) widths.clear();
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes that are taken, in a grid, so that asking is fast.
export class Boxes {
  constructor(wide = Infinity, high = Infinity) {
    [this.wide, this.high] = [wide, high];
    this.cells = new Map();
    this.all = [];
  }

  * around(box) {
    for (let column = Math.floor(box.left / 80); column <= Math.floor(box.right / 80); column += 1) {
      for (let row = Math.floor(box.top / 40); row <= Math.floor(box.bottom / 40); row += 1) yield `${column},${row}`;
    }
  }

  free(box) {
    if (box.left < 0 || box.top < 0 || box.right > this.wide || box.bottom > this.high) return false;
    for (const cell of this.around(box)) {
      for (const taken of this.cells.get(cell) || []) {
        if (box.left < taken.right && box.right > taken.left && box.top < taken.bottom && box.bottom > taken.top) return false;
      }
    }
    return true;
  }

  add(box) {
    this.all.push(box);
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  at(x, y) {
    return this.all.find((box) => box.target && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  }
}

export function fontOf(size, weight) {
  return `${weight} ${size}px ${FONT}`;
}

export function halo(context, text, x, y, colour) {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = ink.page;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

const SPOTS = [[1, 0], [0, 1], [-1, 0], [0, -1]];  // right of the dot, below it, left of it, above it

// A name that may be written: what it says, and how large that is.
export function nameFor(context, node, { size, weight = 400, length = 28, must = false }) {
  const font = fontOf(size, weight);
  context.font = font;
  const text = cut(node.label, length);
  return { target: node, text, font, size, must, half: width(context, text) / 2 + 3, spot: 0 };
}

function nameBox({ target, half, size }, { x, y, radius }, spot) {
  const [right, down] = SPOTS[spot];
  const [middle, centre] = [x + right * (radius + half + 1), y + down * (radius + size * 0.75)];
  return { left: middle - half, right: middle + half, top: centre - size * 0.7, bottom: centre + size * 0.7, target };
}

// Where no room is free: the spot where the window cuts off least of the name.
function leastCut(boxes, name, place) {
  const cutOff = (spot) => {
    const { left, right, top, bottom } = nameBox(name, place, spot);
    return Math.max(-left, 0) + Math.max(right - boxes.wide, 0) + Math.max(-top, 0) + Math.max(bottom - boxes.high, 0);
  };
  return [name.spot, 0, 1, 2, 3].reduce((best, spot) => (cutOff(spot) < cutOff(best) ? spot : best));
}

// Finds room for a name, first where it was, and tells whether there is any.
export function fitName(boxes, name, place) {
  for (const spot of [name.spot, 0, 1, 2, 3]) {
    const box = nameBox(name, place, spot);
    if (!boxes.free(box)) continue;
    boxes.add(box);
    name.spot = spot;
    return true;
  }
  if (name.must) boxes.add(nameBox(name, place, name.spot = leastCut(boxes, name, place)));
  return name.must;
}

// Writes a name where it is to be, if nothing is there.
export function writeName(context, boxes, name, place) {
  const box = nameBox(name, place, name.spot);
  if (!name.must && !boxes.free(box)) return;
  boxes.add(box);
  drawName(context, name, place);
}

export function drawName(context, name, place) {
  const box = nameBox(name, place, name.spot);
  context.font = name.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  halo(context, name.text, (box.left + box.right) / 2, (box.top + box.bottom) / 2, ink.text);
}

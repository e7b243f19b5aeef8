// Dots as small pictures, made once for each type and size: stamping them is faster than drawing.

import { nodes, typeOrder, types } from "./graph.js";
import { ink, paint } from "./look.js";

export const typeNumber = Uint8Array.from(nodes, (node) => typeOrder.indexOf(node.type));
const table = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const made = new Map();
let look = "";

function makeSprite(type, radius) {
  const half = Math.ceil(radius * 1.5) + 1;
  const side = 2 * half + 1;
  if (table.canvas.width < side) table.canvas.width = table.canvas.height = side;
  table.clearRect(0, 0, side, side);
  paint(table, { type: typeOrder[type] }, half + 0.5, half + 0.5, radius, 1);
  return { half, side, pixels: new Uint32Array(table.getImageData(0, 0, side, side).data.buffer) };
}

// The sprite of a type that comes next to a radius: half a pixel decides for small dots only.
export function spriteOf(type, radius) {
  const steps = radius < 6 ? Math.round(2 * radius) : 2 * Math.round(radius);
  const key = 256 * steps + type;
  let sprite = made.get(key);
  if (!sprite) made.set(key, (sprite = makeSprite(type, steps / 2)));
  return sprite;
}

// Forgets the sprites when the colours have changed.
export function checkColours() {
  const now = [ink.page, ...typeOrder.map((type) => ink[type] + types[type].shape)].join();
  if (now !== look) made.clear();
  look = now;
}

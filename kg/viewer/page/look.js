// Light and dark, and the shapes that stand for the types.

import { typeOrder, types } from "./graph.js";

export const root = document.documentElement;
export const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
export const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
const COLOURS = ["page", "text", "soft", "line", "line-between", "line-strong", "hull", "accent"];
export const ink = {};  // the colours that the canvas uses

export function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches;
}

export function readColours() {
  for (const [name, look] of typeOrder.map((type) => [type, types[type]])) root.style.setProperty(`--${name}`, isDark() ? look.dark : look.colour);
  const style = getComputedStyle(root);
  for (const name of [...COLOURS, ...typeOrder]) ink[name] = style.getPropertyValue(`--${name}`).trim();
}

export function remembered(value) {
  try {  // a page from disk may not be allowed to remember anything
    if (value) localStorage.setItem("kg-theme", value);
    return localStorage.getItem("kg-theme");
  } catch {
    return null;
  }
}

function regular(corners, turn, inner = 1) {
  const steps = inner === 1 ? corners : 2 * corners;
  return Array.from({ length: steps }, (_, step) => {
    const angle = turn + (2 * Math.PI * step) / steps;
    const radius = step % 2 ? inner : 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

// Corners on a circle of such a radius that all shapes look equally large; a dot and a ring have none.
const UP = -Math.PI / 2;
const SHAPES = {
  triangle: regular(3, UP).map(([x, y]) => [1.35 * x, 1.35 * y + 0.2]),
  square: regular(4, UP / 2).map(([x, y]) => [1.2 * x, 1.2 * y]),
  diamond: regular(4, UP).map(([x, y]) => [1.2 * x, 1.35 * y]),
  hexagon: regular(6, UP).map(([x, y]) => [1.1 * x, 1.1 * y]),
  star: regular(5, UP, 0.5).map(([x, y]) => [1.4 * x, 1.4 * y]),
};

function outline(context, type, x, y, radius) {
  const corners = SHAPES[types[type].shape];
  context.beginPath();
  if (!corners) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  for (const [right, down] of corners) context.lineTo(x + radius * right, y + radius * down);
  context.closePath();
}

// Draws a node; `pixel` is the width of a pixel of the screen.
export function paint(context, node, x, y, radius, pixel) {
  const ring = types[node.type].shape === "ring";
  outline(context, node.type, x, y, ring ? radius * 0.85 : radius);
  context.fillStyle = ring ? ink.page : ink[node.type];
  context.fill();
  if (ring) {
    context.lineWidth = Math.max(radius * 0.4, pixel);
    context.strokeStyle = ink[node.type];
    context.stroke();
  } else if (radius > 3 * pixel) {
    context.lineWidth = pixel;
    context.strokeStyle = ink.page;
    context.stroke();
  }
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(type) {
  const image = document.createElementNS(SVG, "svg");
  image.setAttribute("viewBox", "-8 -8 16 16");
  image.setAttribute("class", "icon");
  image.setAttribute("aria-hidden", "true");
  const corners = SHAPES[types[type].shape];
  const shape = document.createElementNS(SVG, corners ? "polygon" : "circle");
  if (corners) shape.setAttribute("points", corners.map(([x, y]) => `${5 * x},${5 * y}`).join(" "));
  else shape.setAttribute("r", 5);
  const ring = types[type].shape === "ring";
  shape.style.fill = ring ? "none" : `var(--${type})`;
  shape.style.stroke = ring ? `var(--${type})` : "none";
  shape.style.strokeWidth = 2.4;
  image.append(shape);
  return image;
}

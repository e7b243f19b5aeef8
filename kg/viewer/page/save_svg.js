// The map as a drawing in SVG: what a canvas is told to draw is written down as elements.

import { camera, inView, placed, placeOf, radiusOf } from "./camera.js";
import { structure } from "./data.js";
import { amount, edges, nodes, typeOrder } from "./graph.js";
import { areasNow, drawHull } from "./hulls.js";
import { FONT } from "./labels.js";
import { ink, paint } from "./look.js";
import { drawOverlay } from "./overlay.js";
import { part } from "./part.js";
import { tidy } from "./text.js";
import { shown, shownEdge } from "./visible.js";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
const LEGEND_BAND = 58;  // below the map: legend and title
const MOST_DRAWN_LINES = 40_000;
const LINES_BETWEEN_UP_TO = 5000;  // above so many nodes, lines between groups would cover everything
const colourSample = document.createElement("canvas").getContext("2d");

function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG_NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const shortNumber = (number) => String(Math.round(number * 10) / 10);

// A colour without transparency, and how opaque it is: not every program reads `rgba()`.
function plainColour(style) {
  colourSample.fillStyle = "#000";
  colourSample.fillStyle = style;
  const parts = colourSample.fillStyle.match(/^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/);
  if (!parts) return { colour: colourSample.fillStyle, opacity: 1 };
  return { colour: `#${parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`, opacity: Number(parts[4]) };
}

// XML has no place for these, whatever a text says.
function xmlWords(text) {
  return tidy(text).replace(/[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

// Takes what a canvas takes, and makes elements of it. Styles are its own, or those of a canvas that it listens to.
class Recorder {
  constructor(style) {
    this.style = style || this;
    this.globalAlpha = 1;
    this.lineWidth = 1;
    this.marks = [];
    this.path = [];
  }

  beginPath() {
    this.path = [];
  }

  moveTo(x, y) {
    this.path.push(`M${shortNumber(x)} ${shortNumber(y)}`);
  }

  lineTo(x, y) {
    this.path.push(`${this.path.length ? "L" : "M"}${shortNumber(x)} ${shortNumber(y)}`);
  }

  closePath() {
    this.path.push("z");
  }

  arc(x, y, radius) {
    const size = Math.round(radius * 10) / 10;  // the halves of a circle have to meet
    const half = `a${size} ${size} 0 1 0`;
    this.path.push(`M${shortNumber(x - size)} ${shortNumber(y)}${half} ${shortNumber(2 * size)} 0${half} ${shortNumber(-2 * size)} 0z`);
  }

  rect(x, y, wide, high) {
    this.path.push(`M${shortNumber(x)} ${shortNumber(y)}h${shortNumber(wide)}v${shortNumber(high)}h${shortNumber(-wide)}z`);
  }

  roundRect(x, y, wide, high) {
    this.rect(x, y, wide, high);
  }

  fill() {
    this.add("path", { d: this.path.join(""), ...this.filled() });
  }

  stroke() {
    this.add("path", { d: this.path.join(""), fill: "none", ...this.stroked() });
  }

  fillRect(x, y, wide, high) {
    this.add("rect", { x: shortNumber(x), y: shortNumber(y), width: shortNumber(wide), height: shortNumber(high), ...this.filled() });
  }

  strokeText(text) {
    this.rim = { text, attributes: { ...this.stroked(), "paint-order": "stroke" } };
  }

  fillText(text, x, y) {
    const [, weight, size, family] = this.style.font.match(/^(?:(\S+) )?([\d.]+)px (.+)$/) || [null, "400", "12", FONT];
    const anchor = { center: "middle", right: "end", end: "end" }[this.style.textAlign];
    const down = this.style.textBaseline === "middle" ? 0.35 * size : 0;  // other programs do not know baselines
    const rim = this.rim?.text === text ? this.rim.attributes : {};
    this.rim = null;
    const bold = Number(weight) >= 600 || weight === "bold";
    const place = { x: shortNumber(x), y: shortNumber(y + down), "font-size": size, "font-weight": bold ? "bold" : undefined };
    this.add("text", { ...place, "font-family": family === FONT ? undefined : family.replace(/"/g, "'"), "text-anchor": anchor, ...rim,
      ...this.filled() }, xmlWords(text));
  }

  measureText(text) {
    colourSample.font = this.style.font;
    return colourSample.measureText(text);
  }

  filled() {
    const { colour, opacity } = plainColour(this.style.fillStyle);
    const seen = opacity * this.style.globalAlpha;
    return { fill: colour, "fill-opacity": seen < 1 ? String(Math.round(seen * 100) / 100) : undefined };
  }

  stroked() {
    const { colour, opacity } = plainColour(this.style.strokeStyle);
    const seen = opacity * this.style.globalAlpha;
    return { stroke: colour, "stroke-opacity": seen < 1 ? String(Math.round(seen * 100) / 100) : undefined,
      "stroke-width": shortNumber(this.style.lineWidth), "stroke-linejoin": "round" };
  }

  add(tag, attributes, ...children) {
    this.marks.push(svgElement(tag, attributes, ...children));
  }
}

function drawnGround() {
  const recorder = new Recorder();
  const { x, y, scale, wide, high } = camera;
  if (placed.decoration) placed.decoration.draw?.(recorder, scale);
  else for (const community of areasNow()) drawHull(recorder, community);
  const moved = `translate(${shortNumber(wide / 2 - x * scale)} ${shortNumber(high / 2 - y * scale)})`;
  return svgElement("g", { transform: `${moved} scale(${scale.toFixed(4)})` }, ...recorder.marks);
}

function seesLine(from, to) {
  return Math.max(from.x, to.x) > 0 && Math.max(from.y, to.y) > 0 && Math.min(from.x, to.x) < camera.wide && Math.min(from.y, to.y) < camera.high;
}

function drawnLines() {
  const recorders = [new Recorder(), new Recorder()];
  let count = 0;
  for (const edge of edges) {
    const [from, to] = [nodes[edge.from], nodes[edge.to]];
    const inside = from.community === to.community;
    if (!shownEdge(edge) || (!inside && nodes.length > LINES_BETWEEN_UP_TO) || count > MOST_DRAWN_LINES) continue;
    const [start, end] = [placeOf(from), placeOf(to)];
    if (!seesLine(start, end)) continue;
    count += 1;
    const recorder = recorders[Number(inside)];
    recorder.moveTo(start.x, start.y);
    recorder.lineTo(end.x, end.y);
    if (recorder.path.length >= 400) flushLines(recorder, inside);
  }
  recorders.forEach((recorder, inside) => flushLines(recorder, inside));
  return svgElement("g", {}, ...recorders[0].marks, ...recorders[1].marks);
}

function flushLines(recorder, inside) {
  recorder.lineWidth = 0.8;
  recorder.strokeStyle = inside ? ink.line : ink["line-between"];
  if (recorder.path.length) recorder.stroke();
  recorder.beginPath();
}

function drawnDots() {
  const recorder = new Recorder();
  for (const node of nodes) {
    if (!shown(node)) continue;
    const place = placeOf(node);
    if (inView(place)) paint(recorder, node, place.x, place.y, radiusOf(node), 1);
  }
  return svgElement("g", {}, ...recorder.marks);
}

// What lies above: names, and what is chosen. The overlay draws itself once more, and is listened to.
function drawnOverlay() {
  const context = document.getElementById("overlay").getContext("2d");
  const recorder = new Recorder(context);
  const heard = Object.getOwnPropertyNames(Recorder.prototype).filter((name) => typeof context[name] === "function");
  for (const name of heard) {
    context[name] = (...values) => {
      recorder[name](...values);
      return CanvasRenderingContext2D.prototype[name].apply(context, values);
    };
  }
  try {
    drawOverlay();
  } finally {
    for (const name of heard) delete context[name];
  }
  return svgElement("g", {}, ...recorder.marks);
}

function drawnLegend() {
  const counts = {};
  for (const node of nodes) if (shown(node)) counts[node.type] = (counts[node.type] || 0) + 1;
  const recorder = new Recorder();
  Object.assign(recorder, { font: `12.5px ${FONT}`, textAlign: "left", textBaseline: "middle" });
  recorder.fillStyle = ink.page;
  recorder.fillRect(0, camera.high, camera.wide, LEGEND_BAND);
  let x = 16;
  for (const type of typeOrder.filter((name) => counts[name])) {
    colourSample.font = recorder.font;
    const text = amount(counts[type], type);
    paint(recorder, { type }, x, camera.high + 18, 5.5, 1);
    recorder.fillStyle = ink.text;
    recorder.fillText(text, x + 11, camera.high + 18);
    x += colourSample.measureText(text).width + 34;
  }
  recorder.fillStyle = ink.soft;
  recorder.font = `11px ${FONT}`;
  recorder.fillText(part ? `${structure.title}. ${part.text}` : structure.title, 12, camera.high + 42);
  return svgElement("g", {}, ...recorder.marks);
}

// The drawing of what the map shows now.
export function drawing() {
  const [wide, high] = [camera.wide, camera.high + LEGEND_BAND].map(Math.round);
  const frame = { x: 0, y: 0, width: wide, height: high };
  return svgElement(
    "svg",
    { xmlns: SVG_NAMESPACE, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", "font-family": FONT },
    svgElement("title", {}, xmlWords(structure.title)),
    ...(part ? [svgElement("desc", {}, `${part.text} ${part.advice}`)] : []),
    svgElement("rect", { ...frame, fill: plainColour(ink.page).colour }),
    drawnGround(),
    drawnLines(),
    drawnDots(),
    drawnOverlay(),
    drawnLegend(),
  );
}

export function drawingText() {
  return new XMLSerializer().serializeToString(drawing());
}
